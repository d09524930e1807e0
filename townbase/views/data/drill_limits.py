"""Where a drill must end before the row: results of pupils, surveys and accounts of children name too few people."""

from __future__ import annotations

from collections.abc import Mapping

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.shared import measure_source
from townbase.views.township import indicator_rows


def is_academic(indicator: Mapping) -> bool:
    """Whether an indicator rests on pupils' results, which are never shown by school."""
    return indicator_rows.is_academic({"form": indicator["form"], "numerator_measure": indicator["numerator"]})


def extracts_behind(indicator: Mapping) -> tuple[str, ...]:
    """The extracts of numerator and denominator, each once."""
    found = (name for key in ("numerator", "denominator") for name in measure_source.extracts_of(indicator[key]))
    return tuple(dict.fromkeys(found))


def is_of_townships(indicator: Mapping) -> bool:
    """Whether townships, not schools, return it: surveys, accounts of children, funds, academic papers."""
    behind = extracts_behind(indicator)
    return (
        is_academic(indicator) or not behind or any(name in (*measure_source.KEPT_BACK, "funding") for name in behind)
    )


def tested(found: list[Row]) -> str:
    """Where the drill of an academic result ends: pupils counted, and the file."""
    if not found:
        return "本学年没有参加监测的记录。"
    row = found[0]
    text = f"本镇参加监测学生 {words.count(row['tested'], '人次')}。"
    if is_missing(row["file"]):
        return text
    return f"{text}来源：{row['file']}（数据时点 {words.date_table(row['as_of'])}，SHA-256 {row['sha256']}）。"
