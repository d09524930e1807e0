"""The areas of one indicator: the towns' value as a dot with its way from the base year, the urban value as an upright line."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.asking import Row, records
from townbase.charts.base import figure as base
from townbase.charts.base.scale import padded
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, esc, is_missing, join

ROW = 32  # px of one area
AIR = 0.05  # of the span, free at either end
# shape of the view -> (symbol, colour, is hollow): a ring is 略低 and nothing else
MARKS = {
    "town": ("circle", theme.MARK["town"], False),
    "met": ("circle", theme.MARK["met"], False),
    "slightly_below": ("circle-open", theme.MARK["met"], True),
    "not_met": ("triangle-up", theme.MARK["not_met"], False),
    "not_closing": ("triangle-down", theme.MARK["not_met"], False),
}


def area_plot(frame: pd.DataFrame, *, base_year: int, suffix: str, against: str) -> go.Figure:
    """`frame`: id, name, mark, href, town, urban, base (numbers), shape, town_said, urban_said, own_said, gap_said, years_said, when,
    verdict, townships; the first area stands on top.

    suffix: behind the numbers of the axis · against: what the line is called where all areas have one
    """
    rows = records(frame)
    names = _names(rows)
    values = [row[key] for row in rows for key in ("town", "urban", "base") if not is_missing(row[key])]
    low, high = padded(min(values), max(values), AIR)
    one = len({row["urban_said"] for row in rows}) == 1
    made = base.figure(
        ROW * len(rows) + 62,
        margin=(84, 64, 30, 32),
        narrow={"layout": {"margin.r": 56}},
        xaxis=base.axis(range=[low, high], ticksuffix=suffix, showgrid=False, nticks=6),
        yaxis=base.axis(
            type="category", categoryorder="array", categoryarray=names, autorange="reversed", showline=False,
            ticks="", tickfont={"size": 14, "color": base.INK},
        ),
    )  # fmt: skip
    _tails(made, rows, names, base_year)
    if one:
        _line(made, rows[0], against)
    else:
        _ticks(made, rows, names)
    for shape in dict.fromkeys(row["shape"] for row in rows):
        made.add_trace(_dots([pair for pair in zip(rows, names, strict=True) if pair[0]["shape"] == shape], shape))
    for row, name in zip(rows, names, strict=True):
        made.add_annotation(
            base.label(row["town_said"], x=1, xref="paper", xanchor="left", xshift=6, y=name, yanchor="middle")
        )
    return made


def _names(rows: list[Row]) -> list[str]:
    """What stands on the axis: two areas of one name stay two rows."""
    seen: dict[str, int] = {}
    names = []
    for row in rows:
        seen[row["name"]] = seen.get(row["name"], 0) + 1
        names.append(esc(row["name"]) + "\u200b" * (seen[row["name"]] - 1))
    return [str(name) for name in names]


def _tails(made: go.Figure, rows: list[Row], names: list[str], year: int) -> None:
    """A grey line from the base year's value to now, with a tick at its start."""
    known = [(row, name) for row, name in zip(rows, names, strict=True) if not is_missing(row["base"])]
    if not known:
        return
    line = {"color": theme.MARK["grey"], "width": 2}
    made.add_trace(
        go.Scatter(
            x=[at for row, _ in known for at in (row["base"], row["town"], None)],
            y=[at for _, name in known for at in (name, name, None)],
            mode="lines",
            line=line,
            hoverinfo="skip",
        )
    )
    made.add_trace(
        go.Scatter(
            x=[row["base"] for row, _ in known],
            y=[name for _, name in known],
            mode="markers",
            marker={"symbol": "line-ns", "size": 12, "line": line},
            customdata=base.points((row["name"], row["href"]) for row, _ in known),
            hovertemplate=base.hover(f"{year} 年乡镇值在此"),
        )
    )


def _line(made: go.Figure, row: Row, against: str) -> None:
    made.add_shape(
        type="line", x0=row["urban"], x1=row["urban"], yref="paper", y0=0, y1=1, layer="below",
        line={"color": base.INK, "width": 2},
    )  # fmt: skip
    made.add_annotation(
        base.label(
            f"{against} {row['urban_said']}", x=row["urban"], y=1, yref="paper", yanchor="bottom", xanchor="auto"
        )
    )


def _ticks(made: go.Figure, rows: list[Row], names: list[str]) -> None:
    """Each area's own urban value."""
    made.add_trace(
        go.Scatter(
            x=[row["urban"] for row in rows],
            y=names,
            mode="markers",
            marker={"symbol": "line-ns", "size": 20, "line": {"color": base.INK, "width": 2}},
            customdata=base.points((row["name"], row["urban_said"], row["href"]) for row in rows),
            hovertemplate=base.hover("城区 %{customdata[1]}"),
        )
    )


def _dots(pairs: list[tuple[Row, str]], shape: str) -> go.Scatter:
    symbol, colour, hollow = MARKS[shape]
    rows = [row for row, _ in pairs]
    return go.Scatter(
        x=[row["town"] for row in rows],
        y=[name for _, name in pairs],
        ids=[row["id"] for row in rows],
        mode="markers",
        marker={"symbol": symbol, "size": 11, "color": colour, "opacity": 1, "line": {"width": 2 if hollow else 0, "color": colour}},
        customdata=base.points((row["name"], *_said(row), row["href"]) for row in rows),
        hovertemplate=[_template(row) for row in rows],
        cliponaxis=False,
    )  # fmt: skip


def _template(row: Row) -> str:
    """What is not known of an area has no line."""
    return base.hover(*(f"%{{customdata[{nth}]}}" for nth, part in enumerate(_said(row), 1) if part))


def _said(row: Row) -> tuple[str, ...]:
    """The lines of the box at the pointer, '' where one is not known."""
    mark = f"（{row['mark']}）" if row["mark"] else ""
    before = f"；{row['years_said']}" if row["years_said"] else ""
    return (
        f"乡镇 {row['town_said']}，城区 {row['urban_said']}{mark}",
        f"差 {row['gap_said']}{before}",
        row["when"],
        row["verdict"],
        f"本区县城区 {row['own_said']}" if row["own_said"] else "",
        row["townships"],
    )


def area_list(frame: pd.DataFrame, *, caption: str, area: str) -> Markup:
    """The same areas as rows, folded: names that lead on, for the keyboard and for who reads numbers."""
    heads = [
        Column(area), Column("乡镇", number=True), Column("城区", number=True), Column("差值", number=True),
        Column("进展"),
    ]  # fmt: skip
    rows = [TableRow(_cells(row), row["id"]) for row in records(frame)]
    return Markup(
        f'<details class="tb-fold"><summary>逐个列出（{len(rows)} 个）</summary>{table(heads, rows, caption=caption, css="tb-area")}</details>'
    )


def _cells(row: Row) -> list[object]:
    return [_link(row), row["town_said"], row["urban_said"], Cell(row["gap_said"], row["gap"]), _progress(row)]


def _progress(row: Row) -> str:
    return "；".join(part for part in (row["verdict"] or row["when"], row["townships"]) if part)


def _link(row: Row) -> Markup:
    mark = Markup(f' <small class="tb-borrowed">{esc(row["mark"])}</small>') if row["mark"] else Markup("")
    name = Markup(f'<a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a>') if row["href"] else esc(row["name"])
    return join([name, mark])
