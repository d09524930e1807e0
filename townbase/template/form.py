"""The forms: one an extract, made from its contract, so that a column added in SQL stands in the workbook by itself.

heads.csv gives a column its short Chinese head and an example, choices.csv its codes their words; a column that
neither knows is headed by its meaning and shows its codes. `extract` empty = wherever the column stands.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from townbase import words
from townbase.contracts.contract import Column, Contract, read_contracts

FOLDER = Path(__file__).parent
# The order in which a bureau fills them: who there is, what each school returns, what townships return, the ledger.
ORDER = (
    *("townships", "schools", "code_changes", "enrolment", "staffing", "facilities", "teaching", "inspection"),
    *("assessment", "survey", "residency", "children", "delivery", "certification", "funding"),
)
YES_NO = {"是": 1, "否": 0}
FAMILY = {"INTEGER": "whole", "BIGINT": "whole", "DOUBLE": "real", "DATE": "date"}


@dataclass(frozen=True, eq=False)
class Field:
    """One column of a form.

    kind: choice, code, text, year, whole, real, share or date. choices: word -> what is stored; a code may have some too.
    """

    column: Column
    head: str
    example: str
    kind: str
    choices: Mapping[str, Any]
    key: bool

    @property
    def required(self) -> bool:
        return self.column.required


@dataclass(frozen=True)
class Form:
    """One workbook: its place in the order of filling, its title, its fields in the contract's order."""

    name: str
    number: int
    title: str
    fields: tuple[Field, ...]

    @property
    def file(self) -> str:
        return f"{self.number:02}-{self.title}.xlsx"

    def field(self, column: str) -> Field:
        return next(field for field in self.fields if field.column.name == column)

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(field.column.name for field in self.fields if field.key)


@lru_cache(maxsize=1)
def read_forms() -> dict[str, Form]:
    """Every form by its extract's name, in the order of filling; an extract that ORDER does not know comes last."""
    with duckdb.connect() as con:
        contracts = read_contracts(con)
    return forms_of(contracts)


def forms_of(contracts: Mapping[str, Contract]) -> dict[str, Form]:
    heads = {(row["extract"], row["column"]): row for row in _rows("heads.csv")}
    names = [name for name in ORDER if name in contracts] + [name for name in contracts if name not in ORDER]
    return {name: _form(contracts[name], number, heads) for number, name in enumerate(names, 1)}


def _form(contract: Contract, number: int, heads: Mapping[tuple[str, str], Mapping[str, str]]) -> Form:
    fields = []
    for column in contract.columns:
        row = heads.get((contract.name, column.name)) or heads.get(("", column.name)) or {}
        choices = _choices(contract, column)
        head = row.get("head") or column.label.removesuffix(f"（{column.name}）")
        kind = _kind(contract, column, choices)
        fields.append(Field(column, head, row.get("example", ""), kind, choices, column.name in contract.key))
    return Form(contract.name, number, words.EXTRACT.get(contract.name, contract.name), tuple(fields))


def _kind(contract: Contract, column: Column, choices: Mapping[str, object]) -> str:
    if column.type == "VARCHAR":
        return "choice" if _listed(contract, column) else "code" if column.unit == "代码" else "text"
    if choices:
        return "choice"
    if column.name == "school_year":
        return "year"
    if column.type == "DOUBLE" and _bounds(contract, column) == ("0", "1"):
        return "share"
    return FAMILY[column.type]


def _choices(contract: Contract, column: Column) -> dict[str, object]:
    """Word -> code: the codes that the contract lists, each under its word; words of a code column that has no list."""
    if column.type == "BOOLEAN":
        return {word: bool(value) for word, value in YES_NO.items()}
    listed = _listed(contract, column)
    if column.type != "VARCHAR":
        return dict(YES_NO) if listed == ["0", "1"] else {}
    known = {row["code"]: row["word"] for row in _rows("choices.csv") if _speaks_of(row, contract, column)}
    return {known.get(code, code): code for code in listed or known}


def _speaks_of(row: Mapping[str, str], contract: Contract, column: Column) -> bool:
    return row["column"] == column.name and row["extract"] in ("", contract.name)


def _listed(contract: Contract, column: Column) -> list[str]:
    """The values of the contract's `check (column in (…))`, as text."""
    for expression, names in contract.checks:
        found = re.fullmatch(r'\(*"?\w+"? IN \((.+?)\)+', expression)
        if found and names == (column.name,):
            return [value.strip().strip("'") for value in found[1].split(",")]
    return []


def _bounds(contract: Contract, column: Column) -> tuple[str, str] | None:
    for expression, names in contract.checks:
        found = re.fullmatch(r'"?\w+"? BETWEEN (.+) AND (.+)', expression.strip("()"))
        if found and names == (column.name,):
            return found[1], found[2]
    return None


@lru_cache
def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]
