"""A plain table of the bulletin: hairlines, numbers right, words left, the first cell names its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from townbase.asking import tuples
from townbase.text import Markup, esc, is_missing, join
from townbase.words import MISSING, digits


@dataclass(frozen=True)
class Column:
    """One column: its head and how its cells stand.

    number: right-aligned · phone: False drops it on phones (a number, never a status word)
    """

    head: str
    number: bool = False
    phone: bool = True
    css: str = ""

    @property
    def classes(self) -> str:
        names = ["n" * self.number, "tb-wide" * (not self.phone), self.css]
        found = " ".join(name for name in names if name)
        return f' class="{found}"' if found else ""


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    caption: str,
    css: str = "",
    last_is_sum: bool = False,
    reflow: bool = False,
) -> Markup:
    """Rows of cells in the order of the columns; a cell is text (escaped), Markup, or missing (—).

    The first cell of a row is its head. The caption is read aloud, not shown; the table scrolls
    sideways inside its own box with the first column in place. reflow: on a phone each row is a
    block instead, its cells under their heads.
    """
    classes = [column.classes for column in columns]
    head = join(
        Markup(f'<th scope="col"{css_}>{esc(column.head)}</th>') for column, css_ in zip(columns, classes, strict=True)
    )
    rows = list(rows)
    if reflow:
        css = f"tb-reflow {css}".strip()
        classes = [f'{css_} data-head="{esc(column.head)}"' for column, css_ in zip(columns, classes, strict=True)]
    body = join(_row(classes, cells, last_is_sum and at == len(rows) - 1) for at, cells in enumerate(rows))
    return scroll(
        Markup(
            f'<table class="tb-t {css}"><caption class="tb-said">{esc(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        ),
        caption,
    )


def scroll(inside: Markup, label: str, *, swipe: str = "") -> Markup:
    """A box that scrolls sideways and can be reached and named by keyboard and screen reader; swipe says so on a phone."""
    hint = f'<p class="tb-swipe">{esc(swipe)}</p>' if swipe else ""
    return Markup(f'{hint}<div class="tb-scroll" tabindex="0" role="region" aria-label="{esc(label)}">{inside}</div>')


def frame_table(frame: pd.DataFrame, *, caption: str, most: int = 500) -> Markup:
    """A frame as it is (heads are its column names; text columns left, numbers right), for 数据表.

    More than `most` rows are cut, and a line says so: the file holds them all.
    """
    columns = [Column(str(name), number=pd.api.types.is_numeric_dtype(frame[name])) for name in frame.columns]
    shown = frame.head(most)
    cells = table(columns, ([_plain(cell) for cell in row] for row in tuples(shown)), caption=caption)
    if len(frame) <= most:
        return cells
    return join([cells, Markup(f'<p class="tb-note">只显示前 {most} 行，共 {len(frame)} 行；下载的文件含全部行。</p>')])


def _row(classes: Sequence[str], cells: Iterable[object], is_sum: bool) -> Markup:
    first, *rest = cells
    if len(rest) != len(classes) - 1:
        raise ValueError(f"a row has {len(rest) + 1} cells for {len(classes)} columns")
    others = "".join([f"<td{css}>{_cell(cell)}</td>" for css, cell in zip(classes[1:], rest, strict=True)])
    row = ' class="tb-sum"' if is_sum else ""
    return Markup(f'<tr{row}><th scope="row"{classes[0]}>{_cell(first)}</th>{others}</tr>')


def _cell(value: object) -> Markup:
    return Markup(MISSING) if is_missing(value) else esc(value)


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and not is_missing(value):
        return digits(value)
    return value
