"""Who answers for overdue tasks: how many are due, done and overdue, and which."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.charts.base.elements import text_link
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc

HEADS = [
    Column("责任单位", css="tb-wrap"),
    Column("应办", number=True),
    Column("已完成", number=True),
    Column("逾期", number=True),
    Column("逾期的任务", css="tb-wrap", phone=False),
]


def owner_table(frame: pd.DataFrame, most: int = 8) -> Markup:
    """`frame`: owner, lead, href (or None), units, done, overdue, days, tasks; the first rows stand open."""
    cells = [_cells(row) for row in frame.to_dict("records")]
    shown = table(HEADS, cells[:most], caption="有逾期任务的责任单位")
    rest = cells[most:]
    if not rest:
        return shown
    more = table(HEADS, rest, caption="有逾期任务的责任单位（续）")
    return Markup(f'{shown}<details class="tb-fold"><summary>其余 {len(rest)} 个责任单位</summary>{more}</details>')


def _cells(row: dict) -> list[object]:
    name = text_link(row["href"], row["owner"]) if row["href"] else esc(row["owner"])
    lead = Markup(f'<small class="tb-line2">牵头处室：{esc(row["lead"])}</small>') if row["lead"] else ""
    late = f'<small class="tb-line2">最长 {words.count(row["days"])} 天</small>' if row["days"] else ""
    return [
        Markup(f"{name}{lead}"),
        words.count(row["units"]),
        words.count(row["done"]),
        Markup(f'<b class="tb-red">{words.count(row["overdue"])}{late}</b>'),
        row["tasks"],
    ]
