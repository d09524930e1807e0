"""Draw a delivery as tables in a test: a dict of texts becomes a folder of Parquet files with its delivery.toml.

    folder = delivery(tmp_path, {
        "townships": '''
            township_id | name   | district_id | counted
            t1          | 谷雨镇 | d1          | true
        ''',
        "schools": '''
            school_id | school_year | township_id | name | kind
            s1        | 2025        | t1          | 甲校 | primary
        ''',
    })

The first line names the columns, a blank cell is null, types come from the contract. Ids are free (code_system
"other") unless the test says otherwise.
"""

import contextlib
import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import duckdb

from townbase.build.draft import Draft
from townbase.contracts.contract import read_contracts

CITY = {"city": "示例市", "source": "画在测试里的表", "synthetic": True, "delivered_on": "2025-12-05", "code_system": "other"}
EXTRACT = {"as_of": "2025-09-01", "source_kind": "统计报表", "reviewed": True}


def delivery(folder: Path, tables: Mapping[str, str], *, types: Mapping[str, str] | None = None, extracts: Mapping[str, Mapping] | None = None, **city) -> Path:
    """Write a delivery of the drawn tables and return its folder.

    types replaces column types ({"staffing.teachers": "DOUBLE"}), extracts what delivery.toml says of one extract
    ({"delivery": {"as_of": "2025-10-01"}}), and further keywords what it says of the whole (synthetic=False).
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        write_parquet(folder / f"{name}.parquet", name, text, types or {})
    write_manifest(folder, {name: {**EXTRACT, **(extracts or {}).get(name, {})} for name in tables}, **city)
    return folder


def draft(folder: Path, tables: Mapping[str, str], *marts: str, **text):
    """A build's draft from drawn tables with these marts (and all that they read) made, or every mart if none is named.

    Ask its connection: draft(tmp_path, {...}, "progress").con.sql("from progress"). Its versions and times are fixed.
    """
    drawn = Draft()
    drawn.load(delivery(folder, tables, **text), "0" * 12, datetime(2025, 12, 5))
    drawn.make_with_needs(*(marts or drawn.marts))
    return drawn


def write_parquet(path: Path, name: str, text: str, types: Mapping[str, str] = {}) -> None:  # noqa: B006
    """Write one drawn table. A column that no contract knows is text."""
    header, rows = cells(text)
    known = _types(name) | {key.split(".")[1]: type_ for key, type_ in types.items() if key.split(".")[0] == name}
    columns = ", ".join(f'cast(c{place} as {known.get(column, "VARCHAR")}) as "{column}"' for place, column in enumerate(header))
    with contextlib.closing(duckdb.connect()) as con:
        con.execute(f"create table drawn ({', '.join(f'c{place} varchar' for place in range(len(header)))})")
        if rows:
            con.executemany(f"insert into drawn values ({', '.join('?' * len(header))})", rows)
        con.execute(f"copy (select {columns} from drawn) to '{path.as_posix()}' (format parquet)")


def write_manifest(folder: Path, extracts: Mapping[str, Mapping], **city) -> Path:
    """Write delivery.toml. A value of None leaves the key out; a sha256 of "right" is worked out from the file."""
    lines = [f"{key} = {_toml(key, value)}" for key, value in {**CITY, **city}.items() if value is not None]
    for name, texts in extracts.items():
        texts = {key: _sha256(folder / f"{name}.parquet") if value == "right" else value for key, value in texts.items()}
        lines += ["", f"[extracts.{name}]"] + [f"{key} = {_toml(key, value)}" for key, value in texts.items() if value is not None]
    path = folder / "delivery.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def cells(text: str) -> tuple[list[str], list[list[str | None]]]:
    """The header and the rows of a drawn table; blank cells are None."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    header, *rows = [[cell.strip(" ") or None for cell in line.split("|")] for line in lines]
    assert all(len(row) == len(header) for row in rows), f"a drawn row has too many or too few cells:\n{text}"
    return header, rows


@lru_cache
def _types(name: str) -> dict[str, str]:
    with contextlib.closing(duckdb.connect()) as con:
        contract = read_contracts(con).get(name)
    return {column.name: column.type for column in contract.columns} if contract else {}


def _toml(key: str, value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if key in ("as_of", "delivered_on") else f'"{value}"'


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
