"""Seat schools against the other schools of their township: two dots on one axis, the difference, and what became of both."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc

HEADS = [
    Column("乡镇"),
    Column("区县", phone=False),
    Column("学段"),
    Column("", phone=False),
    Column("驻地学校", number=True),
    Column("域内其他学校", number=True),
    Column("相差（百分点）", number=True, css="tb-note-cell"),
    Column("驻地比基期", number=True, phone=False),
    Column("其他比基期", number=True, phone=False),
]


def seat_table(frame: pd.DataFrame, most: int = 24) -> Markup:
    """`frame`: name, href, district, stage, seat, other, difference, note, apart, seat_change, other_change, seat_at, other_at.

    The first rows stand open, the rest folds away.
    """
    cells = [_cells(row) for row in frame.to_dict("records")]
    shown = table(HEADS, cells[:most], caption="驻地学校与域内其他学校", css="tb-seats")
    rest = cells[most:]
    if not rest:
        return shown
    more = table(HEADS, rest, caption="驻地学校与域内其他学校（续）", css="tb-seats")
    return Markup(f'{shown}<details class="tb-fold"><summary>其余 {len(rest)} 行</summary>{more}</details>')


def _cells(row: Mapping) -> list[object]:
    note = Markup(f'<span class="tb-muted">{esc(row["note"])}</span>') if row["note"] else row["difference"]
    other = Markup(f'<b class="tb-red">↓ {esc(row["other_change"])}</b>') if row["apart"] else row["other_change"]
    return [
        text_link(row["href"], row["name"]),
        row["district"],
        row["stage"],
        Markup("") if row["note"] else _duo(row),
        row["seat"],
        row["other"],
        note,
        row["seat_change"],
        other,
    ]


def _duo(row: Mapping) -> Markup:
    """Filled = seat, hollow = others; the numbers beside it speak."""
    other = f'<b style="left:{100 * row["other_at"]:.1f}%"><span class="tb-hollow"></span></b>'
    seat = f'<b style="left:{100 * row["seat_at"]:.1f}%">{glyph("met")}</b>'
    return Markup(f'<span class="tb-track" aria-hidden="true">{other}{seat}</span>')
