"""Small panels of years beside one another, on a phone under one another: one line each, its value in the title."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.charts.base.figure import INK, axis, figure, hover, label, points
from townbase.charts.base.scale import labelled_years
from townbase.text import is_missing
from townbase.words import MISSING, year_label

HEIGHT, ONE = 196, 192  # of all beside one another; of each under one another
TOWN, BESIDE = theme.MARK["town"], theme.MARK["urban"]
GAP = 0.07


def panels(frame: pd.DataFrame, *, from_zero: bool = False) -> go.Figure:
    """frame of views.township.histories"""
    held = [own for _, own in frame.groupby("panel", sort=True)]
    made = figure(HEIGHT, margin=(46, 10, 46, 28), narrow={"layout": _narrow(len(held))})
    for at, own in enumerate(held):
        _draw(made, at, len(held), own.to_dict("records"), from_zero)
    return made


def _draw(made: go.Figure, at: int, panels: int, rows: list[dict], from_zero: bool) -> None:
    nth = "" if at == 0 else str(at + 1)
    years = [row["year"] for row in rows]
    marked = labelled_years(range(years[0], years[-1] + 1), 3)
    left, right = _beside_one_another(at, panels)
    across = axis(
        domain=[left, right], anchor=f"y{nth}", showgrid=False, range=[years[0] - 0.3, years[-1] + 0.4],
        tickvals=marked, ticktext=[str(year) for year in marked],
    )  # fmt: skip
    suffix = "%" if rows[0]["percent"] else ""
    up = axis(domain=[0, 1], anchor=f"x{nth}", showline=False, ticks="", nticks=4, ticksuffix=suffix)
    up |= {"rangemode": "tozero", "tickformat": ",d"} if from_zero else {"range": _range(rows)}
    made.update_layout({f"xaxis{nth}": across, f"yaxis{nth}": up})
    if any(not is_missing(row["beside"]) for row in rows):
        made.add_trace(_line(rows, "beside", nth, {"color": BESIDE, "width": 1.6, "dash": "dash"}, 0))
    made.add_trace(_line(rows, "value", nth, {"color": TOWN, "width": 2.4}, 8))
    made.add_annotation(_title(rows[-1], nth))


def _line(rows: list[dict], what: str, nth: str, line: dict, dot: int) -> go.Scatter:
    """Dots only at the last year: the other years answer the pointer without one."""
    known = [at for at, row in enumerate(rows) if not is_missing(row[what])]
    sizes = [dot if at == known[-1] else 5 * (dot > 0) for at in range(len(rows))]
    return go.Scatter(
        x=[row["year"] for row in rows],
        y=[None if is_missing(row[what]) else row[what] for row in rows],
        mode="lines+markers" if dot else "lines",
        line=line,
        marker={"size": sizes, "opacity": 1, "color": line["color"]},
        xaxis=f"x{nth}",
        yaxis=f"y{nth}",
        customdata=points(_told(row) for row in rows),
        hovertemplate=hover("%{customdata[1]}", "%{customdata[2]}", head="<b>%{customdata[0]}</b>"),
    )


def _told(row: Mapping) -> tuple[str, str, str, str]:
    """What the box says: name and year, the value, what it is held against; the address last."""
    return (
        f"{row['name']}{row['stage']} {year_label(row['year'])}",
        row["said"],
        row["beside_said"] or " ",
        row["href"],
    )


def _title(last: Mapping, nth: str) -> dict:
    """Two lines over the panel: its name, then the value and what it gained."""
    name = label(f"{last['name']}{'　' + last['stage'] if last['stage'] else ''}")["text"]
    now = label(f"{last['now']}　{last['since']}")["text"]
    return label("", x=0, xref=f"x{nth} domain", xanchor="left", y=1, yref=f"y{nth} domain", yanchor="bottom", yshift=4, align="left") | {
        "text": f"<b>{name}</b><br>{now}", "font": {"size": 13, "color": INK},
    }  # fmt: skip


def _range(rows: list[dict]) -> list[float]:
    """Both lines with some room; shares never run over all of them."""
    held = [row[what] for row in rows for what in ("value", "beside") if not is_missing(row[what])]
    low, high = min(held), max(held)
    spare = (high - low) * 0.15 or abs(high) * 0.05 or 1.0
    top = high + spare
    return [low - spare, min(top, 100.5) if rows[0]["percent"] and high <= 100 else top]


def _beside_one_another(at: int, panels: int) -> tuple[float, float]:
    """A third each, also where there are fewer, so that the cards under one another stand in line."""
    columns = max(panels, 3)
    width = (1 - GAP * (columns - 1)) / columns
    return at * (width + GAP), at * (width + GAP) + width


def _narrow(panels: int) -> dict[str, object]:
    """Under one another: the first on top."""
    share = 1 / panels
    height = ONE * panels
    layout: dict[str, object] = {"height": height + 74, "margin.r": 14}
    for at in range(panels):
        nth = "" if at == 0 else str(at + 1)
        layout[f"xaxis{nth}.domain"] = [0, 1]
        layout[f"yaxis{nth}.domain"] = [1 - share * (at + 1) + (0.42 * share if at < panels - 1 else 0), 1 - share * at]
    return layout


def alt(frame: pd.DataFrame) -> str:
    """The panels in words: 本科以上学历教师比例（小学）：2021 年 70.1%，…，2025 年 82.4%"""
    said = []
    for _, own in frame.groupby("panel", sort=True):
        first = own.iloc[0]
        years = "，".join(f"{row['year']} 年 {row['said']}" for row in own.to_dict("records") if row["said"] != MISSING)
        said.append(f"{first['name']}{first['stage']}：{years}")
    return "；".join(said)
