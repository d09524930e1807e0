"""A build beside what cannot be saved: writing its finished tables once into a new file."""

import contextlib
import time
from pathlib import Path

import duckdb

from tests.bench import report
from townbase import versions
from townbase.build import build

RUNS = 2
SHOWN = 0.3  # seconds under which a step of the build is not told apart


def time_build(extracts: Path, db: Path, *, again: bool) -> str:
    """Publish into `db` and return the version; `again`: several times in turn with the copy, and print what it took."""
    steps = _steps(extracts, db)
    version = versions.current(db)
    assert version is not None
    if not again:
        return version
    published, builds, copies = versions.database(db, version), [sum(took for took, _ in steps)], []
    for run in range(RUNS):
        copies.append(_copy(published, db.with_name(f"copy-{run}.duckdb")))
        if run:
            builds.append(sum(took for took, _ in _steps(extracts, db.with_name(f"build-{run}"))))
    rows = [
        ["build", f"{min(builds):.2f}"],
        ["its finished tables written once", f"{min(copies):.2f}"],
        ["**build ÷ copy**", f"**{min(builds) / min(copies):.1f}**"],
        ["published file, MB", f"{published.stat().st_size / 2**20:.1f}"],
        *([f"step: {label}", f"{took:.2f}"] for took, label in sorted(steps, reverse=True) if took >= SHOWN),
    ]
    report.table("Build", ["", "seconds"], rows, f"The least of {RUNS} runs of each, in turn.")
    return version


def _steps(extracts: Path, db: Path) -> list[tuple[float, str]]:
    begun: list[tuple[float, str]] = []
    build(extracts, db, lambda _step, _of, label: begun.append((time.perf_counter(), label)))
    ends = [at for at, _ in begun[1:]] + [time.perf_counter()]
    return [(end - at, label) for (at, label), end in zip(begun, ends, strict=True)]


def _copy(published: Path, target: Path) -> float:
    with contextlib.closing(duckdb.connect()) as con:
        con.execute(f"attach '{published.as_posix()}' as done (read_only)")
        tables = con.execute("select table_name from duckdb_tables() where database_name = 'done'").fetchall()
        begun = time.perf_counter()
        con.execute(f"attach '{target.as_posix()}' as copied")
        for (name,) in tables:
            con.execute(f'create table copied."{name}" as from done."{name}"')
        con.execute("detach copied")
        return time.perf_counter() - begun
