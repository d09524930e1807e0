"""The one template of every Plotly figure: type, axes, the box at the pointer, and what a narrow screen changes.

A figure is the same in light, dark and on paper: theme.css maps its ink to the reader's theme, ui/plots.js lays it out
again for a phone and for print and follows a click. The last item of a point's `customdata` is the address that a click
leads to ('' = nowhere); the items before it are what the box at the pointer says.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from townbase import theme

# One family first for Office, which takes only the first; the sheet's own list for browsers.
FONT = "'Microsoft YaHei'," + theme.FONT
INK, MUTED = theme.TOKENS["ink"][0], theme.TOKENS["muted"][0]
GREY = theme.MARK["grey"]
GRID = "rgba(124,133,143,.24)"
CLEAR = "rgba(0,0,0,0)"
TICK, WORD, TIP = 13, 13, 14  # px: nothing in a figure is smaller than 13
Margin = tuple[int, int, int, int]


def figure(
    height: int,
    *,
    margin: Margin = (44, 14, 8, 30),
    narrow: Mapping[str, Mapping[str, object]] | None = None,
    **layout: Any,
) -> go.Figure:
    """An empty figure in the house's template.

    height: px · margin: left, right, top, bottom in px · layout: what this figure wants otherwise
    narrow: {"layout": {…}, "data": {…}} for a card under 520 px, in the form of Plotly.update: keys with dots, and
    for data one value a trace ({"y": [[…], […]]}); taken back where there is room again
    """
    left, right, top, bottom = margin
    made = go.Figure(layout={"template": "none"})
    made.update_layout(
        height=height,
        margin={"l": left, "r": right, "t": top, "b": bottom},
        font={"family": FONT, "size": WORD, "color": INK},
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverdistance=24,
        separators=".,",
        hoverlabel=_tip(),
        meta={"narrow": narrow} if narrow else {},
    )
    made.update_layout(xaxis=axis(), yaxis=axis())
    made.update_layout(**layout)
    return made


def axis(**own: object) -> dict[str, object]:
    """One axis of the template; own: what differs. Ticks of a list want tickvals and ticktext, else the suffix is lost."""
    common = {
        "fixedrange": True, "zeroline": False, "showline": True, "linecolor": GREY, "gridcolor": GRID, "ticks": "outside",
        "ticklen": 4, "tickcolor": GREY, "tickfont": {"size": TICK, "color": MUTED}, "automargin": True,
    }  # fmt: skip
    return common | own


def year_axis(years: Sequence[int], texts: Sequence[str] | None = None, **own: object) -> dict[str, object]:
    """Whole years on a linear axis, each with its mark. texts: what stands under each, else the year itself.

    Linear on purpose: on an axis of categories Plotly reads the year of an annotation as a position.
    """
    names = [str(year) for year in years] if texts is None else list(texts)
    return axis(tickvals=list(years), ticktext=names, showgrid=False, range=[min(years) - 0.4, max(years) + 0.4], **own)


def hover(*lines: str, head: str = "<b>%{customdata[0]}</b>") -> str:
    """The text of the box at the pointer: a head and a line each; `%{customdata[n]}` is filled from the point."""
    return "<br>".join([head, *lines]) + "<extra></extra>"


def points(rows: Iterable[Sequence[object]]) -> list[list[str]]:
    """`customdata` of a trace: words of the box at the pointer, the address last; everything is text and safe as markup."""
    return [[html.escape(str(value), quote=False) for value in row[:-1]] + [str(row[-1] or "")] for row in rows]


def label(text: object, **where: object) -> dict[str, object]:
    """A word in the figure, as an annotation: x, y and what else `where` says."""
    return {
        "text": html.escape(str(text), quote=False),
        "showarrow": False,
        "font": {"size": WORD, "color": INK},
        **where,
    }


def dash(**where: object) -> dict[str, object]:
    """A dashed line over the whole plot, as a shape: y= for a level, x= for an upright one; color, width may be given."""
    level = "y" in where
    at = where.pop("y" if level else "x")
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": at, "y1": at} if level else {"yref": "paper", "y0": 0, "y1": 1, "x0": at, "x1": at}  # fmt: skip
    line = {"dash": "dash", "width": 1.5, "color": theme.MARK["urban"]} | where
    return {"type": "line", "layer": "below", "line": line, **ends}


def _tip() -> dict[str, object]:
    """The same in both themes and the same as the sheet's own tip (.tb-tip)."""
    return {
        "bgcolor": INK, "bordercolor": GREY, "align": "left", "namelength": 0,
        "font": {"family": FONT, "size": TIP, "color": "#FFFFFF"},
    }  # fmt: skip
