"""What a delivery may cost: memory, rows, the size that a packed file unpacks to. The figures stand in settings.toml.

A file is held against them by what its directory says, before anything of it is unpacked.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from townbase.settings import WrongSetting, load_limits

# Python, the libraries and what DuckDB does not count take this much beside what DuckDB is allowed.
_BESIDE_GB = 1.0
_LEAST_GB = 0.25
_PARTS = 2_000  # of a workbook: sheets, styles, pictures
_MOST_TIMES = 200  # a sheet of numbers packs to a twentieth; what packs to less than this was made to burst
_SMALL = 2**20  # parts below this are left alone: a short part of blanks packs as well
_HEAD = 4096


@dataclass(frozen=True)
class Limits:
    """memory_gb of check and build; rows and unpacked_gb of one data file; text: characters of a cell; workbook_unpacked_mb;
    boundaries_mb of boundaries.geojson."""

    memory_gb: float = 4
    rows: int = 5_000_000
    text: int = 1_000
    unpacked_gb: float = 0.5
    workbook_unpacked_mb: float = 200
    boundaries_mb: float = 8


@lru_cache
def read_limits() -> Limits:
    """The limits of settings.toml; one that is not there has its default. Raises WrongSetting."""
    return _limits(load_limits())


def _limits(table: dict) -> Limits:
    known = {field.name for field in fields(Limits)}
    for key, value in table.items():
        if key not in known:
            raise WrongSetting(f"settings.toml：[limits] 中没有 {key} 这一项，可用的有 {'、'.join(sorted(known))}")
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise WrongSetting(f"settings.toml：[limits] 的 {key} 应为大于 0 的数，现为 {value!r}")
    return Limits(**table)


def connection_config(spill: Path) -> dict[str, Any]:
    """How check and build open DuckDB: within the memory limit, with one thread, and `spill` for what does not fit.

    One thread: sums of doubles then come out the same to the last digit on every machine, at a seventh more time.
    """
    memory = max(_LEAST_GB, read_limits().memory_gb - _BESIDE_GB)
    return {"temp_directory": str(spill), "threads": "1", "memory_limit": f"{memory * 1024:.0f}MiB"}


def workbook_problem(path: Path) -> tuple[str, str] | None:
    """What is wrong with a workbook (XLSX) as a packed file, and what to do; None where it may be read.

    Looks at the directory and at the first bytes of each part only. Damage that shows later is the reader's to catch.
    """
    try:
        with zipfile.ZipFile(path) as book:
            return next(_problems(book), None)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        return "不是正确的 XLSX 文件，或文件已损坏", "请用表格软件打开后另存为 XLSX"


def _problems(book: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    parts, most = book.infolist(), read_limits().workbook_unpacked_mb
    if len(parts) > _PARTS:
        yield f"内含 {len(parts):,} 个部件，超过上限 {_PARTS:,} 个", "请只保留要转换的工作表，另存为 XLSX"
    if any(part.flag_bits & 1 for part in parts):
        yield "工作簿设有密码，无法读取", "请去掉密码后另存为 XLSX"
    unpacked = sum(part.file_size for part in parts) / 2**20
    if unpacked > most:
        yield f"解压后有 {unpacked:,.0f} MB，超过上限 {most:,.0f} MB", "请只保留要转换的工作表，或另存为 CSV"
    if any(_bursts(part) for part in parts):
        yield f"压缩了 {_MOST_TIMES} 倍以上，不像正常的工作簿", "请用表格软件打开，删去空白的行列后另存为 XLSX"
    if any(part.filename.lower().endswith((".xml", ".rels")) and _declares(book, part) for part in parts):
        yield "含有文档类型声明（DOCTYPE），正常的工作簿没有", "请用表格软件打开后另存为 XLSX"


def _bursts(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _SMALL and part.file_size > _MOST_TIMES * max(part.compress_size, 1)


def _declares(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part declares entities of its own, by which a few bytes of XML can be made to grow without end."""
    with book.open(part) as file:
        head = file.read(_HEAD)
    return b"<!DOCTYPE" in head.replace(b"\0", b"")
