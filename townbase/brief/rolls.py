"""Enrolment by year: what stands where nothing can be judged."""

from __future__ import annotations

from townbase import words
from townbase.asking import Ask, tuples
from townbase.brief.cells import sourced
from townbase.brief.model import Cell, Column, Grid, Section
from townbase.text import is_missing
from townbase.views.shared.card_content import CardContent

YEARS = 6


def section(ask: Ask, part: CardContent, year: int) -> Section:
    """The table of the page's roll card, the newest years."""
    text = sourced(ask, year, "enrolment")
    if part.is_empty:
        return Section(part.title or "在校（园）生", lines=(part.empty,) if part.empty else (), source=text)
    columns = tuple(Column(str(name), 2 if at == 0 else 1.2, at > 0) for at, name in enumerate(part.table.columns))
    rows = tuple(tuple(_cell(cell, year) for cell in row) for row in tuples(part.table.head(YEARS)))
    return Section(part.title, part.how, Grid(part.title, columns, rows), note=part.note, source=text)


def _cell(cell: str | float | None, year: int) -> Cell:
    if is_missing(cell):
        return Cell(words.MISSING)
    return Cell(cell, strong=cell == words.year_label(year)) if isinstance(cell, str) else Cell(words.count(cell))
