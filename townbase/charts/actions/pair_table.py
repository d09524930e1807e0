"""Two places side by side, indicator by indicator: value and word of each; rows whose words differ stand out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import status
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc


def pair_table(frame: pd.DataFrame, names: Sequence[str]) -> Markup:
    """`frame`: title, stage, href, target, value, code, word and other_value, other_code, other_word."""
    heads = [
        Column("指标", css="tb-wrap"),
        Column("目标", phone=False),
        Column(names[0], css="tb-side"),
        Column(names[1], css="tb-side"),
    ]
    rows = (
        [
            Markup(f"{text_link(row['href'], row['title'])} <small>{esc(row['stage'])}</small>"),
            row["target"],
            _side(row["value"], row["code"], row["word"]),
            _side(row["other_value"], row["other_code"], row["other_word"]),
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption=f"{names[0]}与{names[1]}")


def _side(value: str, code: str, word: str) -> Markup:
    """The word stands in a column of its own beside the value, on a phone under it."""
    text = status(code, word) if code else esc(word)
    return Markup(f'<span class="tb-value">{esc(value)}</span><span class="tb-said-word">{text}</span>')
