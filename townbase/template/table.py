"""The rows of one extract as they were read, from however many sheets, each with its place."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from townbase.template.fault import Place
from townbase.template.form import Form

# What a clerk holds against the totals at hand.
PEOPLE = {"enrolment": "pupils", "residency": "children", "children": "children"}


@dataclass(frozen=True)
class Origin:
    """A sheet that rows came from, and the column in which each of our columns stands there (counted from 1)."""

    place: Place
    columns: dict[str, int]


@dataclass
class Row:
    """values: column -> what is to be stored. wrong: columns whose cell was refused (their value is absent)."""

    origin: Origin
    number: int
    values: dict[str, Any]
    wrong: set[str]

    def place(self, form: Form, column: str = "") -> Place:
        head = form.field(column).head if column else ""
        return self.origin.place.at(self.number, self.origin.columns.get(column), head)


@dataclass
class Table:
    """kept: rows that are delivered · refused: rows whose key cannot be trusted · only_keys: rows left out, counted."""

    form: Form
    columns: list[str] = field(default_factory=list)
    kept: list[Row] = field(default_factory=list)
    refused: list[Row] = field(default_factory=list)
    only_keys: int = 0

    def rows(self) -> Iterator[Row]:
        yield from self.kept
        yield from self.refused

    def balance(self) -> str:
        """The sentence that says what was read, what was left out and why, and the people counted, year by year."""
        left = f"；另有 {self.only_keys:,} 行只有代码、没有数据，按未报处理" if self.only_keys else ""
        return f"{self.form.title}：读入 {len(self.kept):,} 行{left}{self._people()}。"

    def _people(self) -> str:
        column = PEOPLE.get(self.form.name)
        if column is None:
            return ""
        years: Counter = Counter()
        for row in self.kept:
            years[row.values["school_year"]] += row.values.get(column, 0)
        listed = "，".join(f"{year} 学年 {people:,} 人" for year, people in sorted(years.items()))
        return f"；合计 {listed}" if listed else ""
