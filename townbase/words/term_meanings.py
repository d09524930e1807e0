"""What the terms of the pages mean, in one sentence each: for tips and for who looks them up."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def meanings() -> dict[str, str]:
    """term -> its meaning, in the order of the file."""
    with Path(__file__).with_name("term_meanings.csv").open(encoding="utf-8", newline="") as file:
        return {row["term"]: row["meaning"] for row in csv.DictReader(file)}
