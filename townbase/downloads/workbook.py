"""A workbook: 说明 first, then one sheet a card, with cells that are what they look like."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from townbase import words
from townbase.downloads.about import About, Sheet
from townbase.downloads.cells import cell, text
from townbase.downloads.cover import COVER, cover
from townbase.downloads.formats import number_format
from townbase.downloads.names import sheet_names
from townbase.downloads.plaintext import plain

# Text is text: never run, never followed.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
LONGEST_CELL, CUT = 32767, "…（已截断）"
NARROWEST, WIDEST = 8, 48
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts days that never were
FONT: dict[str, Any] = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
A4, HEAD_ROWS_SEEN = 9, 200


def workbook_bytes(sheets: Sequence[Sheet], about: About | None = None) -> bytes:
    """The bytes of an .xlsx with a sheet 说明 and one sheet for each card, in order. Raises ValueError for no sheet.

    about: of the whole book; without it the first sheet's, which for a book of one card is its own.
    """
    if not sheets:
        raise ValueError("a workbook needs a sheet")
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        whole = about or sheets[0].about
        writer = _Writer(book, whole)
        names = sheet_names((sheet.name for sheet in sheets), taken=[COVER])
        cover(writer, sheets, names, whole)
        for sheet, name in zip(sheets, names, strict=True):
            writer.table(name, sheet)
    return content.getvalue()


class _Writer:
    """The book, its formats (one each), and the two ways a sheet is filled."""

    def __init__(self, book: xlsxwriter.Workbook, about: About) -> None:
        self.book = book
        self.formats: dict[tuple, Format] = {}
        book.formats[0].set_font_name(FONT["font_name"])
        book.formats[0].set_font_size(FONT["font_size"])
        marked = words.SYNTHETIC_TAG if about.synthetic else ""
        book.set_properties({"title": text(plain(about.title))[:250], "comments": marked, "keywords": about.version})
        if isinstance(about.made_on, date):  # else the file would carry the clock, and no two were the same
            day = about.made_on if isinstance(about.made_on, datetime) else datetime.combine(about.made_on, time())
            book.set_properties({"title": text(plain(about.title))[:250], "comments": marked, "created": day})

    def format(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(FONT | properties)
        return self.formats[key]

    @property
    def head(self) -> Format:
        return self.format(bold=True, text_wrap=True, bottom=1, valign="vcenter")

    def sheet(self, name: str, about: About) -> Worksheet:
        """An empty sheet that prints on A4 across, as wide as one page, and says whose data it is."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        marked = f"{words.SYNTHETIC_TAG}　" if about.synthetic else ""
        sheet.set_header(f"&L{_printed(marked + plain(about.title), 110)}&R{_printed(about.year, 30)}")
        sheet.set_footer(f"&L{_printed(about.source, 80)}&R第 &P 页，共 &N 页")
        return sheet

    def table(self, name: str, sheet: Sheet) -> None:
        """Heads bold and frozen, a filter over them, one row for each row of the frame."""
        page, frame = self.sheet(name, sheet.about), sheet.table
        for at in range(frame.shape[1]):
            head, values = text(frame.columns[at]), [cell(value) for value in frame.iloc[:, at]]
            self.text(page, 0, at, head, self.head)
            numbers = self.format(num_format=number_format(head, values))
            for row, value in enumerate(values, 1):
                self.value(page, row, at, value, numbers)
            page.set_column(at, at, width(head, values))
        page.freeze_panes(1, 1 if frame.shape[1] > 1 else 0)
        page.repeat_rows(0)
        if frame.shape[1]:
            page.autofilter(0, 0, max(len(frame), 1), frame.shape[1] - 1)

    def value(self, page: Worksheet, row: int, column: int, value: object, numbers: Format) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            page.write_boolean(row, column, value)
        elif isinstance(value, (int, float)):
            page.write_number(row, column, value, numbers)
        elif isinstance(value, date) and value >= FIRST_DAY:
            page.write_datetime(
                row, column, datetime.combine(value, time()), self.format(num_format="yyyy-mm-dd", align="left")
            )
        else:
            self.text(page, row, column, str(value))

    def text(self, page: Worksheet, row: int, column: int, sentence: str, form: Format | None = None) -> None:
        """As it is, never a formula or an address; what no cell can hold is cut and says so."""
        sentence = sentence.replace("\r\n", "\n").replace("\r", "\n")  # a cell knows one kind of line end
        if len(sentence) > LONGEST_CELL:
            sentence = sentence[: LONGEST_CELL - len(CUT)] + CUT
        page.write_string(row, column, sentence, form or self.format(text_wrap=True))


def width(head: str, values: Sequence[object]) -> float:
    """As wide as the longest of the first rows: a Chinese character is two; long texts are wrapped."""
    longest = max([_wide(head) + 3, *(_wide(_shown(value)) for value in values[:HEAD_ROWS_SEEN])])
    return float(min(max(longest + 1, NARROWEST), WIDEST))


def _shown(value: object) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else f"{value:,}" if type(value) is int else str(value or "")


def _wide(text: str) -> int:
    lines = text.split("\n") or [""]
    return max(sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line) for line in lines)


def _printed(sentence: str, most: int) -> str:
    """Text in a printed head or foot: & is a command there, and all of it may hold 255 signs."""
    flat = " ".join(text(sentence).split())
    return (flat if len(flat) <= most else flat[: most - 1] + "…").replace("&", "&&")
