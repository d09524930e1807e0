"""A CSV that Excel opens as it stands."""

from __future__ import annotations

import pandas as pd

from townbase.downloads.cells import cell
from townbase.text import safe_cell


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """UTF-8 with BOM, CRLF, no cell that is run as a formula; a missing cell is empty, a whole number has no .0"""
    columns = {at: _column(frame.iloc[:, at]) for at in range(frame.shape[1])}
    guarded = pd.DataFrame(columns, index=frame.index, dtype=object)
    guarded.columns = [safe_cell(str(name)) for name in frame.columns]
    return guarded.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig", "replace")


def _column(values: pd.Series) -> list[object]:
    """Numbers as they are. Whole numbers that a missing one has turned into fractions are whole again."""
    cells = [cell(value) for value in values]
    if pd.api.types.is_float_dtype(values) and all(
        not isinstance(value, float) or value.is_integer() for value in cells
    ):
        cells = [int(value) if isinstance(value, float) else value for value in cells]
    return [safe_cell(value) for value in cells]
