"""The forecast as a file, and its ranges in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.text import is_missing

WORD = {"short": "缺口", "spare": "富余", "open": "可能有缺口"}


def forecast_file(frame: pd.DataFrame, base: int) -> pd.DataFrame:
    """All that the forecast shows: the year it starts from, then a row a coming year."""
    if frame.empty:
        return frame
    rows = [{"year": base, "came": frame["now"].iloc[0]}, *frame.to_dict("records")]
    return pd.DataFrame([_file_row(row) for row in rows])


def _file_row(row: Mapping) -> dict:
    low, high = spare(row.get("places"), row.get("low"), row.get("high"))
    return {
        "学年": words.year_label(row["year"]), "实际在校生（人）": whole(row["came"]), "预计在校生（人）": whole(row.get("roll")),
        "区间下限（人）": whole(row.get("low")), "区间上限（人）": whole(row.get("high")),
        "本地就读率 98% 时在校生（人）": whole(row.get("roll_98")), "本地就读率 98% 时学位余缺（个）": spare(row.get("places"), row.get("roll_98"), None)[1],
        "预计首年级（人）": whole(row.get("intake")), "首年级区间下限（人）": whole(row.get("intake_low")),
        "首年级区间上限（人）": whole(row.get("intake_high")),
        "核定学位（个）": whole(row.get("places")), "学位余缺（个）": whole(row.get("left")),
        "学位余缺下限（个）": low, "学位余缺上限（个）": high, "学位": WORD.get(row.get("word") or ""),
        "需要班级（个）": whole(row.get("classes_needed")), "现有班级（个）": whole(row.get("classes")),
        "需要教师（名）": whole(row.get("teachers_needed")), "现有教师（名）": whole(row.get("teachers")),
    }  # fmt: skip


def spare(places: float | None, low: float | None, high: float | None) -> tuple[int | None, int | None]:
    """Places left at most pupils and at fewest; below 0 they are short."""
    return _left(places, high), _left(places, low)


def _left(places: float | None, pupils: float | None) -> int | None:
    return None if is_missing(places) or is_missing(pupils) else words.whole(places - pupils)


def whole(n: float | None) -> int | None:
    return None if is_missing(n) else words.whole(n)


def gap_words(places: float | None, low: float | None, high: float | None, word: str | None) -> str:
    """富余 30—52 个, 缺口 12—40 个, 缺口 9 个至富余 3 个; without a range only what is expected."""
    if is_missing(places):
        return "核定学位未报齐"
    least, most = spare(places, low, high)
    if least is None or most is None:
        return words.MISSING
    if word == "short":
        return f"缺口 {_span(-most, -least)} 个"
    if word == "spare":
        return f"富余 {_span(least, most)} 个"
    return f"缺口 {words.count(-least)} 个至富余 {words.count(most)} 个"


def spare_words(places: float | None, expected: float | None) -> str:
    """富余 12 个, 缺口 182 个: places against one number"""
    left = spare(places, expected, None)[1]
    return words.MISSING if left is None else f"{'富余' if left >= 0 else '缺口'} {words.count(abs(left))} 个"


def range_words(low: float | None, high: float | None) -> str:
    return words.MISSING if is_missing(low) or is_missing(high) else _span(words.whole(low), words.whole(high))


def _span(low: float, high: float) -> str:
    return words.count(low) if low == high else f"{words.count(low)}—{words.count(high)}"
