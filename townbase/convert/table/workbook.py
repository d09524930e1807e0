"""Reads the sheets of a workbook, with what a clerk sees but values alone do not tell: merges, hidden rows, struck out ones, formulas."""

import re
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from townbase.convert.table.sheet import Merge, Sheet, Unreadable
from townbase.limits import workbook_problem

_BROKEN = (BadZipFile, KeyError, ValueError, OSError, TypeError, AttributeError, SyntaxError, EOFError, IndexError)


def read_sheets(path: Path) -> list[Sheet]:
    """Every sheet that holds anything. Raises Unreadable where the file is no workbook, or one made to burst."""
    if problem := workbook_problem(path):
        raise Unreadable("", *problem)
    try:
        values = openpyxl.load_workbook(path, data_only=True)
        formulas = openpyxl.load_workbook(path) if _has_formulas(path) else None
    except _BROKEN as error:
        raise Unreadable("", "不是正确的 XLSX 文件，或文件已损坏", "请用表格软件打开后另存为 XLSX") from error
    unreckoned = formulas is not None and _is_unreckoned(path)
    sheets = [_sheet(sheet, formulas[sheet.title] if formulas else None, unreckoned) for sheet in values.worksheets]
    return [sheet for sheet in sheets if sheet.filled_rows]


def _has_formulas(path: Path) -> bool:
    """A second reading is needed only then: a workbook is read either with values or with formulas."""
    with zipfile.ZipFile(path) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(re.search(rb"<(?:\w+:)?f[ >/]", parts.read(name)) for name in names)


def _is_unreckoned(path: Path) -> bool:
    """Asked to be reckoned when it is opened: what stands beside its formulas was written by a program, often 0."""
    with zipfile.ZipFile(path) as parts:
        return "xl/workbook.xml" in parts.namelist() and bool(
            re.search(rb'fullCalcOnLoad\s*=\s*["\'](1|true)', parts.read("xl/workbook.xml"))
        )


def _sheet(sheet: Worksheet, formulas: Worksheet | None, unreckoned: bool) -> Sheet:
    found = Sheet(sheet.title, {}, hidden=sheet.sheet_state != "visible")
    for row, cells in enumerate(sheet.iter_rows(), 1):
        for column, cell in enumerate(cells):
            text, fault = _text(cell)
            if formulas and (unreckoned or cell.value is None) and _is_formula(formulas.cell(row, column + 1)):
                fault = ("公式还没有算出结果", "请用表格软件打开、重新计算并保存，或把公式改成数")
            if fault:
                found.faults[row, column] = fault
            found.rows.setdefault(row, []).append(text)
            if text and cell.has_style and cell.font.strike:
                found.struck_rows.add(row)
    found.merges = [Merge(m.min_row, m.max_row, m.min_col - 1, m.max_col - 1) for m in sheet.merged_cells.ranges]
    found.hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0}
    found.hidden_columns = _hidden_columns(sheet)
    return found


def _is_formula(cell: Cell | MergedCell) -> bool:
    return cell.data_type == "f" or not isinstance(cell.value, str | int | float | date | time | timedelta | None)


def _hidden_columns(sheet: Worksheet) -> set[int]:
    hidden = set()
    for column in sheet.column_dimensions.values():
        if column.hidden and column.min:
            hidden.update(range(column.min - 1, min(column.max or column.min, sheet.max_column)))
    return hidden


def _text(cell: Cell | MergedCell) -> tuple[str, tuple[str, str] | None]:
    """A cell as a CSV would hold it (22580, not 22580.0), and what is wrong with it if anything is."""
    value = cell.value
    if value is None:
        return "", None
    if cell.data_type == "e":
        return str(value), (f"公式出错（{value}）", "请改好公式或直接填写")
    if isinstance(value, bool):
        return str(value), ("是逻辑值，不是数或文字", "请直接填写")
    if isinstance(value, datetime | date | time | timedelta):
        shown = f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
        return shown, (f"是日期（{shown}）", "表格软件会把 1-2 之类改成日期；请把单元格设为文本后重新填写")
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "General")
    return str(value), None


def _number(value: float, number_format: str) -> tuple[str, tuple[str, str] | None]:
    text = str(int(value)) if float(value).is_integer() else str(value)
    plain = re.sub(r"\[[^\]]*\]|_.|\*.", "", number_format).split(";")[0]
    if "%" in plain:
        return text, ("是百分比", "请填人数")
    if re.fullmatch("0{2,}", plain) and value >= 0:
        return text.zfill(len(plain)), None  # shown as 007: the code is what the clerk sees
    if re.search(r'"[^"]+"|\\[^\s()]|0-0', re.sub(r'"(人|名|年|学年)"', "", plain)):
        return text, (f"存的是 {text}，显示的是别的样子（格式 {number_format}）", "请把单元格设为文本，填成看到的样子")
    if abs(value) >= 1e15:
        return text, ("数字超过 15 位，末几位已被表格软件改成 0", "请把单元格设为文本后重新填写")
    return text, None
