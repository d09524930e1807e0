"""What a reader takes away from the data page: chosen columns under Chinese heads, numbers as numbers, units in the heads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase import words
from townbase.text import is_missing
from townbase.views.shared.row_words import text_of


def take(frame: pd.DataFrame, heads: Mapping[str, str], numbers: Iterable[str] = ()) -> pd.DataFrame:
    """The columns of `heads` under their heads; those in `numbers` are numbers whatever they hold, blank where missing."""
    if frame.empty:
        return pd.DataFrame(columns=list(heads.values()))
    return frame.assign(**{name: _typed(frame[name]) for name in numbers})[list(heads)].rename(columns=heads)


def _typed(column: pd.Series) -> pd.Series:
    """Whole numbers stay whole (54, not 54.0) although some are missing."""
    real = column.astype("float64")
    return real.astype("Int64") if (real.dropna() % 1 == 0).all() else real


def figure(value: float | None, unit: str, decimals: int = 2) -> float | None:
    """An indicator's value as a number in its unit: 0.2548 -> 25.5 where the unit is %"""
    if is_missing(value):
        return None
    if unit == "%":
        return words.percent(value)
    return words.in_points(value) if unit == "个百分点" else words.rounded_to(value, decimals)


def head(name: str, unit: object) -> str:
    """现值（%）; the bare name where there is no unit"""
    return f"{name}（{text_of(unit)}）" if text_of(unit) else name


def amount(value: float) -> str:
    """A returned figure as it stands: whole, or with what decimals it has (at most two)."""
    if is_missing(value):
        return words.MISSING
    return words.count(value) if float(value).is_integer() else words.number(value, 2)
