"""Two figures of every township as dots; no line is drawn through them, since none is claimed."""

from __future__ import annotations

import html

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.charts.base import figure as base
from townbase.charts.base.scale import padded

HEIGHT = 400
AIR = 0.06  # of the span of an axis, free at either end
HOVER = base.hover("横轴 %{customdata[2]}", "纵轴 %{customdata[3]}", head="<b>%{customdata[0]}</b>（%{customdata[1]}）")
SAID = ("name", "district", "across_said", "up_said", "href")


def two_figures(frame: pd.DataFrame, *, across: str, up: str) -> go.Figure:
    """`frame`: name, district, across, up, across_said, up_said, href. across, up: what the axes count. The dashed lines are the medians."""
    made = base.figure(
        HEIGHT,
        margin=(44, 12, 32, 52),
        xaxis=base.axis(
            range=list(padded(frame["across"].min(), frame["across"].max(), AIR)), showgrid=False, nticks=6, tickformat=",",
            title={"text": html.escape(across, quote=False), "standoff": 8, "font": {"size": base.WORD}},
        ),
        yaxis=base.axis(range=list(padded(frame["up"].min(), frame["up"].max(), AIR)), showline=False, ticks="", nticks=7),
        shapes=[base.dash(x=float(frame["across"].median())), base.dash(y=float(frame["up"].median()))],
        annotations=[base.label(f"{up}，虚线为中位数", xref="paper", x=0, xanchor="left", yref="paper", y=1, yanchor="bottom", yshift=6)],
    )  # fmt: skip
    colour = theme.MARK["met"]
    made.add_trace(
        go.Scatter(
            x=frame["across"].tolist(),
            y=frame["up"].tolist(),
            customdata=base.points(frame[list(SAID)].itertuples(index=False, name=None)),
            mode="markers",
            marker={"symbol": "circle", "size": 9, "color": colour, "opacity": 0.75, "line": {"width": 0}},
            hovertemplate=HOVER,
            cliponaxis=False,
        )
    )
    return made
