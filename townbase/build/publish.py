"""Publish: what may be seen goes into a fresh file, is looked over there, and takes its name only when it is whole."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import duckdb

from townbase import versions
from townbase.build.draft import Draft
from townbase.build.measurement import VIEW, measurement_view
from townbase.build.part import DATABASE, Part
from townbase.findings import Finding, Refused
from townbase.sqlfiles import is_view, mart_order, read_room, select_of
from townbase.versions import Record


@contextlib.contextmanager
def writing(draft: Draft, db: Path, version: str) -> Iterator[None]:
    """While this is open, every table that the draft finishes goes into the part of townbase-<version>.duckdb; whatever
    ends it before publish_version() leaves nothing behind."""
    try:
        draft.write_into(Part(draft.con, _part(db, version)))
        yield
    except BaseException:
        with contextlib.suppress(duckdb.Error):  # Windows removes no file that is open
            draft.con.close()
        sweep(db)
        raise


def publish_version(draft: Draft, db: Path, version: str, *, extracts: Path, delivered: str, sample: bool) -> None:
    """Finish the part, look it over, write its record and let it take its name in folder db. Raises Refused when the file
    is not what the draft holds, and the errors of the machine."""
    final, part = versions.database(db, version), _part(db, version)
    draft.write_rest()
    counted = _count(draft.con, _tables(draft.con, DATABASE) + _views_of(draft))
    draft.let_go()
    _views(draft, part)
    _look_over(counted, part)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    sha256, size = versions.hash_and_size(part)
    number, place = versions.next_number(db), str(Path(extracts).resolve())
    record = Record(number, sha256, size, draft.city, place, sample, delivered, versions.program())
    # The record first: a file without one would look like one that nobody vouches for.
    versions.write_record(db, version, record)
    versions.replace(part, final)


def sweep(db: Path) -> None:
    """Remove what a killed or failed build left behind. Only the holder of the lock may call it."""
    alone = (path for path in db.glob("townbase-*.json") if not path.with_suffix(".duckdb").exists())
    for path in [*db.glob("townbase-*.part*"), *db.glob("current.part"), *alone]:
        with contextlib.suppress(OSError):
            path.unlink()


def _part(db: Path, version: str) -> Path:
    final = versions.database(db, version)
    return final.with_name(final.name + ".part")


def _tables(con: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    rows = con.execute("select table_name from duckdb_tables() where database_name = ? order by 1", [database])
    return [name for (name,) in rows.fetchall()]


def _views_of(draft: Draft) -> list[str]:
    return [VIEW, *(name for name, text in draft.marts.items() if is_view(text))]


def _count(con: duckdb.DuckDBPyConnection, names: list[str]) -> dict[str, int]:
    return {name: con.execute(f"select count(*) from {name}").fetchall()[0][0] for name in names}


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


def _look_over(counted: dict[str, int], part: Path) -> None:
    """Open the file as a reader will, and count every table and view anew."""
    with contextlib.closing(duckdb.connect(str(part), read_only=True)) as con:
        for name, there in _count(con, list(counted)).items():
            if there != counted[name]:
                what = f"写入的文件与计算结果不一致：{name} 应有 {counted[name]} 行，实有 {there} 行"
                raise Refused([Finding("error", part.name, name, what, "请检查磁盘后重新运行 build")])
