"""Writes what was read as a delivery: a Parquet file an extract, typed as its contract says, and delivery.toml."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from townbase.template.info import CITY, EXTRACT, Info
from townbase.template.table import Table

TYPES = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
}


def write_delivery(folder: Path, tables: Mapping[str, Table], info: Info) -> None:
    """The folder must exist. A column that the clerk's sheets do not have is left out; an empty one stays empty."""
    for name, table in tables.items():
        columns = {column: table.form.field(column).column.type for column in table.columns}
        arrays = [
            pa.array([row.values.get(column) for row in table.kept], TYPES[type_]) for column, type_ in columns.items()
        ]
        pq.write_table(pa.table(arrays, names=list(columns)), folder / f"{name}.parquet")
    (folder / "delivery.toml").write_text(_toml(tables, info), encoding="utf-8", newline="\n")


def _toml(tables: Mapping[str, Table], info: Info) -> str:
    lines = [_line(item.column.name, info.city) for item in CITY]
    for name in tables:
        lines += ["", f"[extracts.{name}]", *(_line(item.column.name, info.extracts.get(name, {})) for item in EXTRACT)]
    return "\n".join(line for line in lines if line is not None) + "\n"


def _line(key: str, values: Mapping[str, object]) -> str | None:
    """None for what was not filled in: it has its own fault, and the rest is still looked at."""
    if key not in values:
        return None
    value = values[key]
    if isinstance(value, bool):
        return f"{key} = {str(value).lower()}"
    if isinstance(value, date):
        return f"{key} = {value.isoformat()}"
    # A JSON string is a TOML basic string, except that TOML also wants DEL escaped.
    return f"{key} = " + json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
