"""One action district by district: how many of its townships are met, against the year before, and since the base year."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.charts.base.elements import text_link
from townbase.charts.base.sparkline import sparkline
from townbase.charts.base.table import Cell, Column, table
from townbase.text import Markup, esc


def district_table(frame: pd.DataFrame, *, caption: str) -> Markup:
    """`frame`: name, href, met, townships, behind, waiting, text, against, fewer, bars (year, share 0–1 or None, text)."""
    columns = [
        Column("区县"),
        Column("达标/乡镇", number=True),
        Column("达标占比历年", phone=False),
        Column("滞后", number=True),
        Column("与上年", phone=True),
    ]
    return table(columns, map(_row, frame.to_dict("records")), caption=caption)


def _row(row: Mapping) -> list[object]:
    against = Markup(f'<b class="tb-red">↓ {esc(row["against"])}</b>') if row["fewer"] else row["against"]
    behind = Markup(f'<b class="tb-red">{row["behind"]}</b>') if row["behind"] else "0"
    history = sparkline([bar["share"] for bar in row["bars"]], "；".join(bar["text"] for bar in row["bars"]))
    return [
        text_link(row["href"], row["name"]),
        Cell(f"{words.count(row['met'])}/{words.count(row['townships'])}", row["met"] / row["townships"]),
        history,
        Cell(behind, row["behind"]),
        against,
    ]
