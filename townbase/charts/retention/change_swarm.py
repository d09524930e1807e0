"""Every township by how far its rate has moved: the counted ones above, urban streets below; what fell is a red triangle."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.asking import records, tuples
from townbase.charts.base.beeswarm import apart
from townbase.charts.base.figure import INK, figure, hover, label, points
from townbase.charts.base.scale import SLACK, padded
from townbase.text import esc
from townbase.words import MINUS, difference
from townbase.words import points as in_points

RED = theme.TOKENS["not-met"][0]
SIDES = (("counted", "纳入的乡镇"), ("urban", "城区街道"), (None, "乡镇（街道）"))
NAMED = 2  # of each side so many of the lowest carry their name
HOVER = hover(
    "本地就读率 %{customdata[2]} → %{customdata[3]}", "%{customdata[4]}，比上年 %{customdata[5]}", "查到就读学校 %{customdata[6]}",
    head="<b>%{customdata[0]}</b>（%{customdata[1]}）",
)  # fmt: skip


@dataclass(frozen=True)
class Width:
    """One width of the picture: of its plot and of a dot, px."""

    plot: int
    radius: float


WIDE, NARROW = Width(720, 5.4), Width(330, 4.4)
TOP, BOTTOM = 26, 46  # px above and below the plot
HALF, HEAD = 61, 26  # px: a band reaches so far from its middle; its name stands at the top of it


def change_swarm(frame: pd.DataFrame, base: int) -> go.Figure:
    """`frame`: township_id, name, district_name, side, href, base, text, rise, change, found_said; base: the year before."""
    known = frame[frame["rise"].notna()].assign(at=100 * frame["rise"])
    bands = [
        (name, own)
        for side, name in SIDES
        if len(own := known[known["side"].isna() if side is None else known["side"] == side])
    ]
    low, high = padded(min(known["at"].min(), 0), max(known["at"].max(), 0), 0.06)
    height = TOP + BOTTOM + 2 * HALF * len(bands)
    traces, wide, narrow, words = [], [], [], []
    for nth, (name, own) in enumerate(bands):
        middle = -2 * HALF * nth
        own = own.sort_values("at", kind="stable")
        places = {width: _placed(own, low, high, width, middle) for width in (WIDE, NARROW)}
        for fell in (True, False):
            part = (own["at"] < -100 * SLACK) == fell
            if part.any():
                traces.append(_dots(own[part], fell, places[WIDE][part], base))
                wide.append(places[WIDE][part])
                narrow.append(places[NARROW][part])
        words += _words(own, name, middle, low, places[WIDE])
    made = figure(
        height,
        margin=(8, 8, TOP, BOTTOM),
        narrow={"data": {"x": [_xs(at) for at in narrow], "y": [_ys(at) for at in narrow]}},
        shapes=[
            {
                "type": "line",
                "x0": 0,
                "x1": 0,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": INK, "width": 2},
                "layer": "below",
            }
        ],
        annotations=[label(f"与 {base} 年持平", x=0, y=1, yref="paper", yanchor="bottom"), *words],
    )
    for trace in traces:
        made.add_trace(trace)
    ticks = _ticks(low, high)
    made.update_xaxes(
        range=[low, high], showgrid=False, tickvals=ticks, ticktext=[difference(tick) for tick in ticks],
        title={"text": "比基期，个百分点", "font": {"size": 13}, "standoff": 4},
    )  # fmt: skip
    made.update_yaxes(visible=False, range=[-2 * HALF * len(bands) + HALF, HALF])
    return made


def _ticks(low: float, high: float) -> list[int]:
    """Whole points, at most some eight of them, zero among them."""
    step = next((step for step in (1, 2, 5) if (high - low) / step <= 8), 10)
    return [step * at for at in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _placed(own: pd.DataFrame, low: float, high: float, width: Width, middle: float) -> pd.DataFrame:
    """x in points, y in px from the middle of the first band."""
    unit = (high - low) / width.plot
    moved = apart([(at - low) / unit for at in own["at"]], width.radius, HALF - HEAD)
    return pd.DataFrame(
        {
            "x": [at + aside * unit for at, (aside, _) in zip(own["at"], moved, strict=True)],
            "y": [middle + up for _, up in moved],
        },
        index=own.index,
    )


def _xs(placed: pd.DataFrame) -> list[float]:
    return placed["x"].tolist()


def _ys(placed: pd.DataFrame) -> list[float]:
    return placed["y"].tolist()


def _dots(own: pd.DataFrame, fell: bool, placed: pd.DataFrame, base: int) -> go.Scatter:
    said = [
        (row.name, row.district_name, row.base, row.text, f"比 {base} 年 {in_points(row.rise)}", in_points(row.change), row.found_said, row.href)
        for row in tuples(own)
    ]  # fmt: skip
    return go.Scatter(
        x=_xs(placed),
        y=_ys(placed),
        ids=own["township_id"].tolist(),
        mode="markers",
        marker={
            "size": 11 if fell else 9.5,
            "symbol": "triangle-down" if fell else "circle",
            "color": theme.MARK["not_met" if fell else "met"],
            "opacity": 1,
        },
        customdata=points(said),
        hovertemplate=HOVER,
        name="下降" if fell else "不低于基期",
        cliponaxis=False,
    )


def _words(own: pd.DataFrame, name: str, middle: float, low: float, placed: pd.DataFrame) -> list[dict]:
    """The band's name with its counts, and the names of the lowest, above and below their marks in turn."""
    fell = own[own["at"] < -100 * SLACK]
    head = f"<b>{esc(name)} {len(own)} 个</b>，{len(fell)} 个下降"
    found = [label("", x=low, y=middle + HALF - 9, xanchor="left") | {"text": head, "font": {"size": 14, "color": INK}}]
    lowest = placed.loc[fell.head(NAMED).index]
    for nth, (row, x, y) in enumerate(zip(records(fell.head(NAMED)), lowest["x"], lowest["y"], strict=True)):
        text, first = f"{row['name']} {in_points(row['rise'], unit=False)}", nth == 0
        found.append(
            label(
                text, x=x, y=y, xanchor="left" if first else "center", xshift=-8 * first, yshift=-16 if first else 16,
                font={"size": 13, "color": RED},
            )
        )  # fmt: skip
    return found


def swarm_alt(frame: pd.DataFrame, base: int) -> str:
    """The swarm in words: how many fell on each side, and how far the lowest."""
    known = frame[frame["rise"].notna()]
    low = known.sort_values("rise").iloc[0]
    return (
        f"{len(known)} 个乡镇（街道）比 {base} 年的变化，{int((known['rise'] < -SLACK).sum())} 个下降；"
        f"最低的 {low['name']} {in_points(low['rise'])}"
    ).replace(MINUS, "负")
