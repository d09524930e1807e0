"""Batches held against one another, and districts by their part of what is missing."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.path import definitions
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

BATCHES = Card(
    key="batches", file="各批次达标情况", filters=("district",), follows_opened=True, body_is_table=True,
    definition=definitions.BATCHES,
)  # fmt: skip
DISTRICTS = Card(
    key="districts", file="各区县占未达标的比重", filters=(), follows_opened=False, body_is_table=True,
    definition=definitions.DISTRICTS,
)  # fmt: skip
BATCH_HEADS = {
    "batch": "建设批次",
    "counted": "乡镇（个）",
    "met": "全部达标（个）",
    "share": "全部达标占比（%）",
    "change": "比上年增减（个）",
    "not_assessable": "暂不能判定（个）",
    "each": "平均未达标核心指标（项/镇）",
    "each_before": "上年平均未达标核心指标（项/镇）",
}
DISTRICT_HEADS = {
    "district": "区县",
    "counted": "乡镇（个）",
    "counted_share": "占全市乡镇（%）",
    "not_met": "部分达标（个）",
    "not_met_share": "占全市部分达标（%）",
    "unmet_core": "未达标核心指标（项）",
    "unmet_share": "占全市未达标核心指标（%）",
}


def batches(ask: Ask, selection: Selection, year: int) -> CardContent:
    """`frame`: BATCH_HEADS; shares in per cent."""
    rows = [row for row in records(ask("path/batches", year=year, district=selection.district)) if row["batch"]]
    rows.sort(key=lambda row: words.in_order(row["batch"]))
    lines = [_batch(row) for row in rows]
    frame = pd.DataFrame(lines)
    return CardContent(
        BATCHES,
        title="各批次：" + "，".join(f"{row['batch']}{row['counted']} 个中 {row['met']} 个全部达标" for row in rows),
        how="",
        frame=frame,
        table=frame[list(BATCH_HEADS)].rename(columns=BATCH_HEADS) if lines else frame,
        empty="乡镇名录中没有建设批次。",
    )


def _batch(row: Row) -> Row:
    judged_before = row["counted_before"] > 0
    return {
        "batch": row["batch"],
        "counted": row["counted"],
        "met": row["met"],
        "share": words.percent(row["met"] / row["counted"]),
        "change": row["met"] - row["met_before"] if judged_before else None,
        "not_assessable": row["not_assessable"],
        "each": words.rounded_to(row["unmet_core"] / row["counted"], 1),
        "each_before": words.rounded_to(row["unmet_before"] / row["counted_before"], 1) if judged_before else None,
    }


def districts(ask: Ask, selection: Selection, year: int) -> CardContent:
    """`frame`: DISTRICT_HEADS, href, more (its part of what is not met is larger than its part of the townships)."""
    rows = records(ask("path/district_shares", year=year))
    lines = [_district(row, selection) for row in rows]
    frame = pd.DataFrame(lines)
    return CardContent(
        DISTRICTS,
        title=_title(rows),
        how="占未达标的比重高于占乡镇的比重，说明平均每镇的未达标项多于全市；加粗。",
        frame=frame,
        table=frame[list(DISTRICT_HEADS)].rename(columns=DISTRICT_HEADS) if lines else frame,
        empty="没有纳入范围的乡镇。",
    )


def _title(rows: list[Row]) -> str:
    """示例一区、示例四区有全市 45.0% 的未达标核心指标"""
    short = [row for row in rows if row["unmet_core"]]
    if not short:
        return f"各区县都没有{words.UNMET}的核心指标"
    first = short[:2]
    return f"{'、'.join(row['district_name'] for row in first)}占全市未达标核心指标的 {words.share(sum(row['unmet_share'] for row in first))}"


def _district(row: Row, selection: Selection) -> Row:
    return {
        "district": row["district_name"],
        "href": selection.href("path", district=row["district_id"]),
        "counted": row["counted"],
        "counted_share": words.percent(row["counted_share"]),
        "not_met": row["not_met"],
        "not_met_share": None if is_missing(row["not_met_share"]) else words.percent(row["not_met_share"]),
        "unmet_core": row["unmet_core"],
        "unmet_share": None if is_missing(row["unmet_share"]) else words.percent(row["unmet_share"]),
        "more": not is_missing(row["unmet_share"]) and row["unmet_share"] > row["counted_share"] + 1e-9,
    }
