"""A build holds no more than it was given: what is large goes to disk, and a finished table does not stay in memory."""

import contextlib
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.bench.many_cities import EXTRACTS, multiply
from tests.support.draw_delivery import delivery
from tests.support.faults import TWELVE
from townbase.build.draft import RAW, Draft
from townbase.build.part import DATABASE, Part
from townbase.sqlfiles import is_draft, is_view

ROOT = Path(__file__).resolve().parents[2]
CITIES, SHARE = 4, 3 / 30  # GB of DuckDB a city: what thirty cities have of the 4 GB that are shipped

BUILD = """
import json, resource, sys
from pathlib import Path
from townbase import limits
from townbase.build import build
limits.read_limits = lambda: limits.Limits(memory_gb=float(sys.argv[3]))
build(Path(sys.argv[1]), Path(sys.argv[2]))
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20))
"""


@pytest.fixture
def written(tmp_path):
    """The draft of a small city whose marts go into a file as they are made, and the names of those that do."""
    with contextlib.closing(Draft()) as draft:
        draft.load(delivery(tmp_path / "in", TWELVE), "0" * 12, datetime(2025, 12, 5))
        draft.write_into(Part(draft.con, tmp_path / "part.duckdb"))
        draft.make_with_needs("progress", "spread_remedy")
        yield draft


def tables(con, database: str) -> set[str]:
    return {name for (name,) in con.execute("select table_name from duckdb_tables() where database_name = ? and schema_name = 'main'", [database]).fetchall()}


def test_what_is_finished_stands_in_the_file_and_no_longer_in_memory(written):
    kept, moved = tables(written.con, "memory"), tables(written.con, DATABASE)
    assert {"progress", "indicator_value", "schools"} <= moved
    assert {"spread_raise", *RAW} <= kept
    assert not kept & moved
    assert {name for name in kept & set(written.marts) if not is_draft(written.marts[name])} == set()
    assert {name for name in moved & set(written.marts) if is_draft(written.marts[name]) or is_view(written.marts[name])} == set()


def test_what_was_moved_is_still_asked_by_its_name_and_lies_in_the_order_of_its_key(written):
    rows = written.con.execute("select township_id, indicator_id, stage, school_year from progress").fetchall()
    assert rows and rows == sorted(rows)


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="the peak of a process is told otherwise on Windows")
def test_four_cities_are_built_in_the_memory_that_is_theirs(tmp_path):
    extracts, given = multiply(EXTRACTS, tmp_path / "in", CITIES), 1 + CITIES * SHARE
    run = subprocess.run([sys.executable, "-c", BUILD, extracts, tmp_path / "db", str(given)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) <= given
