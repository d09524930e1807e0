"""The strip 0–100 %: who meets all six goals, what is open, where 80 % lies, where earlier years stood."""

from __future__ import annotations

import pandas as pd

from townbase.asking import tuples
from townbase.text import Markup, esc, join

# Labels nearer than this (in points of the strip) go to the next row; a phone's strip is some 360 px wide.
APART = 9.0
EDGE = 4.0


def strip(frame: pd.DataFrame) -> Markup:
    """`frame`: part (met, open, target, year), start, end (shares 0–1), n, label; nothing for an empty frame."""
    if frame.empty:
        return Markup("")
    at = dict(list(frame.groupby("part")))
    met = at["met"].iloc[0]
    text = "；".join(_spoken(row) for row in tuples(frame))
    bars = [Markup(f'<i class="tb-strip-met" style="width:{_pc(met.end)}"></i>')]
    below = [_years(at["year"], met.end)] if "year" in at else []
    if "open" in at:
        open_ = at["open"].iloc[0]
        bars.append(
            Markup(
                f'<i class="tb-strip-open" style="left:{_pc(open_.start)};width:{_pc(open_.end - open_.start)}"></i>'
            )
        )
        below.append(Markup(f'<p class="tb-strip-key"><i class="tb-strip-open"></i>{esc(open_.label)}</p>'))
    if "year" in at:
        bars += [_tick(row, met.end) for row in tuples(at["year"])]
    target = at["target"].iloc[0]
    bars.append(Markup(f'<i class="tb-strip-target" style="left:{_pc(target.start)}"></i>'))
    return Markup(
        f'<div class="tb tb-strip" role="img" aria-label="{esc(text)}">'
        f'<div class="tb-strip-top"><b class="tb-s-met">{esc(met.label)}</b>'
        f'<b style="right:{_pc(1 - target.start)}">{esc(target.label)}</b></div>'
        f'<div class="tb-strip-bar">{join(bars)}</div>{join(below)}</div>'
    )


def _spoken(row) -> str:
    return f"{row.label} 年 {row.n} 个" if row.part == "year" else str(row.label)


def _tick(row, met: float) -> Markup:
    outside = " tb-strip-out" if row.start > met else ""
    return Markup(f'<i class="tb-strip-year{outside}" style="left:{_pc(row.start)}"></i>')


def _years(rows: pd.DataFrame, met: float) -> Markup:
    """The years under their ticks; close ones step down so that none covers another."""
    ends: list[float] = []
    parts = []
    for row in tuples(rows.sort_values("start", kind="stable")):
        at = 100 * row.start
        level = next((i for i, end in enumerate(ends) if at >= end), len(ends))
        ends[level : level + 1] = [at + APART]
        parts.append(
            Markup(
                f'<span{_edge(at)} style="left:{at:.2f}%;top:{level * 17}px">{esc(row.label)}'
                f'<span class="tb-wide"> · {esc(row.n)} 个</span></span>'
            )
        )
    return Markup(f'<div class="tb-strip-years" style="height:{17 * len(ends)}px">{join(parts)}</div>')


def _edge(at: float) -> str:
    """Labels at the ends of the strip stand inside it."""
    return ' class="tb-from"' if at < EDGE else ' class="tb-to"' if at > 100 - EDGE else ""


def _pc(share: float) -> str:
    return f"{100 * share:.2f}%"
