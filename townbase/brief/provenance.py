"""Where the figures of a brief come from: source, days, version, folding; and which returns a section rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from townbase import words
from townbase.asking import Ask, tuples
from townbase.text import is_missing

# the returns that a brief may rest on, in the order of its sections
USED = (
    "staffing",
    "facilities",
    "teaching",
    "inspection",
    "survey",
    "assessment",
    "delivery",
    "residency",
    "enrolment",
    "certification",
)
VERSION_DIGITS = 4  # as in the names of files: enough to tell two publications apart
FEW = "为保护个人信息，少于 10 人的去向并入“其他（合并）”，户籍学生少于 10 人的乡镇不列数；调查不足 30 份的不作判定。平台页面和下载文件按同样办法处理。"


def foot(ask: Ask, made: date) -> tuple[tuple[str, str], ...]:
    """(term, text): what stands at the end of every brief."""
    info = next(tuples(ask("shared/frame_info")))
    parts = [
        ("城市", f"{info.city}{'（演示数据）' if info.synthetic else ''}"),
        (
            "来源",
            "" if is_missing(info.source) or info.synthetic else str(info.source),
        ),  # how it was invented is nobody's concern
        ("数据时点", days(ask("shared/frame_sources"))),
        ("各项数据", returns(ask("shared/frame_sources"))),
        ("送交", words.date_label(info.delivered_on)),
        ("版本", f"{str(info.version)[:VERSION_DIGITS]}（{words.date_label(info.built_at)}发布）"),
        ("制作", words.date_label(made)),
        ("人数少的数据", FEW),
    ]
    if info.synthetic:
        parts.insert(1, (words.SYNTHETIC_TAG, words.SYNTHETIC_NOTE.format(city=info.city).removeprefix("演示数据：")))
    return tuple((term, text) for term, text in parts if text)


def is_synthetic(ask: Ask) -> bool:
    """Whether the delivery calls itself invented; anything but a clear no does."""
    text = ask("shared/frame_info")["synthetic"].iloc[0]
    return is_missing(text) or bool(text)


def days(sources: pd.DataFrame) -> str:
    """2025年9月1日至 2025年12月20日（其中 2 份数据待审）, as the pages' footer says it; '' where no file says its day"""
    known = sources["as_of"].dropna()
    if known.empty:
        return ""
    first, last = words.date_label(known.min()), words.date_label(known.max())
    waiting = int((sources["reviewed"] == False).sum())  # noqa: E712 - missing is neither
    note = f"（其中 {waiting} 份数据待审）" if waiting else ""
    return f"{first if first == last else f'{first}至 {last}'}{note}"


def source(sources: pd.DataFrame, extracts: Iterable[str], year: int) -> str:
    """2025—2026学年，来源：教师、校舍与设备: the returns of a section that were delivered; their days stand at the end."""
    there = set(sources["extract"])
    named = [words.EXTRACT[extract] for extract in extracts if extract in there]
    return words.year_label(year) + (f"，来源：{'、'.join(named)}" if named else "") + "。"


def returns(sources: pd.DataFrame) -> str:
    """教师 教育事业统计报表 2026-09-01 已审；…: every return with its kind, day and review."""
    by = {row.extract: row for row in tuples(sources)}
    return "；".join(_return(by[extract]) for extract in USED if extract in by)


def _return(row) -> str:
    reviewed = words.REVIEWED[None if is_missing(row.reviewed) else bool(row.reviewed)]
    parts = [
        words.EXTRACT[row.extract],
        words.SOURCE_KIND.get(row.source_kind, ""),
        words.date_table(row.as_of),
        reviewed,
    ]
    return " ".join(part for part in parts if part)
