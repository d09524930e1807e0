"""Townships and city over the years against the line; or how many townships were not met each year."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from townbase import theme, words
from townbase.charts.base.figure import INK, MUTED, dash, figure, label
from townbase.charts.base.scale import dodge

HEIGHT, TOP, BOTTOM = 300, 16, 44
APART = 20  # px between two labels at the right end
SIDES = (("urban", "城区"), ("town", "乡镇"))


def trend_figure(frame: pd.DataFrame, *, percent: bool, zero: bool) -> go.Figure:
    """`frame`: as views.indicator.trend gives it. zero: what is drawn is a change, so its zero is a line."""
    if "town" not in frame:
        return _bars(frame)
    made = figure(HEIGHT, margin=(48, 96, TOP, BOTTOM), hovermode="x unified", narrow={"layout": {"margin.r": 86}})
    _years(made, frame)
    made.update_yaxes(ticksuffix="%" if percent else "", nticks=5, showline=False, ticks="")
    if zero:
        made.add_shape(dash(y=0, dash="solid", color=INK))
    ends = []
    for side, word in SIDES:
        if frame[side].notna().any():
            made.add_trace(_line(frame, side, word))
            last = frame[frame[side].notna()].iloc[-1]
            ends.append((word, float(last[side]), str(last[f"{side}_said"]).partition("（")[0], side))
    lines = frame["line"].dropna()
    if len(lines):
        made.add_shape(dash(y=float(lines.iloc[-1]), color=INK))
        ends.append(("达标线", float(lines.iloc[-1]), "", "line"))
    _label(made, frame, ends)
    return made


def _years(made: go.Figure, frame: pd.DataFrame) -> None:
    years = frame["year"].tolist()
    made.update_xaxes(
        tickvals=years, ticktext=frame["label"].tolist(), range=[years[0] - 0.2, years[-1] + 0.15], showgrid=False,
        hoverformat="d", unifiedhovertitle={"text": "%{x} 学年"},
    )  # fmt: skip


def _line(frame: pd.DataFrame, side: str, word: str) -> go.Scatter:
    colour, town = theme.MARK[side], side == "town"
    return go.Scatter(
        x=frame["year"].tolist(),
        y=[None if value != value else value for value in frame[side].astype(float)],
        mode="lines+markers",
        line={"color": colour, "width": 2.6 if town else 2, "dash": "solid" if town else "dash"},
        marker={"size": 8 if town else 6, "color": colour},
        customdata=[[text, ""] for text in frame[f"{side}_said"]],
        hovertemplate=f"{word} %{{customdata[0]}}<extra></extra>",
        name=word,
        cliponaxis=False,
    )


def _label(made: go.Figure, frame: pd.DataFrame, ends: list[tuple[str, float, str, str]]) -> None:
    """Names at the right end, moved apart where lines end together."""
    held = pd.concat([frame[side] for side, _ in SIDES] + [frame["line"]]).dropna().astype(float)
    low, high = min(held.min(), *(at for _, at, _, _ in ends)), max(held.max(), *(at for _, at, _, _ in ends))
    air = 0.08 * (high - low or abs(high) or 1)
    low, high, plot = low - air, high + air, HEIGHT - TOP - BOTTOM
    made.update_yaxes(range=[low, high])
    heights = [plot * (high - at) / (high - low) for _, at, _, _ in ends]
    last = frame["year"].iloc[-1]
    for (word, at, text, side), wanted, put in zip(ends, heights, dodge(heights, APART, plot), strict=True):
        font = {"size": 14, "color": INK if side == "town" else MUTED}
        made.add_annotation(
            label(f"{word} {text}".strip(), x=last, y=at, xanchor="left", xshift=10, yshift=wanted - put, font=font)
        )


def _bars(frame: pd.DataFrame) -> go.Figure:
    made = figure(HEIGHT, margin=(44, 14, TOP, BOTTOM))
    _years(made, frame)
    made.update_xaxes(range=[frame["year"].iloc[0] - 0.6, frame["year"].iloc[-1] + 0.6])
    made.update_yaxes(rangemode="tozero", nticks=5, showline=False, ticks="")
    made.add_trace(
        go.Bar(
            x=frame["year"].tolist(),
            y=frame["not_met"].tolist(),
            width=0.62,
            marker={"color": theme.MARK["not_met"]},
            text=[words.count(n) for n in frame["not_met"]],
            textposition="outside",
            textfont={"size": 14, "color": INK},
            customdata=[[text, ""] for text in frame["not_met_said"]],
            hovertemplate="<b>%{x} 学年</b><br>%{customdata[0]}<extra></extra>",
            cliponaxis=False,
        )
    )
    return made
