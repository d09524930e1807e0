"""Two places side by side, indicator by indicator: value and word of each; rows whose words differ stand out."""

from __future__ import annotations

import pandas as pd

from townbase.charts.glyphs import status
from townbase.charts.table import Column, table
from townbase.charts.township_pieces import text_link
from townbase.text import Markup, esc


def pair_table(frame: pd.DataFrame, names: tuple[str, str]) -> Markup:
    """`frame`: title, stage, href, target, value, code, word and other_value, other_code, other_word."""
    heads = [
        Column("指标", css="tb-wrap"),
        Column("目标", phone=False),
        Column(names[0], number=True, css="tb-wrap"),
        Column("", css="tb-wrap"),
        Column(names[1], number=True, css="tb-wrap"),
        Column("", css="tb-wrap"),
    ]
    rows = (
        [
            Markup(f"{text_link(row['href'], row['title'])} <small>{esc(row['stage'])}</small>"),
            row["target"],
            row["value"],
            _word(row["code"], row["word"]),
            row["other_value"],
            _word(row["other_code"], row["other_word"]),
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption=f"{names[0]}与{names[1]}")


def _word(code: str, word: str) -> Markup:
    return status(code, word) if code else esc(word)
