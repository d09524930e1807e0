"""The gap then and now: one line an area between two labelled ends, the city's level as the line to reach.

Lines are a stretched picture, labels are text: so it fits a phone, and no label covers another.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import theme
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.scale import Scale, dodge
from townbase.text import Markup, esc, join

HEIGHT, LOW, ROW, PAD = 340, 190, 17, 12
# the picture's own width; lines run to KNEE, from there a thin leader to the label that had to step aside
WIDTH, KNEE = 100, 84


def slope(frame: pd.DataFrame, *, caption: str, years: tuple[int, int]) -> Markup:
    """`frame`: name, href, whole, start, end (numbers), start_said, end_said, state."""
    rows = frame.to_dict("records")
    values = [row[side] for row in rows for side in ("start", "end")] + [0.0]
    height = max(HEIGHT if len(rows) > 5 else LOW, ROW * len(rows) + 2 * PAD)
    at = Scale(min(values), max(values), height - PAD, PAD, alone=1.0)
    starts = dodge([at(row["start"]) for row in rows], ROW, height)
    ends = dodge([at(row["end"]) for row in rows], ROW, height)
    lines = "".join(_line(row, at, start, end) for row, start, end in zip(rows, starts, ends, strict=True))
    zero = at(0.0)
    text = "；".join(
        f"{row['name']} {years[0]} 年 {row['start_said']}，{years[1]} 年 {row['end_said']}" for row in rows
    )
    picture = (
        f'<svg class="tb-slope-lines" style="height:{height}px" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" preserveAspectRatio="none"'
        f' role="img" aria-label="{esc(caption)}：{esc(text)}"><path d="M0 {zero:.1f}H{WIDTH}" stroke="{theme.MARK["grey"]}"'
        f' stroke-width="1" stroke-dasharray="4 3" vector-effect="non-scaling-stroke"/>{lines}</svg>'
    )
    left = join(
        Markup(f'<span style="top:{y:.1f}px"{_css(row)}>{esc(row["start_said"])}</span>')
        for row, y in zip(rows, starts, strict=True)
    )
    right = join(_label(row, y) for row, y in zip(rows, ends, strict=True))
    return Markup(
        f'<div class="tb-slope"><div class="tb-slope-years"><b>{years[0]}</b><b>{years[1]}</b></div>'
        f'<div class="tb-slope-box" style="height:{height}px"><div class="tb-slope-from">{left}</div><div class="tb-slope-mid">{picture}'
        f'<span class="tb-slope-zero" style="top:{zero:.1f}px">与城区持平</span></div><div class="tb-slope-to">{right}</div></div></div>'
    )


def _line(row: Mapping, at: Scale, start: float, end: float) -> str:
    worse = row["state"] == "not_closing"
    colour = theme.MARK["not_met"] if worse else theme.MARK["town"] if row["whole"] else theme.MARK["grey"]
    width = 3 if row["whole"] else 2 if worse else 1.25
    dash = ' stroke-dasharray="7 3"' if worse else ""
    y0, y1 = at(row["start"]), at(row["end"])
    fixed = 'fill="none" vector-effect="non-scaling-stroke"'
    return (
        f'<path d="M{100 - KNEE} {y0:.1f}L{KNEE} {y1:.1f}" stroke="{colour}" stroke-width="{width}"{dash} {fixed}/>'
        f'<path d="M1 {start:.1f}L{100 - KNEE} {y0:.1f}M{KNEE} {y1:.1f}L{WIDTH - 1} {end:.1f}" stroke="{colour}" stroke-width=".75" {fixed}/>'
    )


def _label(row: Mapping, y: float) -> Markup:
    name = Markup(f'<a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a>') if row["href"] else esc(row["name"])
    worse = row["state"] == "not_closing"
    word = Markup(f' {glyph("not_met", "没有缩小")}<span class="tb-wide"> 没有缩小</span>') if worse else ""
    return Markup(f'<span style="top:{y:.1f}px"{_css(row)}>{name} {esc(row["end_said"])}{word}</span>')


def _css(row: Mapping) -> str:
    if row["state"] == "not_closing":
        return ' class="tb-strong"'
    return ' class="tb-bold"' if row["whole"] else ""
