"""What a clerk writes for a school year, read as the year in which it begins."""

import re

from townbase.convert.characters import label

YEARS = range(2000, 2101)
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_DASH = r"(?:[-‐‑‒–—―−－~～/至到]+)"
_BEFORE = r"(?:民国|民國|SY|AY|FY|schoolyear|academicyear)?"
_AFTER = r"(?:学年度?|學年度?|学年制|schoolyear|年)?"
_AUTUMN = r"(?:秋季?学期|秋季?學期|秋季?|秋)?"
_ONE = re.compile(rf"{_BEFORE}([0-9]{{2,4}})(?:\.0)?{_AFTER}{_AUTUMN}", re.IGNORECASE)
_TWO = re.compile(rf"{_BEFORE}([0-9]{{2,4}})年?{_DASH}([0-9]{{2,4}}){_AFTER}", re.IGNORECASE)


def school_year(text: str, offset: int = 0) -> int | None:
    """The year in which the school year begins; None where the text is not a school year.

    2024, 2024-2025, 2024—2025学年, 2024/25 and 二〇二四学年 are 2024; `offset` is added to a year that stands alone
    (-1 where a table writes the year of the end) and to another era (113 with 1911). A pair of years says itself
    which one begins, so it takes the offset of an era only.
    """
    plain = label(text)
    if re.search(r"[〇零○一二三四五六七八九]{4}", plain):
        plain = plain.translate(_DIGITS)
    if one := _ONE.fullmatch(plain):
        return _within(int(one[1]) + offset) if len(one[1]) == 4 or abs(offset) > 100 else None
    if two := _TWO.fullmatch(plain):
        return _pair(two[1], two[2], offset)
    return None


def _pair(first: str, second: str, offset: int) -> int | None:
    begins, ends = int(first), int(second)
    follows = ends == begins + 1 if len(first) == len(second) else len(second) == 2 and ends == (begins + 1) % 100
    if not follows or (len(first) != 4 and abs(offset) <= 100) or (offset and abs(offset) <= 100):
        return None
    return _within(begins + offset)


def _within(year: int) -> int | None:
    return year if year in YEARS else None


def year_words(year: int) -> str:
    """2025 as 2025—2026学年."""
    return f"{year}—{year + 1}学年"
