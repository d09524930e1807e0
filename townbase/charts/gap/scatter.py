"""A dot a township: how many pupils it has, and where its value stands to the urban one (dashed line)."""

from __future__ import annotations

import html
import math

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.charts.base import figure as base
from townbase.charts.base.scale import Scale, padded, whole_ticks

HEIGHT = 420
AIR = 0.06  # of the span of an axis, free at either end
WIDE = 10  # from this ratio of largest to smallest on, the axis across is logarithmic
HOVER = base.hover(
    "数值 %{customdata[2]}，城区 %{customdata[3]}", "差值 %{customdata[4]}", "在校生 %{customdata[5]}",
    head="<b>%{customdata[0]}</b>（%{customdata[1]}）",
)  # fmt: skip
SAID = ("name", "district", "value_said", "urban_said", "gap_said", "pupils_said", "href")
# state of the view -> (symbol, size, colour, width of the line): a ring is 略低 and nothing else
DOTS = {
    "level": ("circle", 8, theme.MARK["met"], 0),
    "near": ("circle-open", 8, theme.MARK["met"], 2),
    "below": ("triangle-up", 10, theme.MARK["not_met"], 0),
}
# What labels are laid out on: the plot of a phone, in pixels; on a wider screen they only stand further apart.
PHONE = (300, 320)
LINE, SIGN = 16, 13
Box = tuple[float, float, float, float]  # left, top, right, bottom


def scatter(frame: pd.DataFrame, *, line: float, line_label: str, axis: str, across: str) -> go.Figure:
    """`frame`: name, district, pupils (above 0), height, state, named, value_said, urban_said, gap_said, pupils_said, href.

    line: the height of the urban value, line_label: its label · axis, across: what the axes count
    """
    log = frame["pupils"].max() >= WIDE * frame["pupils"].min()
    low, high = _spread(frame["pupils"].min(), frame["pupils"].max(), log)
    floor, top = padded(min(frame["height"].min(), line), max(frame["height"].max(), line), AIR)
    x, y = Scale(low, high, 0, PHONE[0]), Scale(floor, top, PHONE[1], 0)  # on a phone, from the top left
    spots = [
        (x(math.log10(n) if log else n), y(value)) for n, value in zip(frame["pupils"], frame["height"], strict=True)
    ]
    ticks = whole_ticks(10**low if log else low, 10**high if log else high, log)
    side, taken = _beside_line(line_label, y(line), [_around(*spot) for spot in spots])
    places = _places(frame, spots, taken)
    made = base.figure(
        HEIGHT,
        margin=(44, 12, 32, 52),
        xaxis=base.axis(
            type="log" if log else "linear", range=[low, high], tickvals=ticks, ticktext=[f"{tick:,}" for tick in ticks], showgrid=False,
            title={"text": html.escape(across + "，对数刻度" * bool(log), quote=False), "standoff": 8, "font": {"size": base.WORD}},
        ),
        yaxis=base.axis(range=[floor, top], showline=False, ticks="", nticks=7),
        shapes=[base.dash(y=line)],
        annotations=[
            base.label(line_label, xref="paper", yref="y", y=line, **side),
            base.label(axis, xref="paper", x=0, xanchor="left", yref="paper", y=1, yanchor="bottom", yshift=6),
        ],
    )  # fmt: skip
    for state in DOTS:
        here = frame["state"] == state
        if here.any():
            made.add_trace(_dots(frame[here], state, places[here]))
    return made


def _dots(part: pd.DataFrame, state: str, places: pd.Series) -> go.Scatter:
    symbol, size, colour, width = DOTS[state]
    return go.Scatter(
        x=part["pupils"].tolist(),
        y=part["height"].tolist(),
        customdata=base.points(part[list(SAID)].itertuples(index=False, name=None)),
        text=part["name"].map(lambda name: html.escape(str(name), quote=False)).where(part["named"], "").tolist(),
        textposition=places.tolist(),
        mode="markers+text",
        marker={"symbol": symbol, "size": size, "color": colour, "opacity": 1, "line": {"width": width, "color": colour}},
        hovertemplate=HOVER,
        cliponaxis=False,
    )  # fmt: skip


def _spread(low: float, high: float, log: bool) -> tuple[float, float]:
    if log:
        return padded(math.log10(low), math.log10(high), AIR)
    start, end = padded(low, high, AIR)
    return max(0.0, start), end


def _around(x: float, y: float) -> Box:
    return x - 4, y - 4, x + 4, y + 4


def _beside_line(text: str, y: float, dots: list[Box]) -> tuple[dict[str, object], list[Box]]:
    """At which end of the line, above or below it, its label covers least; and what is taken with it."""
    wide = SIGN * len(text)
    ends = {"right": (PHONE[0] - wide, PHONE[0]), "left": (0.0, float(wide))}
    boxes = {
        (end, edge): (ends[end][0], y - LINE * (edge == "bottom"), ends[end][1], y + LINE * (edge == "top"))
        for edge in ("bottom", "top")
        for end in ends
    }
    end, edge = min(boxes, key=lambda place: _covered(boxes[place], dots))
    return {"x": float(end == "right"), "xanchor": end, "yanchor": edge}, [*dots, boxes[end, edge]]


def _places(frame: pd.DataFrame, spots: list[tuple[float, float]], taken: list[Box]) -> pd.Series:
    """Where each name stands beside its dot: on the side where it covers least."""
    places, taken = [], [*taken]
    for name, named, spot in zip(frame["name"], frame["named"], spots, strict=True):
        boxes = _boxes(*spot, SIGN * len(name))
        best = min(boxes, key=lambda side: _covered(boxes[side], taken)) if named else "top center"
        places.append(best)
        taken += [boxes[best]] * named
    return pd.Series(places, index=frame.index)


def _boxes(x: float, y: float, wide: float) -> dict[str, Box]:
    half = LINE / 2
    return {
        "middle right": (x + 6, y - half, x + 6 + wide, y + half),
        "middle left": (x - 6 - wide, y - half, x - 6, y + half),
        "bottom center": (x - wide / 2, y + 6, x + wide / 2, y + 6 + LINE),
        "top center": (x - wide / 2, y - 6 - LINE, x + wide / 2, y - 6),
    }


def _covered(box: Box, taken: list[Box]) -> float:
    """The area lost to others and, counted double, outside the plot."""
    left, top, right, bottom = box
    lost = sum(
        max(0.0, min(right, other[2]) - max(left, other[0])) * max(0.0, min(bottom, other[3]) - max(top, other[1]))
        for other in taken
    )
    outside = max(0.0, -left) + max(0.0, right - PHONE[0]) + max(0.0, bottom - PHONE[1] - 20) + max(0.0, -top)
    return lost + 2 * LINE * outside
