"""The six goals by their full names: met, not met, undecided, and met against the year before."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.table import Cell, Column, table
from townbase.text import Markup, esc, is_missing


def goal_table(frame: pd.DataFrame, *, chosen: int | None = None) -> Markup:
    """`frame`: goal, title, href, met, not_met, not_assessable, not_applicable, change."""
    columns = [
        Column("目标"),
        Column("达标", number=True),
        Column(words.UNMET, number=True),
        Column(words.UNDECIDED, number=True, phone=False),
        Column("达标比上年", number=True),
    ]
    rows = [
        (
            _name(row, chosen),
            row.met,
            Cell(_unmet(row), row.not_met),
            row.not_assessable or "–",
            Cell(_change(row.change), row.change),
        )
        for row in tuples(frame)
    ]
    return table(columns, rows, caption="六项目标达标的乡镇数", css="tb-goals")


def _name(row, chosen: int | None) -> Markup:
    here = ' aria-current="true"' if row.goal == chosen else ""
    return Markup(f'<a data-nav href="{esc(row.href)}"{here}>{esc(row.title)}</a>')


def _unmet(row) -> Markup:
    """On a phone what is undecided stands beside it."""
    open_ = glyph("missing", f"{words.UNDECIDED} {row.not_assessable} 个") if row.not_assessable else ""
    beside = f'<span class="tb-thin"> {open_}{row.not_assessable}</span>' if open_ else ""
    return Markup(f'<b class="tb-strong">{row.not_met}</b>{beside}' if row.not_met else f"0{beside}")


def _change(change: float | None) -> str | Markup:
    if is_missing(change):
        return words.MISSING
    n = int(change)
    return Markup(f'<b class="tb-strong">↓ 少 {-n}</b>') if n < 0 else f"多 {n}" if n else "持平"
