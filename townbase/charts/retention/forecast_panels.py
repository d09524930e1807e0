"""Pupils of every stage as they were and as they come, with the range past years allow, against the places there are."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from townbase import theme
from townbase.asking import tuples
from townbase.charts.base.figure import INK, MUTED, axis, figure, hover, label, points
from townbase.charts.base.scale import padded
from townbase.words import STAGE, count, wan, whole

HEIGHT, HEIGHT_NARROW = 270, 690
BAND, OPEN = "rgba(43,108,176,.28)", "rgba(43,108,176,.09)"
RED, BLUE = theme.TOKENS["not-met"][0], theme.MARK["town"]
TEN_THOUSAND = 10_000
NO_RANGE, MUTED_WORD = "不给区间", {"size": 13, "color": MUTED}
KNOWN = hover("%{customdata[1]}")
COMING = hover("%{customdata[1]}", "%{customdata[2]}")


def forecast_panels(frame: pd.DataFrame) -> go.Figure:
    """`frame`: stage, school_year, pupils, low, high, coming, tested, places, left, href, on; years known and to come."""
    stages = [own for _, own in frame.groupby("stage", sort=False) if own["coming"].any()]
    wide, narrow = _across(len(stages)), _down(len(stages))
    moved: dict[str, object] = {"height": HEIGHT_NARROW * len(stages) // 3}
    made = figure(HEIGHT, margin=(44, 10, 34, 28))
    years = [int(frame["school_year"].min()), int(frame["school_year"].max())]
    for nth, own in enumerate(stages):
        name = "" if nth == 0 else str(nth + 1)
        moved |= {f"xaxis{name}.domain": [0, 1], f"yaxis{name}.domain": narrow[nth]}
        _panel(made, own.sort_values("school_year"), name, wide[nth], years)
    made.update_layout(meta={"narrow": {"layout": moved}})
    return made


def _across(panels: int) -> list[list[float]]:
    step, gap = 1 / panels, 0.05
    return [
        [nth * step + gap * nth / panels, (nth + 1) * step - gap * (panels - 1 - nth) / panels] for nth in range(panels)
    ]


def _down(panels: int) -> list[list[float]]:
    step = 1 / panels
    return [
        [1 - (nth + 1) * step + 0.04 * (nth < panels - 1), 1 - nth * step - 0.055 * (nth > 0)] for nth in range(panels)
    ]


def _panel(made: go.Figure, own: pd.DataFrame, name: str, domain: list[float], years: list[int]) -> None:
    in_wan = own["pupils"].max() >= 10 * TEN_THOUSAND
    unit = TEN_THOUSAND if in_wan else 1
    known, coming = own[~own["coming"].astype(bool)], own[own["coming"].astype(bool)]
    start = known.iloc[-1:] if len(known) else coming.iloc[:0]
    places = coming["places"].dropna()
    values = pd.concat([own["pupils"], own["low"], own["high"], places]).dropna().astype(float) / unit
    low, high = padded(values.min(), values.max(), 0.14)
    ticks = sorted({years[0], *(start["school_year"].tolist()), int(coming["school_year"].iloc[-1])})
    made.update_layout(
        {
            f"xaxis{name}": axis(domain=domain, anchor=f"y{name}", range=[years[0] - 0.5, years[1] + 0.6],
                tickvals=ticks, ticktext=[str(int(t)) for t in ticks], showgrid=False,
            ),
            f"yaxis{name}": axis(anchor=f"x{name}", range=[max(low, 0), high], nticks=5, showline=False, ticks="",
                ticksuffix="万" if in_wan else "", tickformat="~f",
            ),
        }
    )  # fmt: skip
    at = {"xaxis": f"x{name}", "yaxis": f"y{name}"}
    made.add_traces([*_band(start, coming, unit, at), _known(known, unit, at), _coming(start, coming, unit, at)])
    _grounds(made, coming, name, years)
    if len(places):
        _places(made, own, float(places.iloc[-1]), unit, name)
    made.add_annotation(_head(own, coming, name))


def _places(made: go.Figure, own: pd.DataFrame, places: float, unit: int, name: str) -> None:
    """The line of the places there are, named at the end that the pupils are further from."""
    gap = (own["pupils"].astype(float) - places).abs()
    third = max(len(own) // 3, 1)
    left = gap.head(third).min() >= gap.tail(third).min()
    level = {"yref": f"y{name}", "xref": f"x{name} domain"}
    made.add_shape(
        type="line", x0=0, x1=1, y0=places / unit, y1=places / unit, line={"color": INK, "width": 2}, **level
    )
    made.add_annotation(
        label(
            f"核定学位 {wan(places)}",
            x=0.02 if left else 0.98,
            y=places / unit,
            xanchor="left" if left else "right",
            yanchor="bottom",
            **level,
        )
    )


def _band(start: pd.DataFrame, coming: pd.DataFrame, unit: int, at: dict) -> list[go.Scatter]:
    """Closed from the last year counted to the last that past years could test."""
    tested = coming[coming["low"].notna() & coming["high"].notna()]
    if tested.empty:
        return []
    x = [*start["school_year"], *tested["school_year"]]
    high = [*start["pupils"], *tested["high"]]
    low = [*start["pupils"], *tested["low"]]
    return [
        go.Scatter(
            **at, x=[*x, *x[::-1]], y=[n / unit for n in [*high, *low[::-1]]], fill="toself", fillcolor=BAND, mode="lines",
            line={"width": 0}, hoverinfo="skip",
        )
    ]  # fmt: skip


def _known(known: pd.DataFrame, unit: int, at: dict) -> go.Scatter:
    said = [(f"{row.school_year} 学年", f"在校生 {count(row.pupils)} 人", row.href) for row in tuples(known)]
    return go.Scatter(
        **at, x=known["school_year"].tolist(), y=(known["pupils"].astype(float) / unit).tolist(), mode="lines+markers", line={"color": BLUE, "width": 2.6},
        marker={"size": 4, "color": BLUE}, customdata=points(said), hovertemplate=KNOWN, cliponaxis=False,
    )  # fmt: skip


def _coming(start: pd.DataFrame, coming: pd.DataFrame, unit: int, at: dict) -> go.Scatter:
    """Dotted from the last year counted; what could not be tested is an empty dot."""
    rows = pd.concat([start, coming])
    said = [(f"{row.school_year} 学年", _said(row), _left(row), row.href) for row in tuples(rows)]
    tested = [not row.coming or bool(row.tested) for row in tuples(rows)]
    return go.Scatter(
        **at, x=rows["school_year"].tolist(), y=(rows["pupils"].astype(float) / unit).tolist(), mode="lines+markers",
        line={"color": BLUE, "width": 2.2, "dash": "dot"},
        marker={"size": [0.1] * len(start) + [7] * len(coming), "symbol": ["circle" if each else "circle-open" for each in tested],
                "color": BLUE, "opacity": 1},
        customdata=points(said), hovertemplate=COMING, cliponaxis=False,
    )  # fmt: skip


def _said(row) -> str:
    if not row.coming:
        return f"在校生 {count(row.pupils)} 人"
    span = (
        f"（{count(whole(row.low))}—{count(whole(row.high))}）"
        if not pd.isna(row.low)
        else "（没有往年可检验，不给区间）"
    )
    return f"预计 {count(whole(row.pupils))} 人{span}"


def _left(row) -> str:
    if not row.coming or pd.isna(row.left):
        return "核定学位未报齐" if row.coming else ""
    return f"{'富余' if row.left >= 0 else '缺'}学位 {count(whole(abs(row.left)))} 个"


def _grounds(made: go.Figure, coming: pd.DataFrame, name: str, years: list[int]) -> None:
    """The years that no past year could test lie on a ground from top to bottom: their range is open."""
    untested = coming[~coming["tested"].astype(bool)]
    if len(untested):
        made.add_shape(
            type="rect", xref=f"x{name}", x0=int(untested["school_year"].min()) - 0.5, x1=years[1] + 0.6, yref=f"y{name} domain", y0=0, y1=1,
            fillcolor=OPEN, line={"width": 0}, layer="below",
        )  # fmt: skip
        # where the line is not
        down = untested["pupils"].mean() < coming["pupils"].mean()
        made.add_annotation(
            label(
                NO_RANGE,
                xref=f"x{name}",
                x=years[1] + 0.5,
                yref=f"y{name} domain",
                y=0.55 * down,
                xanchor="right",
                yanchor="bottom",
                font=MUTED_WORD,
            )
        )


def _head(own: pd.DataFrame, coming: pd.DataFrame, name: str) -> dict:
    """学前　2028 年富余 10.0 万个学位: of the year with the largest shortage, else of the last."""
    stage = STAGE[str(own["stage"].iloc[0])]
    left = coming["left"].astype(float)
    text, short = f"<b>{stage}</b>", False
    if left.notna().any():
        short = bool((left < 0).any())
        row = (coming.sort_values("left", kind="stable") if short else coming.iloc[::-1]).iloc[0]
        text += f" {int(row['school_year'])} 年{'缺' if short else '富余'} {wan(abs(whole(row['left'])), '个')}"
    place = {
        "xref": f"x{name} domain",
        "yref": f"y{name} domain",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 8,
    }
    return label("", **place) | {"text": text, "font": {"size": 14, "color": RED if short else INK}}
