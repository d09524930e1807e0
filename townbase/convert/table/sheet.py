"""A sheet as it stands in a file: rows of raw text, and what only a workbook knows of its cells."""

from dataclasses import dataclass, field
from typing import NamedTuple

from townbase.convert.characters import tidy


class Place(NamedTuple):
    """Where a row stands: the sheet's name ("" where the file has one sheet only) and the row's number in it."""

    sheet: str
    row: int


class Merge(NamedTuple):
    """A merged block, rows and columns counted from 1 and 0, both ends within."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass
class Sheet:
    """rows: row number -> raw cells. faults: (row number, column) -> what is wrong with the cell and what to do.

    encoding: that of a text table, where it was found out and not given.
    """

    name: str
    rows: dict[int, list[str]]
    is_csv: bool = False
    merges: list[Merge] = field(default_factory=list)
    faults: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    struck_rows: set[int] = field(default_factory=set)
    encoding: str = ""

    def __post_init__(self):
        self._tidy: dict[int, list[str]] = {}

    def cells(self, row: int) -> list[str]:
        """The row's cells as tidy text."""
        if row not in self._tidy:
            self._tidy[row] = [tidy(cell) for cell in self.rows.get(row, [])]
        return self._tidy[row]

    def cell(self, row: int, column: int) -> str:
        cells = self.cells(row)
        return cells[column] if column < len(cells) else ""

    def raw(self, row: int, column: int) -> str:
        cells = self.rows.get(row, [])
        return cells[column] if column < len(cells) else ""

    @property
    def filled_rows(self) -> list[int]:
        """Numbers of the rows that hold anything, a faulty cell included."""
        faulty = {row for row, _ in self.faults}
        return [row for row in sorted(self.rows) if row in faulty or any(self.cells(row))]


class Unreadable(Exception):
    """The file as a whole cannot be read. args: where in the file ("" for all of it), what is wrong, what to do."""


def row_list(places: list[Place], most: int = 50) -> str:
    """第 3、7、9 行, by sheet where there are several; a long list is cut and says how many there are."""
    by_sheet: dict[str, list[int]] = {}
    for place in places[:most]:
        by_sheet.setdefault(place[0], []).append(place[1])
    shown = [
        f"{f'工作表“{sheet}”' if sheet else ''}第 {'、'.join(map(str, rows))} 行" for sheet, rows in by_sheet.items()
    ]
    text = "，".join(shown)
    return text if len(places) <= most else f"{text.removesuffix(' 行')} 等 {len(places):,} 行"


def column_letter(column: int) -> str:
    """0 as A, 26 as AA: how a spreadsheet calls a column."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
