"""Which schools hold most of what a step wants, and what each of them has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import row_words as say

Place = tuple[str, str, str]  # name, what it has, address
MOST = 3


def of_rows(rows: Iterable[Row], where: pd.DataFrame, selection: Selection) -> tuple[Place, ...]:
    """The schools that hold most of what is missing; none where a row has no school values."""
    if where.empty:
        return ()
    short = [(_lacking(school, row), school, row) for row in rows if _by_school(row) for school in _of(row, where)]
    short = sorted((found for found in short if found[0] > 1e-9), key=lambda found: -found[0])
    named: dict[str, Place] = {}
    for _, school, row in short:
        href = selection.href("township", school=school["school_id"], indicator=None, stage=None)
        named.setdefault(school["name"], (school["name"], _said(school, row), href))
    return tuple(named.values())[:MOST]


def _by_school(row: Mapping) -> bool:
    return row["rule"] != "rising" and not is_missing(row["target"]) and row["form"] != "difference_rate"


def _of(row: Mapping, where: pd.DataFrame) -> list[Row]:
    return records(where[(where["indicator_id"] == row["indicator_id"]) & (where["stage"] == row["stage"])])


def _lacking(school: Mapping, row: Mapping) -> float:
    """How much of the numerator one school is short of the township's target; 0 where it has not reported."""
    if is_missing(school["numerator"]) or is_missing(school["denominator"]):
        return 0.0
    lacking = row["target"] * school["denominator"] * _per(row) - school["numerator"]
    return -lacking if row["rule"] in say.LOWER_IS_BETTER else lacking


def _per(row: Mapping) -> float:
    """A value is numerator ÷ denominator × per, so a target in that unit is brought back to the numerator's."""
    return 1.0 if is_missing(row["per"]) or not row["per"] else 1.0 / float(row["per"])


def _said(school: Mapping, row: Mapping) -> str:
    """52 名中 46 名; '' of a measure that counts schools"""
    if row["denominator_measure"] == "schools" or row["form"] != "share":
        return ""
    unit = words.classifier(say.text_of(row["unit"]))
    return words.each(school["numerator"], school["denominator"], unit)
