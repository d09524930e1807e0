"""差异率 of townships and the lists around it: always in official order, a shape and a word or number in each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase.asking import Row, records
from townbase.charts.base.glyphs import glyph, shape_of
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc, join
from townbase.words import MISSING


def difference_table(frame: pd.DataFrame) -> Markup:
    """`frame`: district, name, href, high, complete, limit, heads, cells ((code, said) …); townships with one not below the limit stand open."""
    rows = records(frame)
    high, low = [row for row in rows if row["high"]], [row for row in rows if not row["high"]]
    shown = _differences(high, "有学科不低于上限的乡镇") if high else Markup("")
    if not low:
        return shown
    rest = _differences(low, "其余乡镇")
    return Markup(
        f'{shown}<details class="tb-fold"><summary>其余 {len(low)} 个乡镇（{_of_the_rest(low)}）</summary>{rest}</details>'
    )


def _of_the_rest(low: list[Row]) -> str:
    """Nobody who has not reported everything is said to be below."""
    late = sum(not row["complete"] for row in low)
    below = f"都低于 {low[0]['limit']}"
    return f"{len(low) - late} 个{below}，{late} 个未报齐" if late else below


def dependent_table(frame: pd.DataFrame, *, most: int = 8) -> Markup:
    """`frame`: district, name, href, stage, heads, words ((code, said) …)."""
    rows = records(frame)
    heads = [Column("乡镇"), Column("区县", phone=False), Column("学段"), *(Column(head) for head in rows[0]["heads"])]
    lines = [[_link(row), row["district"], row["stage"], *(_word(*cell) for cell in row["words"])] for row in rows]
    return table(heads, lines, caption="判定取决于算法的乡镇", most=most)


def flip_table(frame: pd.DataFrame, heads: tuple[str, str], *, most: int = 8) -> Markup:
    """`frame`: one row per township: name, href, district, worse and better ((indicator, href, its two values) …).

    heads: what the two lists are called
    """
    columns = [Column("乡镇"), Column("区县", phone=False), *(Column(head, css="tb-wrap") for head in heads)]
    lines = [
        [_link(row), row["district"], _indicators(row["worse"]), _indicators(row["better"])] for row in records(frame)
    ]
    return table(columns, lines, caption="判定取决于对照的指标", most=most)


def _differences(rows: list[Row], caption: str) -> Markup:
    heads = [Column("乡镇"), Column("区县", phone=False), *(Column(head, number=True) for head in rows[0]["heads"])]
    return table(
        heads,
        ([_link(row), row["district"], *(_rate(*cell) for cell in row["cells"])] for row in rows),
        caption=caption,
    )


def _rate(code: str, text: str) -> object:
    if code in ("no_data", "not_applicable"):
        return Markup(f'<span class="tb-muted">{glyph(shape_of(code))} {esc(text)}</span>')
    if code != "not_met":
        return text
    return Markup(f'<b class="tb-strong">{glyph("not_met", "不低于上限")} {esc(text)}</b>')


def _word(code: str, text: str) -> object:
    """The word alone: three shapes a row would hide the one that differs."""
    return Markup(f'<b class="tb-strong">{esc(text)}</b>') if code == "not_met" else text


def _indicators(every: Iterable[tuple[str, str, str]]) -> object:
    links = [
        Markup(f'<a data-nav href="{esc(href)}" title="{esc(text)}">{esc(what)}</a>') for what, href, text in every
    ]
    return join(links, "、") if links else MISSING


def _link(row: Mapping) -> Markup:
    return Markup(f'<a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a>')
