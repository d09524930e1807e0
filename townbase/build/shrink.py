"""What a delivery has lost against the published version: rows, school years, half a roster. Asked about before it is lost."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from townbase.contracts import Loaded, load
from townbase.findings import Finding
from townbase.limits import connection_config
from townbase.spill import Spill

_ROWS = 0.2  # of an extract
_HALF = 0.5  # of a roster, or of one school year
_UNITS = {"townships": "个乡镇（街道）", "schools": "所学校"}
_TODO = "请核对导出是否完整；确实减少时，请在 build 命令后加 --accept-shrink"
_ACCEPTED = "已按 --accept-shrink 接受"


def find_shrunk(
    con: duckdb.DuckDBPyConnection, loaded: Loaded, extracts: Path, before: Path, accept: bool
) -> list[Finding]:
    """Findings against the published file `before`: errors, or warnings where the loss is accepted.

    A delivery is not held against the invented one or another city's that stood there: whether it may take their place
    is asked elsewhere (place.py).
    """
    severity, todo = ("warning", _ACCEPTED) if accept else ("error", _TODO)
    try:
        con.execute(f"attach '{str(before).replace(chr(39), chr(39) * 2)}' as before (read_only)")
    except duckdb.Error:
        what = "当前发布的版本打不开，没有核对本次数据比它少了什么"
        return [Finding("warning", before.name, "", what, "请自行核对数据是否完整")]
    try:
        synthetic, city = con.execute(
            "select bool_or(synthetic), any_value(city) from before.delivery_info"
        ).fetchall()[0]
        if synthetic != loaded.manifest.synthetic or city != loaded.manifest.city.get("city", city):
            return []
        return [
            Finding(severity, f"{name}.parquet", key, what, todo) for name, key, what in _lost(con, loaded, extracts)
        ]
    finally:
        con.execute("detach before")


def find_shrunk_alone(extracts: Path, before: Path) -> list[Finding]:
    """The same of a delivery that nobody builds yet."""
    with Spill() as spill, contextlib.closing(duckdb.connect(config=connection_config(spill.folder))) as con:
        con.execute("set enable_progress_bar = false")
        return find_shrunk(con, load(con, extracts), extracts, before, accept=False)


def _lost(con, loaded: Loaded, extracts: Path) -> Iterator[tuple[str, str, str]]:
    """(extract, place, what) of all that became less. A file that could not be read has its own finding."""
    published = con.execute("select extract, rows from before.source_file order by extract").fetchall()
    for name, rows in published:
        if name in loaded.delivered:
            yield from _fewer(con, name, rows)
        elif name in loaded.contracts and not (extracts / f"{name}.parquet").exists():
            yield name, "", f"上一版本有这个文件（{rows:,} 行），这次没有"


def _fewer(con, name: str, rows: int) -> Iterator[tuple[str, str, str]]:
    (now,) = con.execute(f"select count(*) from memory.{name}").fetchone()
    if now < (1 - _ROWS) * rows:
        yield name, "", f"只有 {now:,} 行，上一版本有 {rows:,} 行，少了五分之一以上"
    if name == "townships":
        yield from _townships(con)
    for year, many, left in _years(con, name):
        if not left:
            yield name, f"{year} 学年", "上一版本有这一学年，这次一行也没有"
        elif many is not None and left < _HALF * many:
            unit = _UNITS.get(name, "行")
            yield name, f"{year} 学年", f"只有 {left:,} {unit}，上一版本有 {many:,} {unit}，少了一半以上"


def _townships(con) -> Iterator[tuple[str, str, str]]:
    before, now = (con.execute(f"select count(*) from {of}.townships").fetchone()[0] for of in ("before", "memory"))
    if now < _HALF * before:
        unit = _UNITS["townships"]
        yield "townships", "", f"只有 {now:,} {unit}，上一版本有 {before:,} {unit}，少了一半以上"


def _years(con, name: str) -> list[tuple[int, int | None, int]]:
    """(school year, rows published, rows now); rows published is None where only the fact is published."""
    if not _has_year(con, "memory", name):
        return []
    if _has_year(con, "before", name):
        published = f"select school_year, count(*) as many from before.{name} group by school_year"
    else:
        published = (
            "select school_year, null as many from before.township_returns"
            f" where extract = '{name}' group by school_year having sum(reported) > 0"
        )
    return con.execute(
        f"select school_year, many, (select count(*) from memory.{name} now where now.school_year = p.school_year)"
        f" from ({published}) p order by school_year"
    ).fetchall()


def _has_year(con, catalog: str, name: str) -> bool:
    where = "table_name = ? and column_name = 'school_year' and database_name = ? and schema_name = 'main'"
    return con.execute(f"select count(*) from duckdb_columns() where {where}", [name, catalog]).fetchone()[0] > 0
