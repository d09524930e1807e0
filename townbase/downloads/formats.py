"""How a column of numbers is printed, from its head and its values: a number stays the number it is."""

from __future__ import annotations

import math
from collections.abc import Iterable

from townbase.downloads.columns import unit_in
from townbase.words import decimals_of, rounded

PERCENT = ("%", "％")
POINTS = ("百分点", "个百分点")
# Heads whose whole numbers count nothing: no separator.
PLAIN_HEADS = ("学年", "年度", "序号")


def number_format(head: str, values: Iterable[object]) -> str:
    """A number format of Excel: #,##0 for counts, 0.0 under （%）, a sign before points, else the decimals there are."""
    unit = unit_in(head)
    more = "#" * max(2, places(values) - 1) if unit in POINTS + PERCENT else ""  # 99.9997 is not to be shown as 100.0
    if unit in POINTS:
        return f"+0.0{more};\u22120.0{more};0.0"
    if unit in PERCENT:
        return f"0.0{more}"
    if head in PLAIN_HEADS:
        return "0"
    decimals = places(values)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def places(values: Iterable[object]) -> int:
    """The decimals that the values need, at most six."""
    return max(
        (decimals_of(value) for value in values if isinstance(value, float) and math.isfinite(value)),
        default=0,
    )


def printed(value: int | float, head: str, decimals: int) -> str:
    """The same number in a page: as many decimals as its column needs, at least one under （%）."""
    unit = unit_in(head)
    if unit in PERCENT + POINTS:
        decimals = max(1, places([float(value)]))
    plus = "+" if unit in POINTS and value > 0 else ""
    mark = "" if head in PLAIN_HEADS else ","
    return plus + f"{rounded(value, decimals):{mark}.{decimals}f}".replace("-", "\u2212")
