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
        short = re.sub("（[^（）]*）$", "", re.split("[：，、]", self.meaning)[0])
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
    """Create every contract's empty table in the schema `contract` of this connection and read them back."""
    con.execute(f"create schema if not exists {SCHEMA}")
    con.execute(f"set schema = '{SCHEMA}'")
    try:
        for name, text in read_room("contract").items():
            con.execute(f"drop table if exists {name}")
            con.execute(text)
    finally:
        con.execute("set schema = 'main'")
    return {name: _contract(con, name) for name in sorted(read_room("contract"))}


def _contract(con: duckdb.DuckDBPyConnection, name: str) -> Contract:
    columns = con.execute(
        "select column_name, data_type, not is_nullable, comment from duckdb_columns()"
        " where schema_name = ? and table_name = ? order by column_index",
        [SCHEMA, name],
    ).fetchall()
    constraints = con.execute(
        "select constraint_type, expression, constraint_column_names from duckdb_constraints()"
        " where schema_name = ? and table_name = ? order by constraint_index",
        [SCHEMA, name],
    ).fetchall()
    return Contract(
        name,
        tuple(_column(*column) for column in columns),
        next(tuple(names) for kind, _, names in constraints if kind == "PRIMARY KEY"),
        tuple((expression, tuple(names)) for kind, expression, names in constraints if kind == "CHECK"),
    )


def _column(name: str, type_: str, required: bool, comment: str | None) -> Column:
    meaning, _, unit = (comment or name).partition(" | ")
    return Column(name, type_, required, meaning, unit)
