"""The number behind what is said, for the column of a file: 0.636 -> 63.6 under a head that says %.

Rounded as it is printed, so that file and page agree; what is short of everything never becomes 100, and what is more
than nothing never 0: those keep the decimals they need.
"""

from __future__ import annotations

import math
from datetime import date

from townbase.text import is_missing
from townbase.words.dates import _as_date
from townbase.words.numbers import SLACK

MOST_DECIMALS = 6


def percent(fraction: float | None) -> float | None:
    """0.636 -> 63.6; 0.9997 -> 99.97; missing is None"""
    if is_missing(fraction):
        return None
    whole = float(fraction) * 100
    for decimals in range(1, MOST_DECIMALS):
        rounded = rounded_to(whole, decimals)
        if rounded not in (0.0, 100.0) or abs(whole - rounded) < SLACK:
            return rounded
    return rounded_to(whole, MOST_DECIMALS)


def in_points(difference_of_shares: float | None) -> float | None:
    """-0.054 -> -5.4 (百分点)"""
    return None if is_missing(difference_of_shares) else rounded_to(float(difference_of_shares) * 100, 1)


def rounded_to(amount: float, decimals: int) -> float:
    """Half away from zero, as people round and as the page prints; no -0.0."""
    scale = 10**decimals
    size = math.floor(abs(amount) * scale + 0.5 + SLACK) / scale
    return math.copysign(size, amount) if size else 0.0


def figure(amount: float | None, form: str, value_unit: str) -> float | None:
    """The value of an indicator row as the number that stands before `figure_unit`."""
    if is_missing(amount):
        return None
    if value_unit == "个百分点":
        return in_points(amount)
    if form == "share" and value_unit == "%":
        return percent(amount)
    return rounded_to(float(amount), 3 if form == "difference_rate" else 2 if abs(amount) < 10 else 1)


def change_figure(amount: float | None, form: str, value_unit: str) -> float | None:
    """A difference of two such values; of two shares in points."""
    if is_missing(amount) or value_unit in ("%", "个百分点"):
        return in_points(amount)
    return rounded_to(float(amount), 3 if form == "difference_rate" else 2)


def change_unit(value_unit: str) -> str:
    return "个百分点" if value_unit in ("%", "个百分点") else value_unit


def day(when: object) -> date | None:
    """A day as a date, for a column of dates; missing is None"""
    return _as_date(when)
