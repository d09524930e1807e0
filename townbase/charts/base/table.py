"""A plain table of the bulletin: hairlines, numbers right, words left, the first cell names its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from townbase.asking import tuples
from townbase.text import Markup, esc, is_missing, join
from townbase.words import MISSING, UNMET, digits

# Two rows are compared at a glance; in more than fifteen nobody finds one.
SORTED, SEARCHED = 3, 16
UNSORTED = "这一列各行的内容或单位不同，不能排序"


@dataclass(frozen=True)
class Column:
    """One column: its head and how its cells stand.

    number: right-aligned · phone: False drops it on phones (a number, never a status word)
    sort: False where its values have no order of their own (units differ) · why: what such a head then tells
    """

    head: str
    number: bool = False
    phone: bool = True
    css: str = ""
    sort: bool = True
    why: str = UNSORTED

    @property
    def classes(self) -> str:
        names = ["n" * self.number, "tb-wide" * (not self.phone), self.css]
        found = " ".join(name for name in names if name)
        return f' class="{found}"' if found else ""


@dataclass(frozen=True)
class Cell:
    """What a cell shows, and the number it is sorted by: 少 4 is -4, a mark is its rank. None = missing, stays last."""

    shown: object
    value: float | None


@dataclass(frozen=True)
class TableRow:
    """A row that takes part in more: id: lit together with what has the same data-row, such as its dot in the chart ·
    unmet: what 只看未达标 leaves; None = says nothing, is always left"""

    cells: Sequence[object]
    id: str = ""
    unmet: bool | None = None


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[object] | TableRow],
    *,
    caption: str,
    css: str = "",
    last_is_sum: bool = False,
    reflow: bool = False,
    most: int | None = None,
) -> Markup:
    """Rows of cells in the order of the columns; a cell is text (escaped), Markup, Cell, or missing (—).

    The first cell of a row is its head. The caption is read aloud, not shown; the table scrolls
    sideways inside its own box with the first column in place. Heads sort, long tables are searched
    (answers/tables.js). reflow: on a phone each row is a block instead, its cells under their heads.
    most: further rows are there and shown when asked for.
    """
    given = [row if isinstance(row, TableRow) else TableRow(row) for row in rows]
    classes = [column.classes for column in columns]
    head = join(_head(column, at, len(given)) for at, column in enumerate(columns))
    if reflow:
        css = f"tb-reflow {css}".strip()
        classes = [f'{css_} data-head="{esc(column.head)}"' for column, css_ in zip(columns, classes, strict=True)]
    counted = len(given) - last_is_sum
    last = counted if most is None or counted <= most else most
    body = join(
        _row(classes, row, is_sum=last_is_sum and at == counted, out=last <= at < counted)
        for at, row in enumerate(given)
    )
    cut = "" if last == counted else f' data-most="{most}"'
    drawn = scroll(
        Markup(
            f'<table class="tb-t {css}"{cut}><caption class="tb-said">{esc(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        ),
        caption,
    )
    return with_tools(drawn, [row.unmet for row in given[:counted]], counted - last)


def _head(column: Column, at: int, rows: int) -> Markup:
    text = esc(column.head)
    if rows >= SORTED and column.sort and column.head and "<a " not in text:
        text = sort_button(text, back=at == 0)
    elif rows >= SORTED and not column.sort and "<" not in text:
        text = unsorted(text, column.why)
    return Markup(f'<th scope="col"{column.classes}>{text}</th>')


def unsorted(text: Markup, why: str = UNSORTED) -> Markup:
    """A head that cannot sort says why."""
    return Markup(f'<span tabindex="0" data-tip="{esc(why)}">{text}</span>')


def sort_button(text: Markup, *, back: bool = False) -> Markup:
    """What a head says, to be pressed; back: the first column, which brings the order of the page back."""
    tip = ' data-tip="恢复原来的顺序"' if back else ""
    return Markup(f'<button type="button" class="tb-sort"{tip}>{text}</button>')


def with_tools(drawn: Markup, unmet: Sequence[bool | None], left: int) -> Markup:
    """Search above a long table, 只看未达标 where some are, 显示其余 below; a table that needs none stands alone.

    unmet: of each row, None = says nothing · left: rows that are not shown until asked for
    """
    rows, found = len(unmet), sum(each is True for each in unmet)
    tools = search(rows) if rows >= SEARCHED else Markup("")
    if found and any(each is False for each in unmet):
        tools += Markup(
            f'<label class="tb-only-rows"><input type="checkbox"><span>只看{UNMET}（{found}）</span></label>'
        )
    if not tools and not left:
        return drawn
    above = f'<div class="tb-tools-table tb-screen">{tools}</div>' if tools else ""
    more = f'<p class="tb-more tb-screen"><button type="button">显示其余 {left} 行</button></p>' if left else ""
    return Markup(f'<div class="tb-answer">{above}{drawn}{more}</div>')


def search(rows: int) -> Markup:
    """The box that looks for words in the rows of the table below it."""
    return Markup(
        '<label class="tb-search"><span>查找</span><input type="search" autocomplete="off">'
        f'<span role="status">共 {rows} 行</span></label>'
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


def _row(classes: Sequence[str], row: TableRow, *, is_sum: bool, out: bool) -> Markup:
    first, *rest = row.cells
    if len(rest) != len(classes) - 1:
        raise ValueError(f"a row has {len(rest) + 1} cells for {len(classes)} columns")
    others = "".join(
        [f"<td{css}{_value(cell)}>{_cell(cell)}</td>" for css, cell in zip(classes[1:], rest, strict=True)]
    )
    names = " ".join(
        name for name, there in (("tb-sum", is_sum), ("tb-out", out), ("tb-fine", row.unmet is False)) if there
    )
    given = (f' class="{names}"' if names else "") + (f' data-row="{esc(row.id)}"' if row.id else "")
    return Markup(f'<tr{given}><th scope="row"{classes[0]}>{_cell(first)}</th>{others}</tr>')


def _value(cell: object) -> str:
    if not isinstance(cell, Cell):
        return ""
    return ' data-v=""' if is_missing(cell.value) else f' data-v="{cell.value}"'


def _cell(value: object) -> Markup:
    if isinstance(value, Cell):
        value = value.shown
    return Markup(MISSING) if is_missing(value) else esc(value)


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and not is_missing(value):
        return digits(value)
    return value
