"""A clerk at work: fills the workbooks that `template` wrote, cell by cell under their Chinese heads."""

import contextlib
import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import duckdb
import openpyxl

from townbase.template import layout
from townbase.template.form import read_forms
from townbase.template.info import FILE as INFO_FILE
from townbase.template.info import Info, write_info
from townbase.template.write import write_form

FORMS = read_forms()
CITY = {"城市名称": "谷雨市", "数据来源说明": "画在测试里的表", "数据性质": "演示数据", "交付日期": date(2025, 12, 5), "代码规则": "其他代码"}
EXTRACT = {"数据时点": date(2025, 9, 1), "来源类别": "统计报表", "是否已审核": "是"}


def fill(folder: Path, extract: str, rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows (head -> what is typed) below what stands in the sheet already."""
    path = folder / FORMS[extract].file
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[layout.HEADS]}
    for number, row in enumerate(rows, sheet.max_row + 1):
        for head, value in row.items():
            sheet.cell(number, columns[head]).value = value
    book.save(path)


def complete(folder: Path, extract: str, **columns: Iterable[object]) -> None:
    """Fill further columns of the rows that stand in the sheet already: head -> one value a row."""
    path = folder / FORMS[extract].file
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[layout.HEADS]}
    for head, values in columns.items():
        for number, value in enumerate(values, layout.FIRST_ROW):
            sheet.cell(number, at[head]).value = value
    book.save(path)


def table(text: str) -> list[dict[str, object]]:
    """A drawn table: heads in the first line, digits typed as numbers (but for codes), blank cells left empty."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    heads, *rows = lines
    return [{head: _typed(head, cell) for head, cell in zip(heads, row, strict=True) if cell} for row in rows]


def fill_info(folder: Path, extracts: Iterable[str], **others: object) -> None:
    """City and dates; others: an item of 填报信息 -> another value."""
    path = folder / INFO_FILE
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    titles = [FORMS[name].title for name in extracts]
    for row in sheet.iter_rows(min_row=1):
        if row[0].value in CITY:
            row[1].value = others.get(row[0].value, CITY[row[0].value])
        if row[0].value in titles:
            for cell, value in zip(row[1:], EXTRACT.values(), strict=False):
                cell.value = value
    book.save(path)


def change(folder: Path, extract: str, row: int, head: str, value: object, number_format: str | None = None) -> None:
    """Type something else into one cell."""
    path = folder / FORMS[extract].file
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    cell = next(sheet.cell(row, at.column) for at in sheet[layout.HEADS] if at.value == head)
    cell.value = value
    if number_format:
        cell.number_format = number_format
    book.save(path)


def as_csv(path: Path, encoding: str = "utf-8-sig") -> Path:
    """Save a workbook's first sheet as the CSV that a spreadsheet program exports, in its place."""
    target = path.with_suffix(".csv")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    with target.open("w", encoding=encoding, newline="") as file:
        for row in sheet.iter_rows(values_only=True):
            csv.writer(file).writerow([_exported(value) for value in row])
    path.unlink()
    return target


def filled_from(extracts: Path, out: Path, info: Info) -> Path:
    """A delivery written as filled workbooks, every row as it stands."""
    out.mkdir(parents=True, exist_ok=True)
    write_info(out / INFO_FILE, FORMS, info)
    for name, form in FORMS.items():
        file = extracts / f"{name}.parquet"
        if file.is_file():
            with contextlib.closing(duckdb.connect()) as con:
                rows = con.execute("select * from read_parquet(?)", [str(file)])
                heads = [column[0] for column in rows.description]
                write_form(out / form.file, form, [dict(zip(heads, row, strict=True)) for row in rows.fetchall()])
    return out


def _typed(head: str, cell: str) -> object:
    return int(cell) if cell.isdigit() and not head.endswith(("代码", "标识码")) else cell


def _exported(value: object) -> object:
    if isinstance(value, date):
        return f"{value.year}/{value.month}/{value.day}"
    return "" if value is None else value
