"""Five years as bars against 80 %: met in each, what is undecided hatched on top of the last, the base year in words."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from townbase import theme, words
from townbase.asking import tuples
from townbase.charts.base.figure import INK, MUTED, axis, figure, hover, label, points

HEIGHT, WIDE = 176, 0.62
RED, OCHRE = theme.TOKENS["not-met"][0], theme.MARK["borderline"]


def years_bars(frame: pd.DataFrame) -> go.Figure:
    """`frame`: year, base, counted, met, slightly_below, open, needed, share, href; the chosen year is the last."""
    now = frame.iloc[-1]
    made = figure(HEIGHT, margin=(30, 8, 8, 42), barmode="stack")
    judged = frame[~frame["base"]]
    made.add_bar(
        x=list(judged["year"]), y=list(judged["met"]), width=WIDE, marker={"color": theme.MARK["met"]},
        customdata=points(_told(row) for row in tuples(judged)),
        hovertemplate=hover("全部达标 %{customdata[1]}", "%{customdata[2]}"),
    )  # fmt: skip
    if now["open"]:
        made.add_trace(_open(now))
    top = max(float(now["needed"]) * 1.24, float((frame["met"] + frame["open"]).max()) * 1.18)
    made.update_yaxes(range=[0, top], showgrid=False, showline=False, ticks="", tickvals=[0, int(now["needed"])])
    made.update_xaxes(axis(
        range=[frame["year"].min() - 0.5, frame["year"].max() + 0.5], showgrid=False, ticks="",
        tickvals=list(frame["year"]), ticktext=[_tick(row, now["year"]) for row in tuples(frame)],
    ))  # fmt: skip
    needed = int(now["needed"])
    made.add_shape(type="line", xref="paper", x0=0, x1=1, y0=needed, y1=needed, line={"width": 2, "color": INK})
    for note in _notes(frame, now):
        made.add_annotation(note)
    return made


def _told(row) -> tuple[str, str, str, str]:
    little = f"，其中略低 {row.slightly_below} 个" if row.slightly_below else ""
    share = f"占 {row.counted} 个的 {words.share(row.share)}" if row.counted >= words.APART else f"共 {row.counted} 个"
    return words.year_label(row.year), f"{row.met} 个{little}", share, row.href


def _open(now: pd.Series) -> go.Bar:
    """Where they would carry the year if every one of them turned out to be met."""
    most = int(now["met"] + now["open"])
    told = (f"{words.UNDECIDED} {now['open']} 个", f"即使全部达标：{most} 个", now["href"])
    return go.Bar(
        x=[now["year"]], y=[now["open"]], width=WIDE, customdata=points([told]), hovertemplate=hover("%{customdata[1]}"),
        marker={"color": "rgba(0,0,0,0)", "line": {"color": OCHRE, "width": 1.2},
                "pattern": {"shape": "/", "fgcolor": OCHRE, "bgcolor": "rgba(0,0,0,0)", "size": 6}},
    )  # fmt: skip


def _tick(row, now: int) -> str:
    text = f"{row.year}<br>基期" if row.base else str(row.year)
    return f"<b>{text}</b>" if row.year == now else text


def _notes(frame: pd.DataFrame, now: pd.Series):
    needed = int(now["needed"])
    yield label(f"目标 80%（{needed} 个）", x=0, xref="paper", xanchor="left", y=needed, yanchor="bottom")
    for row in tuples(frame):
        if row.base:
            yield label("不判定", x=row.year, y=0, yanchor="bottom", font={"size": 13, "color": MUTED})
        elif row.year != now["year"]:
            yield label(row.met, x=row.year, y=row.met, yanchor="bottom", font={"size": 14, "color": INK})
    # a bar too low to hold its number has it on top, and what is missing above that
    tall, top = now["met"] > needed * 0.3, int(now["met"] + now["open"])
    where = {"y": now["met"], "yanchor": "top"} if tall else {"y": top, "yanchor": "bottom"}
    yield label(now["met"], x=now["year"], font={"size": 20, "color": "#FFFFFF" if tall else INK}, **where)
    missing = needed - int(now["met"])
    if missing > 0:
        font, lift = {"size": 13, "color": RED}, 0 if tall else 24
        yield label(f"还差 {missing}", x=now["year"], y=top, yanchor="bottom", font=font, yshift=lift)
