"""A fault: a finding that knows its place in the clerk's own file, so that the cell can be marked too."""

from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl.utils import get_column_letter

from townbase.findings import Finding


@dataclass(frozen=True)
class Place:
    """row and column count from 1; None where the whole sheet or row is meant. named: the sheet must be told by name."""

    path: Path
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    head: str = ""
    named: bool = False

    def at(self, row: int | None, column: int | None = None, head: str = "") -> "Place":
        return replace(self, row=row, column=column, head=head)

    def words(self) -> str:
        """第 8 行，C 列“学段”; the sheet before it where it must be told from others."""
        parts = [f"工作表“{self.sheet}”"] if self.named else []
        if self.row:
            parts.append(f"第 {self.row} 行")
        if self.column:
            parts.append(f"{get_column_letter(self.column)} 列" + (f"“{self.head}”" if self.head else ""))
        return "，".join(parts)


@dataclass(frozen=True)
class Fault:
    """places: how many places it stands for, where it speaks of more than its own."""

    place: Place
    what: str
    todo: str
    severity: str = "error"
    places: int = 1

    def finding(self) -> Finding:
        return Finding(self.severity, self.place.path.name, self.place.words(), self.what, self.todo, self.places)
