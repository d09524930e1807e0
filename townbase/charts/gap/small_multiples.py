"""Many gaps at once: a small panel each, one axis for all, the city's level as the line above."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import theme
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.scale import Scale, path, runs
from townbase.text import Markup, esc, join

WIDTH, HEIGHT, PAD = 150, 54, 5
SHAPE = {"level": "met", "not_closing": "not_met", "missing": "missing"}


def small_multiples(frame: pd.DataFrame) -> Markup:
    """`frame`: title, href, current, points ((year, value) …), years (first, last), said, state, when, mark, before, label."""
    rows = frame.to_dict("records")
    values = [value for row in rows for _, value in row["points"]]
    years = [year for row in rows for year in row["years"]]
    if not values:
        return Markup("")
    x = Scale(min(years), max(years), PAD, WIDTH - PAD, alone=1.0)
    y = Scale(min(*values, 0.0), max(*values, 0.0), HEIGHT - PAD, PAD, alone=0.0)
    panels = join(_panel(row, x, y) for row in rows)
    return Markup(f'<div class="tb-multiples">{panels}</div>')


def _panel(row: Mapping, x: Scale, y: Scale) -> Markup:
    on = " tb-on" if row["current"] else ""
    worse = row["state"] == "not_closing"
    shape = SHAPE.get(row["state"])
    mark = Markup(f"{glyph(shape)} ") if shape else Markup("")
    css = "tb-strong" if worse else "tb-s-met" if row["state"] == "level" else ""
    lent = Markup(f' <small class="tb-borrowed">{esc(row["mark"])}</small>') if row["mark"] else ""
    before = f'<span class="tb-muted">{esc(row["before"])}，</span>' if row["before"] else ""
    return Markup(
        f'<figure class="tb-multi{on}"><figcaption><a data-nav href="{esc(row["href"])}"{" aria-current=true" if row["current"] else ""}>'
        f"{esc(row['title'])}</a></figcaption>"
        f'<div>{_drawing(row, x, y, worse)}<b class="{css}">{esc(row["text"])}</b></div>'
        f'<p>{before}{mark}<span class="{css}">{esc(row["when"])}</span>{lent}</p></figure>'
    )


def _drawing(row: Mapping, x: Scale, y: Scale, worse: bool) -> Markup:
    colour = theme.MARK["not_met" if worse else "town"]
    lines = runs(row["points"])
    zero = y(0.0)
    line = "".join(
        f'<path d="{path(run, x, y)}" fill="none" stroke="{colour}" stroke-width="2"/>' for run in lines if len(run) > 1
    )
    end = _dot(lines[-1][-1], x, y, 3.5, colour) if lines else ""
    # a year between two missing ones has no line to be seen by
    end += "".join(_dot(run[0], x, y, 1.5, colour) for run in lines[:-1] if len(run) == 1)
    return Markup(
        f'<svg width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{esc(row["label"])}">'
        f'<path d="M0 {zero:.1f}H{WIDTH}" stroke="{theme.MARK["grey"]}" stroke-width="1" stroke-dasharray="4 3"/>{line}{end}</svg>'
    )


def _dot(point: tuple[float, float], x: Scale, y: Scale, radius: float, colour: str) -> str:
    return f'<circle cx="{x(point[0]):.1f}" cy="{y(point[1]):.1f}" r="{radius}" fill="{colour}"/>'
