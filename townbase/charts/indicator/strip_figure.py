"""An academic result, a row a district in official order: never ranked, nobody named, one line for all."""

from __future__ import annotations

from itertools import groupby

import pandas as pd
import plotly.graph_objects as go

from townbase.charts.base.beeswarm import apart
from townbase.charts.base.figure import GRID, INK, MUTED, figure, label
from townbase.charts.indicator.township_dots import Spot, dots, line_at, of_shapes, span_of, title
from townbase.text import is_missing

ROW, TOP, BOTTOM, RADIUS = 26, 28, 46, 5
WIDTH = 640  # px of the plot that dots are moved apart for


def strip_figure(
    frame: pd.DataFrame, *, line: float | None, line_label: str, axis_title: str, percent: bool
) -> go.Figure:
    """`frame` as of the swarm, in official order; one district alone has a row a township."""
    one = frame["district"].nunique() == 1
    rows = frame["name" if one else "district"]
    names = [name for name, _ in groupby(rows)]
    span = span_of(frame, line)
    placed = _placed(frame, rows, names, span)
    made = figure(
        TOP + BOTTOM + ROW * len(names),
        margin=(10, 14, TOP, BOTTOM),
        shapes=[] if line is None else [line_at(line)],
        annotations=[]
        if line is None
        else [label(line_label, x=line, yref="paper", y=1, yanchor="bottom", font={"size": 14, "color": INK})],
    )
    left = min([span[0], *(x - 2 * RADIUS * (span[1] - span[0]) / WIDTH for x, _ in placed)])
    suffix = "%" if percent else ""
    made.update_xaxes(range=[left, span[1]], showgrid=False, nticks=6, ticksuffix=suffix, title=title(axis_title))
    if left < span[0]:
        _set_apart(made, left, span[0])
    made.update_yaxes(
        range=[len(names) - 0.5, -0.5],
        tickvals=list(range(len(names))),
        ticktext=names,
        showline=False,
        ticks="",
        showgrid=True,
    )
    for own in of_shapes(frame):
        made.add_trace(dots(own, [placed[nth] for nth in own.index]))
    return made


def _set_apart(made: go.Figure, left: float, right: float) -> None:
    """The ground under those without a value, so that nobody reads their place as one."""
    where = {"yref": "paper", "y0": 0, "y1": 1, "x0": left, "x1": right}
    made.add_shape(type="rect", layer="below", line_width=0, fillcolor=GRID, **where)
    made.add_annotation(
        label("只列判定", x=(left + right) / 2, yref="paper", y=1, yanchor="bottom", font={"size": 13, "color": MUTED})
    )


def _placed(frame: pd.DataFrame, rows: pd.Series, names: list[str], span: tuple[float, float]) -> list[Spot]:
    """The value as it is; only up and down inside its row are dots moved apart. Without a value left of the axis."""
    unit = (span[1] - span[0]) / WIDTH
    placed: list[Spot] = [(0.0, 0.0)] * len(frame)
    for nth, name in enumerate(names):
        own = [(spot, at) for spot, (row, at) in enumerate(zip(rows, frame["at"], strict=True)) if row == name]
        there = [(spot, float(at)) for spot, at in own if not is_missing(at)]
        moved = apart([(at - span[0]) / unit for _, at in there], RADIUS, ROW)
        for (spot, at), (_, up) in zip(there, moved, strict=True):
            placed[spot] = at, nth - max(min(up / ROW, 0.4), -0.4)
        for aside, spot in enumerate(spot for spot, at in own if is_missing(at)):
            placed[spot] = span[0] - (2.4 * RADIUS * (aside + 1)) * unit, float(nth)
    return placed
