"""A delivery that is published, to be harmed by tests, and what a build must not leave behind."""

import os
from pathlib import Path

import pytest

from tests.support.faults import TWELVE

OTHER = {**TWELVE, "funding": "township_id|school_year|source|planned\nt1|2025|省|5"}
LONG = pytest.mark.long
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals are another matter on Windows")


def left_behind(db: Path) -> list[str]:
    """What a build must not leave: parts, notes, records without their file."""
    alone = [path for path in db.glob("*.json") if not path.with_suffix(".duckdb").exists()]
    return [path.name for path in [*db.glob("*.part*"), *db.glob("*.wal"), *db.glob("*.note"), *alone]]
