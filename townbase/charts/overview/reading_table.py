"""Other ways to count the headline: a line a reading, how many meet all six goals under it, and whom it turns."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc, join

NAMED = 5


def reading_table(frame: pd.DataFrame) -> Markup:
    """`frame`: reading, published, met, counted, open, gained, lost (lists of name and href)."""
    columns = [
        Column("口径", css="tb-wrap"),
        Column("全部达标/纳入", number=True),
        Column("转为达标", css="tb-wrap"),
        Column(f"转为{words.UNMET}", css="tb-wrap"),
    ]
    rows = [
        (
            Markup(f"<b>{esc(row.reading)}</b>") if row.published else row.reading,
            Markup(f"<b>{int(row.met)}</b>/{int(row.counted)}"),
            _places(row.gained),
            _places(row.lost),
        )
        for row in tuples(frame)
    ]
    return table(columns, rows, caption="各口径下六项目标全部达标的乡镇数", css="tb-top tb-stack")


def _places(places: list[tuple[str, str]]) -> Markup:
    """The first few as links, the rest folded; — where the reading turns nobody."""
    if not places:
        return Markup("—")
    first, rest = (join([_link(*each) for each in part], "、") for part in (places[:NAMED], places[NAMED:]))
    if not rest:
        return Markup(f"{len(places)} 个：{first}")
    return Markup(f"{len(places)} 个：{first}<details><summary>其余 {len(places) - NAMED} 个</summary>{rest}</details>")


def _link(name: str, href: str) -> Markup:
    return Markup(f'<a data-nav href="{esc(href)}">{esc(name)}</a>')
