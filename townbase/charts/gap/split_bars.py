"""What changed a gap, as bars to both sides of a line."""

from __future__ import annotations

import pandas as pd

from townbase.asking import Row, records
from townbase.charts.base.elements import text_link
from townbase.charts.base.table import Cell, Column, table
from townbase.text import Markup, esc


def split_bars(frame: pd.DataFrame, *, caption: str, area: str) -> Markup:
    """`frame`: name, href, heads, parts ((said, number) …), change (said, number); right of the line = the gap gets smaller.

    The first row is the whole and stands open, the areas open on request. area: what they are
    """
    rows = records(frame)
    most = max((abs(number) for row in rows for _, number in [*row["parts"], row["change"]]), default=0) or 1.0
    shown = _sheet(rows[:1], caption, most)
    if len(rows) == 1:
        return shown
    rest = _sheet(rows[1:], f"{caption}（各{area}）", most)
    return Markup(f'{shown}<details class="tb-fold"><summary>各{area}（{len(rows) - 1} 个）</summary>{rest}</details>')


def _sheet(rows: list[Row], caption: str, most: float) -> Markup:
    heads = [Column("范围"), *(Column(head, css="tb-both") for head in [*rows[0]["heads"], "差值变化"])]
    return table(heads, (_cells(row, most) for row in rows), caption=caption, css="tb-split")


def _cells(row: Row, most: float) -> list[object]:
    name = text_link(row["href"], row["name"]) if row["href"] else row["name"]
    total, change = row["change"]
    parts = [Cell(_bar(text, number, most), number) for text, number in row["parts"]]
    return [name, *parts, Cell(_bar(total, change, most, total=True), change)]


def _bar(text: str, number: float, most: float, total: bool = False) -> Markup:
    width = 50 * abs(number) / most
    side = f"left:50%;width:{width:.1f}%" if number >= 0 else f"left:{50 - width:.1f}%;width:{width:.1f}%"
    css = ("tb-sum-bar " if total else "") + ("" if number >= 0 else "tb-minus")
    shown = f"<b>{esc(text)}</b>" if total else esc(text)
    return Markup(f'<div aria-hidden="true"><i class="{css.strip()}" style="{side}"></i></div><span>{shown}</span>')
