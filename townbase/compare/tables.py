"""The tables of sql/compare/ over two attached files, in the order in which they read each other."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from townbase import versions
from townbase.sqlfiles import read_room, select_of

# Each after those it reads; what only serves others is not handed out.
STEPS = (
    "place_code", "year_change", "township_pair", "township_change", "school_pair", "school_change", "value_change",
    "value_count", "value_revised", "rule_change", "row_pair", "figure_touched", "row_flip", "status_flip",
    "headline_pair", "flip_count", "row_listed", "task_change", "certification_change",
)  # fmt: skip
TOLD = (
    "year_change", "township_change", "school_change", "value_count", "value_revised", "rule_change", "status_flip",
    "headline_pair", "flip_count", "row_listed", "task_change", "certification_change",
)  # fmt: skip
# What a reader of some districts sees of them (sql/compare_scope/), and what is made again from that.
NARROWED = (
    "own_place", "value_change", "row_flip", "status_flip", "headline_pair", "task_change", "certification_change",
    "school_pair", "township_pair",
)  # fmt: skip
MADE_AGAIN = ("township_change", "school_change", "value_count", "value_revised", "flip_count", "row_listed")
KEPT = 4  # comparisons that a server remembers: frames of what differs, not of what is equal


@dataclass(frozen=True)
class Compared:
    """frames: the tables of TOLD · before, now: one row each of delivery_info (city, delivered_on, version, built_at)."""

    frames: dict[str, pd.DataFrame]
    before: pd.Series
    now: pd.Series

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]

    @property
    def same(self) -> bool:
        """Whether nothing differs that a reader could see."""
        named = (
            "township_change", "school_change", "value_count", "rule_change", "status_flip", "row_listed",
            "task_change", "certification_change",
        )  # fmt: skip
        years = (self["year_change"]["kind"] == "both").all()
        return bool(years) and all(self[name].empty for name in named) and not self["headline_pair"]["differs"].any()


def compare(before: Path, now: Path, scope: tuple[str, ...] | None = None) -> Compared:
    """What differs between two published files, of the city as a whole and of the districts in scope (None: of all).
    Raises duckdb.Error for a file that an older program wrote otherwise."""
    with _apart(before, now) as (first, second), contextlib.closing(open_both(first, second)) as con:
        if scope is not None:
            _narrow(con, scope)
        frames = {name: con.execute(f"from {name}").df() for name in TOLD}
        info = [con.execute(f"from {of}.delivery_info").df().iloc[0] for of in ("before", "now")]
        return Compared(frames, *info)


@contextlib.contextmanager
def _apart(before: Path, now: Path) -> Iterator[tuple[Path, Path]]:
    """Two files, also where they are one: DuckDB attaches none twice."""
    if not Path(before).samefile(now):
        yield Path(before), Path(now)
        return
    with tempfile.TemporaryDirectory(prefix="townbase-compare-") as folder:
        yield Path(shutil.copy(before, folder)), Path(now)


def open_both(before: Path, now: Path) -> duckdb.DuckDBPyConnection:
    """A connection in which both files are attached, read-only, and every table of sql/compare/ is made."""
    con = duckdb.connect(config={"memory_limit": "2GB", "threads": "2"})
    con.execute("set enable_progress_bar = false")
    try:
        for name, path in (("before", before), ("now", now)):
            con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as {name} (read_only)")
        con.execute("set enable_external_access = false")
        texts = read_room("compare")
        for name in STEPS:
            con.execute(f"create temp table {name} as\n{select_of(texts[name])}")
    except BaseException:
        con.close()
        raise
    return con


def _narrow(con: duckdb.DuckDBPyConnection, scope: tuple[str, ...]) -> None:
    """Leave only what the districts of scope may see. What a cause is was found in the whole city before."""
    con.execute(
        "create temp table seen as select unnest($districts::varchar[]) as district_id", {"districts": list(scope)}
    )
    kept, texts = read_room("compare_scope"), read_room("compare")
    for name in (*NARROWED, *MADE_AGAIN):
        con.execute(f"create or replace temp table {name} as\n{select_of(kept.get(name) or texts[name])}")


@lru_cache(maxsize=KEPT)
def compare_versions(directory: Path, before: str, now: str, scope: tuple[str, ...] | None = None) -> Compared:
    """The same of two versions of one folder, remembered: what is published under a name does not change."""
    return compare(versions.database(directory, before), versions.database(directory, now), scope)
