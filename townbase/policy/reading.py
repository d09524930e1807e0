"""Policy files as a clerk leaves them after Excel: a BOM, trailing blanks, empty rows and columns do no harm."""

import csv
import datetime
import io
import re
from pathlib import Path

import pandas as pd

from townbase.findings import Finding

TEXT_FILE = "interpretation.zh.txt"

# file -> its columns and what a cell holds; "passage" keeps its line breaks, because passages joined are the text
COLUMNS = {
    "goals": {
        **dict.fromkeys(["goal"], "whole"),
        **dict.fromkeys(["title", "short", "clause_id"], "text"),
        **dict.fromkeys(["base_year", "judged_year"], "whole"),
        "deadline": "date",
    },
    "actions": {"action": "whole", **dict.fromkeys(["title", "short", "clause_id", "note"], "text")},
    "clauses": {
        "clause_id": "text",
        **dict.fromkeys(["section", "goal", "action"], "whole"),
        "kind": "text",
        "text": "passage",
    },
    "tasks": {
        "task_id": "text",
        **dict.fromkeys(["action", "goal"], "whole"),
        **dict.fromkeys(["title", "unit", "done_means", "evidence", "clause_id", "clause_2"], "text"),
    },
    "indicators": {
        "indicator_id": "text",
        **dict.fromkeys(["action", "goal"], "whole"),
        **dict.fromkeys(["role", "title", "stages", "scope", "level", "form", "numerator", "denominator"], "text"),
        "per": "whole",
        **dict.fromkeys(
            ["unit", "value_unit", "rule", "threshold", "basis", "source", "clause_id", "clause_2"], "text"
        ),
        **dict.fromkeys(["valid_from", "valid_to"], "whole"),
        "owner_level": "text",
    },
}
KEY = {"goals": "goal", "actions": "action", "clauses": "clause_id", "tasks": "task_id", "indicators": "indicator_id"}

# A row as it stands in the file: column -> trimmed text, "" where empty
Row = dict[str, str]


def read_all(directory: Path) -> tuple[dict[str, list[Row]], list[Finding]]:
    """All five files, and what kept a file or a cell from being read."""
    rows, findings = {}, []
    for name in COLUMNS:
        try:
            rows[name], trouble = _read_file(name, (directory / f"{name}.csv").read_bytes())
        except OSError:
            rows[name], trouble = [], [_finding(name, "", "没有这个文件", "放回这个文件")]
        findings += trouble
    return rows, findings


def typed(name: str, rows: list[Row]) -> pd.DataFrame:
    """Rows of a file that was read without findings, as a frame with typed columns."""
    frame = pd.DataFrame({column: _column(rows, column, kind) for column, kind in COLUMNS[name].items()})
    return frame.reset_index(drop=True)


def _read_file(name: str, raw: bytes) -> tuple[list[Row], list[Finding]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        todo = "在 Excel 中另存为“CSV UTF-8（逗号分隔）”"
        return [], [_finding(name, "", "文件编码不是 UTF-8", todo)]
    lines = list(csv.reader(io.StringIO(text, newline="")))
    header = [cell.strip() for cell in lines[0]] if lines else []
    findings = _header_findings(name, header)
    if findings:
        return [], findings
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        row = _row(name, header, cells)
        if any(row.values()):
            rows.append(row)
            findings += _row_findings(name, number, header, cells, row)
    return rows, findings


def _header_findings(name: str, header: list[str]) -> list[Finding]:
    expected = list(COLUMNS[name])
    missing = [column for column in expected if column not in header]
    unknown = [column for column in header if column and column not in expected]
    twice = sorted({column for column in header if column and header.count(column) > 1})
    told = [("缺少列", missing), ("有不认识的列", unknown), ("列重复", twice)]
    todo = f"列名应当为：{'、'.join(expected)}"
    return [_finding(name, "第 1 行", f"{what}：{'、'.join(columns)}", todo) for what, columns in told if columns]


def _row(name: str, header: list[str], cells: list[str]) -> Row:
    given = dict(zip(header, cells, strict=False))
    return {column: _trim(given.get(column, ""), kind) for column, kind in COLUMNS[name].items()}


def _trim(cell: str, kind: str) -> str:
    if kind != "passage":
        return cell.strip()
    return re.sub(r"[ \t\u3000]+(?=\n|$)", "", re.sub(r"\r\n?", "\n", cell))


def _row_findings(name: str, number: int, header: list[str], cells: list[str], row: Row) -> list[Finding]:
    key = f"第 {number} 行 {row[KEY[name]]}".rstrip()
    findings = []
    if any(cell.strip() for cell in cells[len(header) :]):
        findings.append(_finding(name, key, "单元格比列名多", "检查这一行的逗号和引号"))
    for column, kind in COLUMNS[name].items():
        if kind in ("whole", "date") and _value(row[column], kind) is None and row[column]:
            right = "整数" if kind == "whole" else "日期（如 2025-12-31）"
            findings.append(_finding(name, key, f"{column} 列“{row[column]}”不是{right}", f"改为{right}"))
    return findings


def _value(cell: str, kind: str) -> int | datetime.date | str | None:
    """The cell's value; None where it is empty or not of its kind."""
    if kind == "whole":
        return int(cell) if re.fullmatch(r"-?[0-9]+", cell) else None
    if kind == "date":
        # Excel writes 2025/12/31 into the file it saves
        parts = re.fullmatch(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", cell)
        try:
            return datetime.date(*map(int, parts.groups())) if parts else None
        except ValueError:
            return None
    return cell or None


def _column(rows: list[Row], column: str, kind: str) -> pd.Series:
    values = [_value(row[column], kind) for row in rows]
    return pd.Series(values, dtype="Int64" if kind == "whole" else "object")


def _finding(name: str, key: str, what: str, todo: str) -> Finding:
    return Finding("error", f"{name}.csv", key, what, todo)
