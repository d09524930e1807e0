"""The sheet 说明: what was filtered, from which version and day, what every sheet shows and every column means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xlsxwriter.worksheet import Worksheet

from townbase.downloads.about import About, Sheet
from townbase.downloads.cells import text
from townbase.downloads.columns import described, unit_in
from townbase.downloads.plaintext import plain
from townbase.words import DISCLAIMER

if TYPE_CHECKING:
    from townbase.downloads.workbook import _Writer

COVER = "说明"
WIDTHS = (22, 34, 12, 60, 60)
# What every card of a page has in common; the title is each sheet's own.
OWN = ("标题",)


def cover(writer: _Writer, sheets: Sequence[Sheet], names: Sequence[str], about: About) -> None:
    """Fill the first sheet of the book: three blocks under one another. about: what the whole book has in common."""
    page = writer.sheet(COVER, about)
    for at, wide in enumerate(WIDTHS):
        page.set_column(at, at, wide)
    at = _block(writer, page, 0, None, [line for line in about.lines() if line[0] not in OWN] + [("提示", DISCLAIMER)])
    at = _block(writer, page, at + 1, SHEET_HEADS, [_sheet(*pair, about) for pair in zip(sheets, names, strict=True)])
    _block(
        writer, page, at + 1, COLUMN_HEADS, [row for pair in zip(sheets, names, strict=True) for row in _columns(*pair)]
    )


SHEET_HEADS = ("工作表", "标题", "行数", "口径与依据", "备注")
COLUMN_HEADS = ("工作表", "列", "单位", "含义", "条款（政策原文）")


def _sheet(sheet: Sheet, name: str, common: About) -> tuple[object, ...]:
    """One line a sheet; what differs from the first card (another source, another filter) is said with it."""
    same = dict(common.lines())
    other = [f"{word}：{value}" for word, value in sheet.about.lines() if word not in OWN and same.get(word) != value]
    remarks = "\n".join([plain(sheet.about.note), *other] if sheet.about.note else other)
    return name, plain(sheet.about.title), len(sheet.table), plain(sheet.about.definition), remarks


def _columns(sheet: Sheet, name: str) -> list[tuple[str, ...]]:
    rows = []
    for head in map(str, sheet.table.columns):
        known = described(head, sheet.about.key)
        rows.append(
            (name, head, known.unit, known.meaning, known.clause) if known else (name, head, unit_in(head), "", "")
        )
    return rows


def _block(
    writer: _Writer, page: Worksheet, at: int, heads: Sequence[str] | None, rows: Sequence[Sequence[object]]
) -> int:
    """Write heads and rows from row `at`; the row after them. Without heads the first cell of a row is its head."""
    for column, head in enumerate(heads or ()):
        writer.text(page, at, column, head, writer.head)
    at += heads is not None
    for row in rows:
        for column, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(at, column, value, writer.format(num_format="#,##0", align="left"))
            elif value:
                lone = heads is None
                form = writer.format(bold=True) if lone and column == 0 else writer.format(text_wrap=not lone)
                writer.text(page, at, column, text(value), form)
        at += 1
    return at
