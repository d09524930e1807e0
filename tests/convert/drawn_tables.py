"""Correct tables drawn by Hypothesis: a grid of texts with its header, and how it is written as a file."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.hypothesis_setup import st

GRADES = ("一年级", "二年级", "三年级")
HEADER = ["学年", "区县代码", "区县名称", "乡镇代码", "乡镇名称", "学校标识码", "学校名称", *GRADES]
NAMES = "春蕾 石桥 柳林 泉湾 青禾 松岭 望湖 白塔 云台 清溪".split()
FIGURES = range(7, 10)
MAPPING = """
[delivery]
city = "试验市"
source = "试验表"
source_kind = "统计报表"
reviewed = false
as_of = 2025-09-01
delivered_on = 2025-12-05

[columns]
school_year = "学年"
district_id = "区县代码"
district_name = "区县名称"
township_id = "乡镇代码"
township_name = "乡镇名称"
school_id = "学校标识码"
school_name = "学校名称"
{total}
[grades]
"一年级" = ["primary", "1"]
"二年级" = ["primary", "2"]
"三年级" = ["primary", "3"]

[[kinds]]
kind = "primary"
stages = ["primary"]

[[kinds]]
kind = "other"
stages = []
"""


@dataclass(frozen=True)
class Table:
    """grid: the header and the rows; right: how it is read rightly if not as before; the rest: how the file is written."""

    grid: list[list[str]]
    has_total: bool
    workbook: bool = False
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    raw: Callable[[str], str] | None = None
    mark: Callable[[openpyxl.Workbook, Worksheet], None] | None = None
    right: dict | None = None

    @property
    def rows(self) -> list[list[str]]:
        return self.grid[1:]

    def copy(self) -> list[list[str]]:
        return [list(row) for row in self.grid]

    def write(self, folder: Path) -> tuple[Path, Path]:
        """(table, mapping) as files."""
        plan = folder / "m.toml"
        plan.write_text(MAPPING.format(total='total = "合计"\n' if self.has_total else ""), encoding="utf-8")
        path = folder / ("t.xlsx" if self.workbook else "t.csv")
        if self.workbook:
            self._book().save(path)
            return path, plan
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator="\n").writerows(self.grid)
        content = self.raw(text.getvalue()) if self.raw else text.getvalue()
        path.write_bytes(content.encode(self.encoding))
        return path, plan

    def _book(self) -> openpyxl.Workbook:
        book = openpyxl.Workbook()
        sheet = book.active
        for row in self.grid:
            sheet.append([int(cell) if cell.isascii() and cell.isdigit() and cell[:1] != "0" else cell or None for cell in row])
        if self.mark:
            self.mark(book, sheet)
        return book


def right_reading(table: Table) -> dict[tuple[str, int, str], int]:
    """(school, year, grade) -> pupils; grades without pupils are no rows."""
    return {(row[5], int(row[0]), str(grade)): int(row[6 + grade]) for row in table.rows for grade in (1, 2, 3) if int(row[6 + grade])}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A correct table: one to three years, four to eight schools in two districts, figures of which no sum is one."""
    schools = draw(st.integers(4, 8))
    years = draw(st.integers(1, 3))
    has_total = draw(st.booleans())
    grid = [[*HEADER, *(["合计"] if has_total else [])]]
    hundreds = st.tuples(*[st.integers(1, 4)] * 3)
    for year in range(2026 - years, 2026):
        drawn = draw(st.lists(hundreds, min_size=schools, max_size=schools, unique=True))
        for school in range(schools):
            town = school // 2
            district = int(town * 4 >= schools)
            figures = [hundreds * 100 + 1 for hundreds in drawn[school]]
            total = [str(sum(figures))] if has_total else []
            place = [f"3701{district + 1:02}", f"{'东西'[district]}城区", f"T{town + 1:02}", f"{NAMES[town]}镇"]
            grid.append([str(year), *place, f"A{school + 11}", f"{NAMES[school]}小学", *map(str, figures), *total])
    return Table(grid, has_total, workbook=draw(st.booleans()))
