"""Tables of 达标路径: the cheapest set, what it needs, whom no units bring there, what is lacking by district."""

from __future__ import annotations

import pandas as pd

from townbase.asking import Row, records
from townbase.charts.base.elements import text_link
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, esc
from townbase.words import count

FIXED = ("title", "href", "unit", "towns", "total")


def cheapest_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.path.cheapest: id, name, href, district, chosen, rows, units, cost, what."""
    heads = [
        Column("乡镇"),
        Column("区县"),
        Column("列入"),
        Column("未达标指标（项）", number=True),
        Column("缺少数量", number=True),
        Column("成本", number=True),
        Column("要补足的", css="tb-wrap tb-long", sort=False),
    ]
    return table(heads, (_town(row) for row in records(frame)), caption=caption, reflow=True)


def _town(row: Row) -> TableRow:
    name = text_link(row["href"], row["name"])
    rows, units, cost = (Cell(count(row[key]), row[key]) for key in ("rows", "units", "cost"))
    return TableRow([name, row["district"], row["chosen"], rows, units, cost, row["what"]], id=row["id"])


def needs_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.path.cheapest.needs: what, units, towns, owner, offices."""
    heads = [
        Column("要补足的", css="tb-wrap", sort=False),
        Column("涉及乡镇（个）", number=True),
        Column("责任层级"),
        Column("责任单位", css="tb-wrap"),
    ]
    return table(heads, (_need(row) for row in records(frame)), caption=caption)


def _need(row: Row) -> list[object]:
    what = Markup(f"<b>{count(row['units'])}</b> {esc(row['what'])}")
    return [what, Cell(row["towns"], row["towns"]), row["owner"], row["offices"]]


def apart_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.path.others.apart: id, name, href, district, rows, blocked, missing."""
    heads = [
        Column("乡镇"), Column("区县"), Column("可补足（项）", number=True), Column("不能靠补数的指标", css="tb-wrap", sort=False),
        Column("暂不能判定的指标", css="tb-wrap", sort=False),
    ]  # fmt: skip
    rows = (
        TableRow(
            [text_link(row["href"], row["name"]), row["district"], Cell(row["rows"], row["rows"]), row["blocked"], row["missing"]],
            id=row["id"],
        )
        for row in records(frame)
    )  # fmt: skip
    return table(heads, rows, caption=caption, most=20)


def shortfall_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.path.others.shortfall: title, href, unit, towns, total and a column for each district."""
    districts = [str(name) for name in frame.columns if name not in FIXED]
    heads = [
        Column("指标", css="tb-wrap"), Column("未达标乡镇", number=True), Column("单位", css="tb-wrap", sort=False),
        Column("合计", number=True, sort=False), *(Column(name, number=True, sort=False) for name in districts),
    ]  # fmt: skip
    rows = (
        [
            text_link(row["href"], row["title"]), Cell(row["towns"], row["towns"]), row["unit"], Markup(f"<b>{count(row['total'])}</b>"),
            *(count(row[name]) if row[name] else "·" for name in districts),
        ]
        for row in records(frame)
    )  # fmt: skip
    return table(heads, rows, caption=caption)
