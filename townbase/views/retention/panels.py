"""本地就读率 of every stage, a line each: what a brief on paper draws."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import Where, rising_word, share_of, status_of
from townbase.views.retention.rates import SLACK, known_years, rate_table
from townbase.views.retention.stayed.trend import beside
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

PANELS = Card(
    key="panels",
    file="本地就读率",
    filters=("district", "township"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.PANELS,
)


def panels(w: Where, own: pd.DataFrame, rates: pd.DataFrame, selection: Selection) -> CardContent:
    """A line a stage: `stage, label, status, href, series, school_year, value, broke` (broke = children, at a break)."""
    kind, id_, name = (*beside(w), ("", "", ""))[0]
    around_by = known_years(rates[(rates["area_kind"] == kind) & (rates["area_id"] == id_)], w.year)
    rows, mine_by = [], known_years(own, w.year)
    for stage, mine in mine_by.items():
        last = mine[-1]
        steps = breaks(mine)
        label = f"{words.STAGE[stage]} {_panel_title(mine, last, steps, w.year)}"
        href = selection.href("retention", stage=stage)
        shape = status_of(_word(last), last["few"])
        base = {"stage": stage, "label": label, "status": shape, "href": href, "on": stage == w.stage}
        rows += [
            base
            | {
                "series": w.subject,
                "school_year": int(r["school_year"]),
                "value": r["value"],
                "broke": steps.get(int(r["school_year"])),
            }
            for r in mine
        ]
        years = {r["school_year"] for r in mine}
        around = [r for r in around_by.get(stage, []) if r["school_year"] in years]
        rows += [
            base | {"series": name, "school_year": int(r["school_year"]), "value": r["value"], "broke": None}
            for r in around
        ]
    frame = pd.DataFrame(rows)
    return CardContent(
        PANELS,
        title="各学段本地就读率" if frame.empty else _panels_title(w, mine_by),
        how=f"实线为{w.subject}{name and f'，虚线为{name}'}；▲ 为不高于上年的学年，旁注相当于少几名；横轴为学年开始的年份。",
        frame=frame,
        table=rate_table(own, w.year),
        empty=f"没有可计算的本地就读率。由学籍管理部门提供“{words.EXTRACT['residency']}”（residency）后即可显示。",
    )


def breaks(mine: list[Row]) -> dict[int, float]:
    """school_year -> children, for each year that broke the rise (at this year's number of children); oldest first."""
    return {
        int(row["school_year"]): (row["value"] - row["value_before"]) * row["found"] for row in mine if row["broke"]
    }


def _word(last: dict) -> str | None:
    """The mart's word, or none where the last year is not comparable."""
    return last["word"] if is_missing(last["comparable"]) or last["comparable"] else None


def _panel_title(mine: list[Row], last: dict, steps: dict[int, float], year: int) -> str:
    value = share_of(last["local"], last["found"], last["value"])
    if is_missing(_word(last)):
        return f"{value}，尚未报齐，不作判定"
    if last["school_year"] < year:
        return f"{value}（{words.year_label(last['school_year'])}，本学年未报）"
    word = rising_word(last["word"], last["few"])
    if not steps or last["word"] in ("each_year", "high"):
        return f"{value}，{word}"
    broke = max(steps)
    when = f"{words.year_label(broke)}{'低于' if steps[broke] < -SLACK else '与'}上年{'' if steps[broke] < -SLACK else '持平'}"
    return f"{value}，{word}：{when}"


def _panels_title(w: Where, mine_by: dict[str, list[Row]]) -> str:
    groups: dict[str, list[str]] = {}
    for stage, mine in mine_by.items():
        if mine[-1]["school_year"] == w.year:
            text = rising_word(_word(mine[-1]), mine[-1]["few"]) or "尚未报齐"
            groups.setdefault(text, []).append(words.STAGE[stage])
    return (
        "本地就读率：" + "；".join(f"{'、'.join(stages)}{word}" for word, stages in groups.items())
        if groups
        else "各学段本地就读率"
    )
