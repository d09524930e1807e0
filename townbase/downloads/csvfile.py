"""A CSV that Excel opens as it stands."""

from __future__ import annotations

import numpy as np
import pandas as pd

from townbase.downloads.cells import ENDLESS
from townbase.text import safe_cell


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """UTF-8 with BOM, CRLF, no cell that is run as a formula; a missing cell is empty."""
    columns = {at: _column(frame.iloc[:, at]) for at in range(frame.shape[1])}
    guarded = pd.DataFrame(columns, index=frame.index)
    guarded.columns = [safe_cell(str(name)) for name in frame.columns]
    return guarded.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig", "replace")


def _column(values: pd.Series) -> pd.Series:
    if not pd.api.types.is_numeric_dtype(values):
        return values.map(_cell).astype(object)
    if pd.api.types.is_float_dtype(values) and np.isinf(values.to_numpy(float, na_value=np.nan)).any():
        return values.astype(object).map(_cell)
    return values


def _cell(value: object) -> object:
    return ENDLESS.get(value, value) if isinstance(value, float) else safe_cell(value)
