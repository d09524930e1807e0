"""One indicator row as cells of a file: numbers without their unit, and the unit beside them.

A row is a mapping with the columns of `progress` and of its indicator, as in row_words, which says the same in words.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.text import is_missing
from townbase.views.shared import row_words as say


def unit(row: Mapping) -> str:
    """%, 个百分点, 个/校, 册/生; '' for a difference rate"""
    return "" if row["form"] == "difference_rate" else say.text_of(row["value_unit"])


def value(amount: float | None, row: Mapping) -> float | None:
    """An amount of the row (its value, target, urban value) in the row's unit; missing is None."""
    return words.figure(amount, row["form"], unit(row))


def change(row: Mapping) -> float | None:
    """Against the year before, in `change_unit`."""
    return words.change_figure(row["change"], row["form"], unit(row))


def change_unit(row: Mapping) -> str:
    return words.change_unit(unit(row))


def target(row: Mapping) -> float | None:
    """What the value is held against; None where every year since the base year counts."""
    if row["rule"] == "tracked" or (row["rule"] == "rising" and row["threshold"] != "base_year"):
        return None
    return value(row["target"], row)


def rule(row: Mapping) -> str:
    """不低于城区, 不低于目标值, 逐年提升, 高于基期 …"""
    if row["rule"] == "rising" and row["threshold"] == "base_year":
        return "高于基期"
    return words.RULE[row["rule"]]


def missing_units(row: Mapping) -> int | None:
    """How many whole units are missing where the row is not met."""
    units = row["shortfall_units"]
    return int(units) if row["verdict"] == "not_met" and not is_missing(units) and units > 0 else None


def missing_unit(row: Mapping) -> str:
    """Of what: 名县级以上骨干教师; '' where nothing whole is missing."""
    return "" if missing_units(row) is None else say.text_of(row["unit"])


def missing_said(row: Mapping) -> str:
    """What is asked of a row that has no whole units to add; '' for all others."""
    return "" if missing_units(row) is not None else say.shortfall_text(row)


def held(row: Mapping, hidden: bool) -> dict[str, object]:
    """The columns that any list of rows has; `hidden`: the value is one school's, or of too few schools."""
    return {
        "现值": None if hidden else value(row["value"], row),
        "单位": unit(row),
        "目标": rule(row),
        "目标值": target(row),
        "城区": value(row["urban_value"], row),
        "判定": say.verdict_text(row),
        "还差": None if hidden else missing_units(row),
        "还差单位": "" if hidden else missing_unit(row),
        "差距说明": "" if hidden and row["form"] != "difference_rate" else missing_said(row),
        "比上年": None if hidden else change(row),
        "比上年单位": change_unit(row),
    }


def typed(frame: pd.DataFrame, *whole: str) -> pd.DataFrame:
    """The same frame with these columns as whole numbers, a missing one left empty (not 2.0 and not 0)."""
    return frame.astype({name: "Int64" for name in whole if name in frame.columns})
