"""What a reader takes away: the bytes of a file, made from the very frame the card shows."""

from __future__ import annotations

import pandas as pd

from townbase.text import safe_cell


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A CSV that Excel opens as it stands: UTF-8 with BOM, CRLF, no cell that is run as a formula."""
    text = {name: frame[name].map(safe_cell) for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name])}
    guarded = frame.assign(**text) if text else frame
    guarded = guarded.rename(columns=lambda name: safe_cell(str(name)))
    return guarded.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
