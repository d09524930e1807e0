"""A line panel a stage on one axis: the place solid, the city dashed, each year that did not rise marked with its children."""

from __future__ import annotations

import pandas as pd

from townbase import theme
from townbase.asking import tuples
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.scale import Scale, dodge, even_ticks, labelled_years, path, runs, share_floor
from townbase.text import Markup, esc, is_missing, join
from townbase.words import fewer, round_share, share

WIDTH, HEIGHT = 400, 190
LEFT, RIGHT, TOP, BOTTOM = 40, 110, 16, 26
ROW = 14  # labels at the ends stand at least so far apart
STYLE = f"<style>text{{font:12.5px {theme.FONT}}}</style>"


def rate_lines(frame: pd.DataFrame) -> Markup:
    """`frame`: stage, label, status, href, on, series (the place first, then 全市), school_year, value, broke (children or nothing)."""
    # room below for what is said of a break
    low = share_floor(frame["value"].min(), 0.03 if frame["broke"].notna().any() else 0.01)
    y = Scale(low, 1, HEIGHT - BOTTOM, TOP)
    x = Scale(int(frame["school_year"].min()), int(frame["school_year"].max()), LEFT + 8, WIDTH - RIGHT, alone=0)
    panels = join(_panel(own, x, y) for _, own in frame.groupby("stage", sort=False))
    axis = "各图同轴" + (f"，纵轴自 {round_share(low)} 起" if low > 0 else "")
    return Markup(f'<div class="tb-lines">{panels}</div><p class="tb-note">{axis}</p>')


def _panel(own: pd.DataFrame, x: Scale, y: Scale) -> Markup:
    first = own.iloc[0]
    shape = {"met": "met", "not_met": "not_met"}.get(first["status"], "missing")
    current = ' aria-current="true"' if first["on"] else ""
    title = f'<figcaption>{glyph(shape)} <a data-nav href="{esc(first["href"])}"{current}>{esc(first["label"])}</a></figcaption>'
    series = [(str(name), rows) for name, rows in own.groupby("series", sort=False)]
    ends = dodge([y(rows["value"].iloc[-1]) for _, rows in series], ROW, HEIGHT)
    around = dict(zip(series[1][1]["school_year"], series[1][1]["value"], strict=True)) if len(series) > 1 else {}
    drawn = "".join(_line(rows, around, nth == 0, x, y) for nth, (_, rows) in reversed(list(enumerate(series))))
    labels = "".join(_end(name, rows, nth == 0, ends[nth], x) for nth, (name, rows) in enumerate(series))
    text = f"{first['label']}。" + "；".join(f"{name} {_spoken(rows)}" for name, rows in series)
    return Markup(
        f'<figure class="tb-line-panel{" tb-line-on" if first["on"] else ""}">{title}'
        f'<svg class="tb-lines-svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{esc(text)}">'
        f"{STYLE}{_grid(x, y)}{drawn}{labels}</svg></figure>"
    )


def _spoken(rows: pd.DataFrame) -> str:
    return "，".join(
        f"{int(year)} 年 {share(value)}" for year, value in zip(rows["school_year"], rows["value"], strict=True)
    )


def _grid(x: Scale, y: Scale) -> str:
    lines = "".join(
        f'<path d="M{LEFT} {y(v):.1f}H{WIDTH - RIGHT}" stroke="var(--tb-rule)" stroke-width="1"/>'
        f'<text x="{LEFT - 6}" y="{y(v) + 4:.1f}" text-anchor="end" fill="var(--tb-muted)">{round_share(v)}</text>'
        for v in even_ticks(y.low, y.high, (0.05, 0.1), 5)
    )
    names = "".join(
        f'<text x="{x(year):.1f}" y="{HEIGHT - 6}" text-anchor="middle" fill="var(--tb-muted)">{year}</text>'
        for year in labelled_years(range(int(x.low), int(x.high) + 1), 7)
    )
    return lines + names


def _line(rows: pd.DataFrame, around: dict, solid: bool, x: Scale, y: Scale) -> str:
    points = [(int(year), float(value)) for year, value in zip(rows["school_year"], rows["value"], strict=True)]
    colour, width, dash = (
        (theme.MARK["town"], 2.5, "") if solid else (theme.MARK["urban"], 1.5, ' stroke-dasharray="4 3"')
    )
    drawn = "".join(path(run, x, y) for run in runs(points))
    out = f'<path d="{drawn}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
    if not solid:
        return out
    out += "".join(
        f'<circle cx="{x(year):.1f}" cy="{y(value):.1f}" r="{3.5 if year == points[-1][0] else 2.5}" fill="{colour}"/>'
        for year, value in points
    )
    return out + "".join(_break(r, around.get(r.school_year), x, y) for r in tuples(rows) if not is_missing(r.broke))


def _break(row, around: float | None, across: Scale, up: Scale) -> str:
    """The mark, and the children on the side where the city's line is not."""
    x, y = across(int(row.school_year)), up(row.value)
    text = fewer(row.broke)
    last = int(row.school_year) == across.high
    below = y + 26 < HEIGHT - BOTTOM + 4 and (around is None or around >= row.value)
    return (
        f'<path d="M{x:.1f} {y - 6:.1f}l6 11h-12z" fill="{theme.MARK["not_met"]}"/>'
        # the last year's words stand left of the line's own label
        f'<text x="{x + 6 if last else x:.1f}" y="{y + 20 if below else y - 10:.1f}"'
        f' text-anchor="{"end" if last else "middle"}" fill="var(--tb-not-met)">{text}</text>'
    )


def _end(name: str, rows: pd.DataFrame, solid: bool, y: float, across: Scale) -> str:
    x = across(int(rows["school_year"].iloc[-1])) + 8
    weight = ' font-weight="700"' if solid else ""
    text = f"{name if len(name) <= 4 else '本区县' if name.endswith(('区', '县', '市')) else '本镇'} {share(rows['value'].iloc[-1])}"
    return f'<text x="{x:.1f}" y="{y + 4:.1f}" fill="var(--tb-{"ink" if solid else "muted"})" style="font-weight:{700 if weight else 400}">{esc(text)}</text>'
