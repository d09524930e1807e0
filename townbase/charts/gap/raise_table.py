"""What drives a district's spread, and whom to raise: a row a district and resource over its limit."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from townbase.asking import Row, records
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.table import Cell, Column, table
from townbase.text import Markup, esc, join


def raise_table(frame: pd.DataFrame, *, most: int = 8) -> Markup:
    """`frame`: district, href, what, coefficient, allowed, share, drives, drivers ((name, href, said) …), way, mended, raised (as drivers).

    The first rows stand open, the rest is shown when asked for.
    """
    heads = [
        Column("区县"), Column("学段、资源", css="tb-let"), Column("差异系数", number=True), Column("差异主要来自", css="tb-let"),
        Column("补齐办法", css="tb-let"),
    ]  # fmt: skip
    rows = (_cells(row) for row in records(frame))
    return table(heads, rows, caption="超过上限的区县和资源", css="tb-raise", reflow=True, most=most)


def _cells(row: Row) -> list[object]:
    way = Markup(f"<b>{esc(row['way'])}</b>") if row["mended"] else esc(row["way"])
    return [
        text_link(row["href"], row["district"]) if row["href"] else row["district"],
        row["what"],
        Cell(_over(row), row["excess"]),
        Markup(f"{esc(row['drives'])}，占 {esc(row['share'])}<small>{_schools(row['drivers'])}</small>"),
        Markup(f"{way}<small>{_schools(row['raised'])}</small>") if row["raised"] else way,
    ]


def _over(row: Row) -> Markup:
    """Sorted by how many times the limit it is: the limits of two stages differ."""
    number = Markup(f'<b class="tb-strong">{glyph("not_met", "超过上限")} {esc(row["coefficient"])}</b>')
    return Markup(f"{number} <small>上限 {esc(row['allowed'])}</small>")


def _schools(every: Iterable[tuple[str, str, str]]) -> Markup:
    return join((Markup(f"{text_link(href, name)}（{esc(said)}）") for name, href, said in every), "、")
