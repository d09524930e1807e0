"""Many gaps on one axis, a row each: an upright line for the city's level, a tail from the base year, a tick for last year, a dot for now."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.scale import Scale, even_ticks
from townbase.charts.base.table import Cell, Column, table
from townbase.text import Markup, esc, is_missing, join

SHAPE = {"level": "met", "not_closing": "not_met", "missing": "missing"}
STEPS = (0.5, 1, 2, 5, 10, 20, 50)
MOST = 8  # cells of the axis


def gap_rows(frame: pd.DataFrame, *, caption: str, unit: str) -> Markup:
    """`frame`: title, stage, href, current, state, when, mark, years, places (base, last, now; None = unknown), town, urban, gap,
    since_last, since_base, unmet, met, near, list, said.

    unit: what a cell of the axis is counted in
    """
    rows = records(frame)
    at, ticks = _axis([place for row in rows for place in row["places"] if not is_missing(place)])
    base, last, now = rows[0]["years"]
    heads = [
        Column("指标　学段", css="tb-gr-name"), Column("乡镇", number=True, css="tb-gr-town"), Column("城区", number=True, css="tb-gr-urban"),
        Column("差距", css="tb-gr-track"), Column("差值", number=True, css="tb-gr-gap"),
        Column("比上年", number=True, phone=False), Column(f"比{base}年", number=True, phone=False),
        Column(Markup(f"{words.UNMET}<br>乡镇"), number=True, css="tb-gr-unmet"), Column(Markup("达标<br>（略低）"), number=True, phone=False),
    ]  # fmt: skip
    drawn = table(heads, (_cells(row, at, ticks) for row in rows), caption=caption, css="tb-gr")
    return Markup(f"{_key(base, last, now, f'每格 {_step(ticks)} {unit}')}{drawn}")


def _axis(places: list[float]) -> tuple[Scale, list[float]]:
    """One scale from the lowest to the highest place, the city's level among them, with even cells."""
    low, high = min([*places, 0.0]), max([*places, 0.0])
    step = next((step for step in STEPS if (high - low) / step <= MOST - 1), STEPS[-1])
    start, end = math.floor(low / step - 0.2) * step, math.ceil(high / step + 0.2) * step
    return Scale(start, end, 0, 100), even_ticks(start, end, [step], MOST + 1)


def _step(ticks: list[float]) -> str:
    return words.trimmed(ticks[1] - ticks[0], 1)


def _key(base: int, last: int, now: int, cell: str) -> Markup:
    before = Markup(f'<span><i class="tb-gr-key-tail"></i>{base} 年 → {now} 年</span>') if base < now else Markup("")
    year = Markup(f'<span><i class="tb-gr-key-last"></i>{last} 年</span>') if base < last else Markup("")
    return Markup(
        f'<p class="tb-key"><span><i class="tb-gr-key-zero"></i>与城区持平</span>{before}{year}'
        f'<span><i class="tb-gr-key-now"></i>{now} 年</span><span>{glyph("not_met")} 没有缩小</span><span>{esc(cell)}</span></p>'
    )


def _cells(row: Row, at: Scale, ticks: list[float]) -> list[object]:
    current = " aria-current=true" if row["current"] else ""
    lent = Markup(f' <small class="tb-borrowed">{esc(row["mark"])}</small>') if row["mark"] else ""
    name = Markup(
        f'<a data-nav href="{esc(row["href"])}"{current}>{esc(row["title"])}</a> <span class="tb-muted">{esc(row["stage"])}</span>{lent}'
    )
    return [
        name, row["town"], Markup(f'<span class="tb-muted">{esc(row["urban"])}</span>'), Cell(_track(row, at, ticks), row["places"][-1]),
        Cell(_gap(row), row["places"][-1]), row["since_last"], row["since_base"], Cell(_unmet(row), row["unmet"]), Cell(_met(row), row["met"]),
    ]  # fmt: skip


def _gap(row: Row) -> Markup:
    if row["state"] == "not_closing":
        return Markup(f'<b class="tb-strong">{glyph("not_met", "没有缩小")} {esc(row["gap"])}</b>')
    return Markup(f"<b>{esc(row['gap'])}</b>")


def _unmet(row: Row) -> object:
    """How many townships are not met, and the way to their list."""
    if not row["unmet"]:
        return row["unmet"]
    return Markup(f'<a data-nav href="{esc(row["list"])}"><b class="tb-strong">{row["unmet"]}</b></a>')


def _met(row: Mapping) -> object:
    """92（84）: how many are met, in brackets those that are slightly below."""
    if is_missing(row["met"]):
        return None
    return f"{row['met']}（{row['near']}）" if row["near"] else row["met"]


def _track(row: Mapping, at: Scale, ticks: list[float]) -> Markup:
    """The marks lead where the name leads; in words they are the row's own cells, so that they are silent here."""
    cells = join(Markup(f'<i class="tb-gr-cell" style="left:{at(tick):.2f}%"></i>') for tick in ticks if tick)
    zero = f'<i class="tb-gr-zero" style="left:{at(0.0):.2f}%"></i>'
    text = esc(f"{row['said']}；{row['when']}")
    return Markup(
        f'<a data-nav class="tb-gr-rail" href="{esc(row["href"])}" tabindex="-1" aria-hidden="true" data-tip="{text}">'
        f"{cells}{zero}{_marks(row, at)}</a>"
    )


def _marks(row: Mapping, at: Scale) -> Markup:
    base, last, now = row["places"]
    if is_missing(now):
        return Markup("")
    tail = ""
    if not is_missing(base) and row["years"][0] < row["years"][2]:
        left, right = sorted((at(base), at(now)))
        tail = f'<i class="tb-gr-tail" style="left:{left:.2f}%;width:{right - left:.2f}%"></i><i class="tb-gr-base" style="left:{at(base):.2f}%"></i>'
    tick = (
        ""
        if is_missing(last) or row["years"][1] <= row["years"][0]
        else f'<i class="tb-gr-last" style="left:{at(last):.2f}%"></i>'
    )
    css = "tb-gr-now tb-gr-worse" if row["state"] == "not_closing" else "tb-gr-now"
    return Markup(f'{tail}{tick}<i class="{css}" style="left:{at(now):.2f}%"></i>')
