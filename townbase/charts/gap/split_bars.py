"""What changed a gap, as bars to both sides of a line that add up to the last column."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase.text import Markup, esc, join


def split_bars(frame: pd.DataFrame, *, caption: str) -> Markup:
    """`frame`: name, href, heads, parts ((said, number) …), change (said, number); right of the line = the gap gets smaller."""
    rows = frame.to_dict("records")
    most = max((abs(number) for row in rows for _, number in [*row["parts"], row["change"]]), default=0) or 1.0
    heads = join(
        Markup(f'<th scope="col" class="tb-both">{esc(head)}</th>') for head in [*rows[0]["heads"], "差值变化"]
    )
    body = join(_row(row, most) for row in rows)
    return Markup(
        f'<table class="tb-t tb-split"><caption class="tb-said">{esc(caption)}</caption>'
        f'<thead><tr><th scope="col">范围</th>{heads}</tr></thead><tbody>{body}</tbody></table>'
    )


def _row(row: Mapping, most: float) -> Markup:
    name = Markup(f'<a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a>') if row["href"] else esc(row["name"])
    parts = join(_cell(text, number, most) for text, number in row["parts"])
    text, number = row["change"]
    return Markup(f'<tr><th scope="row">{name}</th>{parts}{_cell(text, number, most, total=True)}</tr>')


def _cell(text: str, number: float, most: float, total: bool = False) -> Markup:
    width = 50 * abs(number) / most
    side = f"left:50%;width:{width:.1f}%" if number >= 0 else f"left:{50 - width:.1f}%;width:{width:.1f}%"
    css = ("tb-sum-bar " if total else "") + ("" if number >= 0 else "tb-minus")
    shown = f"<b>{esc(text)}</b>" if total else esc(text)
    return Markup(
        f'<td class="tb-both"><div aria-hidden="true"><i class="{css.strip()}" style="{side}"></i></div><span>{shown}</span></td>'
    )
