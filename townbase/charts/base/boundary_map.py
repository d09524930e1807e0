"""A map of outlines: every township an area, its state as form and colour, the borders of districts stronger.

Drawn from the delivery's own outlines alone (sql/query/shared/boundaries.sql), without a ground, a tile or another host.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from os.path import commonprefix
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.asking import tuples
from townbase.charts.base.figure import CLEAR, GREY, GRID, INK, figure, points
from townbase.charts.base.scale import step_of
from townbase.text import esc

WIDTH, LOWEST, HIGHEST = 356, 200, 330  # px that a map takes across, and from where to where in height
NUMBERED = 170  # px²: an area that is smaller holds no number
MET, NOT_MET = theme.MARK["met"], theme.MARK["not_met"]
TINT = "rgba(43,108,176,.16)"
FILL: dict[str, dict[str, Any]] = {
    "met": {"fillcolor": TINT},
    "slightly_below": {"fillcolor": TINT},
    "not_met": {"fillcolor": NOT_MET},
    "not_assessable": {"fillpattern": {"shape": "/", "fgcolor": GREY, "bgcolor": CLEAR, "size": 7, "solidity": 0.2}},
}
MARKS = {
    "met": {"symbol": "circle", "size": 9, "color": MET},
    "slightly_below": {"symbol": "circle-open", "size": 9, "color": MET, "line": {"width": 2, "color": MET}},
}
Ring = tuple[list[float], list[float]]
Point = tuple[float, float]


def boundary_map(frame: pd.DataFrame, rings: pd.DataFrame) -> go.Figure:
    """`frame`: township_id, name, district, district_id, district_href, row (what is lit with it), state (of the tile map's
    STATES, else out of scope), text (on the area), said (in words), href · `rings`: township_id, longitudes, latitudes; of
    a map of several districts those that are not in the frame are its ground."""
    shapes: dict[str, list[Ring]] = defaultdict(list)
    for ring in tuples(rings):
        shapes[ring.township_id].append((list(ring.longitudes), list(ring.latitudes)))
    drawn = [row for row in tuples(frame) if row.township_id in shapes]
    several, shown = frame["district_id"].nunique() > 1, {row.township_id for row in drawn}
    ground = [ring for township, own in shapes.items() if several and township not in shown for ring in own]
    across, up = _span([*ground, *(ring for row in drawn for ring in shapes[row.township_id])])
    ratio = 1 / max(math.cos(math.radians(sum(up) / 2)), 0.1)
    high = (up[1] - up[0]) * ratio / ((across[1] - across[0]) or 1) * WIDTH
    height = int(min(max(high, LOWEST), HIGHEST))
    made = figure(height, margin=(8, 8, 4, 4))
    made.update_xaxes(visible=False, range=list(across), constrain="domain")
    made.update_yaxes(visible=False, range=list(up), scaleanchor="x", scaleratio=ratio, constrain="domain")
    if ground:
        made.add_trace(
            go.Scatter(**_joined(ground), mode="lines", hoverinfo="skip", line={"width": 0.6, "color": GRID})
        )
    made.add_traces([_area(row, shapes[row.township_id]) for row in drawn])
    made.add_trace(_borders(drawn, shapes))
    middles = {row.township_id: _middle(max(shapes[row.township_id], key=_size)) for row in drawn}
    made.add_traces(list(_marks(drawn, middles)))
    unit = max((across[1] - across[0]) / WIDTH, (up[1] - up[0]) * ratio / height)
    made.add_trace(
        _numbers([row for row in drawn if _pixels(shapes[row.township_id], unit, ratio) >= NUMBERED], middles)
    )
    if several:
        made.add_trace(_names(drawn, middles))
    return made


def _area(row, rings: Sequence[Ring]) -> go.Scatter:
    """A trace each, since the box at the pointer and a click belong to a whole area."""
    return go.Scatter(
        **_joined((xs, ys) for xs, ys in rings), mode="lines", fill="toself", hoveron="fills", hoverinfo="text",
        text=f"<b>{esc(row.name)}</b>（{esc(row.district)}）<br>{esc(row.said)}",
        line={"width": 0.8, "color": GREY}, meta={"row": row.row}, customdata=points([(row.name, row.href)]),
        **FILL.get(row.state, {"fillcolor": CLEAR}),
    )  # fmt: skip


def _joined(rings: Iterable[Ring]) -> dict[str, list[float | None]]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for along, up in rings:
        xs += [*along, along[0], None]
        ys += [*up, up[0], None]
    return {"x": xs[:-1], "y": ys[:-1]}


def _borders(rows: Sequence[Any], shapes: dict[str, list[Ring]]) -> go.Scatter:
    """Lines that do not have the same district on both sides."""
    owners: dict[tuple[Point, Point], list[str]] = defaultdict(list)
    for row in rows:
        for xs, ys in shapes[row.township_id]:
            ring = list(zip(xs, ys, strict=True))
            for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
                owners[min(one, other), max(one, other)].append(row.district_id)
    lines = [line for line, own in owners.items() if len(own) == 1 or len(set(own)) > 1]
    return go.Scatter(
        **_joined_lines(lines), mode="lines", hoverinfo="skip", line={"width": 1.8, "color": GREY}, connectgaps=False
    )


def _joined_lines(lines: Iterable[tuple[Point, Point]]) -> dict[str, list[float | None]]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for (x, y), (to_x, to_y) in lines:
        xs += [x, to_x, None]
        ys += [y, to_y, None]
    return {"x": xs, "y": ys}


def _marks(rows: Sequence[Any], middles: dict[str, Point]) -> Iterable[go.Scatter]:
    for state, marker in MARKS.items():
        own = [middles[row.township_id] for row in rows if row.state == state]
        if own:
            yield go.Scatter(
                x=[x for x, _ in own], y=[y for _, y in own], mode="markers", marker=marker, hoverinfo="skip"
            )


def _numbers(rows: Sequence[Any], middles: dict[str, Point]) -> go.Scatter:
    own = [(row.text, *middles[row.township_id]) for row in rows if row.text]
    return go.Scatter(
        x=[x for _, x, _ in own], y=[y for _, _, y in own], text=[text for text, _, _ in own], mode="text",
        hoverinfo="skip", textfont={"size": 13, "color": "#FFFFFF"},
    )  # fmt: skip


def _names(rows: Sequence[Any], middles: dict[str, Point]) -> go.Scatter:
    """Every district's name in its middle, without what all names begin with; it leads to the district."""
    of: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        of[row.district_id].append(row)
    places = [
        [sum(axis) / len(own) for axis in zip(*(middles[row.township_id] for row in own), strict=True)]
        for own in of.values()
    ]
    first = [own[0] for own in of.values()]
    lead = len(commonprefix([row.district for row in first]))
    return go.Scatter(
        x=[x for x, _ in places], y=[y for _, y in places], mode="text", text=[esc(row.district[lead:] or row.district) for row in first],
        textfont={"size": 13, "color": INK, "weight": 700}, hovertemplate="%{customdata[0]}<extra></extra>",
        customdata=points([(row.district, row.district_href) for row in first]),
    )  # fmt: skip


def _span(rings: Sequence[Ring]) -> tuple[tuple[float, float], tuple[float, float]]:
    xs, ys = ([value for ring in rings for value in ring[at]] for at in (0, 1))
    return (min(xs), max(xs)), (min(ys), max(ys))


def _size(ring: Ring) -> float:
    xs, ys = ring
    return abs(sum(x * ys[at - 1] - xs[at - 1] * y for at, (x, y) in enumerate(zip(xs, ys, strict=True)))) / 2


def _pixels(rings: Sequence[Ring], unit: float, ratio: float) -> float:
    return max(_size(ring) for ring in rings) * ratio / (unit or 1) ** 2


def _middle(ring: Ring) -> Point:
    """A point inside, where a mark stands: the middle of the widest stretch at half the height."""
    xs, ys = ring
    level = (min(ys) + max(ys)) / 2
    cuts = sorted(
        x + (level - y) / (ys[at - 1] - y) * (xs[at - 1] - x)
        for at, (x, y) in enumerate(zip(xs, ys, strict=True))
        if (y > level) != (ys[at - 1] > level)
    )
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    if not pairs:
        return sum(xs) / len(xs), level
    start, end = max(pairs, key=lambda pair: step_of(pair[1] - pair[0], 10**6))
    return (start + end) / 2, level
