"""One indicator over the years: the towns' line and the city's dashed one, both named at their ends."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.asking import Row, records
from townbase.charts.base import figure as base
from townbase.charts.base.scale import padded, runs

HEIGHT = 240
APART = 0.09  # of the axis: closer ends are moved apart by as much


def trend_plot(frame: pd.DataFrame, *, suffix: str, against: str) -> go.Figure:
    """`frame`: year, label, town, urban (numbers), town_said, urban_said, gap_said, href. suffix: behind the numbers of the axis."""
    rows = records(frame)
    low, high = padded(*_ends(rows), 0.12)
    years = [row["year"] for row in rows]
    made = base.figure(
        HEIGHT,
        margin=(52, 116, 12, 30),
        hovermode="x unified",
        xaxis=base.axis(
            range=[min(years) - 0.2, max(years) + 0.2], tickvals=years, ticktext=[str(year) for year in years],
            showgrid=False, unifiedhovertitle={"text": "%{x} 学年"},
        ),
        yaxis=base.axis(range=[low, high], ticksuffix=suffix, showline=False, ticks="", nticks=6),
    )  # fmt: skip
    made.add_trace(_line(rows, "urban", against, {"color": theme.MARK["urban"], "width": 2, "dash": "dash"}))
    made.add_trace(_line(rows, "town", "乡镇", {"color": theme.MARK["town"], "width": 2.5}))
    for side, name, place in _labels(rows, against, high - low):
        made.add_annotation(
            base.label(
                f"{name} {rows[-1][side + '_said']}",
                x=1,
                xref="paper",
                xanchor="left",
                xshift=4,
                y=place,
                yanchor="middle",
            )
        )
    return made


def _ends(rows: list[Row]) -> tuple[float, float]:
    values = [row[side] for row in rows for side in ("town", "urban")]
    return min(values), max(values)


def _line(rows: list[Row], side: str, name: str, line: dict[str, object]) -> go.Scatter:
    """A year without enough returns is a gap in the line."""
    said = {row["year"]: row for row in rows}
    x, y, facts = [], [], []
    for run in runs([(row["year"], row[side]) for row in rows]):
        for year, value in run:
            x.append(year)
            y.append(value)
            apart = f"，差 {said[year]['gap_said']}" if side == "town" else ""
            facts.append((said[year][f"{side}_said"], apart, said[year]["href"]))
        x.append(None)
        y.append(None)
        facts.append(("", "", ""))
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+markers",
        line=line,
        marker={"size": 7, "color": line["color"]},
        customdata=base.points(facts),
        hovertemplate=base.hover(head=f"{name} %{{customdata[0]}}%{{customdata[1]}}"),
        cliponaxis=False,
    )


def _labels(rows: list[Row], against: str, span: float) -> list[tuple[str, str, float]]:
    """(side, name, place) of the two words at the right; where the lines end close together they stand apart."""
    town, urban = rows[-1]["town"], rows[-1]["urban"]
    middle, half = (town + urban) / 2, max(abs(town - urban), APART * span) / 2
    up = town > urban
    return [
        ("town", "乡镇", middle + half if up else middle - half),
        ("urban", against, middle - half if up else middle + half),
    ]
