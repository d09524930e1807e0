"""Opens a workbook or its CSV export as sheets of raw cells, each row with its number, and says what it cannot open."""

import contextlib
import csv
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl

from townbase.limits import workbook_problem
from townbase.template.layout import NEVER_READ

BOOKS = (".xlsx", ".xlsm")
ENCODINGS = ("utf-8-sig", "gb18030")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = ",\t;"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Unreadable(Exception):
    """A file that cannot be read; where in it (may be empty), what is wrong, what to do."""

    def __init__(self, what: str, todo: str, row: int | None = None) -> None:
        super().__init__(what)
        self.what, self.todo, self.row = what, todo, row


@dataclass(frozen=True)
class Cell:
    """value as openpyxl gives it, how a number is shown, whether it is an error value, or a formula never calculated."""

    value: Any
    number_format: str = "General"
    error: bool = False
    formula: str = ""


EMPTY = Cell(None)


@dataclass
class Sheet:
    """name is '' for a CSV. rows: (row number, cells) of every row that holds anything. merged: 'B7:B9' …"""

    path: Path
    name: str
    rows: list[tuple[int, list[Cell]]]
    merged: list[str] = field(default_factory=list)

    @property
    def first(self) -> str:
        """What stands first of all: A1, or the first cell that holds anything."""
        return next((str(cell.value) for _, row in self.rows for cell in row if cell.value is not None), "")


def open_sheets(path: Path) -> list[Sheet]:
    """Every sheet of a workbook, or the one of a CSV. Raises Unreadable."""
    try:
        return _workbook(path) if path.suffix.lower() in BOOKS else [_csv(path)]
    except PermissionError as error:
        raise Unreadable("文件打不开，可能正被别的程序使用", "请关闭这个文件后再试") from error


def _workbook(path: Path) -> list[Sheet]:
    if problem := workbook_problem(path):
        raise Unreadable(*problem)
    try:
        sheets = _sheets(path)
    except PermissionError:
        raise
    except Exception as error:  # openpyxl lets through whatever its parsers raise over a damaged file
        what = "不是正确的 XLSX 文件（可能加了密码、已损坏，或只是改了扩展名）"
        raise Unreadable(what, "请用表格软件打开，另存为不加密的 XLSX") from error
    if not sheets:  # the strict variant of the format, which Excel offers too, seems empty to openpyxl
        raise Unreadable("读不到工作表", "请用表格软件打开，另存为普通的 XLSX 工作簿")
    return sheets


@contextlib.contextmanager
def without_warnings() -> Iterator[None]:
    """openpyxl warns in English of what it cannot keep (lists as Excel stores them); nothing of that is read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _sheets(path: Path) -> list[Sheet]:
    with contextlib.ExitStack() as stack:
        stack.enter_context(without_warnings())
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        stack.callback(book.close)
        formulas = None
        if _has(path, rb"<(\w+:)?f[ >/]"):
            formulas = openpyxl.load_workbook(path, read_only=True)
            stack.callback(formulas.close)
        merged = _merged(path)
        found = []
        for sheet in book.worksheets:
            rows = _needed(_rows(sheet, formulas and formulas[sheet.title]))
            found.append(Sheet(path, sheet.title, rows, merged.get(sheet.title, [])))
        return found


def _needed(rows: Iterator[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    """All rows, but of a sheet that is never read (the lists to choose from may be long) only the first."""
    first = next(rows, None)
    if first is None:
        return []
    text = str(next((cell.value for cell in first[1] if cell.value is not None), ""))
    return [first] if text.startswith(NEVER_READ) else [first, *rows]


def _rows(sheet, formulas) -> Iterator[tuple[int, list[Cell]]]:
    sheet.reset_dimensions()  # some programs write a wrong size, and rows beyond it would vanish
    beside = ()
    if formulas:
        formulas.reset_dimensions()
        beside = formulas.iter_rows()
    for number, (row, asked) in enumerate(zip_longest(sheet.iter_rows(), beside, fillvalue=()), 1):
        cells = [_cell(cell, other) for cell, other in zip_longest(row, asked)]
        while cells and cells[-1].value is None and not cells[-1].formula:
            cells.pop()
        if cells:
            yield number, cells


def _cell(cell, other) -> Cell:
    if cell is None or cell.value is None:
        formula = other.value if other is not None and other.data_type == "f" else ""
        return Cell(None, formula=str(formula)) if formula else EMPTY
    value = cell.value
    if isinstance(value, str) and not value.strip():
        return EMPTY
    shown = cell.number_format if type(value) in (int, float) else "General"
    return Cell(value, shown or "General", cell.data_type == "e")


def _has(path: Path, pattern: bytes) -> bool:
    """Whether any sheet's text holds the pattern: reading every workbook twice would take twice as long."""
    with ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(re.search(pattern, archive.read(name)) for name in sheets)


def _merged(path: Path) -> dict[str, list[str]]:
    """Sheet name -> its merged cells, which a reader of single rows is not told of."""
    with ZipFile(path) as archive:
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        target = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        found = {}
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
            inside = target.get(sheet.get(_REL), "").removeprefix("/xl/").removeprefix("xl/")
            name = f"xl/{inside}"
            if name in archive.namelist():
                ranges = re.findall(rb'mergeCell ref="([A-Z0-9:]+)"', archive.read(name))
                found[sheet.get("name", "")] = [found_range.decode() for found_range in ranges]
    return found


def _csv(path: Path) -> Sheet:
    text = decoded(path.read_bytes())
    separator = _separator(text)
    rows, line = [], 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            first, line = line + 1, reader.line_num
            if line > first or any(cell.count('"') % 2 for cell in row):
                raise Unreadable("单元格内有换行，或引号没有成对", "请去掉单元格内的换行，补上或去掉引号", first)
            cells = [Cell(cell) if cell.strip() else EMPTY for cell in row]
            if any(cell.value is not None for cell in cells):
                rows.append((first, cells))
    except csv.Error as error:
        raise Unreadable("引号没有成对", "请补上或去掉多余的引号", line + 1) from error
    return Sheet(path, "", rows)


def decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content.startswith(UTF16) else ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文字编码不认识", "请用表格软件打开，另存为 XLSX，或 CSV（UTF-8）")


def _separator(text: str) -> str:
    """The one that stands most often in the line with the most of any: the heads' or a row's."""
    lines: Sequence[str] = text.splitlines()[:40] or [""]
    widest = max(lines, key=lambda line: max(line.count(sign) for sign in SEPARATORS))
    return max(SEPARATORS, key=widest.count)
