"""A line panel a stage on one axis: the place solid, the city dashed, each year that did not rise marked with its children."""

from __future__ import annotations

import math

import pandas as pd

from townbase import theme
from townbase.charts.base.glyphs import glyph
from townbase.text import Markup, esc, is_missing, join
from townbase.words import share

WIDTH, HEIGHT = 400, 190
LEFT, RIGHT, TOP, BOTTOM = 40, 110, 16, 26
STYLE = f"<style>text{{font:12.5px {theme.FONT}}}</style>"


def rate_lines(frame: pd.DataFrame) -> Markup:
    """`frame`: stage, label, status, href, on, series (the place first, then 全市), school_year, value, broke (children or nothing)."""
    # room below for what is said of a break
    low = max(math.floor((frame["value"].min() - (0.03 if frame["broke"].notna().any() else 0.01)) * 20) / 20, 0)
    years = range(int(frame["school_year"].min()), int(frame["school_year"].max()) + 1)
    panels = join(_panel(own, low, years) for _, own in frame.groupby("stage", sort=False))
    axis = "各图同轴" + (f"，纵轴自 {low * 100:.0f}% 起" if low > 0 else "")
    return Markup(f'<div class="tb-lines">{panels}</div><p class="tb-note">{axis}</p>')


def _panel(own: pd.DataFrame, low: float, years: range) -> Markup:
    first = own.iloc[0]
    shape = {"met": "met", "not_met": "not_met"}.get(first["status"], "missing")
    current = ' aria-current="true"' if first["on"] else ""
    title = f'<figcaption>{glyph(shape)} <a data-nav href="{esc(first["href"])}"{current}>{esc(first["label"])}</a></figcaption>'
    series = list(own.groupby("series", sort=False))
    ends = _dodged([(name, rows["value"].iloc[-1]) for name, rows in series], low)
    around = dict(zip(series[1][1]["school_year"], series[1][1]["value"], strict=True)) if len(series) > 1 else {}
    drawn = "".join(
        _line(rows, around, nth == 0, low, years) for nth, (name, rows) in reversed(list(enumerate(series)))
    )
    labels = "".join(_end(name, rows, nth == 0, ends[name], years) for nth, (name, rows) in enumerate(series))
    text = f"{first['label']}。" + "；".join(f"{name} {_spoken(rows)}" for name, rows in series)
    return Markup(
        f'<figure class="tb-line-panel{" tb-line-on" if first["on"] else ""}">{title}'
        f'<svg class="tb-lines-svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{esc(text)}">'
        f"{STYLE}{_grid(low, years)}{drawn}{labels}</svg></figure>"
    )


def _spoken(rows: pd.DataFrame) -> str:
    return "，".join(
        f"{int(year)} 年 {share(value)}" for year, value in zip(rows["school_year"], rows["value"], strict=True)
    )


def _grid(low: float, years: range) -> str:
    step = 0.05 if 1 - low <= 0.25 else 0.1
    ticks = [low + at * step for at in range(int((1 - low) / step + 1e-9) + 1)]
    lines = "".join(
        f'<path d="M{LEFT} {_y(v, low):.1f}H{WIDTH - RIGHT}" stroke="var(--tb-rule)" stroke-width="1"/>'
        f'<text x="{LEFT - 6}" y="{_y(v, low) + 4:.1f}" text-anchor="end" fill="var(--tb-muted)">{v * 100:.0f}%</text>'
        for v in ticks
    )
    shown = [year for year in years if len(years) <= 7 or (years[-1] - year) % 2 == 0]
    names = "".join(
        f'<text x="{_x(y, years):.1f}" y="{HEIGHT - 6}" text-anchor="middle" fill="var(--tb-muted)">{y}</text>'
        for y in shown
    )
    return lines + names


def _line(rows: pd.DataFrame, around: dict, solid: bool, low: float, years: range) -> str:
    points = [(int(y), float(v)) for y, v in zip(rows["school_year"], rows["value"], strict=True)]
    runs: list[list[tuple[int, float]]] = []
    for year, value in points:
        if runs and runs[-1][-1][0] == year - 1:
            runs[-1].append((year, value))
        else:
            runs.append([(year, value)])
    colour, width, dash = (
        (theme.MARK["town"], 2.5, "") if solid else (theme.MARK["urban"], 1.5, ' stroke-dasharray="4 3"')
    )
    path = "".join("M" + "L".join(f"{_x(y, years):.1f} {_y(v, low):.1f}" for y, v in run) for run in runs)
    out = f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
    if not solid:
        return out
    out += "".join(
        f'<circle cx="{_x(y, years):.1f}" cy="{_y(v, low):.1f}" r="{3.5 if y == points[-1][0] else 2.5}" fill="{colour}"/>'
        for y, v in points
    )
    return out + "".join(
        _break(r, around.get(r.school_year), low, years) for r in rows.itertuples() if not is_missing(r.broke)
    )


def _break(row, around: float | None, low: float, years: range) -> str:
    """The mark, and the children on the side where the city's line is not."""
    x, y = _x(int(row.school_year), years), _y(row.value, low)
    whole = int(abs(row.broke) + 0.5)
    text = f"少 {whole} 名" if whole else "持平"
    last = int(row.school_year) == years[-1]
    below = y + 26 < HEIGHT - BOTTOM + 4 and (around is None or around >= row.value)
    return (
        f'<path d="M{x:.1f} {y - 6:.1f}l6 11h-12z" fill="{theme.MARK["not_met"]}"/>'
        # the last year's words stand left of the line's own label
        f'<text x="{x + 6 if last else x:.1f}" y="{y + 20 if below else y - 10:.1f}"'
        f' text-anchor="{"end" if last else "middle"}" fill="var(--tb-not-met)">{text}</text>'
    )


def _end(name: str, rows: pd.DataFrame, solid: bool, y: float, years: range) -> str:
    x = _x(int(rows["school_year"].iloc[-1]), years) + 8
    weight = ' font-weight="700"' if solid else ""
    text = f"{name if len(name) <= 4 else '本区县' if name.endswith(('区', '县', '市')) else '本镇'} {share(rows['value'].iloc[-1])}"
    return f'<text x="{x:.1f}" y="{y + 4:.1f}" fill="var(--tb-{"ink" if solid else "muted"})" style="font-weight:{700 if weight else 400}">{esc(text)}</text>'


def _dodged(ends: list[tuple[str, float]], low: float) -> dict[str, float]:
    """Label heights at least 14 px apart, the higher value above."""
    placed = sorted(((name, _y(value, low)) for name, value in ends), key=lambda each: each[1])
    if len(placed) == 2 and placed[1][1] - placed[0][1] < 14:
        middle = (placed[0][1] + placed[1][1]) / 2
        placed = [(placed[0][0], middle - 7), (placed[1][0], middle + 7)]
    return dict(placed)


def _x(year: int, years: range) -> float:
    return LEFT + 8 + (year - years[0]) * (WIDTH - LEFT - RIGHT - 8) / max(len(years) - 1, 1)


def _y(value: float, low: float) -> float:
    return HEIGHT - BOTTOM - (value - low) / (1 - low) * (HEIGHT - TOP - BOTTOM)
