"""The number behind what is said, for the column of a file: 0.636 -> 63.6 under a head that says %.

Rounded as it is printed, so that file and page agree; what is short of everything never becomes 100, and what is more
than nothing never 0: those keep the decimals they need.
"""

from __future__ import annotations

from datetime import date

from townbase.text import is_missing
from townbase.words.dates import _as_date
from townbase.words.rounding import MOST_DECIMALS, exact, is_all, rounded_to


def percent(fraction: float | None) -> float | None:
    """0.636 -> 63.6; 0.9997 -> 99.97; missing is None"""
    if is_missing(fraction):
        return None
    percent = exact(fraction, 100)
    if not 0 < fraction < 1 or is_all(fraction):
        return rounded_to(percent, 1)
    for decimals in range(1, MOST_DECIMALS + 1):
        figure = rounded_to(percent, decimals)
        if 0.0 < figure < 100.0:
            return figure
    least = 10**-MOST_DECIMALS
    return least if fraction < 0.5 else 100 - least


def in_points(difference_of_shares: float | None) -> float | None:
    """-0.054 -> -5.4 (百分点)"""
    return None if is_missing(difference_of_shares) else rounded_to(exact(difference_of_shares, 100), 1)


def figure(amount: float | None, form: str, value_unit: str) -> float | None:
    """The value of an indicator row as the number that stands before `figure_unit`."""
    if is_missing(amount):
        return None
    if value_unit == "个百分点":
        return in_points(amount)
    if form == "share" and value_unit == "%":
        return percent(amount)
    return rounded_to(amount, 3 if form == "difference_rate" else 2 if abs(amount) < 10 else 1)


def change_figure(amount: float | None, form: str, value_unit: str) -> float | None:
    """A difference of two such values; of two shares in points."""
    if is_missing(amount) or value_unit in ("%", "个百分点"):
        return in_points(amount)
    return rounded_to(amount, 3 if form == "difference_rate" else 2)


def change_unit(value_unit: str) -> str:
    return "个百分点" if value_unit in ("%", "个百分点") else value_unit


def day(when: object) -> date | None:
    """A day as a date, for a column of dates; missing is None"""
    return _as_date(when)
