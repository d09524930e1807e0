"""Which delivered amounts an indicator is made of, and the file each comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.data import definitions
from townbase.views.data.delivery_sources import file_said
from townbase.views.data.export_columns import take
from townbase.views.data.figure_sources import USES
from townbase.views.shared import measure_source
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
        "use": "用途", "meaning": "填报数", "unit": "单位", "column": "报送项", "extract": "数据", "file": "文件",
        "as_of": "数据时点", "kind": "来源", "review": "审核", "sha256": "SHA-256",
    }  # fmt: skip
    absent = dict.fromkeys(one["extract"] for one in rows if not one["file"])
    return CardContent(
        MEASURES,
        title="数据来源" + (f"：缺“{'”“'.join(absent)}”，提供后才能计算" if absent else ""),
        how=DIFFERENCE_RATE + "。" if row["form"] == "difference_rate" else "",
        frame=frame,
        table=take(frame, heads),
        empty="这项指标没有填报数。",
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
