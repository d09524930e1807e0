"""Ranked bars in a table: names left, bar from 0, the count at the right edge."""

from __future__ import annotations

import pandas as pd

from townbase.text import Markup, esc, is_missing, join
from townbase.words import MISSING


def ranked_bars(frame: pd.DataFrame, *, caption: str, unit: str = "个", most: int = 0) -> Markup:
    """`frame`: label, href (or nothing), n (or nothing: —), in the order given.

    Optional: `small` beside the label; `core`, the part of n that is drawn dark (else all of it is).

    most: how many stand open, the rest folds away.
    """
    top = max((n for n in frame["n"] if not is_missing(n)), default=0)
    rows = [_row(row, top) for row in frame.to_dict("records")]
    shown = rows[:most] if most else rows
    rest = rows[len(shown) :]
    more = (
        Markup(f"<details><summary>其余 {len(rest)} 项</summary>{_table(rest, caption, unit)}</details>")
        if rest
        else Markup("")
    )
    return Markup(f'<div class="tb">{_table(shown, caption, unit)}{more}</div>')


def _table(rows: list[Markup], caption: str, unit: str) -> Markup:
    return Markup(
        f'<table class="tb-t tb-bars"><caption class="tb-said">{esc(caption)}（{esc(unit)}）</caption><tbody>{join(rows)}</tbody></table>'
    )


def _row(row: dict, top: float) -> Markup:
    text = esc(row["label"])
    if not is_missing(row.get("href")):
        text = Markup(f'<a data-nav href="{esc(row["href"])}">{text}</a>')
    small = row.get("small")
    if not is_missing(small) and small:
        text = Markup(f"{text} <small>{esc(small)}</small>")
    n = row["n"]
    known = not is_missing(n)
    bar = _bar(n, row.get("core", n), top) if known and top and n else Markup("")
    return Markup(
        f'<tr><th scope="row">{text}</th><td aria-hidden="true">{bar}</td><td class="n">{int(n) if known else MISSING}</td></tr>'
    )


def _bar(n: float, core: float, top: float) -> Markup:
    """Dark and pale part, both from 0 on the same scale."""
    parts = [("", core), (' class="tb-pale"', n - core)]
    return join(Markup(f'<i{css} style="width:{100 * part / top:.1f}%"></i>') for css, part in parts if part)
