"""The Theil index as one bar of parts, first year above, this year below; dark, middle and pale also print in grey."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase.text import Markup, esc, join
from townbase.words import MISSING, number, share


def theil_bars(frame: pd.DataFrame) -> Markup:
    """`frame`: title, heads (part -> its name), bars (year, total, parts)."""
    rows = frame.to_dict("records")
    most = max((bar["total"] for row in rows for bar in row["bars"]), default=0) or 1.0
    key = join(
        Markup(f'<span><i class="tb-part{nth}"></i>{esc(name)}</span>')
        for nth, name in enumerate(rows[0]["heads"].values(), 1)
    )
    columns = join(Markup(f'<th scope="col" class="n tb-wide">{esc(name)}</th>') for name in rows[0]["heads"].values())
    body = join(_row(row, most) for row in rows)
    return Markup(
        f'<p class="tb-key">{key}</p><table class="tb-t tb-theil"><caption class="tb-said">泰尔指数的构成</caption>'
        f'<thead><tr><th scope="col">资源</th><th scope="col"></th><th scope="col" class="n">泰尔指数</th>{columns}</tr></thead><tbody>{body}</tbody></table>'
    )


def _row(row: Mapping, most: float) -> Markup:
    now = row["bars"][-1]
    bars = join(_bar(bar, most) for bar in row["bars"])
    totals = join(Markup(f"<span>{number(bar['total'], 4)}</span>") for bar in row["bars"])
    parts = join(Markup(f'<td class="n tb-wide">{_part(part, now["total"])}</td>') for part in now["parts"].values())
    return Markup(
        f'<tr><th scope="row">{esc(row["title"])}</th><td class="tb-theil-bars">{bars}</td><td class="n tb-theil-totals">{totals}</td>{parts}</tr>'
    )


def _part(part: float, total: float) -> str:
    return share(part / total) if total else MISSING


def _bar(bar: Mapping, most: float) -> Markup:
    parts = join(
        Markup(f'<i class="tb-part{nth}" style="width:{100 * part / most:.2f}%"></i>')
        for nth, part in enumerate(bar["parts"].values(), 1)
    )
    return Markup(f"<div><small>{bar['year']}</small><span>{parts}</span></div>")
