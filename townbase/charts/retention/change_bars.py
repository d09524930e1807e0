"""Why a roll changed: diverging bars in a table that adds up in its last row."""

from __future__ import annotations

import pandas as pd

from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc
from townbase.words import difference


def change_bars(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame`: label, n (whole), exact, is_sum; one scale for all bars, zero in the middle."""
    top = frame.loc[~frame["is_sum"], "exact"].abs().max() or 1
    columns = (Column("原因"), Column("人数", number=True), Column("", css="tb-div-col"))
    rows = [
        (esc(row["label"]), difference(row["n"]), Markup("") if row["is_sum"] else _bar(row["exact"] / top))
        for row in frame.to_dict("records")
    ]
    return table(columns, rows, caption=caption, css="tb-div", last_is_sum=True)


def _bar(part: float) -> Markup:
    side = "tb-less" if part < 0 else "tb-more"
    return Markup(
        f'<span class="tb-div-bar" aria-hidden="true"><i class="{side}" style="width:{50 * abs(part):.1f}%"></i></span>'
    )
