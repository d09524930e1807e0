"""How a gap between town and city is said: its amount, whether it closes, and when.

A row is a mapping with the columns of `gap_against` and form and value_unit of its indicator.
A gap is town − urban, negative = the towns are behind. Which area is furthest behind depends on the urban
value it is held against, so every finding names it: `reference`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.shared import export_cells
from townbase.views.shared.row_words import text_of

LEVEL = 1e-9
FAR = 20  # years beyond which a straight line says nothing any more

BORROWED = "借用全市值"  # the mark of a row whose district has no urban value of its own

# what a gap does since the base year
STATE = {
    "level": "不低于城区",
    "closing": "在缩小",
    "not_closing": "没有缩小",
    "base": "基期",
    "unknown": "没有基期数据",
    "missing": f"{words.UNREPORTED}齐",
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
    while decimals < 4 and not words.rounded_to(scaled, decimals):
        decimals += 1
    text = words.difference(scaled, decimals) if signed else words.number(abs(scaled), decimals)
    return f"{text} {name}".strip() if unit else text


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
            row["town"],
            "share",
            "%",
            numerator=row["town_numerator"],
            denominator=row["town_denominator"],
            unit=text_of(row["unit"]),
        )
    return words.value(row[side], row["form"], text_of(row["value_unit"]), with_unit=False)


def state(row: Mapping) -> str:
    """A key of STATE."""
    if is_missing(row["gap"]) or is_missing(row["covered"]) or not row["covered"]:
        return "missing"
    if row["gap"] >= -LEVEL:
        return "level"
    if row["school_year"] <= row["base_year"]:
        return "base"
    if is_missing(row["closing"]):
        return "unknown"
    return "closing" if row["closing"] else "not_closing"


def when(row: Mapping) -> str:
    """不低于城区; 预计 2027—2028学年持平; 没有缩小; …"""
    now = state(row)
    if now != "closing":
        return STATE[now]
    if is_missing(row["closes_in"]):
        return STATE["closing"]
    far = row["closes_in"] - row["school_year"] > FAR
    return f"在缩小，按近年速度 {FAR} 年内不能持平" if far else f"预计 {words.year_label(row['closes_in'])}持平"


def reference(rows: Iterable[Row]) -> str:
    """What these rows are held against: 本区县城区 as soon as one is (the others are marked), else 全市城区."""
    return words.URBAN["district" if any(row["urban_from"] == "district" for row in rows) else "city"]


def is_borrowed(row: Mapping, urban: str) -> bool:
    """Held against its own urban schools by the reader's choice, and the city's value had to stand in. The city itself has no other."""
    return urban == "district" and row["urban_from"] == "city" and row.get("area_kind") != "city"


def against(row: Mapping, urban: str) -> str:
    """What one row is held against, as a cell of a file."""
    return BORROWED if is_borrowed(row, urban) else words.URBAN[row["urban_from"]]


def lends(who: str) -> str:
    """What the mark means, for the areas or indicators that carry it; '' for nobody."""
    return f"{who}没有可用的区县城区对照值，以全市城区的数值代替（{BORROWED}）。" if who else ""


def rounds_apart(row: Mapping) -> bool:
    """The two values as printed do not subtract to the difference as printed."""
    town, urban = export_cells.value(row["town"], row), export_cells.value(row["urban"], row)
    gap = gap_figure(row["gap"], row)
    if gap is None or town is None or urban is None:
        return False
    return abs(abs(town - urban) - abs(gap)) > LEVEL
