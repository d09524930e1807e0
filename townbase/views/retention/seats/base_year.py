"""From which school year a forecast starts: the newest that is known well enough, and why not a newer one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import records

PLACES = "个乡镇（街道）"


@dataclass(frozen=True)
class Base:
    """year: of the pupils that are carried on · why: why it is not a newer one, or ""."""

    year: int
    why: str = ""


def base(rows: pd.DataFrame, year: int, *, chosen: bool) -> Base:
    """One year for the whole city, so that townships add up; a year that the reader chose stays."""
    by = {int(row["school_year"]): row for row in records(rows)}
    start = (
        year
        if chosen
        else max((each for each, row in by.items() if each > year and _whole(row, "reckoned")), default=year)
    )
    newer = [each for each, row in by.items() if each > start and _whole(row, "enrolled")]
    return Base(start, "" if chosen or not newer else _why(start, max(newer), by[max(newer)]))


def _whole(row: Mapping, part: str) -> bool:
    return bool(row[f"{part}_whole"])


def _why(start: int, newer: int, row: Mapping) -> str:
    return f"全市统一从{words.year_label(start)}起推算：{words.year_label(newer)}在校生已报齐，但{_lacking(row)}；补齐后改从该学年起。"


def _lacking(row: Mapping) -> str:
    due = f"全市应报的 {int(row['due'])} {PLACES}中"
    if not _whole(row, "registered"):
        return f"{due}只有 {int(row['registered'])} 个报了户籍儿童"
    if not _whole(row, "settled"):
        return f"{due}只有 {int(row['settled'])} 个报了户籍学生去向，分不出本地户籍和外来就读的学生"
    return f"{due}只有 {int(row['reckoned'])} 个可以推算"
