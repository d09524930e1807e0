"""What each filter may be, asked of the version that is served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from townbase import words
from townbase.asking import Ask, tuples
from townbase.page_records import PAGES
from townbase.selection import EVERYWHERE, FIXED
from townbase.text import is_missing
from townbase.ui import version
from townbase.views.shared import prices, ticked_rows

LONGEST_FIND = 40


@dataclass(frozen=True)
class Options:
    """Filter -> {value: its name}, in the order they are offered; `townships` is the frame behind them."""

    years: dict[int, str]
    default_year: int | None
    townships: pd.DataFrame
    names: Mapping[str, dict[str, str]] = field(default_factory=dict)
    whole: bool = True  # the reader sees the whole city, and may choose no district at all

    @cached_property
    def _of(self) -> dict[str, tuple[str, str]]:
        """township_id -> (name, district_id); a page asks for them once for every file that it offers."""
        frame = self.townships
        return dict(zip(frame.township_id, zip(frame.name, frame.district_id, strict=True), strict=True))

    @cached_property
    def _labels(self) -> dict[str, str]:
        frame = self.townships
        label = frame.name + "（" + frame.district_name.fillna(frame.district_id) + "）"
        return dict(zip(frame.township_id, label, strict=True))

    def knows(self, township: object) -> bool:
        return township in self._of

    def name_of(self, township: str) -> str:
        return self._of[township][0]

    def district_of(self, township: str) -> str:
        return self._of[township][1]

    def townships_of(self, district: str | None) -> dict[str, str]:
        """township_id -> name, those of one district or all (then with the district's name behind)."""
        if district is None:
            return self._labels
        return {township: name for township, (name, own) in self._of.items() if own == district}


def load(ask: Ask, *, whole: bool = True) -> Options:
    """All that does not depend on the address."""
    years, townships = ask("shared/frame_years"), ask("shared/frame_townships")
    shown = years[years.shown_by_default.fillna(False).astype(bool)].school_year
    labels = {int(row.school_year): _year(row) for row in tuples(years)}
    return Options(
        years=labels,
        default_year=int(shown.iloc[0]) if len(shown) else next(iter(labels), None),
        townships=townships,
        whole=whole,
        names={
            "district": _districts(townships),
            "batch": _plain(townships.batch),
            "managing_body": _plain(townships.managing_body),
            "action": {str(row.action): row.title for row in tuples(ask("shared/frame_actions"))},
            "goal": {str(row.goal): row.title for row in tuples(ask("shared/frame_goals"))},
            "office": {"all": "全部处室"} | {name: name for name in ask("shared/frame_offices")["office"]},
            "indicator": {row.indicator_id: row.title for row in tuples(ask("shared/frame_indicators"))},
            "counted": words.COUNTED,
            "stage": {code: words.STAGE[code] for code in FIXED["stage"]},
            "panel": {code: words.STAGE[code] for code in FIXED["panel"]},
            "urban": words.URBAN,
            "order": words.ORDER,
            "under": {each: f"少于 {each} 人" for each in FIXED["under"]},
            "formula": words.FORMULA,
            "target": {each: f"目标 {each}%" for each in FIXED["target"]},
            "cost": words.COST,
            "clause": {row.clause_id: row.text.strip() for row in tuples(ask("shared/clauses"))},
        },
    )


def allowed(options: Options, page: str, query: Mapping[str, str], ask: Ask) -> dict[str, set[str]]:
    """Address key -> the values it may have on this page."""
    every = {key: set(names) for key, names in options.names.items()}
    every["year"] = {str(year) for year in options.years}
    every["township"] = every["with"] = set(options.townships.township_id)
    if page == "actions":  # two townships side by side, or two districts
        every["with"] = every["with"] | every["district"]
    if "school" in query and "school" in PAGES[page].keys:
        found = ask("shared/frame_school", school=query["school"])
        every["school"] = set(found.school_id)
    find = query.get("find", "")
    if find.strip() and len(find) <= LONGEST_FIND:  # words to look for: any that are short enough
        every["find"] = {find}
    if prices.read(query.get("prices")):
        every["prices"] = {query["prices"]}
    if _known_rows(query.get("solved"), options):
        every["solved"] = {query["solved"]}
    every["tab"] = set(PAGES[page].tabs)
    for key in {"release", "since"} & set(query):
        every[key] = {query[key]} if version.names_one(query[key]) else set()
    return {key: every.get(key, set()) for key in (*PAGES[page].keys, *EVERYWHERE)}


def _known_rows(text: str | None, options: Options) -> bool:
    """Whether every row that is taken as met names a township and an indicator of this version."""
    rows = ticked_rows.read(text)
    return bool(rows) and all(options.knows(row[0]) and row[1] in options.names["indicator"] for row in rows)


def _year(row: Any) -> str:
    label = words.year_label(row.school_year)
    if is_missing(row.in_progress) or not row.in_progress:
        return label
    return f"{label}（填报中）"


def _districts(townships: pd.DataFrame) -> dict[str, str]:
    once = townships.drop_duplicates("district_id")
    return dict(zip(once.district_id, once.district_name.fillna(once.district_id), strict=True))


def _plain(column: pd.Series) -> dict[str, str]:
    return {value: value for value in sorted(column.dropna().unique(), key=words.in_order)}
