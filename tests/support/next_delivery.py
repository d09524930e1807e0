"""The same city a little later: a copy of a delivery with some of its rows changed, as SQL over one extract."""

import contextlib
import shutil
from pathlib import Path

import duckdb


def changed(extracts: Path, folder: Path, **selects: str) -> Path:
    """Copy a delivery to folder; `selects`: extract -> SELECT over `old`, the extract as it was."""
    shutil.copytree(extracts, folder)
    with contextlib.closing(duckdb.connect()) as con:
        for name, select in selects.items():
            path = folder / f"{name}.parquet"
            con.execute(f"create or replace table old as from '{path.as_posix()}'")
            con.execute(f"create or replace table new as {select}")
            con.execute(f"copy new to '{path.as_posix()}' (format parquet)")
    return folder
