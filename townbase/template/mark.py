"""The clerk's own files again, with every cell that has a fault coloured and a note in it, and one list of all faults."""

from collections.abc import Iterable
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from townbase.template import layout
from townbase.template.fault import Fault
from townbase.template.sheets import BOOKS, open_sheets, without_warnings
from townbase.template.write import FONT, OPTIONS

FOLDER = "问题标注"
LIST = f"{layout.PROBLEMS}.xlsx"
COLOUR = {"error": "FFFFC7CE", "warning": "FFFFEB9C"}
WORD = {"error": "错误", "warning": "提醒"}
AUTHOR = "核对"


def mark(faults: Iterable[Fault], beside: Path) -> Path:
    """Write a new folder inside `beside` and return it; one that stands there already is never touched.

    Raises OSError where nothing may be written there.
    """
    faults = list(faults)
    folder = _new_folder(beside)
    _write_list(folder / LIST, faults)
    by_file: dict[Path, list[Fault]] = {}
    for fault in faults:
        by_file.setdefault(fault.place.path, []).append(fault)
    for path, of_file in by_file.items():
        book = _opened(path)
        if book:
            _mark_cells(book, of_file)
            target = folder / f"{path.stem}.xlsx"
            book.save(target.with_stem(f"{path.stem}-CSV") if target.exists() else target)
    return folder


def _new_folder(beside: Path) -> Path:
    number = 1
    while True:
        folder = beside / (FOLDER if number == 1 else f"{FOLDER}{number}")
        try:
            folder.mkdir()
            return folder
        except FileExistsError:
            number += 1


def _write_list(path: Path, faults: list[Fault]) -> None:
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        plain = book.add_format({**FONT, "text_wrap": True, "valign": "top"})
        head = book.add_format({**FONT, "bold": True, "bg_color": "#DCE6F1"})
        sheet = book.add_worksheet(layout.PROBLEMS)
        sheet.write_string(0, 0, f"{layout.PROBLEMS}：共 {len(faults)} 处", book.add_format({**FONT, "bold": True}))
        for at, word in enumerate(("类别", "文件", "行", "列", "问题", "怎么办")):
            sheet.write_string(1, at, word, head)
        for row, fault in enumerate(faults, 2):
            place = fault.place
            column = f"{get_column_letter(place.column)} {place.head}".strip() if place.column else ""
            file = place.path.name + (f"（{place.sheet}）" if place.named else "")
            finding = fault.finding()
            texts = (WORD[fault.severity], file, str(place.row or ""), column, finding.what, finding.todo)
            for at, text in enumerate(texts):
                sheet.write_string(row, at, text, plain)
        for at, wide in enumerate((8, 28, 8, 28, 56, 44)):
            sheet.set_column(at, at, wide)
        sheet.freeze_panes(2, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.autofilter(1, 0, len(faults) + 1, 5)


def _opened(path: Path) -> openpyxl.Workbook | None:
    """The clerk's workbook as it is, or a CSV laid out in a new one; None where it cannot be opened."""
    if not path.is_file():
        return None
    try:
        if path.suffix.lower() in BOOKS:
            with without_warnings():
                return openpyxl.load_workbook(path)
        sheet = open_sheets(path)[0]
    except Exception:  # openpyxl raises what its parsers raise; the list of faults tells of the file anyway
        return None
    book = openpyxl.Workbook()
    copy = book.worksheets[0]
    for number, cells in sheet.rows:
        for column, cell in enumerate(cells, 1):
            if cell.value is not None:
                copied = copy.cell(number, column, cell.value)
                copied.data_type = "s"  # as text: an export holds nothing else, and = begins no formula
    return book


def _mark_cells(book: openpyxl.Workbook, faults: list[Fault]) -> None:
    notes: dict[tuple[str, int, int], list[Fault]] = {}
    for fault in faults:
        if fault.place.row:
            notes.setdefault((fault.place.sheet, fault.place.row, fault.place.column or 1), []).append(fault)
    for (sheet, row, column), faults_here in notes.items():
        cell = (book[sheet] if sheet else book.worksheets[0]).cell(row, column)
        severity = "error" if any(fault.severity == "error" for fault in faults_here) else "warning"
        cell.fill = PatternFill("solid", COLOUR[severity], COLOUR[severity])
        findings = [fault.finding() for fault in faults_here]
        text = "\n".join(f"【{WORD[finding.severity]}】{finding.what}。{finding.todo}。" for finding in findings)
        cell.comment = Comment(text, AUTHOR, height=110, width=320)
