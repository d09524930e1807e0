"""Real faults for tests: a small disk, a user without rights, a build that is interrupted; and a city of twelve
townships to try them on."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from townbase.settings import ROOT

NAMES = "立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑".split()


def _rows(head: str, rows) -> str:
    return "\n".join([head, *rows])


# Twelve townships with a primary and a junior school each: drawn, a few hundred rows.
TWELVE = {
    "townships": _rows(
        "township_id|name|district_id|district_name|kind|counted", (f"t{n}|{name}镇|d{n % 2}|示例{'一二'[n % 2]}区|镇|true" for n, name in enumerate(NAMES))
    ),
    "schools": _rows(
        "school_id|school_year|township_id|name|kind",
        (
            f"{kind[0]}{n}|{year}|t{n}|{name}{label}|{kind}"
            for n, name in enumerate(NAMES)
            for kind, label in (("primary", "小学"), ("junior", "初中"))
            for year in (2024, 2025)
        ),
    ),
    "staffing": _rows(
        "school_id|school_year|stage|teachers|teachers_due",
        (f"{kind[0]}{n}|2025|{kind}|{20 + n}|{22 + n}" for n in range(12) for kind in ("primary", "junior")),
    ),
    "residency": _rows("township_id|school_year|stage|destination|children", (f"t{n}|2025|primary|t{n}|{40 + n}" for n in range(12))),
}


def command(*words, **environment) -> list[str] | dict:
    """How a command is started in a process of its own."""
    return {
        "args": [sys.executable, "-m", "townbase", *map(str, words)],
        "env": {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1", **environment},
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "encoding": "utf-8",
    }


def ran(*words, **environment) -> tuple[int, str]:
    """Exit code and all that a command wrote; never an English frame."""
    return _end_of(command(*words, **environment))


# Root's rights do not bite, and another user may not read the libraries in root's home: they are read in first.
_WITHOUT_RIGHTS = """
import os, sys
import pandas, pyarrow.parquet
import townbase.brief.command, townbase.build, townbase.convert, townbase.sample
from townbase.commands import main
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
main(sys.argv[1:])
"""


def ran_without_rights(*words) -> tuple[int, str]:
    """The same as a user who owns nothing."""
    start = command(*words)
    start["args"] = [sys.executable, "-c", _WITHOUT_RIGHTS, *map(str, words)]
    return _end_of(start)


def _end_of(start: dict) -> tuple[int, str]:
    done = subprocess.run(**start, cwd=ROOT, check=False)
    assert "Traceback" not in done.stdout, done.stdout
    return done.returncode, done.stdout


@contextlib.contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """A file system of that size, e.g. "40m". Skips where nobody may mount one."""
    with tempfile.TemporaryDirectory(prefix="small-disk-") as folder:
        mounted = _tool("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder)
        if mounted != 0:
            pytest.skip("a small file system cannot be mounted here")
        try:
            yield Path(folder)
        finally:
            assert _tool("umount", "-l", folder) == 0


def _tool(*words: str) -> int:
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode
    except OSError:
        return 127


@contextlib.contextmanager
def folder_to_lock() -> Iterator[Path]:
    """A folder that every user may enter, made free again afterwards. Skips where rights are another matter."""
    if os.name == "nt":
        pytest.skip("rights are another matter on Windows")
    with tempfile.TemporaryDirectory(prefix="rights-") as folder:
        path = Path(folder)
        path.chmod(0o755)
        if os.geteuid() == 0 and ran_without_rights("versions", "--db", path)[0] != 0:
            pytest.skip("the program lies where another user may not read it")
        yield path
        for inside in [path, *path.rglob("*")]:
            inside.chmod(0o755)
