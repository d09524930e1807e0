"""The contracts as DuckDB understands them: nothing is said twice, a column or check added in SQL is enough."""

import re
from dataclasses import dataclass

import duckdb

from townbase.sqlfiles import read_room

SCHEMA = "contract"


@dataclass(frozen=True)
class Column:
    """One column: its DuckDB type, whether null is refused, and its comment `meaning | unit` in two."""

    name: str
    type: str
    required: bool
    meaning: str
    unit: str

    @property
    def label(self) -> str:
        """How a finding names it: what a clerk calls it (without what is explained behind it), then the column."""
        short = re.split("[：，]", re.sub("（[^（）]*）", "", self.meaning))[0]
        return f"{short}（{self.name}）"


@dataclass(frozen=True)
class Contract:
    """One extract: its columns in order, its key, and the CHECK expressions with the columns each one reads."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    checks: tuple[tuple[str, tuple[str, ...]], ...]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def read_contracts(con: duckdb.DuckDBPyConnection) -> dict[str, Contract]:
    """Create every contract's empty table in a new schema `contract` of this connection and read them back."""
    texts = read_room("contract")
    con.execute(f"create schema {SCHEMA}")
    con.execute(f"set schema = '{SCHEMA}'")
    con.execute("\n".join(texts.values()))
    con.execute("set schema = 'main'")
    columns = con.execute(
        "select table_name, column_name, data_type, not is_nullable, comment from duckdb_columns()"
        f" where schema_name = '{SCHEMA}' order by table_name, column_index"
    ).fetchall()
    constraints = con.execute(
        "select table_name, constraint_type, expression, constraint_column_names from duckdb_constraints()"
        f" where schema_name = '{SCHEMA}' order by table_name, constraint_index"
    ).fetchall()
    return {name: _contract(name, columns, constraints) for name in sorted(texts)}


def _contract(name: str, columns: list[tuple], constraints: list[tuple]) -> Contract:
    own = [constraint[1:] for constraint in constraints if constraint[0] == name]
    return Contract(
        name,
        tuple(_column(*column[1:]) for column in columns if column[0] == name),
        next(tuple(names) for kind, _, names in own if kind == "PRIMARY KEY"),
        tuple((expression, tuple(names)) for kind, expression, names in own if kind == "CHECK"),
    )


def _column(name: str, type_: str, required: bool, comment: str | None) -> Column:
    meaning, _, unit = (comment or name).partition(" | ")
    return Column(name, type_, required, meaning, unit)
