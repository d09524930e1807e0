"""Heads and cells that several cards of 与上次相比 share."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing


def made(rows: list[Row], heads: Mapping[str, str]) -> pd.DataFrame:
    """The rows' columns under their heads, also where there is none."""
    return pd.DataFrame([[row[key] for key in heads] for row in rows], columns=list(heads.values()))


def causes(text: object) -> str:
    """new,revised -> 新报数据、修订, in the order of the terms"""
    held = set(str(text or "").split(","))
    return "、".join(word for code, word in words.CHANGED_BY.items() if code in held)


def from_to(before: object, now: object) -> str:
    """甲 → 乙; what one side lacks is 无"""
    return f"{'无' if is_missing(before) else before} → {'无' if is_missing(now) else now}"


def verdict(code: object, of: Mapping[str, str] = words.VERDICT) -> str:
    """The word of a verdict; 不判定 where a version does not judge the row at all."""
    return "不判定" if is_missing(code) else of.get(str(code), str(code))


def counted(frame: pd.DataFrame, column: str, order: Mapping[str, str], unit: str) -> str:
    """新报数据 3 条、修订 1 条: how often each code stands in a column; '' where none does"""
    many = frame[column].value_counts()
    return "、".join(f"{word} {words.count(many[code])} {unit}" for code, word in order.items() if code in many.index)
