"""Pupils by year: a panel a stage, a column a school year, from 0; the chosen year is blue and carries its number."""

from __future__ import annotations

import pandas as pd

from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc, is_missing, join
from townbase.words import STAGE, count, difference, year_label

OPEN = 30


def roll_bars(frame: pd.DataFrame) -> Markup:
    """`frame`: stage, label, school_year, pupils, shown (the chosen year); a year that was not delivered leaves a gap, never a zero."""
    years = range(int(frame["school_year"].min()), int(frame["school_year"].max()) + 1)
    panels = (_panel(own, years) for _, own in frame.groupby("stage", sort=False))
    return Markup(f'<div class="tb tb-panels">{join(panels)}</div>')


def roll_towns(frame: pd.DataFrame) -> Markup:
    """`frame`: name, href, district_name, a column a stage, total, optional change (since first_year)."""
    stages = [stage for stage in STAGE if stage in frame.columns]
    changed = "change" in frame.columns
    columns = [
        Column("乡镇（街道）"),
        *(Column(STAGE[stage], number=True) for stage in stages),
        Column("合计", number=True),
    ]
    if changed:
        columns.append(Column(f"比 {year_label(frame['first_year'].iloc[0])}", number=True))
    rows = [
        (
            _place(row),
            *(count(row[stage]) for stage in stages),
            count(row["total"]),
            *([difference(row["change"])] if changed else []),
        )
        for row in frame.to_dict("records")
    ]
    shown, rest = rows[:OPEN], rows[OPEN:]
    head = table(columns, shown, caption="各乡镇在校生", css="tb-roll", reflow=True)
    if not rest:
        return head
    more = table(columns, rest, caption="其余乡镇在校生", css="tb-roll", reflow=True)
    return Markup(f'{head}<details class="tb"><summary>其余 {len(rest)} 个乡镇（街道）</summary>{more}</details>')


def _place(row: dict) -> Markup:
    """The township and its district; a district of one township of the same name is said once."""
    link = Markup(f'<a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a>')
    if row["name"] == row["district_name"]:
        return link
    return Markup(f"{link} <small>{esc(row['district_name'])}</small>")


def _panel(own: pd.DataFrame, years: range) -> Markup:
    pupils = dict(zip(own["school_year"].astype(int), own["pupils"], strict=True))
    known = [year for year in years if not is_missing(pupils.get(year))]
    top = max(pupils[year] for year in known)
    chosen = own.loc[own["shown"], "school_year"]
    shown = int(chosen.iloc[0]) if len(chosen) else known[-1]
    bars = join(_bar(pupils.get(year), top, year, year == shown) for year in years)
    first, last = known[0], known[-1]
    label = own["label"].iloc[0]
    text = f"{label}：{year_label(first)} {count(pupils[first], '人')}，{year_label(last)} {count(pupils[last], '人')}"
    ends = f"<span>{year_label(first)} {count(pupils[first])}</span>" if first != last else ""
    return Markup(
        f"<figure><figcaption>{esc(label)} {year_label(shown)} <b>{count(pupils[shown])}</b> 人</figcaption>"
        f'<div class="tb-columns" role="img" aria-label="{esc(text)}">{bars}</div>'
        f"<p>{ends}<span>{year_label(last)} {count(pupils[last])}</span></p></figure>"
    )


def _bar(pupils: float | None, top: float, year: int, shown: bool) -> Markup:
    """A year without data keeps its place and draws nothing."""
    if is_missing(pupils) or not top:
        return Markup('<i style="height:0"></i>')
    css = ' class="tb-now"' if shown else ""
    return Markup(
        f'<i{css} style="height:{100 * pupils / top:.1f}%" title="{year_label(year)}：{count(pupils, "人")}"></i>'
    )
