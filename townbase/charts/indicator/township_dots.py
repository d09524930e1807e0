"""Townships as dots of a figure: a trace a state, each dot its words and the address that a click leads to."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.charts.base.figure import INK, MUTED, hover, points
from townbase.charts.indicator.marks import DRAWN, MARKS

HOVER = hover(
    "%{customdata[2]}", "%{customdata[3]}", "%{customdata[4]}", head="<b>%{customdata[0]}</b>（%{customdata[1]}）"
)
Spot = tuple[float, float]
AIR = 0.05  # of the axis, free at either end


def of_shapes(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of each state that occurs, what needs work last and so on top."""
    return [frame[frame["shape"] == shape] for shape in DRAWN if (frame["shape"] == shape).any()]


def dots(own: pd.DataFrame, placed: list[Spot]) -> go.Scatter:
    """One state; `placed`: where each of its rows stands."""
    mark = MARKS[own["shape"].iloc[0]]
    facts = own[["name", "district", "value", "against", "word", "href"]]
    return go.Scatter(
        x=[x for x, _ in placed],
        y=[y for _, y in placed],
        ids=own["id"].tolist(),
        mode="markers",
        marker=mark.marker,
        customdata=points(facts.itertuples(index=False)),
        hovertemplate=HOVER,
        name=mark.word,
        cliponaxis=False,
        error_x=_interval(own, placed),
    )


def _interval(own: pd.DataFrame, placed: list[Spot]) -> dict[str, object] | None:
    """Of a survey, of those that its interval makes doubtful or that are not met: of all it would hide the dots."""
    if own["shape"].iloc[0] not in ("not_met", "borderline") or own["low"].isna().all():
        return None
    right = [high - x for high, (x, _) in zip(own["high"], placed, strict=True)]
    left = [x - low for low, (x, _) in zip(own["low"], placed, strict=True)]
    shape: dict[str, object] = {
        "type": "data",
        "symmetric": False,
        "thickness": 1,
        "width": 0,
        "color": theme.MARK["grey"],
    }
    return shape | {"array": right, "arrayminus": left}


def title(text: str) -> dict[str, object]:
    return {"text": text, "font": {"size": 13, "color": MUTED}, "standoff": 6}


def line_at(at: float) -> dict[str, object]:
    return {
        "type": "line",
        "layer": "below",
        "yref": "paper",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "line": {"color": INK, "width": 2},
    }


def span_of(frame: pd.DataFrame, line: float | None) -> tuple[float, float]:
    held = [*frame["at"].dropna(), *frame["low"].dropna(), *frame["high"].dropna(), *([] if line is None else [line])]
    low, high = (min(held), max(held)) if held else (0.0, 1.0)
    air = AIR * (high - low or abs(high) or 1)
    return low - air, high + air
