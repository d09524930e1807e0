"""Every township on one axis against the line, laid out twice: for a wide card and for a narrow one."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.charts.base.beeswarm import apart
from townbase.charts.base.figure import INK, MUTED, figure, label
from townbase.charts.indicator.township_dots import Spot, dots, line_at, of_shapes, span_of, title
from townbase.text import is_missing

RED = theme.TOKENS["not-met"][0]
SIGN, SHELF = 13, 20  # px: a sign of a label, the shelf for labels and for dots without a place


@dataclass(frozen=True)
class Layout:
    """One width of the picture, in px: of the plot, above and below it, and of a dot."""

    width: int
    height: int
    top: int
    bottom: int
    radius: float

    @property
    def half(self) -> float:
        return (self.height - self.top - self.bottom) / 2


WIDE = Layout(width=800, height=290, top=44, bottom=50, radius=5.2)
NARROW = Layout(width=330, height=320, top=44, bottom=50, radius=4.6)


def swarm_figure(
    frame: pd.DataFrame, *, line: float | None, line_label: str, axis_title: str, percent: bool
) -> go.Figure:
    """`frame`: id, name, district, at, low, high, shape, value, against, word, named, href."""
    span = span_of(frame, line)
    wide, narrow = (_laid_out(frame, span, at) for at in (WIDE, NARROW))
    groups = of_shapes(frame)
    labels = {at: _labels(frame, placed, span, line, line_label, at) for at, placed in ((WIDE, wide), (NARROW, narrow))}
    made = figure(
        WIDE.height,
        margin=(10, 10, WIDE.top, WIDE.bottom),
        narrow={
            "layout": {
                "height": NARROW.height,
                "xaxis.range": _range(span, narrow, NARROW),
                "yaxis.range": [-NARROW.half, NARROW.half],
                "xaxis.nticks": 4,
                "annotations": labels[NARROW],
            },
            "data": {
                "x": [[narrow[nth][0] for nth in own.index] for own in groups],
                "y": [[narrow[nth][1] for nth in own.index] for own in groups],
            },
        },
        annotations=labels[WIDE],
        shapes=[] if line is None else [line_at(line)],
    )
    made.update_xaxes(
        range=_range(span, wide, WIDE), showgrid=False, ticksuffix="%" if percent else "", title=title(axis_title)
    )
    made.update_yaxes(visible=False, range=[-WIDE.half, WIDE.half])
    for own in groups:
        made.add_trace(dots(own, [wide[nth] for nth in own.index]))
    return made


def _laid_out(frame: pd.DataFrame, span: tuple[float, float], of: Layout) -> list[Spot]:
    """x in units of the axis, y in px from the middle; who has no value stands on the shelf at the lower left."""
    unit = (span[1] - span[0]) / of.width
    ats = [None if is_missing(at) else float(at) for at in frame["at"]]
    there = [nth for nth, at in enumerate(ats) if at is not None]
    moved = apart([(ats[nth] - span[0]) / unit for nth in there], of.radius, of.half - SHELF)  # type: ignore[operator]
    placed: dict[int, Spot] = {
        nth: (float(ats[nth] or 0) + aside * unit, up) for nth, (aside, up) in zip(there, moved, strict=True)
    }
    in_row = max(int(of.width / (2.4 * of.radius)), 1)
    for nth, at in enumerate(at for at in range(len(ats)) if at not in placed):
        aside, up = nth % in_row * 2.4 * of.radius + of.radius, nth // in_row * 2.2 * of.radius + of.radius
        placed[at] = span[0] + aside * unit, up - of.half
    return [placed[at] for at in range(len(ats))]


def _range(span: tuple[float, float], placed: list[Spot], of: Layout) -> list[float]:
    """Wider where a pile went on beside its value."""
    unit = (span[1] - span[0]) / of.width
    return [span[0], max(span[1], max((x for x, _ in placed), default=span[1]) + 2 * of.radius * unit)]


def _labels(
    frame: pd.DataFrame, placed: list[Spot], span: tuple[float, float], line: float | None, line_label: str, of: Layout
) -> list[dict[str, object]]:
    """The line's word on top, the named dots above and below the others; where there is no room a name is left out."""
    low, high = _range(span, placed, of)
    unit = (high - low) / of.width
    made, taken = [], []  # taken: shelf, left, right
    if line is not None:
        half = SIGN * len(line_label) / 2
        x = min(max((line - low) / unit, half), of.width - half)
        taken.append((True, x - half, x + half))
        font = {"size": 14, "color": INK}
        made.append(label(line_label, x=low + x * unit, yref="paper", y=1, yanchor="bottom", yshift=2, font=font))
    named = [(*placed[nth], row) for nth, row in enumerate(frame.to_dict("records")) if row["named"]]
    for x, y, row in sorted(named, key=lambda spot: spot[0]):
        wide, at = SIGN * len(row["named"]) * 0.85, (x - low) / unit
        left = min(max(at - wide / 2, 0), of.width - wide)
        free = [
            top
            for top in (True, False)
            if all(top != one or left > end or left + wide < start for one, start, end in taken)
        ]
        if not free:
            continue
        taken.append((free[0], left, left + wide))
        away = -(of.half - y + 10) if free[0] else of.half + y - 10
        colour = RED if row["shape"] == "not_met" else MUTED
        made.append(
            label(
                row["named"], x=x, y=y, ax=left + wide / 2 - at, ay=away, showarrow=True, arrowhead=0, arrowwidth=1,
                arrowcolor=theme.MARK["grey"], standoff=6, font={"size": 13, "color": colour},
            )
        )  # fmt: skip
    return made
