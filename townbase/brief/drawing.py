"""What is drawn on paper: inline SVG with its colours in it, made to be read at its own size in print."""

from __future__ import annotations

import pandas as pd

from townbase import theme
from townbase.asking import tuples
from townbase.brief.model import Bar
from townbase.charts.base.scale import Scale, dodge, even_ticks, labelled_years, path, runs, share_floor
from townbase.text import Markup, esc, is_missing, join
from townbase.theme.shapes import SHAPES
from townbase.words import fewer, round_share, share

NOTHING = Markup("")
INK, MUTED, RULE, RED = (theme.TOKENS[name][0] for name in ("ink", "muted", "rule", "not-met"))
COLOUR = theme.MARK | {
    "slightly_below": theme.MARK["met"],  # it counts as met; the shape tells it apart
    "missing": theme.MARK["grey"],
    "monitor": theme.MARK["grey"],
    "not_applicable": theme.MARK["grey"],
}
COLOUR["reference"] = theme.TOKENS["heat-2"][0]  # work is left in it, but no goal hangs on it: the pale of the same red
BAR = (120, 10)
WIDTH, HEIGHT = 232, 98
LEFT, RIGHT, TOP, BOTTOM = 33, 68, 16, 18
ROW = 12  # labels at the ends stand at least so far apart


def shape(name: str, label: str = "") -> Markup:
    """One status shape, 10 px; with a label it speaks."""
    text = f'role="img" aria-label="{esc(label)}"' if label else 'aria-hidden="true"'
    return Markup(f'<svg class="g" {text} width="10" height="10" viewBox="0 0 12 12">{SHAPES[name]}</svg>')


def bar(text: Bar, width: int = BAR[0]) -> Markup:
    """Parts of an axis and its tick; what cannot be judged is a dashed frame."""
    height = BAR[1]
    parts = "".join(_part(*part, width) for part in text.parts if part[1] > part[0])
    tick = (
        ""
        if text.tick is None
        else f'<path d="M{text.tick * width:.1f} 0V{height}" stroke="{INK}" stroke-width="1.5" vector-effect="non-scaling-stroke"/>'
    )
    ground = f'<rect x="0" y="3" width="{width}" height="{height - 6}" fill="{theme.TOKENS["band"][0]}"/>'
    return Markup(
        f'<svg class="bar" aria-hidden="true" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' preserveAspectRatio="none">{ground}{parts}{tick}</svg>'
    )


def _part(start: float, end: float, code: str, width: int) -> str:
    x, wide = start * width, max((end - start) * width, 1)
    if code == "missing":
        frame = f'fill="#fff" stroke="{COLOUR[code]}" stroke-dasharray="2 1.5" vector-effect="non-scaling-stroke"'
        return f'<rect x="{x + 0.5:.1f}" y="2.5" width="{max(wide - 1, 1):.1f}" height="5" {frame}/>'
    return f'<rect x="{x:.1f}" y="2" width="{wide:.1f}" height="6" fill="{COLOUR[code]}"/>'


def rates(frame: pd.DataFrame, key: str) -> Markup:
    """A panel a stage on one axis, from the frame of views.retention_rates.panels; key: which line is whose."""
    low = share_floor(frame["value"].min(), 0.03 if frame["broke"].notna().any() else 0.01)
    y = Scale(low, 1, HEIGHT - BOTTOM, TOP)
    x = Scale(int(frame["school_year"].min()), int(frame["school_year"].max()), LEFT + 8, WIDTH - RIGHT - 4, alone=0)
    panels = join(_panel(own, x, y) for _, own in frame.groupby("stage", sort=False))
    axis = f"；各图同轴，纵轴自 {round_share(low)} 起" if low > 0 else ""
    return Markup(f'<div class="panels">{panels}</div><p class="note">{esc(key)}{axis}。</p>')


def _panel(own: pd.DataFrame, x: Scale, y: Scale) -> Markup:
    first = own.iloc[0]
    mark = {"met": "met", "not_met": "not_met"}.get(first["status"], "missing")
    series = [(name, rows) for name, rows in own.groupby("series", sort=False)]
    ends = dodge([y(rows["value"].iloc[-1]) for _, rows in series], ROW, HEIGHT)
    drawn = "".join(_line(rows, nth == 0, x, y) for nth, (_, rows) in reversed(list(enumerate(series))))
    labels = "".join(_end(nth, rows, ends[nth], x, len(series)) for nth, (_, rows) in enumerate(series))
    text = f"{first['label']}。" + "；".join(
        f"{name} "
        + "，".join(f"{int(at)} 年 {share(v)}" for at, v in zip(rows["school_year"], rows["value"], strict=True))
        for name, rows in series
    )
    return Markup(
        f"<figure><figcaption>{shape(mark)} {esc(first['label'])}</figcaption>"
        f'<svg class="line" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{esc(text)}">'
        f"{_grid(x, y)}{drawn}{labels}</svg></figure>"
    )


def _grid(x: Scale, y: Scale) -> str:
    lines = "".join(
        f'<path d="M{LEFT} {y(v):.1f}H{WIDTH - RIGHT + 4}" stroke="{RULE}"/>'
        f'<text x="{LEFT - 4}" y="{y(v) + 4:.1f}" text-anchor="end" fill="{MUTED}">{round_share(v)}</text>'
        for v in even_ticks(y.low, y.high, (0.05, 0.1, 0.2), 3.5)
    )
    return lines + "".join(
        f'<text x="{x(year):.1f}" y="{HEIGHT - 4}" text-anchor="middle" fill="{MUTED}">{year}</text>'
        for year in labelled_years(range(int(x.low), int(x.high) + 1), 4)
    )


def _line(rows: pd.DataFrame, solid: bool, x: Scale, y: Scale) -> str:
    points = [(int(year), float(value)) for year, value in zip(rows["school_year"], rows["value"], strict=True)]
    drawn = "".join(path(run, x, y) for run in runs(points))
    colour, width, dash = (COLOUR["town"], 2, "") if solid else (COLOUR["urban"], 1.2, ' stroke-dasharray="4 3"')
    out = f'<path d="{drawn}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
    if solid:
        out += "".join(
            f'<circle cx="{x(year):.1f}" cy="{y(value):.1f}" r="2.5" fill="{colour}"/>' for year, value in points
        )
        out += "".join(_break(row, x, y) for row in tuples(rows) if not is_missing(row.broke))
    return out


def _break(row, across: Scale, up: Scale) -> str:
    """A year that did not rise, and how many children that is."""
    x, y = across(int(row.school_year)), up(row.value)
    below = y + 16 < HEIGHT - BOTTOM
    anchor = "end" if int(row.school_year) == across.high else "middle"
    return (
        f'<path d="M{x:.1f} {y - 5:.1f}l5 9h-10z" fill="{COLOUR["not_met"]}"/>'
        f'<text x="{x + 5 if anchor == "end" else x:.1f}" y="{y + 15 if below else y - 8:.1f}" text-anchor="{anchor}" fill="{RED}">'
        f"{fewer(row.broke)}</text>"
    )


def _end(nth: int, rows: pd.DataFrame, y: float, across: Scale, series: int) -> str:
    around = "城区 " if "城区" in str(rows["series"].iloc[0]) else "乡镇 "
    name = "" if series == 1 else "本地 " if nth == 0 else around
    weight, colour = (700, INK) if nth == 0 else (400, MUTED)
    x = across(int(rows["school_year"].iloc[-1])) + 6
    return f'<text x="{x:.1f}" y="{y + 4:.1f}" font-weight="{weight}" fill="{colour}">{name}{share(rows["value"].iloc[-1])}</text>'
