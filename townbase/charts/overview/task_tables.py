"""Overdue tasks: which office to call, and each task with where, who, and how long."""

from __future__ import annotations

import pandas as pd

from townbase.asking import tuples
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc

OPEN = 4


def office_table(frame: pd.DataFrame) -> Markup:
    """`frame`: office, href, n, days; most first: the first four stand open, the rest folds away."""
    rows = list(tuples(frame))
    rest = rows[OPEN:]
    more = (
        Markup(f'<details class="tb"><summary>其余 {len(rest)} 个处室</summary>{_offices(rest, rows[0].n)}</details>')
        if rest
        else ""
    )
    return Markup(f"{_offices(rows[:OPEN], rows[0].n)}{more}")


def _offices(rows: list, most: int) -> Markup:
    columns = [Column("牵头处室"), Column(""), Column("逾期项数", number=True), Column("最久", number=True)]
    return table(columns, [_office(row, most) for row in rows], caption="逾期任务按牵头处室", css="tb-offices")


def _office(row, most: int) -> tuple:
    bar = Markup(f'<i class="tb-length" style="width:{100 * row.n / most:.1f}%"></i>')
    return Markup(f'<a data-nav href="{esc(row.href)}">{esc(row.office)}</a>'), bar, row.n, f"{row.days} 天"


def task_table(frame: pd.DataFrame) -> Markup:
    """`frame`: title, place, href, district, owner, office, due, days_overdue; in the order given."""
    columns = [
        Column("任务", css="tb-wrap"), Column("对象"), Column("区县", phone=False), Column("责任单位"),
        Column("牵头处室", phone=False), Column("应完成", phone=False), Column("逾期", number=True),
    ]  # fmt: skip
    rows = [
        (row.title, _place(row), row.district, row.owner, row.office, row.due,
         Markup(f'<b class="tb-strong">{int(row.days_overdue)}</b> 天'))
        for row in tuples(frame)
    ]  # fmt: skip
    return table(columns, rows, caption="逾期未完成的任务", css="tb-top")


def _place(row) -> Markup:
    return Markup(f'<a data-nav href="{esc(row.href)}">{esc(row.place)}</a>') if row.href else esc(row.place)
