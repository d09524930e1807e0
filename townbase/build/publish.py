"""Publish: copy what may be seen into a fresh file, look it over, and let it take its name only when it is whole."""

import contextlib
import os
from pathlib import Path

import duckdb

from townbase import versions
from townbase.build.draft import Draft
from townbase.build.measurement import VIEW, measurement_view
from townbase.findings import Finding, Refused
from townbase.sqlfiles import is_draft, is_view, mart_order, read_room, select_of
from townbase.versions import Record

# Rows about few children, answers or marks: marts hold what may be shown of them, the rows themselves stay behind.
RAW = ("residency", "children", "survey", "assessment")


def publish_version(draft: Draft, db: Path, version: str, *, extracts: Path, delivered: str, sample: bool) -> None:
    """Write townbase-<version>.duckdb and its record in folder db. Raises Refused when the copy is not what the draft
    holds, and the errors of the machine; then nothing of it is left."""
    final = versions.database(db, version)
    part = final.with_name(final.name + ".part")
    tables = _tables(draft)
    try:
        _copy(draft, part, tables)
        _views(draft, part)
        _look_over(draft, part, tables)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        sha256, size = versions.hash_and_size(part)
        number, place = versions.next_number(db), str(Path(extracts).resolve())
        record = Record(number, sha256, size, draft.city, place, sample, delivered, versions.program())
        # The record first: a file without one would look like one that nobody vouches for.
        versions.write_record(db, version, record)
        versions.replace(part, final)
    except BaseException:
        sweep(db)
        raise


def sweep(db: Path) -> None:
    """Remove what a killed or failed build left behind. Only the holder of the lock may call it."""
    alone = (path for path in db.glob("townbase-*.json") if not path.with_suffix(".duckdb").exists())
    for path in [*db.glob("townbase-*.part*"), *db.glob("current.part"), *alone]:
        with contextlib.suppress(OSError):
            path.unlink()


def _tables(draft: Draft) -> list[str]:
    rows = draft.con.execute(
        "select table_name from duckdb_tables() where schema_name = 'main' and not temporary order by 1"
    )
    held_back = {*RAW, *(name for name, text in draft.marts.items() if is_draft(text))}
    return [name for (name,) in rows.fetchall() if name not in held_back]


def _copy(draft: Draft, part: Path, tables: list[str]) -> None:
    """All tables, ordered by what they hold and not by how they were made, with their comments."""
    con = draft.con
    # tried on every column and hardly ever better: without them the copy takes a sixth less time, the file 0.5 % more room
    con.execute("set disabled_compression_methods = 'fsst,dict_fsst,zstd'")
    con.execute(f"attach '{str(part).replace(chr(39), chr(39) * 2)}' as published")
    try:
        for name in tables:
            con.execute(f"create table published.{name} as select * from main.{name} order by {_order(draft, name)}")
            for statement in _comments(draft, name):
                con.execute(statement)
        con.execute("checkpoint published")
    finally:
        con.execute("detach published")


def _order(draft: Draft, name: str) -> str:
    if name in draft.marts:
        return "all"
    contract = draft.loaded.contracts.get(name)
    return ", ".join(contract.key) if contract else "rowid"


def _comments(draft: Draft, name: str) -> list[str]:
    """A contract's comments, and a mart's first line as the comment of its table."""
    con = draft.con
    if name in draft.marts:
        grain = draft.marts[name].split("\n", 1)[0].lstrip("- ").strip()
        return [f"comment on table published.{name} is {_text(grain)}"]
    if name not in draft.loaded.contracts:
        return []
    of_contract = "where schema_name = 'contract' and table_name = ? and comment is not null"
    tables = con.execute(f"select comment from duckdb_tables() {of_contract}", [name]).fetchall()
    columns = con.execute(f"select column_name, comment from duckdb_columns() {of_contract}", [name]).fetchall()
    statements = [f"comment on table published.{name} is {_text(comment)}" for (comment,) in tables]
    return statements + [
        f'comment on column published.{name}."{column}" is {_text(comment)}' for column, comment in columns
    ]


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _views(draft: Draft, part: Path) -> None:
    """Views are made in the file itself, so that they name its tables and not the draft's."""
    with contextlib.closing(duckdb.connect(str(part))) as con:
        for text in read_room("macro").values():
            con.execute(text)
        con.execute(measurement_view(draft.loaded.contracts))
        for name in mart_order(con, draft.marts):
            if is_view(draft.marts[name]):
                con.execute(f"create view {name} as\n{select_of(draft.marts[name])}")
        con.execute("checkpoint")


def _look_over(draft: Draft, part: Path, tables: list[str]) -> None:
    """Open the file as a reader will, and count every table and view against the draft."""
    views = [VIEW, *(name for name, text in draft.marts.items() if is_view(text))]
    with contextlib.closing(duckdb.connect(str(part), read_only=True)) as con:
        for name in [*tables, *views]:
            there, here = (c.execute(f"select count(*) from {name}").fetchall()[0][0] for c in (con, draft.con))
            if there != here:
                what = f"写入的文件与计算结果不一致：{name} 应有 {here} 行，实有 {there} 行"
                raise Refused([Finding("error", part.name, name, what, "请检查磁盘后重新运行 build")])
