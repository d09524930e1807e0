"""Small hands for the tests of the marts: policy rows with defaults, tables with guessed types, answers as tuples."""

from dataclasses import dataclass

import duckdb

from tests.support.draw_delivery import cells

DEFAULT = {
    "indicator_id": "full", "action": 1, "goal": 1, "role": "core", "title": "配备率", "stages": "primary",
    "scope": "all", "level": "township", "form": "share", "numerator": "teachers", "denominator": "teachers_due",
    "per": 1, "unit": "名教师", "value_unit": "%", "rule": "at_least", "threshold": "1", "basis": "policy",
    "source": "政策原文", "clause_id": None, "clause_2": None, "valid_from": None, "valid_to": None, "owner_level": "district",
}  # fmt: skip


def indicator(indicator_id: str = "full", **changes) -> dict:
    """A row of indicators.csv: teachers of teachers due, in primary schools, at least all, unless changed."""
    assert not set(changes) - set(DEFAULT), f"no such column: {set(changes) - set(DEFAULT)}"
    return {**DEFAULT, "indicator_id": indicator_id, **changes}


@dataclass(frozen=True)
class Made:
    """A database in which marts were made."""

    con: duckdb.DuckDBPyConnection

    def rows(self, select: str) -> list[tuple]:
        return self.con.execute(select).fetchall()

    def one(self, select: str) -> tuple:
        found = self.rows(select)
        assert len(found) == 1, f"{len(found)} rows instead of one: {found}"
        return found[0]

    def row(self, columns: str, township: str = "t1", year: int = 2025, stage: str = "primary", indicator_id: str = "full"):
        """Columns of one row of progress; a single column comes without its tuple."""
        found = self.one(
            f"select {columns} from progress where township_id = '{township}' and school_year = {year}"
            f" and stage = '{stage}' and indicator_id = '{indicator_id}'"
        )
        return found if len(found) > 1 else found[0]

    def verdict(self, township: str = "t1", **which) -> tuple[str, str]:
        return self.row("verdict, reason", township, **which)


def replace_rows(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict]) -> None:
    """Put these rows in the place of the table's own."""
    con.execute(f"delete from {table}")
    for row in rows:
        con.execute(f"insert into {table} ({', '.join(row)}) values ({', '.join('?' * len(row))})", list(row.values()))


def insert_table(con: duckdb.DuckDBPyConnection, name: str, drawn: str) -> None:
    """Create a table from a drawn one: whole numbers, decimals, true/false and dates are seen, the rest is text.

    A column that may be all blank says its type itself: `done_on:date`.
    """
    header, rows = cells(drawn)
    parts = [column.partition(":")[::2] for column in header]
    types = [type_ or _type([row[place] for row in rows]) for place, (_, type_) in enumerate(parts)]
    columns = ", ".join(f'"{column}" {type_}' for (column, _), type_ in zip(parts, types, strict=True))
    con.execute(f"create table {name} ({columns})")
    for row in rows:
        con.execute(f"insert into {name} values ({', '.join('?' * len(row))})", row)


def _type(values: list[str | None]) -> str:
    seen = [value for value in values if value is not None]
    for type_ in ("integer", "double", "boolean", "date"):
        if seen and all(_reads_as(value, type_) for value in seen):
            return type_
    return "varchar"


def _reads_as(value: str, type_: str) -> bool:
    if type_ == "integer":
        return value.lstrip("-").isdigit()
    if type_ == "double":
        return value.replace("-", "", 1).replace(".", "", 1).isdigit()
    if type_ == "boolean":
        return value in ("true", "false")
    return len(value) == 10 and value[4] == value[7] == "-"
