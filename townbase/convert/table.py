"""Reads a CSV or XLSX table as text, each row with its number in the file."""

import csv
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
import pandas as pd

from townbase.convert.mapping import Mapping
from townbase.findings import Finding


def read_table(path: Path, mapping: Mapping | None) -> tuple[pd.DataFrame, list[Finding]]:
    """The columns that the mapping names, as trimmed text; the index is the row number in the file (header included).

    Without a mapping (it was refused) only whether the file opens is looked at, so that both are told at once.
    """
    try:
        rows = list(_rows(path, mapping))
    except _Unreadable as error:
        return pd.DataFrame(), [Finding("error", path.name, "", *error.args)]
    if mapping is None:
        return pd.DataFrame(), []
    body = [(number, row) for number, row in rows if number >= mapping.header_row]
    if not body:
        return pd.DataFrame(), [
            Finding("error", path.name, f"第 {mapping.header_row} 行", "没有表头", "请检查 header_row")
        ]
    header_number, header = body[0]
    findings = _header_findings(path.name, header_number, header, mapping)
    findings += _width_findings(path.name, header, body[1:])
    if not body[1:]:
        findings.append(Finding("error", path.name, "", "表头下面没有数据", "请检查文件"))
    if findings:
        return pd.DataFrame(), findings
    at = {name: header.index(name) for name in mapping.wanted}
    padded = [row + [""] * (len(header) - len(row)) for _, row in body[1:]]
    frame = pd.DataFrame(
        {name: [row[place] for row in padded] for name, place in at.items()},
        index=pd.Index([number for number, _ in body[1:]], name="row"),
        dtype="object",
    )
    return frame, []


class _Unreadable(Exception):
    """args: what is wrong, what to do."""


def _rows(path: Path, mapping: Mapping | None) -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) of every row that holds anything."""
    if not path.is_file():
        raise _Unreadable("找不到这个表", "请检查路径")
    readers = {".csv": _csv_rows, ".xlsx": _xlsx_rows}
    if path.suffix.lower() not in readers:
        raise _Unreadable(f"不认识的文件类型“{path.suffix}”", "请另存为 CSV 或 XLSX")
    for number, row in readers[path.suffix.lower()](path, mapping):
        cells = [clean(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def clean(text: str) -> str:
    """Full-width letters, digits and blanks become half-width; blanks around are cut, those within become one."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _csv_rows(path: Path, mapping: Mapping | None) -> Iterator[tuple[int, list[str]]]:
    encoding = mapping.encoding if mapping else "utf-8-sig"
    try:
        with path.open(encoding=encoding, newline="") as file:
            yield from enumerate(csv.reader(file), 1)
    except UnicodeDecodeError as error:
        if mapping:  # without a mapping the right encoding is not known: no finding
            todo = '请在映射的 [table] 写明 encoding，如 encoding = "gb18030"，或另存为 UTF-8'
            raise _Unreadable(f"不是 {encoding} 编码", todo) from error
    except csv.Error as error:
        raise _Unreadable(f"不是正确的 CSV：{error}", "请用表格软件打开后另存为 CSV") from error


def _xlsx_rows(path: Path, mapping: Mapping | None) -> Iterator[tuple[int, list[str]]]:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise _Unreadable("不是正确的 XLSX 文件", "请用表格软件打开后另存为 XLSX") from error
    try:
        name = mapping.sheet if mapping and mapping.sheet else book.sheetnames[0]
        if name not in book.sheetnames:
            raise _Unreadable(f"没有工作表“{name}”", f"现有：{'、'.join(book.sheetnames)}")
        sheet = book[name]
        sheet.reset_dimensions()  # some programs write a wrong size, and rows beyond it would vanish
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_text(value) for value in row]
    finally:
        book.close()


def _text(value: object) -> str:
    """A cell as a CSV would hold it: a spreadsheet keeps 22580 as 22580.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _header_findings(file: str, number: int, header: list[str], mapping: Mapping) -> list[Finding]:
    where = f"第 {number} 行（表头）"
    missing = [name for name in mapping.wanted if name not in header]
    twice = [name for name in mapping.wanted if header.count(name) > 1]
    return [
        Finding("error", file, where, f"没有“{name}”列", f"请改映射或表头；现有：{'、'.join(filter(None, header))}")
        for name in missing
    ] + [Finding("error", file, where, f"“{name}”列出现不止一次", "请只留一列") for name in twice]


def _width_findings(file: str, header: list[str], body: list[tuple[int, list[str]]]) -> list[Finding]:
    wide = [number for number, row in body if len(row) > len(header)]
    return [Finding("error", file, row_list(wide), "列数多于表头", "可能有未加引号的逗号，请改正")] if wide else []


def row_list(numbers: list[int], most: int = 50) -> str:
    """第 3、7、9 行; a long list is cut and says how many there are."""
    shown = "、".join(map(str, numbers[:most]))
    return f"第 {shown} 行" if len(numbers) <= most else f"第 {shown} 等 {len(numbers):,} 行"
