"""The indicator rows of one township, as the bullet rows and the tables show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import sqrt

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import export_cells
from townbase.views.shared import row_words as say

SHAPE = {"no_data": "missing", "no_target": "monitor"}
Z = 1.959963984540054


def of_year(rows: pd.DataFrame, year: int, order: Iterable[str]) -> list[Row]:
    """The rows of one year by goal, action, the order of the policy's rows and stage, each with its history."""
    rank = {name: at for at, name in enumerate(order)}
    history: dict[tuple[str, str], dict[int, dict]] = {}
    for row in records(rows):
        history.setdefault((row["indicator_id"], row["stage"]), {})[int(row["school_year"])] = row
    years = sorted({past for by_year in history.values() for past in by_year} | {year})
    found = []
    for by_year in history.values():
        if year in by_year:
            row = by_year[year]
            found.append(row | {"before": by_year.get(year - 1), "history": _past(by_year, years), "by_year": by_year})
    return sorted(
        found,
        key=lambda row: (
            row["goal"], row["action"], rank.get(row["indicator_id"], 999), say.STAGE_ORDER.get(row["stage"], 9)
        ),
    )  # fmt: skip


def groups(rows: Iterable[Row], goals: Iterable[Row], selection: Selection) -> list[Row]:
    """Bullet rows under their goals; a goal without rows is left out."""
    rows = list(rows)
    found = []
    for goal in goals:
        own = [bullet(row, selection) for row in rows if row["goal"] == goal["goal"]]
        if own:
            found.append(
                {
                    "title": f"（{words.numeral(goal['goal'])}）{goal['title']}",
                    "code": goal["code"],
                    "word": goal["word"],
                    "rows": own,
                }
            )
    return found


def shape(row: Mapping) -> str:
    """The key of charts.glyphs for a row; '' where nothing is judged."""
    mark = say.mark(row)
    return SHAPE.get(mark, mark)


def label(row: Mapping) -> str:
    """What the shape says when pointed at or read aloud."""
    verdict = say.verdict_text(row) or "不作判定"
    text = f"{say.row_title(row)}：{verdict}"
    if not is_missing(row["value"]) and not hides_value(row) and not is_partial(row):
        text += f"，现为 {say.value_text(row)}"
    return text + (f"，{say.shortfall_text(row)}" if say.shortfall_text(row) else "")


def row_href(row: Mapping, selection: Selection) -> str:
    stage = None if row["stage"] == "none" else row["stage"]
    return _address(selection, row["indicator_id"], stage)


@lru_cache(maxsize=512)
def _elsewhere(selection: Selection, indicator: str, stage: str | None) -> str:
    return selection.href("indicator", indicator=indicator, stage=stage)


def indicator_href(row: Mapping, selection: Selection) -> str:
    """The page of the indicator itself, with all townships."""
    return _elsewhere(selection, row["indicator_id"], None if row["stage"] == "none" else row["stage"])


@lru_cache(maxsize=512)
def _address(selection: Selection, indicator: str, stage: str | None) -> str:
    """A row's address stands in its bullet row and in the next steps."""
    return selection.href("township", indicator=indicator, stage=stage, school=None)


def is_chosen(row: Mapping, selection: Selection) -> bool:
    """The row the reader opened (a row without stage is chosen by its indicator alone)."""
    return selection.indicator == row["indicator_id"] and row["stage"] in (selection.stage, "none")


def hides_value(row: Mapping) -> bool:
    """Where one school carries the stage, an academic result would be that school's: only its verdict is shown."""
    return is_academic(row) and (is_missing(row["schools"]) or row["schools"] <= 1)


def is_academic(row: Mapping) -> bool:
    """Whether a row rests on pupils' results, which are never shown by school."""
    return row["form"] == "difference_rate" or row["numerator_measure"] == "level3"


def is_partial(row: Mapping) -> bool:
    """Whether too few schools have returned for the value to stand for the township."""
    return not is_missing(row["value"]) and not is_missing(row["covered"]) and not row["covered"]


def interval(row: Mapping) -> tuple[float, float] | None:
    """Wilson 95 % interval of a borderline row, as the verdict's mark was drawn from; None for all others."""
    if say.mark(row) != "borderline" or is_missing(row["denominator"]) or not row["denominator"]:
        return None
    n, p = float(row["denominator"]), float(row["value"])
    middle, half = p + Z * Z / (2 * n), Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (middle - half) / (1 + Z * Z / n), (middle + half) / (1 + Z * Z / n)


def hint(row: Mapping) -> str:
    """The line beside the word: why it cannot be judged, the interval, how a district reading would differ."""
    parts = [say.reason_text(row)]
    around = interval(row)
    if around:
        parts.append(words.interval(*around))
    if not is_missing(row["verdict_district_urban"]) and row["verdict_district_urban"] != row["verdict"]:
        parts.append(f"按本区县城区对照为{words.VERDICT.get(row['verdict_district_urban'], '')}")
    return "；".join(part for part in parts if part)


def change_said(row: Mapping) -> str:
    """+1.4 个百分点; for children and teachers of a rising row also in whole ones: （相当于少 3 名）"""
    if is_partial(row) or row["before"] is not None and is_partial(row["before"]):
        return ""
    text = say.change_text(row)
    if text and row["form"] == "share" and row["before"] is not None and row["denominator"] < words.APART:
        return "持平" if text == "持平" else f"上年 {say.value_text(row['before'])}"
    if text and text != "持平" and row["rule"] == "rising" and row["form"] == "share" and row["before"] is not None:
        text = f"{text}（相当于{equivalent(row)}）"
    if not is_missing(row["change_from_pupils"]) and _mostly_pupils(row):
        text += "，主要因学生减少"
    return text


def equivalent(row: Mapping) -> str:
    """少 4 名: what the change of the share comes to among this year's whole, as the page 本地就读 says it; '' where unknown.

    Not the difference of the two counts: that follows the number of children too, and may go the other way.
    """
    before = row["before"]
    if (
        before is None
        or is_partial(row)
        or is_partial(before)
        or is_missing(row["change"])
        or is_missing(row["denominator"])
    ):
        return ""
    return words.more_or_fewer(row["change"] * row["denominator"], say.text_of(row["unit"])[:1])


def table(rows: Iterable[Row]) -> pd.DataFrame:
    """The same rows under Chinese heads, for 数据表 and the files; no mean and no numerator of a difference rate."""
    lines = pd.DataFrame(
        [
            {
                "目标序号": words.numeral(row["goal"]),
                "行动序号": words.numeral(row["action"]),
                "指标": row["title"],
                "学段": words.STAGE.get(row["stage"], ""),
                "性质": words.ROLE.get(row["role"], ""),
                "分子": None if hides_value(row) else row["numerator"],
                "分母": None if hides_value(row) else row["denominator"],
            }
            | export_cells.held(row, hides_value(row))
            | {"说明": hint(row)}
            for row in rows
        ]
    )
    return export_cells.typed(lines, "还差")


def bullet(row: Mapping, selection: Selection) -> dict:
    """One row as charts.bullets draws it."""
    hidden, partial, around = hides_value(row), is_partial(row), interval(row)
    return {
        "title": row["title"],
        "stage": _beside(row),
        "href": indicator_href(row, selection),
        "schools_href": row_href(row, selection),
        "value": "只列判定" if hidden and not is_missing(row["value"]) else value_said(row),
        "target": say.target_text(row),
        "urban": say.plain_value(row["urban_value"], row),
        "at": None if hidden or partial else say.ratio_to_target(row["value"], row),
        "urban_at": say.ratio_to_target(row["urban_value"], row),
        "low_at": say.ratio_to_target(around[0], row) if around else None,
        "high_at": say.ratio_to_target(around[1], row) if around else None,
        "shape": shape(row),
        "code": "" if is_missing(row["verdict"]) else row["verdict"],
        "word": say.verdict_text(row),
        "hint": hint(row),
        "missing": say.shortfall_text(row),
        "history": [] if hidden else list(row["history"]),
        "change": "" if hidden else change_said(row),
        "fell_back": say.fell_back_text(row),
        "chosen": is_chosen(row, selection),
    }


def value_said(row: Mapping) -> str:
    """The value; where too few schools have returned it is named as theirs."""
    text = say.value_text(row)
    return f"{text}（仅已报学校）" if is_partial(row) else text


def _beside(row: Mapping) -> str:
    """小学, and 参考 where the row does not decide its goal: 小学·参考"""
    parts = [words.STAGE.get(row["stage"], ""), "参考" if row["role"] == "reference" else ""]
    return "·".join(part for part in parts if part)


def _past(by_year: Mapping, years: list[int]) -> list[tuple[int, float | None, str]]:
    """(year, value, value as text) of every year; a year without a value (or of too few schools) stays a gap."""
    return [
        (year, None if is_partial(by_year[year]) else by_year[year]["value"], value_said(by_year[year]))
        if year in by_year
        else (year, None, words.MISSING)
        for year in years
    ]


def _mostly_pupils(row: Mapping) -> bool:
    """Of a per-head value that rose or fell, more than half came from fewer or more pupils."""
    change = row["change"]
    if is_missing(change) or not change or row["change_from_pupils"] * change <= 0:
        return False
    return change > 0 and abs(row["change_from_pupils"]) > abs(change) / 2
