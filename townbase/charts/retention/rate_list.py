"""Townships with their rate, its change in points and whole children, and its word; grouped by district, or one ranked list."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from townbase.asking import Row
from townbase.charts.base.glyphs import status
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc, is_missing, join
from townbase.words import count, difference, points

COLUMNS = (
    Column("乡镇（街道）"), Column("本地就读率", number=True), Column("比上年", number=True), Column("相当于（名）", number=True),
    Column("外出就读", number=True), Column("未就读或去向不明", number=True), Column("变化"),
)  # fmt: skip
OPEN = 30


def rate_list(frame: pd.DataFrame, *, single: bool) -> Markup:
    """`frame`: name, href, district_name, district_href, said, change, whole, elsewhere, unplaced, status, word, code, toggle, toggle_href,
    grouped, district_said, district_change.

    single: one district only, so its name is not said again.
    """
    # a column at a time: walking 161 rows of a frame costs more than the markup
    rows = [
        dict(zip(frame.columns, row, strict=True))
        for row in zip(*(frame[name].tolist() for name in frame.columns), strict=True)
    ]
    first = rows[0]
    toggle = Markup(
        f'<p class="tb-toggle-order tb-screen"><a data-nav href="{esc(first["toggle_href"])}">{esc(first["toggle"])}</a></p>'
    )
    if not first["grouped"]:
        return Markup(f"{toggle}{_ranked(rows, single)}")
    return Markup(f"{toggle}{_table(rows, False) if single else _districts(rows)}")


def _ranked(rows: list[Row], single: bool) -> Markup:
    first, rest = rows[:OPEN], rows[OPEN:]
    more = (
        Markup(f"<details><summary>其余 {len(rest)} 个乡镇（街道）</summary>{_table(rest, not single)}</details>")
        if rest
        else ""
    )
    return Markup(f"{_table(first, not single)}{more}")


def _districts(rows: list[Row]) -> Markup:
    """A closed fold a district: how many rose, held, fell; its townships inside."""
    by: dict[str, list[Row]] = {}
    for row in rows:
        by.setdefault(row["district_name"], []).append(row)
    return join(_district(name, own) for name, own in by.items())


def _district(name: str, own: list[Row]) -> Markup:
    tally = Counter(None if is_missing(row["code"]) else row["code"] for row in own)
    words = (
        ("each_year", "逐年提升"),
        ("high", "高位保持"),
        ("overall", "总体提升"),
        ("none", "未提升"),
        (None, "不作判定"),
    )
    parts = [f"{word} {tally[code]}" for code, word in words if tally[code]]
    first = own[0]
    rate = "—" if is_missing(first["district_said"]) else first["district_said"]
    change = "" if is_missing(first["district_change"]) else f"比上年 {points(first['district_change'], unit=False)}"
    return Markup(
        f'<details class="tb-rates"><summary><b>{esc(name)}</b><b class="n">{esc(rate)}</b><span>{esc(change)}</span>'
        f"<span>{len(own)} 个：{esc('，'.join(parts))}</span></summary>"
        f'<p class="tb-note tb-screen"><a data-nav href="{esc(first["district_href"])}">看{esc(name)}</a></p>{_table(own, False)}</details>'
    )


def _table(rows: list[Row], with_district: bool) -> Markup:
    return table(
        COLUMNS, [_row(row, with_district) for row in rows], caption="各乡镇本地就读率", css="tb-rate", reflow=True
    )


def _row(row: dict, with_district: bool) -> tuple:
    small = (
        Markup(f" <small>{esc(row['district_name'])}</small>")
        if with_district and row["district_name"] != row["name"]
        else ""
    )
    name = Markup(f'<a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a>{small}')
    change = points(row["change"], unit=False)
    fell = not is_missing(row["change"]) and row["change"] < -1e-9
    return (
        name, row["text"], Markup(f'<b class="tb-red">↓ {esc(change)}</b>') if fell else change, difference(row["whole"]),
        count(row["elsewhere"]), count(row["unplaced"]), status(row["status"], row["word"]),
    )  # fmt: skip
