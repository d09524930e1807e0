"""A frame as dictionaries, a column at a time: many times faster than row by row in pandas 3."""

from __future__ import annotations

import pandas as pd


def records(frame: pd.DataFrame) -> list[dict]:
    """One dictionary per row; missing stays missing (None, NaN or NA as the column holds it)."""
    names = list(frame.columns)
    return [
        dict(zip(names, row, strict=True))
        for row in zip(*(frame[name].to_numpy(dtype=object).tolist() for name in names), strict=True)
    ]
