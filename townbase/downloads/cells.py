"""One value of a frame as a value of Python: what kind of cell it is, decided once for every format."""

from __future__ import annotations

import math
from datetime import date, datetime

import numpy as np

from townbase.text import is_missing

# No file has a number without an end, and "-inf" would be read as a formula.
ENDLESS = {math.inf: "∞", -math.inf: "\u2212∞"}
# A spreadsheet keeps 15 digits of a number; what has more is a code and is kept as text.
EXACT = 10**15


def cell(value: object) -> None | bool | int | float | date | str:
    """None for missing; numpy's numbers as Python's; midnight as a day; what is none of these as its text."""
    if is_missing(value):
        return None
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value) if abs(int(value)) <= EXACT else str(int(value))
    if isinstance(value, (float, np.floating)):
        return None if math.isnan(value) else ENDLESS.get(float(value), float(value))
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[us]").item()
    if isinstance(value, datetime):
        return _day(value)
    return value if isinstance(value, date) else text(value)


def text(value: object) -> str:
    """A text that every encoding takes: half a character becomes the sign for an unreadable one."""
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _day(when: datetime) -> date | str:
    if (when.hour, when.minute, when.second, when.microsecond) == (0, 0, 0, 0):
        return when.date()
    return when.strftime("%Y-%m-%d %H:%M:%S")
