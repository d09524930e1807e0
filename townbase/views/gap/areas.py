"""One indicator, area by area: who is how far from the city, now, the year before and in the base year."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.gap import area_tables, definitions, series
from townbase.views.gap import gap_words as say
from townbase.views.gap.area_sentences import behind, held, lends, not_closing, otherwise, state
from townbase.views.gap.gap_rows import Counts
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import ONE
from townbase.views.shared.row_words import mark, verdict_text

AREAS = Card(
    key="areas",
    file="乡镇与城区",
    filters=("district", *ONE, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.AREAS,
)


def read(ask: Ask, selection: Selection, year: int, chosen: Mapping) -> list[Row]:
    """City and districts, or with a district the city's place taken by it and its townships; every year up to now."""
    which = {"indicator": chosen["indicator_id"], "stage": chosen["stage"], "against": selection.urban, "year": year}
    rows = records(ask("gap/districts", **which))
    if selection.district is not None:
        rows = [row for row in rows if row["area_id"] == selection.district]
        rows += records(ask("gap/townships", **which, district=selection.district))
    texts = {
        key: chosen[key]
        for key in ("title", "form", "unit", "value_unit", "base_year", "rule", "indicator_id", "stage")
    }
    return [row | texts for row in rows]


def side_by_side(rows: list[Row], year: int, chosen: Mapping, selection: Selection, counts: Counts) -> CardContent:
    """The towns' value of each area against the urban one: districts by need, townships in official order."""
    whole, every = split_off([row for row in rows if row["school_year"] == year], selection)
    areas = [row for row in every if say.state(row) != "missing"]
    if selection.district is None:
        areas.sort(key=lambda row: (row["gap"], row["area_id"]))
    missing = len(every) - len(areas)
    years = {(row["area_id"], row["school_year"]): row for row in rows if say.state(row) != "missing"}
    shown = [row for row in whole if say.state(row) != "missing"] + areas
    apart = f"{words.UNROUNDED}。" if any(map(say.rounds_apart, shown)) else ""
    return CardContent(
        AREAS,
        title=behind(areas, chosen, selection),
        how=f"点为{'各区县' if selection.district is None else ''}乡镇{'合计' if selection.district is None else ''}，灰线自 {chosen['base_year']} 年起，"
        f"竖线为{held(areas, selection)}；{'差距大的在前' if selection.district is None else '按行政区划顺序'}。{apart}",
        frame=pd.DataFrame([_dot(row, years, selection, counts) for row in areas]),
        table=area_tables.values(shown, selection.urban),
        empty="本学年没有可以与城区相比的数据。",
        note="".join(
            [
                not_closing(areas, selection),
                otherwise(whole, areas, selection),
                lends(areas, selection),
                f"另有 {missing} 个{words.UNREPORTED}齐，不作比较。" if missing else "",
            ]
        ),
    )


def split_off(rows: list[Row], selection: Selection) -> tuple[list[Row], list[Row]]:
    """The whole (the city, or the district above its townships) and its parts."""
    top = "city" if selection.district is None else "district"
    return [row for row in rows if row["area_kind"] == top], [row for row in rows if row["area_kind"] != top]


def href(row: Mapping, selection: Selection) -> str:
    """One level down: a district's own view, a township's page."""
    if row["area_kind"] == "city":
        return ""
    if row["area_kind"] == "district":
        return "" if selection.district else series.opens(row, selection, district=row["area_id"])
    return selection.href("township", township=row["area_id"], indicator=row["indicator_id"], stage=row["stage"])


def _dot(row: Row, years: Mapping, selection: Selection, counts: Counts) -> dict[str, object]:
    before = years.get((row["area_id"], row["base_year"]))
    before = None if row["school_year"] <= row["base_year"] else before
    last = years.get((row["area_id"], row["school_year"] - 1))
    judged = row.get("verdict") in ("met", "not_met")
    code = mark(row | {"borderline": False}) if judged else ""
    stuck = state(row) == "not_closing"
    return {
        "id": row["area_id"],
        "name": row["name"],
        "mark": say.BORROWED if say.is_borrowed(row, selection.urban) else "",
        "href": href(row, selection),
        "town": height(row["town"], row),
        "urban": height(row["urban"], row),
        "base": None if before is None else height(before["town"], row),
        "shape": code or ("not_closing" if stuck else "town"),
        "town_said": say.value(row),
        "urban_said": say.value(row, "urban"),
        "own_said": "" if is_missing(row["own_urban"]) or selection.urban != "city" else say.value(row, "own_urban"),
        "gap_said": say.amount(row["gap"], row),
        "gap": say.gap_figure(row["gap"], row),
        "years_said": _years(before, last),
        "when": "" if state(row) != say.state(row) else say.when(row),
        "verdict": verdict_text(row | {"borderline": False}) if judged else "",
        "townships": _townships(counts.get((row["area_id"], *series.key_of(row)))),
    }


def height(amount: float, row: Mapping) -> float:
    """Where a value stands on an axis: per cent for shares, else its own unit."""
    return amount * 100 if say.is_share(row) else amount


def _years(base: Row | None, last: Row | None) -> str:
    """2021 年 −5.4，2024 年 −1.2"""
    rows = {row["school_year"]: row for row in (base, last) if row is not None}
    return "，".join(f"{year} 年 {say.amount(row['gap'], row, unit=False)}" for year, row in rows.items())


def _townships(count: Row | None) -> str:
    """未达标 3 个乡镇，达标 6 个，其中略低 1 个"""
    if count is None:
        return ""
    near = f"，其中略低 {count['near']} 个" if count["near"] else ""
    return f"{words.UNMET} {count['unmet']} 个乡镇，达标 {count['met']} 个{near}"
