"""Reading a filled set in tests: what was refused, what was read, and a workbook to edit."""

import openpyxl
import pyarrow.parquet as pq

from tests.template.clerk import FORMS
from townbase.template import convert_folder, layout

FIRST = layout.FIRST_ROW
SCHOOLS, STAFFING, FUNDS = (FORMS[name].file for name in ("schools", "staffing", "funding"))
SCHOOL, TOWNSHIP, RECEIVED = "学校（园）标识码", "乡镇（街道）代码", "本年度已到位资金"


def refused(filled) -> list[str]:
    outcome = convert_folder(filled.forms, filled.delivery)
    assert not outcome.done and not filled.delivery.exists()
    return [finding.line() for finding in outcome.findings if finding.severity == "error"]


def read(filled, extract: str) -> list[dict]:
    outcome = convert_folder(filled.forms, filled.delivery)
    assert outcome.done, [finding.line() for finding in outcome.findings]
    return pq.read_table(filled.delivery / f"{extract}.parquet").to_pylist()


def the_one(lines: list[str], *parts: str) -> None:
    assert len(lines) == 1, lines
    assert [part for part in parts if part not in lines[0]] == [], lines[0]


def edit(filled, extract: str):
    book = openpyxl.load_workbook(filled.forms / FORMS[extract].file)
    return book, book.worksheets[0], filled.forms / FORMS[extract].file


def at(sheet, head: str) -> int:
    """The column of a head."""
    return next(cell.column for cell in sheet[layout.HEADS] if cell.value == head)
