"""Where in a table something is spoiled, and how a cell is changed."""

from dataclasses import dataclass, replace

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.convert.drawn_tables import FIGURES, Table
from tests.support.hypothesis_setup import st


@dataclass(frozen=True)
class Place:
    """A drawn place of a table: a row (from 1) and one of its grades' columns, and a number for whatever else."""

    row: int
    column: int
    number: int


@st.composite
def places(draw: st.DrawFn, table: Table) -> Place:
    return Place(draw(st.integers(1, len(table.rows))), draw(st.sampled_from(FIGURES)), draw(st.integers(0, 1000)))


def put(table: Table, row: int, column: int, text: str) -> Table:
    grid = table.copy()
    grid[row][column] = text
    return replace(table, grid=grid)


def cell(table: Table, row: int, column: int, value: object, number_format: str | None = None) -> Table:
    """The table as a workbook with this value in one cell."""

    def mark(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        target = sheet.cell(row + 1, column + 1, value)
        if number_format:
            target.number_format = number_format

    return replace(table, workbook=True, mark=mark)


def pick(place: Place, *choices: object):
    return choices[place.number % len(choices)]
