"""How a data file is opened: by its exact name, and not before its footer says that it stays within the limits."""

import contextlib
import re
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from townbase.faults import in_words
from townbase.findings import Finding
from townbase.limits import read_limits

_NOT_THE_FILE = (OSError, MemoryError, duckdb.OutOfMemoryException)  # but the machine that reads it
_COLUMNS = 500  # no extract has thirty
_TODO_LESS = "请核对导出范围：一个文件只放本市一种数据；确有这么多时，请维护人员调高 settings.toml 中的 {}"


def scan(path: Path, more: str = "") -> str:
    """`read_parquet(…)` of this one file: signs of a pattern in its name are names, and folders are no columns."""
    return f"read_parquet({_literal(path)}, hive_partitioning = false{more})"


def top_level_names(con: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """The column names as they stand in the file; read_parquet would rename those that repeat."""
    rows = con.execute(f"select name, num_children from parquet_schema({_literal(path)})").fetchall()
    names, inside = [], [1]  # how many columns are still to come, on each level; the first row is the table itself
    for name, children in rows[1:]:
        if len(inside) == 1:
            names.append(name)
        else:
            inside[-1] -= 1
        if children:
            inside.append(children)
        while len(inside) > 1 and inside[-1] == 0:
            inside.pop()
    return names


def longest_texts(path: Path, columns: list[str]) -> list[tuple[str, int, int]]:
    """(column, bytes of its longest text, row it first stands in) of these text columns.

    By pyarrow, which leaves a dictionary as it is: DuckDB writes a text out for each of the 2,048 rows it looks at.
    What pyarrow cannot read has none here; whether the file can be read is for DuckDB to say.
    """
    longest = {}
    with (
        contextlib.suppress(pa.ArrowException, OSError, ValueError),
        pq.ParquetFile(path, read_dictionary=columns) as file,
    ):
        ahead = 0
        for group in range(file.num_row_groups):
            for name in columns:
                _look_along(file.read_row_group(group, columns=[name]).column(0), name, ahead, longest)
            ahead += file.metadata.row_group(group).num_rows
    return [(name, *found) for name, found in longest.items()]


def _look_along(column: pa.ChunkedArray, name: str, ahead: int, longest: dict[str, tuple[int, int]]) -> None:
    for part in column.chunks:
        texts = part.dictionary if isinstance(part, pa.DictionaryArray) else part
        length = pc.max(pc.binary_length(texts)).as_py() if len(texts) else None
        if length is not None and length > longest.get(name, (0, 0))[0]:
            place = pc.index(pc.binary_length(texts), length).as_py()
            row = pc.index(part.indices, place).as_py() if isinstance(part, pa.DictionaryArray) else place
            longest[name] = (length, ahead + row + 1)
        ahead += len(part)


def too_large(con: duckdb.DuckDBPyConnection, path: Path) -> list[Finding]:
    """What of a file's footer is over the limits: rows, columns, and what it unpacks to. Raises duckdb.Error."""
    limits, file = read_limits(), _literal(path)
    (rows,) = con.execute(f"select num_rows from parquet_file_metadata({file})").fetchall()[0]
    (columns,) = con.execute(f"select count(*) - 1 from parquet_schema({file})").fetchall()[0]
    (unpacked,) = con.execute(
        f"select coalesce(sum(total_uncompressed_size), 0) / pow(2, 30) from parquet_metadata({file})"
    ).fetchall()[0]
    findings = []
    if rows > limits.rows:
        what = f"有 {rows:,} 行，超过上限 {limits.rows:,} 行，没有读取"
        findings.append(Finding("error", path.name, "", what, _TODO_LESS.format("rows")))
    if columns > _COLUMNS:
        what = f"有 {columns:,} 列，超过上限 {_COLUMNS} 列，没有读取"
        findings.append(Finding("error", path.name, "", what, "请只保留规定的列后重新导出"))
    if unpacked > limits.unpacked_gb:
        what = f"解压后有 {unpacked:,.1f} GB，超过上限 {limits.unpacked_gb:g} GB，没有读取"
        findings.append(Finding("error", path.name, "", what, _TODO_LESS.format("unpacked_gb")))
    return findings


def unreadable(path: Path, error: Exception) -> Finding:
    """The finding for a file that cannot be read, whole or in part. The error's own words may repeat a value: not told."""
    if isinstance(error, _NOT_THE_FILE) or "no space left" in str(error).lower():
        return Finding("error", path.name, "", *in_words(error))
    what = f"不是可读的 Parquet 文件（{_reason(path, str(error))}）"
    return Finding("error", path.name, "", what, "请重新导出并传送这个文件")


def _reason(path: Path, error: str) -> str:
    if path.is_file() and path.stat().st_size == 0:
        return "文件是空的"
    if re.search("magic bytes|too small", error, re.IGNORECASE):
        return "格式不是 Parquet，或没有传完整"
    if re.search("utf-?8|string encoding|codec can't decode", error, re.IGNORECASE):
        return "含有不是 UTF-8 编码的文字"
    if "non-root column" in error:
        return "文件中没有列"
    if re.search("encrypt", error, re.IGNORECASE):
        return "文件加了密"
    if re.search("permission denied", error, re.IGNORECASE):
        return "没有读取权限"
    return "内容已损坏，或没有传完整"


def _literal(path: Path) -> str:
    escaped = re.sub(r"([\[*?])", r"[\1]", path.as_posix())
    return "'" + escaped.replace("'", "''") + "'"
