"""Tables of 反复未达标: townships, offices, batches, districts."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.charts.base.elements import text_link
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, is_missing


def repeated_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.path.again: id, name, href, district, batch, rows, standing, said."""
    heads = [
        Column("乡镇"), Column("区县"), Column("建设批次"), Column("连续两年未达标（项）", number=True),
        Column("比上年没有接近（项）", number=True), Column("指标", css="tb-wrap tb-long", sort=False),
    ]  # fmt: skip
    rows = (
        TableRow(
            [text_link(row["href"], row["name"]), row["district"], row["batch"], _n(row["rows"]), _n(row["standing"]), row["said"]],
            id=row["id"],
        )
        for row in records(frame)
    )  # fmt: skip
    return table(heads, rows, caption=caption, reflow=True, most=12)


def office_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.path.again.offices: office, href, due, missed, overdue, and late<year> of each year."""
    years = [name for name in frame.columns if str(name).startswith("late")]
    heads = [
        Column("牵头处室"), Column("三年到期任务", number=True), Column("未按期", number=True),
        *(Column(f"{words.year_label(int(name[4:]))}未按期", number=True) for name in years), Column("至今未完成", number=True),
    ]  # fmt: skip
    return table(heads, (_office(row, years) for row in records(frame)), caption=caption)


def _office(row: Row, years: list[str]) -> list[object]:
    name = text_link(row["href"], row["office"]) if row["href"] else row["office"]
    return [name, *(_n(row[key]) for key in ("due", "missed", *years, "overdue"))]


def batch_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.path.compared.batches."""
    heads = [
        Column("建设批次"), Column("乡镇（个）", number=True), Column("全部达标（个）", number=True), Column("占比（%）", number=True),
        Column("比上年增减（个）", number=True), Column("暂不能判定（个）", number=True), Column("平均未达标（项/镇）", number=True),
        Column("上年平均（项/镇）", number=True),
    ]  # fmt: skip
    return table(heads, (_batch(row) for row in records(frame)), caption=caption)


def _batch(row: Row) -> list[object]:
    change = None if is_missing(row["change"]) else Cell(words.difference(row["change"]), row["change"])
    return [
        row["batch"], _n(row["counted"]), _n(row["met"]), _number(row["share"]), change, _n(row["not_assessable"]),
        _number(row["each"]), _number(row["each_before"]),
    ]  # fmt: skip


def district_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.path.compared.districts."""
    heads = [
        Column("区县"), Column("乡镇（个）", number=True), Column("占全市乡镇（%）", number=True), Column("部分达标（个）", number=True),
        Column("占部分达标（%）", number=True), Column("未达标核心指标（项）", number=True), Column("占未达标核心指标（%）", number=True),
    ]  # fmt: skip
    return table(heads, (_district(row) for row in records(frame)), caption=caption)


def _district(row: Row) -> list[object]:
    last = _number(row["unmet_share"])
    if row["more"] and last is not None:
        last = Cell(Markup(f"<b>{last.shown}</b>"), last.value)
    return [
        text_link(row["href"], row["district"]), _n(row["counted"]), _number(row["counted_share"]), _n(row["not_met"]),
        _number(row["not_met_share"]), _n(row["unmet_core"]), last,
    ]  # fmt: skip


def _n(n: float) -> Cell:
    return Cell(words.count(n), n)


def _number(n: float | None) -> Cell | None:
    return None if is_missing(n) else Cell(words.number(n, 1), n)
