"""How many townships met all six goals in every school year, against the 80 % that the plan asks for."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import records
from townbase.selection import Selection
from townbase.views.overview import definitions
from townbase.views.overview.facts import Facts
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED

YEARS = Card(
    key="years",
    file="历年达标乡镇",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.HEADLINE,
)


def years(f: Facts, selection: Selection, default_year: int) -> CardContent:
    """A row a school year up to the chosen one: year, href, base (not judged), counted, met, slightly_below, open,
    needed, target (the share asked for), share."""
    shown = f.years[(f.years["school_year"] <= f.year) & f.years["has_indicators"].fillna(False).astype(bool)]
    lines = []
    for year in sorted(int(each) for each in shown["school_year"]):
        then = f.standing(year)
        if then.counted:
            base = year in f.base_years
            lines.append(
                {
                    "year": year,
                    "href": ""
                    if year == f.year
                    else selection.href("overview", year=None if year == default_year else year),
                    "base": base,
                    "counted": then.counted,
                    "met": 0 if base else then.met,
                    "slightly_below": 0 if base else then.slightly_below,
                    "open": 0 if base else then.not_assessable,
                    "needed": then.needed,
                    "target": float(f.headline["needed_share"].iloc[0]),
                    "share": 0.0 if base else then.met / then.counted,
                }
            )
    frame = pd.DataFrame(lines)
    return CardContent(
        YEARS,
        title=_title(lines),
        frame=frame,
        table=_table(lines),
        empty="所选学年没有可以判定的乡镇。",
    )


def _title(lines: list[dict]) -> str:
    """比上年多 7 个，仍低于 80%"""
    if not lines:
        return "历年六项目标全部达标的乡镇"
    now = lines[-1]
    before = next((line for line in lines if line["year"] == now["year"] - 1 and not line["base"]), None)
    reach = "已达到 80%" if now["met"] >= now["needed"] else "仍低于 80%"
    if before is None:
        return f"全部达标 {now['met']} 个，{reach.replace('仍', '')}"
    gained = now["met"] - before["met"]
    moved = f"比上年{'多' if gained > 0 else '少'} {abs(gained)} 个" if gained else "与上年一样多"
    return f"{moved}，{reach}"


def _table(lines: list[dict]) -> pd.DataFrame:
    rows = [
        (
            words.year_label(line["year"]),
            "基期，不判定" if line["base"] else "",
            line["counted"],
            *((None,) * 4 if line["base"] else _figures(line)),
            line["needed"],
        )
        for line in lines
    ]
    heads = ["学年", "说明", "纳入范围（个）", "全部达标（个）", "其中略低（个）", f"{words.UNDECIDED}（个）", "占纳入范围（%）", "80% 的个数"]  # fmt: skip
    table = pd.DataFrame(rows, columns=heads)
    return table.astype(dict.fromkeys(heads[3:6], "Int64"))


def _figures(line: dict) -> tuple:
    return line["met"], line["slightly_below"], line["open"], words.percent(line["share"])


def spoken(frame: pd.DataFrame) -> str:
    """The bars in one sentence, for who cannot see them."""
    parts = [
        f"{row['year']} 年为基期，不判定" if row["base"] else f"{row['year']} 年 {row['met']} 个"
        for row in records(frame)
    ]
    return f"六项目标全部达标的乡镇：{'，'.join(parts)}；80% 为 {int(frame['needed'].iloc[-1])} 个" if parts else ""
