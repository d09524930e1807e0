"""Flows as tables that add up: the places of one township ranked, a district's matrix, net moves by year."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.charts.base.table import Column, scroll, table
from townbase.text import Markup, esc, is_missing, join
from townbase.words import MISSING, count, difference, share, year_label

STEPS = (0.02, 0.05, 0.1, 0.2, 0.4)


def _bar(part: float | None, kind: str) -> str:
    width = 0 if is_missing(part) else max(100 * part, 1) if part else 0
    return (
        f'<span class="tb-flow-bar" aria-hidden="true"><i class="tb-flow-{kind}" style="width:{width:.1f}%"></i></span>'
    )


def place_bars(frame: pd.DataFrame, *, caption: str, most: int = 12) -> Markup:
    """`frame`: label, small, href, n, share, kind, in the order given; the sum stands last and always shows."""
    rows = [_place(row) for row in frame.to_dict("records")]
    total = ("合计", "", count(frame["n"].sum()), "100%" if frame["n"].sum() else MISSING)
    columns = (Column("地方"), Column(""), Column("人数", number=True), Column("占", number=True))
    return table(columns, [*rows, total], caption=caption, css="tb-places", last_is_sum=True)


def _place(row: dict) -> tuple:
    name = esc(row["label"])
    if not is_missing(row["href"]):
        name = Markup(f'<a data-nav href="{esc(row["href"])}">{name}</a>')
    small = Markup(f" <small>{esc(row['small'])}</small>") if row["small"] else ""
    return Markup(f"{name}{small}"), Markup(_bar(row["share"], row["kind"])), count(row["n"]), share(row["share"])


def flow_matrix(frame: pd.DataFrame, heads: Mapping[str, str], caption: str) -> Markup:
    """A row an origin, a column a destination; darker = a larger share of the row. Heads stand upright to keep columns narrow."""
    top = join(Markup(f'<th scope="col"><span>{esc(head)}</span></th>') for head in [*heads.values(), "合计"])
    body = join(_origin(row, heads) for row in frame.to_dict("records"))
    return scroll(
        Markup(
            f'<table class="tb-t tb-matrix"><caption class="tb-said">{esc(caption)}</caption>'
            f'<thead><tr><th scope="col">户籍所在</th>{top}</tr></thead><tbody>{body}</tbody></table>'
        ),
        caption,
        swipe="左右滑动可看全部就读地",
    )


def _origin(row: dict, heads: Mapping[str, str]) -> Markup:
    name = Markup(f'<th scope="row"><a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a></th>')
    if is_missing(row["total"]):
        why = "少于 10 人" if row["reason"] == "under_10" else words.UNREPORTED
        return Markup(f'<tr>{name}<td colspan="{len(heads) + 1}" class="tb-muted">{why}</td></tr>')
    cells = join(_flow(row.get(key), row["total"], key not in ("local", "unplaced")) for key in heads)
    return Markup(f'<tr>{name}{cells}<td class="n"><b>{count(row["total"])}</b></td></tr>')


def _flow(n: float | None, total: float, leaves: bool) -> Markup:
    """Only what leaves is shaded: those who stay are the rule, and no work."""
    if is_missing(n) or not n:
        return Markup("<td></td>")
    if not leaves:
        return Markup(f'<td class="n">{count(n)}</td>')
    step = sum(n / total >= edge for edge in STEPS) + 1 if total else 1
    return Markup(f'<td class="n tb-q{step}">{count(n)}</td>')


def net_table(frame: pd.DataFrame, *, single: bool = False) -> Markup:
    """`frame`: school_year, town_to_urban, urban_to_town, balance, town_to_other_city, town_untold, pupils, found, net, has_area; single = one township."""
    town = bool(frame["has_area"].iloc[0]) and frame[["town_to_urban", "urban_to_town"]].to_numpy().sum() > 0
    columns = [Column("学年")]
    if town:
        columns += [
            *(Column(head, number=True) for head in (("去城区", "城区来", "与城区相抵") if single else ("乡镇去城区", "城区来乡镇", "乡镇净流入"))),
            Column("去市外", number=True), Column("合并未分", number=True),
        ]  # fmt: skip
    columns += [Column("在校生", number=True), Column("查到就读学校", number=True), Column("净流入", number=True)]
    rows = []
    for row in frame.to_dict("records"):
        moved = [count(row["town_to_urban"]), count(row["urban_to_town"]), difference(row["balance"])]
        moved += [count(row["town_to_other_city"]), count(row["town_untold"])]
        held = [count(row["pupils"]), count(row["found"]), difference(row["net"])]
        rows.append((year_label(row["school_year"]), *(moved if town else []), *held))
    return table(columns, rows, caption="净流动", css="tb-net", reflow=True)
