"""Many gaps at once: a small panel each, one axis for all, the city's level as the line above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from townbase import theme
from townbase.charts.base.glyphs import glyph
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
    low, high = min(*values, 0.0), max(*values, 0.0)
    span = (low, high if high > low else low + 1)
    panels = join(_panel(row, span, (min(years), max(years))) for row in rows)
    return Markup(f'<div class="tb-multiples">{panels}</div>')


def _panel(row: Mapping, span: tuple[float, float], years: tuple[int, int]) -> Markup:
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
        f'<div>{_drawing(row, span, years, worse)}<b class="{css}">{esc(row["text"])}</b></div>'
        f'<p>{before}{mark}<span class="{css}">{esc(row["when"])}</span>{lent}</p></figure>'
    )


def _drawing(row: Mapping, span: tuple[float, float], years: tuple[int, int], worse: bool) -> Markup:
    colour = theme.MARK["not_met" if worse else "town"]
    points = [(_x(year, years), _y(value, span)) for year, value in row["points"]]
    zero = _y(0.0, span)
    line = (
        f'<path d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in points)}" fill="none" stroke="{colour}" stroke-width="2"/>'
        if len(points) > 1
        else ""
    )
    end = f'<circle cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="3.5" fill="{colour}"/>' if points else ""
    return Markup(
        f'<svg width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{esc(row["label"])}">'
        f'<path d="M0 {zero:.1f}H{WIDTH}" stroke="{theme.MARK["grey"]}" stroke-width="1" stroke-dasharray="4 3"/>{line}{end}</svg>'
    )


def _x(year: int, years: Sequence[int]) -> float:
    first, last = years
    return WIDTH - PAD if last == first else PAD + (year - first) / (last - first) * (WIDTH - 2 * PAD)


def _y(value: float, span: tuple[float, float]) -> float:
    low, high = span
    return PAD + (high - value) / (high - low) * (HEIGHT - 2 * PAD)
