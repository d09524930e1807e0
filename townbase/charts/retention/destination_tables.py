"""Those who leave as 100 %: places with bars, districts by place as a heat table, the largest single ways."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase.charts.base.elements import text_link
from townbase.charts.base.table import Cell, Column, table
from townbase.text import Markup, esc, is_missing
from townbase.words import MISSING, count, points, share, whole_share

STEPS = (0.1, 0.2, 0.3, 0.45, 0.6)
ROUTES = 16


def destination_table(frame: pd.DataFrame) -> Markup:
    """`frame`: label, kind, n, share, change (of the share since the base year); the sum stands last."""
    since = bool(frame["change"].notna().any())
    columns = [
        Column("去向"),
        Column("人数", number=True),
        Column("占外出就读", number=True),
        Column("", css="tb-bar-col", sort=False),
    ]
    columns += [Column("比基期（百分点）", number=True, phone=False)] * since
    most = frame["share"].max()
    rows = [
        [row["label"], count(row["n"]), Markup(f"<b>{share(row['share'])}</b>"), _bar(row["share"] / most, row["kind"])]
        + [points(row["change"], unit=False)] * since
        for row in frame.to_dict("records")
    ]
    total = ["合计", count(frame["n"].sum()), "100%", Markup("")] + [""] * since
    return table(columns, [*rows, total], caption="外出就读去向", css="tb-went", last_is_sum=True)


def _bar(part: float, kind: object = "") -> Markup:
    css = " tb-faint" if kind in ("folded", "undivided") else ""
    return Markup(f'<span class="tb-bar{css}" aria-hidden="true"><i style="width:{100 * part:.1f}%"></i></span>')


def district_heat(frame: pd.DataFrame, heads: Mapping[str, str]) -> Markup:
    """`frame`: name, href, n, rate, and children per place; a cell is its share of the row, darker = larger."""
    columns = [Column("区县"), Column("外出就读", number=True), Column("外出就读率", number=True)]
    columns += [Column(head, css="tb-heat") for head in heads.values()]
    return table(
        columns,
        [_district(row, heads) for row in frame.to_dict("records")],
        caption="各区县外出就读去向",
        css="tb-by-district",
    )


def _district(row: dict, heads: Mapping[str, str]) -> list:
    cells = [_share(row[place], row["n"], row["name"], head) for place, head in heads.items()]
    return [text_link(row["href"], row["name"]), count(row["n"]), share(row["rate"]), *cells]


def _share(n: float | None, total: float, name: str, head: str) -> Cell:
    if is_missing(n) or not n:
        return Cell(Markup(f'<span class="tb-muted">{MISSING}</span>'), 0)
    part = n / total
    step = sum(part >= edge for edge in STEPS) + 1
    tip = f"{name} → {head}：{count(n)} 名，占外出就读 {share(part)}"
    return Cell(Markup(f'<span class="tb-heat-cell tb-q{step}" data-tip="{esc(tip)}">{whole_share(part)}</span>'), part)


def route_table(frame: pd.DataFrame, most: int = ROUTES) -> Markup:
    """`frame`: township_id, name, href, goal_name, goal_href, small, n, share, the largest first."""
    columns = [Column("户籍所在 → 就读所在"), Column("位置", phone=False), Column("人数", number=True)]
    columns += [Column("占", number=True), Column("", css="tb-bar-col", sort=False, phone=False)]
    top = frame["n"].max()
    shown = frame.head(FULL)
    rows = [
        [
            Markup(f"{text_link(row['href'], row['name'])} → {_goal(row)}"),
            row["small"], count(row["n"]), share(row["share"]), _bar(row["n"] / top),
        ]
        for row in shown.to_dict("records")
    ]  # fmt: skip
    rest = len(frame) - len(shown)
    more = f'<p class="tb-note">另有 {rest} 条人数更少的，下载的文件含全部。</p>' if rest else ""
    return Markup(f"{table(columns, rows, caption='人数最多的去向', css='tb-routes', most=most)}{more}")


def _goal(row: dict) -> Markup:
    """A place that the reader may not see has no address."""
    return esc(row["goal_name"]) if is_missing(row["goal_href"]) else text_link(row["goal_href"], row["goal_name"])


FULL = 120  # further ways are in the file
