"""本地就读率 by stage and year: of which stage the page speaks, the headline, the account, the table of years."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention.place import (
    CHILD,
    PLACE,
    STAGES,
    Where,
    people,
    rising_word,
    share_of,
)

SLACK = 1e-9
WORST_FIRST = {"none": 0, "overall": 1, "missing_year": 2, "first_year": 2, "each_year": 3, "high": 4}
ABSENT = {"not_served": "没有这一学段的学校，也没有对口学校", "under_10": words.HIDDEN}


def focus(own: pd.DataFrame, selection: Selection, year: int) -> str:
    """The stage that the headline speaks of: the chosen one, else the one of the place that needs most attention."""
    if selection.stage is not None:
        return selection.stage
    now = own[own["school_year"] == year]
    known = now[now["value"].notna()]
    if known.empty:
        return "primary"
    ranked = known.assign(rank=known["word"].map(WORST_FIRST).fillna(2)).sort_values(["rank", "value"])
    return str(ranked["stage"].iloc[0])


def headline(w: Where, own: pd.DataFrame, flow: pd.DataFrame, below: str = "") -> str:
    """What can be read aloud: the rate, its change with children; of a township where those go who leave, else `below`."""
    row = row_of(own, w.stage, w.year)
    if not w.given:
        return f"{w.name}：没有户籍学生去向数据，不能计算本地就读率"
    if row is None or is_missing(row["value"]):
        return f"{w.subject}{w.stage_word}{_why_none(w, row)}"
    rate = share_of(row["local"], row["found"], row["value"])
    text = f"{w.subject}{w.stage_word}本地就读率 {rate}{_against(own, w, row)}"
    more = _leaving(w, row, flow) if w.is_township else below
    return f"{text}；{more}" if more else text


def _why_none(w: Where, row) -> str:
    if row is None:
        return f"{words.year_label(w.year)}的去向{words.UNREPORTED}，没有本地就读率"
    if row["reason"] == "not_served":
        return f"本地就读率{words.INAPPLICABLE}：{w.own}没有这一学段的学校，也没有对口学校；户籍学生 {people(row['elsewhere'])}在外就读"
    if row["reason"] == "under_10":
        return "户籍学生少于 10 人，为保护个人信息不予显示"
    return "没有查到就读学校的户籍学生，不能计算本地就读率"


def _against(own: pd.DataFrame, w: Where, row) -> str:
    before = row_of(own, w.stage, w.year - 1)
    if before is None or is_missing(before["value"]):
        return "（没有上年数据可比）"
    if not row["comparable"]:
        return f"（只有 {int(row['townships'])} 个乡镇（街道）已报，不与上年相比）"
    change = row["value"] - before["value"]
    if abs(change) <= SLACK:
        return "，与上年持平"
    text = f" {words.points(abs(change)).lstrip('+')}" if abs(change) >= 0.0005 else "不足 0.1 个百分点"
    children = f"（相当于{words.more_or_fewer(change * row['found'])}）" if w.is_township else ""
    return f"，比上年{'高' if change > 0 else '低'}{text}{children}"


def _leaving(w: Where, row, flow: pd.DataFrame) -> str:
    if not row["elsewhere"]:
        return "没有外出就读的"
    away = flow[(flow["stage"] == w.stage) & flow["place"].isin(PLACE)].groupby("place")["children"].sum()
    most = f"，其中去{PLACE[str(away.idxmax())]} {people(away.max())}" if len(away) else ""
    return f"外出就读 {people(row['elsewhere'])}{most}"


def account(w: Where, own: pd.DataFrame) -> str:
    """Every registered child in one of three parts, and how many were found at all."""
    row = row_of(own, w.stage, w.year)
    if row is None or is_missing(row["children"]):
        return ""
    left = (
        f"；另有 {int(row['withheld'])} 个乡镇（街道）户籍学生少于 10 人，未计入"
        if row["withheld"] and not w.is_township
        else ""
    )
    match = words.share(row["found"] / row["children"]) if row["children"] >= words.APART else words.MISSING
    served = f"（含对口服务的{w.served}）" if w.served else ""
    return (
        f"{words.year_label(w.year)}，{CHILD[w.stage]} {people(row['children'])}：本地就读 {people(row['local'])}{served}，"
        f"外出就读 {people(row['elsewhere'])}，未就读或去向不明 {people(row['unplaced'])}；"
        f"本地就读率的分母为查到就读学校的 {people(row['found'])}，匹配率（占户籍学生）{match}{left}。"
    )


def stages(w: Where, own: pd.DataFrame, selection: Selection) -> tuple[str, list[tuple[str, str, bool]]]:
    """Of which stage the page speaks and why, and (text, href, chosen) of each with its rate of the year."""
    links = []
    for stage in STAGES:
        row = row_of(own, stage, w.year)
        text = words.MISSING if row is None else share_of(row["local"], row["found"], row["value"])
        links.append((f"{words.STAGE[stage]} {text}", selection.href("retention", stage=stage), stage == w.stage))
    why = "未选学段，先看最需关注的一个。" if selection.stage is None and w.given else ""
    return f"{why}标题和以下各图现为{w.stage_word}，可换看：", links


def known_years(own: pd.DataFrame, year: int) -> dict[str, list[Row]]:
    """stage -> the years that have a rate, oldest first."""
    known = [row for row in records(own) if row["school_year"] <= year and not is_missing(row["value"])]
    by = {stage: sorted((r for r in known if r["stage"] == stage), key=lambda r: r["school_year"]) for stage in STAGES}
    return {stage: rows for stage, rows in by.items() if rows}


def rate_table(own: pd.DataFrame, year: int) -> pd.DataFrame:
    rows = [row for row in records(own) if row["school_year"] <= year]
    rows.sort(key=lambda row: (STAGES.index(row["stage"]), -row["school_year"]))
    return pd.DataFrame(
        [
            {
                "学段": words.STAGE[row["stage"]],
                "学年": words.year_label(row["school_year"]),
                "户籍学生（名）": row["children"],
                "本地就读（名）": row["local"],
                "外出就读（名）": row["elsewhere"],
                "未就读或去向不明（名）": row["unplaced"],
                "本地就读率（%）": words.percent(row["value"]),
                "匹配率（%）": words.percent(row["found"] / row["children"])
                if not is_missing(row["children"]) and row["children"]
                else None,
                "变化": rising_word(row["word"], row["few"]) or ABSENT.get(row["reason"], ""),
            }  # fmt: skip
            for row in rows
        ]
    )


def row_of(own: pd.DataFrame, stage: str, year: int):
    found = own[(own["stage"] == stage) & (own["school_year"] == year)]
    return None if found.empty else found.iloc[0]
