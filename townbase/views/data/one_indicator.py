"""One indicator opened on the data page: definition, sources, and its years over the counted townships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.data import definitions
from townbase.views.data.defined_indicator import Defined, defined
from townbase.views.data.delivery_sources import file_said
from townbase.views.data.export_columns import take
from townbase.views.data.figure_sources import USES
from townbase.views.data.indicator_years import years
from townbase.views.data.indicators import LEVEL, stages_word
from townbase.views.shared import measure_source
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.indicator_definition import DIFFERENCE_RATE, meaning, unit

MEASURES = Card(
    key="measures",
    file="指标来源",
    filters=("indicator",),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.MEASURES,
)


@dataclass(frozen=True)
class DataIndicator:
    """`links`: (words, href) to the pages that show the indicator's townships; `back` is the whole data page."""

    title: str
    lines: tuple[str, ...]
    defined: Defined
    links: tuple[tuple[str, str], ...]
    measures: CardContent
    years: CardContent
    back: str


def data_indicator(ask: Ask, selection: Selection, year: int, default_year: int) -> DataIndicator | None:
    """None where no such indicator is in the policy rows."""
    found = defined(ask, selection.indicator)
    if found is None:
        return None
    row = found.row
    rows = records(ask("data/indicator_years", indicator=selection.indicator, district=selection.district))
    return DataIndicator(
        title=row["title"],
        lines=lines(row),
        defined=found,
        links=_links(row, selection),
        measures=measures(row, records(ask("data/files"))),
        years=years(row, rows, year, default_year, narrowed=selection.district is not None),
        back=selection.href("data", indicator=None, school=None, township=None, stage=None),
    )


def lines(row: Mapping) -> tuple[str, ...]:
    """目标（三）…；第（三）项 …；核心指标；小学、初中"""
    scope = words.SCOPE.get(row["scope"], "")
    parts = [
        words.goal_title(row["goal"], say.text_of(row["goal_title"])),
        words.action_title(row["action"], say.text_of(row["action_title"])),
        words.ROLE.get(row["role"], ""),
        stages_word(row["stages"]) or "不分学段",
        *([scope] if scope else []),
        f"按{LEVEL.get(row['level'], '各乡镇')}计算",
    ]
    return tuple(part for part in parts if part)


def _links(row: Mapping, selection: Selection) -> tuple[tuple[str, str], ...]:
    address = selection.but(school=None, stage=None, find=None)
    return (
        (f"各乡镇这项指标（{words.action_title(row['action'], say.text_of(row['action_title']))}）",
         address.href("actions", action=int(row["action"]), indicator=row["indicator_id"])),
    )  # fmt: skip


def measures(row: Mapping, files: Iterable[Row]) -> CardContent:
    """Numerator and denominator: what each means and which file it comes from."""
    by_extract = {file["extract"]: file for file in files}
    rows = [
        _measure(use, row[key], extract, by_extract.get(extract))
        for key, use in USES
        if not is_missing(row[key])
        for extract in measure_source.extracts_of(row[key]) or ("",)
    ]
    frame = pd.DataFrame(rows)
    heads = {
        "use": "用途", "meaning": "原始量", "unit": "单位", "column": "报送项", "extract": "数据", "file": "文件",
        "as_of": "数据时点", "kind": "来源", "review": "审核", "sha256": "SHA-256",
    }  # fmt: skip
    absent = dict.fromkeys(one["extract"] for one in rows if not one["file"])
    return CardContent(
        MEASURES,
        title="数据来源" + (f"：缺“{'”“'.join(absent)}”，提供后才能计算" if absent else ""),
        how=DIFFERENCE_RATE + "。" if row["form"] == "difference_rate" else "",
        frame=frame,
        table=take(frame, heads),
        empty="这项指标没有原始量。",
    )


def _measure(use: str, measure: str, extract: str, file: Mapping | None) -> dict:
    text = (
        {"as_of": words.MISSING, "kind": "", "review": "未提供", "file": "", "sha256": ""}
        if file is None
        else file_said(file)
    )
    derived = measure_source.is_derived(measure)
    # The mean of an academic paper is named for what it is; it is never shown.
    name = "平均分（只用于计算，不公布）" if measure == "mean" else meaning(measure)
    return {
        "use": use,
        "meaning": name,
        "unit": "分" if measure == "mean" else unit(measure),
        "column": "算出" if derived else measure,
        "extract": words.EXTRACT.get(extract, extract),
        **text,
    }
