"""Townships with their rate, its change in points and whole children, and its word; grouped by district, or one ranked list."""

from __future__ import annotations

import pandas as pd

from townbase.charts.glyphs import status
from townbase.charts.table import Column, table
from townbase.text import Markup, esc, is_missing, join
from townbase.words import count, difference, points

COLUMNS = (
    Column("乡镇（街道）"), Column("本地就读率", number=True), Column("比上年", number=True), Column("相当于（名）", number=True, phone=False),
    Column("外出就读", number=True, phone=False), Column("未就读或去向不明", number=True, phone=False), Column("变化"),
)  # fmt: skip
OPEN = 30


def rate_list(frame: pd.DataFrame, *, single: bool) -> Markup:
    """`frame`: name, href, district_name, district_href, said, change, whole, elsewhere, unplaced, status, word, toggle, toggle_href, grouped.

    single: one district only, so its name is not said again.
    """
    toggle = Markup(f'<p class="tb-toggle-order"><a data-nav href="{esc(frame["toggle_href"].iloc[0])}">{esc(frame["toggle"].iloc[0])}</a></p>')
    if not frame["grouped"].iloc[0]:
        return Markup(f"{toggle}{_ranked(frame, single)}")
    if single:
        return Markup(f"{toggle}{_table(frame, False)}")
    return Markup(f"{toggle}{_districts(frame)}")


def _ranked(frame: pd.DataFrame, single: bool) -> Markup:
    first, rest = frame.head(OPEN), frame.iloc[OPEN:]
    more = Markup(f"<details><summary>其余 {len(rest)} 个乡镇（街道）</summary>{_table(rest, not single)}</details>") if len(rest) else ""
    return Markup(f"{_table(first, not single)}{more}")


def _districts(frame: pd.DataFrame) -> Markup:
    """A closed fold a district: how many rose, held, fell; its townships inside."""
    return join(_district(name, own) for name, own in frame.groupby("district_name", sort=False))


def _district(name: str, own: pd.DataFrame) -> Markup:
    tally = own["code"].value_counts()
    words = (("each_year", "逐年提升"), ("high", "高位保持"), ("overall", "总体提升"), ("none", "未提升"))
    said = [f"{word} {int(tally[code])}" for code, word in words if tally.get(code, 0)]
    open_ = int((own["code"].isna()).sum())
    said += [f"不作判定 {open_}"] if open_ else []
    first = own.iloc[0]
    rate = "—" if is_missing(first["district_said"]) else first["district_said"]
    change = "" if is_missing(first["district_change"]) else f"比上年 {points(first['district_change'], unit=False)}"
    return Markup(
        f'<details class="tb-rates"><summary><b>{esc(name)}</b><b class="n">{esc(rate)}</b><span>{esc(change)}</span>'
        f'<span>{len(own)} 个：{esc("，".join(said))}</span></summary>'
        f'<p class="tb-note"><a data-nav href="{esc(own["district_href"].iloc[0])}">看{esc(name)}</a></p>{_table(own, False)}</details>'
    )


def _table(frame: pd.DataFrame, with_district: bool) -> Markup:
    return table(COLUMNS, [_row(row, with_district) for row in frame.to_dict("records")], caption="各乡镇本地就读率", css="tb-rate")


def _row(row: dict, with_district: bool) -> tuple:
    small = Markup(f" <small>{esc(row['district_name'])}</small>") if with_district and row["district_name"] != row["name"] else ""
    name = Markup(f'<a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a>{small}')
    change = points(row["change"], unit=False)
    fell = not is_missing(row["change"]) and row["change"] < -1e-9
    return (
        name, row["said"], Markup(f'<b class="tb-red">↓ {esc(change)}</b>') if fell else change, difference(row["whole"]),
        count(row["elsewhere"]), count(row["unplaced"]), status(row["status"], row["word"]),
    )  # fmt: skip
