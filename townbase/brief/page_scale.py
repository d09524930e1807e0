"""How large a page may be set so that it fills its sheet of A4 and never needs another.

The heights are those of brief.css, whose line heights do not depend on the font; a Chinese character is one em wide in
every font, and Latin ones are taken wide. So a reckoning on paper is enough, and no browser is needed.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from townbase.brief.model import Brief, Cell, Grid, Section
from townbase.charts.base.scale import step_of

WIDE, HIGH = 527.0, 785.0  # pt: A4 less the margins of @page
SPARE = 0.97  # what a browser breaks otherwise than reckoned
LARGEST, SMALLEST, STEP = 1.16, 0.6, 0.02
NARROW = 0.58  # of an em: small Latin letters and figures
SHAPE = 1.3  # ems: a status shape with the blank behind it
# brief.css: (size in pt, line height)
TEXT, HEADING, HEADLINE, TITLE, TABLE, SMALL, LIST, LINES = (
    (8.5, 1.42), (10.5, 1.35), (16, 1.32), (11, 1.42), (8, 1.3), (7.5, 1.42), (8, 1.35), (9, 1.42)
)  # fmt: skip
DRAWN = 98 / 232  # a panel's height in parts of its width


def pages(brief: Brief) -> list[tuple[float, list[Section]]]:
    """The sheets of a brief: how large each is set (1 = as brief.css says) and its sections."""
    sheets: list[list[Section]] = [[]]
    for section in brief.sections:
        if section.opens_page and sheets[-1]:
            sheets.append([])
        sheets[-1].append(section)
    last = len(sheets) - 1
    return [(_scale(brief, sheet, at == 0, at == last), sheet) for at, sheet in enumerate(sheets)]


def _scale(brief: Brief, sections: Sequence[Section], first: bool, last: bool) -> float:
    """The largest size at which all of it stands on one sheet."""
    scale = LARGEST
    while scale > SMALLEST:
        wide = WIDE / scale
        needed = (
            (_head(brief, wide) if first else 0)
            + sum(_section(section, wide) for section in sections)
            + (_foot(brief, wide) if last else 0)
        )
        if needed * scale <= HIGH * SPARE:
            break
        scale -= STEP
    return step_of(max(scale, SMALLEST), 100)


def _head(brief: Brief, wide: float) -> float:
    beside = sum(_lines(text, TABLE[0], wide) for text in brief.beside) * 8 * 1.42
    mast = _lines(f"{brief.above}{brief.year_label}", 8, wide - 220) * 8 * 1.42 + 5
    parts = [
        (brief.title, TITLE, 6),
        (brief.headline, HEADLINE, 3),
        ("".join(brief.lines), LINES, 0),
        (brief.disclaimer, TEXT, 2),
    ]
    return mast + beside + sum(_text(text, kind, wide) + more for text, kind, more in parts)


def _section(section: Section, wide: float) -> float:
    tall = 6.5 + _text(section.title, HEADING, wide) + 2.5
    tall += _text(section.reading, SMALL, wide) + _text(section.note, SMALL, wide)
    tall += sum(_text(line, LIST, wide) + 1 for line in section.lines) + (2 if section.lines else 0)
    if section.key:
        tall += _text("　　　".join(word for _, word in section.key), SMALL, wide) + 1
    if section.drawing:
        tall += 6 + SMALL[0] * 1.52 + SMALL[0] * SMALL[1] + (wide - 23) / 3 * DRAWN
    return tall + (_grid(section.grid, wide) if section.grid else 0)


def _grid(grid: Grid, wide: float) -> float:
    whole = sum(column.width for column in grid.columns)
    widths = [wide * column.width / whole - 6 for column in grid.columns]
    head = (
        max(_head_lines(column.head, SMALL[0], width) for column, width in zip(grid.columns, widths, strict=True))
        * SMALL[0]
        * TABLE[1]
        + 2.5
    )
    rows = sum(
        max(_cell_lines(cell, width) for cell, width in zip(row, widths, strict=True)) * TABLE[0] * TABLE[1] + 2.5
        for row in grid.rows
    )
    return head + rows + (8 if grid.lead else 0)


def _cell_lines(cell: Cell, wide: float) -> int:
    sentence = f"{cell.text} {cell.small}" if cell.small else cell.text
    marks = sum(SHAPE + NARROW * len(n) for _, n in cell.marks)
    size = TABLE[0] * (1.04 if cell.strong else 1)
    if not sentence:
        return max(math.ceil(marks * size / wide), 1)
    return max(_lines(sentence, size, max(wide - marks * size, size)), 1)


def _head_lines(head: str, size: float, wide: float) -> int:
    """A head breaks at its blanks before it breaks anywhere else."""
    return head.count(" ") + max(_lines(part, size, wide) for part in head.split(" ")) if head else 1


def _foot(brief: Brief, wide: float) -> float:
    """Short terms share a line, a long one begins its own."""
    lines, used = 1, 0.0
    for term, text in brief.foot:
        own = _ems(f"{term} {text}　") * SMALL[0]
        if used and used + own > wide:
            lines, used = lines + 1, 0.0
        if own > wide:
            lines, own = lines + _lines(f"{term} {text}", SMALL[0], wide) - 1, wide
        used += own
    return 11 + lines * SMALL[0] * SMALL[1]


def _text(text: str, kind: tuple[float, float], wide: float) -> float:
    size, line = kind
    return _lines(text, size, wide) * size * line


def _lines(text: str, size: float, wide: float) -> int:
    """A line loses up to a character where a sign may not begin the next one."""
    if not text:
        return 0
    ems = _ems(text)
    return math.ceil(ems * size / max(wide - (size if ems * size > wide else 0), size))


def _ems(text: str) -> float:
    return sum(map(_em, text))


@lru_cache(maxsize=8192)
def _em(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WFA" or sign in "MW@%&":
        return 1.0
    return 0.78 if sign.isupper() else NARROW
