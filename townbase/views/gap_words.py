"""How a gap between town and city is said: its amount, whether it closes, and when.

A row is a mapping with the columns of `gap_against` and form and value_unit of its indicator.
A gap is town − urban, negative = the towns are behind.
"""

from __future__ import annotations

from collections.abc import Mapping

from townbase import words
from townbase.text import is_missing
from townbase.views.row_words import text_of

ENOUGH = 0.8  # coverage under which nothing is compared
LEVEL = 1e-9
FAR = 20  # years beyond which a straight line says nothing any more

# what a gap does since the base year
STATE = {
    "level": "不低于城区",
    "closing": "在缩小",
    "not_closing": "没有缩小",
    "base": "基期",
    "unknown": "没有基期数据",
    "missing": "数据未报齐",
}


def is_share(row: Mapping) -> bool:
    return row["form"] == "share" and text_of(row["value_unit"]) == "%"


def amount(gap: float | None, row: Mapping, *, unit: bool = True, signed: bool = True) -> str:
    """−5.4 个百分点, −0.30 册/生; a gap that would round to nothing shows one more digit, 持平 only where there is none."""
    if is_missing(gap):
        return words.MISSING
    if abs(gap) <= LEVEL:
        return "持平"
    scaled, decimals, name = (gap * 100, 1, "个百分点") if is_share(row) else (gap, 2, text_of(row["value_unit"]))
    while decimals < 4 and round(abs(scaled), decimals) == 0:
        decimals += 1
    said = words.difference(scaled, decimals) if signed else words.number(abs(scaled), decimals)
    return f"{said} {name}".strip() if unit else said


def gap_figure(gap: float | None, row: Mapping) -> float | None:
    """The same as a number: −5.4 (points), −0.30; what is more than nothing keeps the digit that shows it."""
    if is_missing(gap):
        return None
    scaled, decimals = (gap * 100, 1) if is_share(row) else (gap, 2)
    while decimals < 4 and abs(gap) > LEVEL and not words.rounded_to(scaled, decimals):
        decimals += 1
    return words.rounded_to(scaled, decimals)


def unit_of(row: Mapping) -> str:
    """What a column of gaps is counted in."""
    return "百分点" if is_share(row) else text_of(row["value_unit"]) or "—"


def value(row: Mapping, side: str = "town") -> str:
    """The value of one side; of under ten schools or rooms in whole things, as everywhere."""
    if is_missing(row[side]):
        return words.MISSING
    if side == "town" and "town_numerator" in row and is_share(row):
        return words.value(
            row["town"], "share", "%", numerator=row["town_numerator"], denominator=row["town_denominator"], unit=text_of(row["unit"])
        )
    return words.value(row[side], row["form"], text_of(row["value_unit"]), with_unit=False)


def state(row: Mapping) -> str:
    """A key of STATE."""
    if is_missing(row["gap"]) or is_missing(row["town_coverage"]) or row["town_coverage"] < ENOUGH - 1e-9:
        return "missing"
    if row["gap"] >= -LEVEL:
        return "level"
    if row["school_year"] <= row["base_year"]:
        return "base"
    if is_missing(row["closing"]):
        return "unknown"
    return "closing" if row["closing"] else "not_closing"


def when(row: Mapping) -> str:
    """不低于城区; 2027—2028学年追平; 没有缩小; …"""
    now = state(row)
    if now != "closing":
        return STATE[now]
    if is_missing(row["closes_in"]):
        return STATE["closing"]
    far = row["closes_in"] - row["school_year"] > FAR
    return f"在缩小，{FAR} 年内追不平" if far else f"{words.year_label(row['closes_in'])}追平"


def side(gap: float) -> str:
    return "高" if gap > LEVEL else "低"
