"""Cells and lines that several briefs share."""

from __future__ import annotations

from collections.abc import Iterable

from townbase import words
from townbase.asking import Ask, Row
from townbase.brief.model import Cell, Column, Grid, Section
from townbase.brief.provenance import source
from townbase.charts.base.glyphs import SHAPE_OF
from townbase.charts.base.shape_key import KEY
from townbase.text import is_missing

TONE = {
    "not_met": "not-met",
    "under_way": "not-met",
    "met": "met",
    "slightly_below": "met",
    "dot": "met",
    "borderline": "borderline",
}
UNNAMED = "未登记"
DARKEST = 4


def status(code: object, word: object, *, small: str = "") -> Cell:
    """Shape and word of a verdict or status (a code of the marts); — where there is none."""
    if is_missing(code) or not code:
        return Cell(words.MISSING, tone="muted", small=small)
    return shaped(SHAPE_OF[str(code)], str(word), small=small)


def shaped(shape: str, word: str, *, small: str = "") -> Cell:
    """The same by the name of the shape."""
    return Cell(word, ((shape, ""),), small, strong=shape == "not_met", tone=TONE.get(shape, "muted"))


def count(n: float | None, *, red: bool = False) -> Cell:
    """A whole number; red and bold where it says what is left to do."""
    unmet = red and not is_missing(n) and n > 0
    return Cell(words.count(n), strong=unmet, tone="not-met" if unmet else "")


def key() -> tuple[tuple[str, str], ...]:
    """What the shapes mean."""
    return KEY


def steps(todo: Iterable[Row], *, title: str, how: str, line_head: str = "现值与目标", **text) -> Section:
    """The next steps. todo: head (whole units first), line (value and target), where, owner."""
    columns = (
        Column("", 0.5, centre=True),
        Column("要办的事", 3),
        Column(line_head, 4.8),
        Column("在哪里", 3.6),
        Column("责任单位", 2.2),
    )
    rows = tuple(
        (
            Cell(str(at), strong=True, tone="not-met"),
            Cell(one["head"], strong=True),
            Cell(one["line"]),
            Cell(one["where"] or words.MISSING),
            Cell(one["owner"] or UNNAMED),
        )
        for at, one in enumerate(todo, 1)
    )
    return Section(title, how, Grid(title, columns, rows) if rows else None, **text)


def heat(n: int) -> str:
    """The ground of a number of unmet rows, as in the heat table."""
    return f"heat-{min(n, DARKEST)}" if n else ""


def sourced(ask: Ask, year: int, *extracts: str) -> str:
    """School year and returns behind a section."""
    return source(ask("shared/frame_sources"), extracts, year)
