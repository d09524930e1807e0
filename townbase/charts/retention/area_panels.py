"""A small panel an area, all on one scale: how its rate moved since the base year, the whole dashed behind it."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.asking import records
from townbase.charts.base.figure import GREY, INK, MUTED, axis, figure, hover, label, points
from townbase.charts.base.scale import SLACK, padded
from townbase.text import esc
from townbase.words import points as in_points

RED = theme.TOKENS["not-met"][0]
ACROSS, ACROSS_NARROW = 7, 2
PANEL, HEAD, FOOT = 134, 24, 32  # px: a panel with its name above, its change and the air before the next below
GAP = 0.025  # of the width, between two panels
HOVER = hover("%{customdata[1]} 学年 %{customdata[2]}", "比基期 %{customdata[3]}")


def area_panels(frame: pd.DataFrame) -> go.Figure:
    """`frame`: area_id, name, small, href, school_year, change, around, said, below, of: rows of one area by year."""
    areas = [own for _, own in frame.groupby("area_id", sort=False)]
    wide, narrow = _domains(len(areas), ACROSS), _domains(len(areas), ACROSS_NARROW)
    low, high = padded(
        100 * min(frame["change"].min(), frame["around"].min(), 0),
        100 * max(frame["change"].max(), frame["around"].max(), 0),
        0.08,
    )
    years = [int(frame["school_year"].min()) - 0.2, int(frame["school_year"].max()) + 0.3]
    moved = {"height": _height(len(areas), ACROSS_NARROW)}
    # Set once at the end: Plotly copies all that stands each time something is added.
    laid: dict[str, object] = {}
    lines, zeros, said = [], [], []
    for nth, own in enumerate(areas):
        name = "" if nth == 0 else str(nth + 1)
        (x, y), (x_narrow, y_narrow) = wide[nth], narrow[nth]
        moved |= {f"xaxis{name}.domain": x_narrow, f"yaxis{name}.domain": y_narrow}
        laid[f"xaxis{name}"] = axis(domain=x, anchor=f"y{name}", range=years, visible=False)
        laid[f"yaxis{name}"] = axis(domain=y, anchor=f"x{name}", range=[low, high], visible=False)
        lines += _lines(own, name)
        zeros.append(_zero(name))
        said += _words(own, name)
    made = figure(_height(len(areas), ACROSS), margin=(2, 2, 2, 2))
    made.add_traces(lines)
    made.update_layout({**laid, "shapes": zeros, "annotations": said, "meta": {"narrow": {"layout": moved}}})
    return made


def _zero(name: str) -> dict[str, object]:
    """No change since the base year."""
    at = {"xref": f"x{name} domain", "x0": 0, "x1": 1, "yref": f"y{name}", "y0": 0, "y1": 0}
    return {"type": "line", **at, "line": {"color": GREY, "width": 1}, "layer": "below"}


def _height(panels: int, across: int) -> int:
    return PANEL * math.ceil(panels / across) + 4


def _domains(panels: int, across: int) -> list[tuple[list[float], list[float]]]:
    """(x, y) of each panel as parts of the figure, row by row from the top, room for its words kept free."""
    down = math.ceil(panels / across)
    found = []
    for nth in range(panels):
        row, column = divmod(nth, across)
        wide, top = 1 / across, 1 - row / down
        y = [top - (PANEL - FOOT) / (PANEL * down), top - HEAD / (PANEL * down)]
        found.append(([column * wide + GAP / 2 * (column > 0), (column + 1) * wide - GAP / 2], [max(y[0], 0), y[1]]))
    return found


def _lines(own: pd.DataFrame, name: str) -> list[go.Scatter]:
    at = {"xaxis": f"x{name}", "yaxis": f"y{name}", "x": own["school_year"].tolist()}
    said = points(
        (
            row["name"] + (f"（{row['small']}）" if row["small"] else ""),
            row["school_year"],
            row["said"],
            in_points(row["change"]),
            row["href"],
        )
        for row in records(own)
    )
    size = [0] * (len(own) - 1) + [8]
    return [
        go.Scatter(**at, y=(100 * own["around"]).tolist(), mode="lines", line={"color": GREY, "width": 1.6, "dash": "dash"}, hoverinfo="skip"),
        go.Scatter(
            **at,
            y=(100 * own["change"]).tolist(),
            mode="lines+markers",
            line={"color": theme.MARK["town"], "width": 2.4},
            marker={"size": size, "color": theme.MARK["town"], "opacity": 1},
            customdata=said,
            hovertemplate=HOVER,
            cliponaxis=False,
        ),
    ]  # fmt: skip


def _words(own: pd.DataFrame, name: str) -> list[dict]:
    """Name above, change and tally below; each a word of its own, so that red follows the reader's theme. No more than the
    seventh part of a sheet of paper holds."""
    last = own.iloc[-1]
    head = f"<b>{esc(last['name'])}</b>{esc('·' + last['small'] if last['small'] else '')}"
    place = {"xref": f"x{name} domain", "yref": f"y{name} domain", "x": 0, "xanchor": "left"}
    below = {"y": 0, "yanchor": "top", "yshift": -3, **place}
    found = [
        label("", y=1, yanchor="bottom", yshift=3, **place) | {"text": head},
        label(
            in_points(last["change"], unit=False),
            font={"size": 13, "color": RED if last["change"] < -SLACK else INK},
            **below,
        ),
    ]
    if not pd.isna(last["of"]):
        tally, colour = (f"{int(last['below'])} 个下降", RED) if last["below"] else ("无下降", MUTED)
        found.append(label(tally, xshift=36, font={"size": 13, "color": colour}, **below))
    return found


def areas_alt(frame: pd.DataFrame) -> str:
    """The panels in words: the change of each area at the end."""
    last = frame.groupby("area_id", sort=False).tail(1)
    return "比基期的变化：" + "，".join(f"{row['name']} {in_points(row['change'])}" for row in records(last))
