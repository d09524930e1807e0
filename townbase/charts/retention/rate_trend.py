"""Shares year by year: the page's own line solid, the urban streets dashed, the whole dotted, each named at its end."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.charts.base.figure import INK, MUTED, figure, hover, label, points, year_axis
from townbase.charts.base.scale import dodge, labelled_years, padded

HEIGHT, TOP, BOTTOM = 214, 12, 30
APART, AIR = 20, 0.12  # px between two labels at the right end; room above and below the lines
STYLE = {
    "own": {"color": theme.MARK["town"], "width": 2.8},
    "urban": {"color": theme.MARK["urban"], "width": 2, "dash": "dash"},
    "whole": {"color": theme.MARK["grey"], "width": 2, "dash": "dot"},
}
ENDING = 8  # signs of a name that fit beside a line


def rate_trend(frame: pd.DataFrame) -> go.Figure:
    """`frame`: series, role (own, urban, whole), school_year, value, said, broke; the page's own line first."""
    years = sorted(int(year) for year in frame["school_year"].unique())
    low, high = padded(100 * frame["value"].min(), 100 * frame["value"].max(), AIR)
    made = figure(
        HEIGHT,
        margin=(48, 150, TOP, BOTTOM),
        hovermode="x unified",
        narrow={"layout": {"margin.r": 128}},
        xaxis=year_axis(years, unifiedhovertitle={"text": "%{x} 学年"}),
    )
    named = labelled_years(range(years[0], years[-1] + 1), 5)
    made.update_xaxes(tickvals=named, ticktext=[str(year) for year in named], range=[years[0] - 0.2, years[-1] + 0.1])
    made.update_yaxes(range=[low, high], ticksuffix="%", nticks=4, showline=False, ticks="")
    lines = list(frame.groupby("series", sort=False))
    for _, own in reversed(lines):
        made.add_trace(_line(own))
    _name(made, [own.iloc[-1] for _, own in lines], low, high)
    return made


def _line(own: pd.DataFrame) -> go.Scatter:
    first = own.iloc[0]
    role = str(first["role"])
    # a missing year is a gap in the line
    every = own.set_index("school_year").reindex(
        range(int(own["school_year"].min()), int(own["school_year"].max()) + 1)
    )
    return go.Scatter(
        x=every.index.tolist(),
        y=[None if pd.isna(value) else 100 * value for value in every["value"]],
        mode="lines+markers",
        line=STYLE[role],
        marker={
            "size": [8 if value is True else 5 for value in every["broke"]],
            "symbol": ["triangle-down" if value is True else "circle" for value in every["broke"]],
            "color": [theme.MARK["not_met"] if value is True else STYLE[role]["color"] for value in every["broke"]],
            "opacity": 1,
        },
        customdata=points([["" if pd.isna(said) else said, ""] for said in every["said"]]),
        hovertemplate=hover(head=f"{label(first['series'])['text']} %{{customdata[0]}}"),
        name=str(first["series"]),
        cliponaxis=False,
    )


def _name(made: go.Figure, ends: list[pd.Series], low: float, high: float) -> None:
    """Name and last value at the right end, moved apart where lines end together."""
    plot = HEIGHT - TOP - BOTTOM
    heights = [plot * (high - 100 * end["value"]) / (high - low) for end in ends]
    for end, wanted, put in zip(ends, heights, dodge(heights, APART, plot), strict=True):
        own = end["role"] == "own"
        name = str(end["series"])
        text = label(f"{name if len(name) <= ENDING else name[: ENDING - 1] + '…'} {end['said']}")["text"]
        made.add_annotation(
            label("", x=int(end["school_year"]), y=100 * end["value"], xanchor="left", xshift=9, yshift=wanted - put)
            | {
                "text": f"<b>{text}</b>" if own else text,
                "font": {"size": 14 if own else 13, "color": INK if own else MUTED},
            }
        )


def trend_alt(frame: pd.DataFrame) -> str:
    """The lines in words: where each begins and ends."""
    parts = []
    for name, own in frame.groupby("series", sort=False):
        first, last = own.iloc[0], own.iloc[-1]
        parts.append(
            f"{name} {int(first['school_year'])} 年 {first['said']}，{int(last['school_year'])} 年 {last['said']}"
        )
    return "；".join(parts)
