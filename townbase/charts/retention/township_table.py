"""Townships with their rate, how far it is from the base year and from the year before, and its word; the lowest first."""

from __future__ import annotations

import pandas as pd

from townbase.asking import Row, records
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import status
from townbase.charts.base.scale import SLACK
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, esc, is_missing
from townbase.words import count, points

MOST = 8
# Worse first, where a reader sorts by the word.
ORDER = ("not_met", "none", "met")


def township_table(frame: pd.DataFrame, base: int | None, most: int = MOST) -> Markup:
    """`frame`: as views.retention.township_changes gives it; base: the year of the column before."""
    since = bool(frame["rise"].notna().any())
    columns = [Column("乡镇（街道）")]
    if since:
        columns += [Column(f"{base} 年", number=True, phone=False), Column("本学年", number=True)]
    columns += [Column("变化" if since else "本地就读率", number=True)]
    columns += [
        Column("比上年", number=True),
        Column("外出就读", number=True, phone=False),
        Column("走向", phone=not since),
    ]
    rows = [TableRow(_row(row, since), id=str(row["township_id"])) for row in records(frame)]
    return table(columns, rows, caption="各乡镇本地就读率", css="tb-rate", most=most)


def area_list(frame: pd.DataFrame) -> Markup:
    """The areas of the panels as links, for who has no pointer; closed until asked for."""
    last = frame.groupby("area_id", sort=False).tail(1)
    below = bool(last["of"].notna().all())
    columns = [Column("名称"), Column("本学年", number=True), Column("比基期", number=True)]
    columns += [Column("下降的乡镇（街道）", number=True)] * below
    rows = [
        [text_link(row["href"], row["name"]), Cell(row["said"], row["value"]), _step(row["change"], strong=True)]
        + [f"{count(row['below'])}／{count(row['of'])}"] * below
        for row in records(last)
    ]
    shown = table(columns, rows, caption="比基期的变化")
    return Markup(f'<details class="tb-fold tb-screen"><summary>列表</summary><div>{shown}</div></details>')


def _row(row: Row, since: bool) -> list:
    side = " · 城区" if row["side"] == "urban" else ""
    name = Markup(f"{text_link(row['href'], row['name'])} <small>{esc(row['district_name'])}{side}</small>")
    moved = [Cell(row["base"], row["value_base"]), Cell(row["text"], row["value"]), _step(row["rise"], strong=True)]
    rank = ORDER.index(row["status"]) if row["status"] in ORDER else len(ORDER)
    return [
        name, *(moved if since else [Cell(row["text"], row["value"])]), _step(row["change"]), count(row["elsewhere"]),
        Cell(status(row["status"], row["word"]), rank),
    ]  # fmt: skip


def _step(change: float | None, *, strong: bool = False) -> Cell:
    if is_missing(change):
        return Cell(None, None)
    text = esc(points(change, unit=False))
    return Cell(Markup(f'<b class="tb-red">{text}</b>') if strong and change < -SLACK else text, change)
