"""What a page of paper says, before anybody decides whether it becomes HTML or a Word file: only texts and shapes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from townbase.text import Markup


class NoBrief(LookupError):
    """Nothing can be made of this choice: no such township, district or school year; the text says it plainly."""


@dataclass(frozen=True)
class Bar:
    """A bar of parts on one axis from 0 to 1: (start, end, code of charts.glyphs or of theme.MARK).

    tick: where the target (or the level of the city) lies, None = nowhere
    """

    parts: tuple[tuple[float, float, str], ...]
    tick: float | None = None


@dataclass(frozen=True)
class Cell:
    """One cell: shapes (key of theme.shapes, and how many), then a text, then what is said smaller; or a bar.

    tone: the colour of the text (a theme token: not-met, met, borderline, muted), and "heat-1" … "heat-4" its ground
    """

    text: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    small: str = ""
    strong: bool = False
    tone: str = ""
    bar: Bar | None = None


@dataclass(frozen=True)
class Column:
    """width: parts of the table's width · number: figures, set right"""

    head: str
    width: float = 1.0
    number: bool = False
    centre: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: its name for who cannot see it, columns, and rows of cells; the first cell names its row.

    lead: the first row is what the others add up to, and is set larger
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lead: bool = False


@dataclass(frozen=True)
class Section:
    """A finding with what carries it. `drawing` is inline SVG beside `grid`, which holds the same figures.

    source: whose figures these are, and of which day · key: a line under the table that names its shapes
    """

    title: str
    how: str = ""
    grid: Grid | None = None
    drawing: Markup = Markup("")
    lines: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    key: tuple[tuple[str, str], ...] = ()
    opens_page: bool = False

    @property
    def reading(self) -> str:
        """The line under the title: how to read it, then year and source."""
        ended = not self.how or self.how.endswith(("。", "；"))
        return f"{self.how}{'' if ended else '。'}{self.source}"


@dataclass(frozen=True)
class Brief:
    """One page of paper (two at most): what it is called, what it says first, its sections, and where it comes from.

    kind: township, district, city or path · place: its name · above: the district and city it lies in
    beside: lines that stand under the disclaimer (the second reading, what inspectors signed)
    foot: (term, text) of what every figure rests on
    """

    kind: str
    place: str
    above: str
    year: int
    year_label: str
    headline: str
    lines: tuple[str, ...]
    disclaimer: str
    beside: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: tuple[tuple[str, str], ...]
    synthetic: bool

    @property
    def title(self) -> str:
        about = "达标路径" if self.kind == "path" else "进展"
        return f"{self.place}教育强镇筑基行动{about}通报"


def texts(brief: Brief) -> list[str]:
    """Every text of the brief, in reading order: what both forms must hold."""
    parts = [brief.title, brief.year_label, brief.headline, *brief.lines, brief.disclaimer, *brief.beside]
    for section in brief.sections:
        parts += [section.title, section.how]
        if section.grid:
            parts += [column.head for column in section.grid.columns]
            parts += [text for row in section.grid.rows for cell in row for text in _of_cell(cell)]
        parts += [*section.lines, section.note, section.source]
    parts += [text for pair in brief.foot for text in pair]
    return [text for text in parts if text]


def _of_cell(cell: Cell) -> list[str]:
    return [*(count for _, count in cell.marks), cell.text, cell.small]


def one_line(text: object) -> str:
    """Names come from a delivery: line breaks and control characters of any kind become a blank."""
    return "".join(
        " " if ord(sign) < 32 or 127 <= ord(sign) < 160 or sign in BREAKS else sign for sign in str(text)
    ).strip()


# line and paragraph separators, and marks that turn the direction of the text around them
BREAKS = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"


def tidy(brief: Brief) -> Brief:
    """The same brief with every text on one line."""
    return replace(
        brief,
        place=one_line(brief.place),
        above=one_line(brief.above),
        headline=one_line(brief.headline),
        lines=_all(brief.lines),
        beside=_all(brief.beside),
        sections=tuple(_section(section) for section in brief.sections),
        foot=tuple((term, one_line(text)) for term, text in brief.foot),
    )


def _all(sentence: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one_line(text) for text in sentence if text)


def _section(section: Section) -> Section:
    grid = section.grid and replace(
        section.grid,
        caption=one_line(section.grid.caption),
        columns=tuple(replace(column, head=one_line(column.head)) for column in section.grid.columns),
        rows=tuple(tuple(_cell(cell) for cell in row) for row in section.grid.rows),
    )
    return replace(
        section, title=one_line(section.title), how=one_line(section.how), grid=grid, lines=_all(section.lines),
        note=one_line(section.note), source=one_line(section.source),
    )  # fmt: skip


def _cell(cell: Cell) -> Cell:
    return replace(cell, text=one_line(cell.text), small=one_line(cell.small))
