"""A dot a township: how many pupils it has, and where its value stands to the urban one (dashed line)."""

from __future__ import annotations

import html
import math

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.charts.base.scale import Scale, padded, whole_ticks

HEIGHT = 420
AIR = 0.06  # of the span of an axis, free at either end
WIDE = 10  # from this ratio of largest to smallest on, the axis across is logarithmic
FADED = "rgba(124,133,143,.28)"  # the grey of marks, thin enough for grid lines on both grounds
HOVER = (
    "<b>%{customdata[0]}</b>（%{customdata[1]}）<br>数值 %{customdata[2]}<br>城区 %{customdata[3]}"
    "<br>差值 %{customdata[4]}<br>在校生 %{customdata[5]}<extra></extra>"
)
SAID = ("name", "district", "value_said", "urban_said", "gap_said", "pupils_said")
# What labels are laid out on: the plot of a phone, in pixels; on a wider screen they only stand further apart.
PHONE = (300, 320)
LINE, SIGN = 16, 13
Box = tuple[float, float, float, float]  # left, top, right, bottom


def scatter(frame: pd.DataFrame, *, line: float, line_label: str, axis: str, across: str) -> go.Figure:
    """`frame`: name, district, pupils (above 0), height, below, named, value_said, urban_said, gap_said, pupils_said.

    line: the height of the urban value, line_label: its label · axis, across: what the axes count
    """
    log = frame["pupils"].max() >= WIDE * frame["pupils"].min()
    low, high = _spread(frame["pupils"].min(), frame["pupils"].max(), log)
    floor, top = padded(min(frame["height"].min(), line), max(frame["height"].max(), line), AIR)
    x, y = Scale(low, high, 0, PHONE[0]), Scale(floor, top, PHONE[1], 0)  # on a phone, from the top left
    spots = [
        (x(math.log10(n) if log else n), y(value)) for n, value in zip(frame["pupils"], frame["height"], strict=True)
    ]
    side, taken = _beside_line(line_label, y(line), [_around(*spot) for spot in spots])
    places = _places(frame, spots, taken)
    figure = go.Figure(layout={"template": "none"})
    for below in (False, True):
        here = frame["below"] == below
        if here.any():
            figure.add_trace(_dots(frame[here], below, places[here]))
    ticks = whole_ticks(10**low if log else low, 10**high if log else high, log)
    figure.update_xaxes(
        type="log" if log else "linear", range=[low, high], tickvals=ticks, ticktext=[f"{tick:,}" for tick in ticks],
        title={"text": html.escape(across + "，对数刻度" * bool(log), quote=False), "standoff": 8, "font": {"size": 12}},
        showgrid=False, linecolor=theme.MARK["grey"], ticks="outside",
        tickcolor=theme.MARK["grey"], zeroline=False, fixedrange=True,
    )  # fmt: skip
    figure.update_yaxes(range=[floor, top], gridcolor=FADED, zeroline=False, fixedrange=True, nticks=7, automargin=True)
    figure.add_shape(
        type="line",
        xref="paper",
        x0=0,
        x1=1,
        yref="y",
        y0=line,
        y1=line,
        line={"dash": "dash", "width": 1.5, "color": theme.MARK["urban"]},
        name="urban",
    )
    _write(figure, line_label, yref="y", y=line, **side)
    _write(figure, axis, x=0, xanchor="left", yref="paper", y=1, yanchor="bottom", yshift=6)
    figure.update_layout(
        height=HEIGHT, margin={"l": 44, "r": 12, "t": 32, "b": 52}, showlegend=False, dragmode=False, hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", font={"family": theme.FONT, "size": 12, "color": theme.TOKENS["ink"][0]},
        hoverlabel={"bgcolor": theme.TOKENS["panel"][0], "bordercolor": theme.MARK["grey"], "align": "left", "namelength": -1,
                    "font": {"family": theme.FONT, "size": 13, "color": theme.TOKENS["ink"][0]}},
    )  # fmt: skip
    return figure


def _dots(part: pd.DataFrame, below: bool, places: pd.Series) -> go.Scatter:
    sentence = part[list(SAID)].map(lambda value: html.escape(str(value), quote=False))
    return go.Scatter(
        x=part["pupils"].tolist(),
        y=part["height"].tolist(),
        customdata=sentence.to_numpy().tolist(),
        text=sentence["name"].where(part["named"], "").tolist(),
        textposition=places.tolist(),
        mode="markers+text",
        marker={
            "symbol": "triangle-up" if below else "circle",
            "size": 10 if below else 8,
            "color": theme.MARK["not_met" if below else "met"],
        },
        hovertemplate=HOVER,
        name="低于城区" if below else "不低于城区",
        cliponaxis=False,
    )


def _write(figure: go.Figure, text: str, **where: object) -> None:
    figure.add_annotation(text=html.escape(text, quote=False), xref="paper", showarrow=False, **where)


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
