"""School years and dates, as a sentence, a table and a file name say them."""

from __future__ import annotations

from datetime import date, datetime

from townbase.text import is_missing
from townbase.words.numbers import MISSING


def year_label(school_year: int) -> str:
    """2025 -> 2025—2026学年"""
    return f"{int(school_year)}—{int(school_year) + 1}学年"


def year_file(school_year: int) -> str:
    """2025 -> 2025-2026学年, for file names"""
    return f"{int(school_year)}-{int(school_year) + 1}学年"


def date_label(when: object) -> str:
    """In sentences: 2025年12月31日 (no leading zeros); missing is —"""
    day = _as_date(when)
    return MISSING if day is None else f"{day.year}年{day.month}月{day.day}日"


def date_table(when: object) -> str:
    """In tables: 2025-12-31; missing is —"""
    day = _as_date(when)
    return MISSING if day is None else day.isoformat()


def _as_date(when: object) -> date | None:
    if is_missing(when) or when == "":
        return None
    if isinstance(when, datetime):
        return when.date()
    if isinstance(when, date):
        return when
    return datetime.fromisoformat(str(when)).date()
