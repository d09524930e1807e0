"""Places × six goals: the number in a cell is what is not met there, its ground the same in colour; a cell opens its list."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, esc, join

DARKEST = 4


def goal_grid(frame: pd.DataFrame, *, first: str, standing: str, steps: tuple[int, ...], caption: str) -> Markup:
    """`frame`: a row a place × goal, the sum (place_id '') last: place, place_id, href, met, counted, overdue,
    late_href, goal, short, n, open, applies, cell_href, said. steps: from which numbers on a ground is darker."""
    groups = [list(own) for _, own in groupby(tuples(frame), key=lambda row: row.place_id)]
    columns = [Column(first), Column(standing, number=True)]
    columns += [Column(_two_lines(row.short), css="tb-mid") for row in groups[0]]
    columns.append(Column("逾期任务", number=True, phone=False))
    rows = [_row(own, steps) for own in groups]
    return table(columns, rows, caption=caption, css="tb-grid", last_is_sum=not groups[-1][0].place_id)


def _two_lines(short: str) -> Markup:
    """办学|条件: a narrow head breaks in its middle and nowhere else."""
    half = (len(short) + 1) // 2
    return Markup(f"{esc(short[:half])}<wbr>{esc(short[half:])}")


def _row(own: list, steps: tuple[int, ...]) -> TableRow:
    head = own[0]
    name = esc(head.place)
    if head.href:
        name = Markup(f'<a data-nav href="{esc(head.href)}">{name}</a>')
    late = Markup(f'<a data-nav href="{esc(head.late_href)}">{head.overdue}</a>') if head.overdue else "–"
    met = Cell(f"{head.met}/{head.counted}", head.met / head.counted if head.counted else None)
    cells = (Cell(_cell(row, steps), row.n if row.applies else None) for row in own)
    return TableRow((name, met, *cells, Cell(late, head.overdue)), id=str(head.place_id))


def _cell(row, steps: tuple[int, ...]) -> Markup:
    if not row.applies:
        return Markup(f'<span class="tb-cell" data-tip="{esc(row.said)}">{words.MISSING}</span>')
    open_ = glyph("missing") if row.open else Markup("")
    text = join([str(row.n) if row.n else "" if row.open else "·", open_])
    level = sum(row.n >= step for step in steps) if row.place_id else 0
    said = f'data-tip="{esc(row.said)}"'
    if not row.cell_href:
        return Markup(f'<span class="tb-cell" {said}>{text}</span>')
    return Markup(
        f'<a data-nav class="tb-cell tb-cell-{level}" href="{esc(row.cell_href)}" {said} aria-label="{esc(row.said)}">{text}</a>'
    )
