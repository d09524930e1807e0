"""Tables of 假设情形: what follows, and what can be ticked."""

from __future__ import annotations

import pandas as pd

from townbase.asking import Row, records
from townbase.charts.base.elements import text_link
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, esc
from townbase.words import ASSUMED


def outcome_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.path.what_if: place, what, published, assumed, turned. What turns is set in bold."""
    heads = [Column("乡镇"), Column("事项"), Column("现状"), Column(f"假设后（{ASSUMED}）")]
    rows = (
        [row["place"], row["what"], row["published"], Markup(f"<b>{esc(row['assumed'])}</b>") if row["turned"] else row["assumed"]]
        for row in records(frame)
    )  # fmt: skip
    return table(heads, rows, caption=caption, reflow=True)


def ticks_table(frame: pd.DataFrame, caption: str, *, of_all: bool = True) -> Markup:
    """`frame` of views.path.what_if: id, place, href, district, title, role, now, lacking, rank, ticked, toggle.

    of_all: rows of every township, each named; else of the one whose page it is
    """
    places = [Column("乡镇"), Column("区县")] if of_all else []
    heads = [
        *places, Column("指标", css="tb-wrap"), *([] if of_all else [Column("性质")]), Column("现状"), Column("差距", css="tb-wrap"),
        Column("假设", sort=False),
    ]  # fmt: skip
    return table(heads, (_tick(row, of_all) for row in records(frame)), caption=caption, reflow=True, most=30)


def _tick(row: Row, of_all: bool) -> TableRow:
    text, state = ("☑ 已假设达标", "取消假设") if row["ticked"] else ("☐ 假设达标", "假设达标")
    said = f"{state}：{row['place']}{row['title']}"
    # data-stay: the list stays where it is while the figures above it change
    tick = Markup(
        f'<a data-nav data-stay class="tb-tick" href="{esc(row["toggle"])}" aria-label="{esc(said)}">{text}</a>'
    )
    places = [text_link(row["href"], row["place"]), row["district"]] if of_all else []
    role = [] if of_all else [row["role"]]
    cells = [*places, row["title"], *role, row["now"], Cell(row["lacking"], row["rank"]), tick]
    return TableRow(cells, id=row["id"])
