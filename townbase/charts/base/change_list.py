"""What changed against the year before: one line a kind, which opens its list of townships."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from townbase.asking import tuples
from townbase.charts.base.glyphs import glyph
from townbase.text import Markup, esc, join

UP, DOWN, OUT = (
    Markup('<span aria-hidden="true">↑</span>'),
    Markup('<span aria-hidden="true">↓</span>'),
    glyph("missing"),
)


def change_list(frame: pd.DataFrame, groups: Sequence[tuple[str, str, str]]) -> Markup:
    """`frame`: group, name, href, district, note; `groups`: (code, up | down | out, word) in the order shown.

    What is taken away has every list open (tb-whole). A group without a township says 0 and opens nothing. Only a worsening is red.
    """
    kinds = join(_group(frame[frame["group"] == code], way, word) for code, way, word in groups)
    return Markup(f'<div class="tb tb-changes">{kinds}</div>')


def _group(rows: pd.DataFrame, way: str, word: str) -> Markup:
    sign = {"up": UP, "down": DOWN, "out": OUT}[way]
    css = ' class="tb-strong"' if way == "down" and len(rows) else ""
    lead = Markup(f"<span{css}>{sign} {esc(word)} <b>{len(rows)} 个</b></span>")
    if rows.empty:
        return Markup(f'<p class="tb-note">{lead}</p>')
    return Markup(
        f'<details class="tb-whole"><summary>{lead}</summary><ul>{join(_item(row) for row in tuples(rows))}</ul></details>'
    )


def _item(row) -> Markup:
    note = f'<small class="tb-line2">{esc(row.note)}</small>' if row.note else ""
    return Markup(
        f'<li><a data-nav href="{esc(row.href)}">{esc(row.name)}</a> <small>{esc(row.district)}</small>{note}</li>'
    )
