"""Pupils by school year and stage: all that a delivery of schools and enrolment alone can tell."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.selection import Selection
from townbase.views.overview import definitions
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED

ROLL = Card(
    key="roll",
    file="在校生分学年",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.ROLL,
)
TOWNSHIP_ROLLS = Card(
    key="roll-towns",
    file="各乡镇在校生",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.ROLL,
)

STAGES = ("preschool", "primary", "junior", "senior", "other")


def by_year(roll: pd.DataFrame, year: int, *, narrowed: str = "") -> CardContent:
    """One line a stage × school_year of one area; stages that were never delivered have no line; `shown` = the year chosen.

    narrowed: the filters that leave only some of its townships, in words
    """
    stages = [stage for stage in STAGES if stage in set(roll["stage"])]
    frame = roll[roll["stage"].isin(stages)].assign(label=roll["stage"].map(words.STAGE))
    frame = frame.sort_values(["stage", "school_year"], key=_official)[["stage", "label", "school_year", "pupils"]]
    frame["shown"] = frame["school_year"] == year
    wide = frame.pivot(index="school_year", columns="stage", values="pupils").reindex(columns=stages)
    wide = wide.assign(total=wide.sum(axis=1, min_count=1)).sort_index(ascending=False).reset_index()
    table = wide.assign(school_year=wide["school_year"].map(words.year_label))
    return CardContent(
        ROLL,
        title=(f"筛选后（{narrowed}）：" if narrowed else "")
        + _title(wide[wide["school_year"] <= year], stages, _whole(roll)),
        how="一柱一个学年，柱高从 0 起；蓝色为所选学年" + _short(roll),
        frame=frame.reset_index(drop=True),
        table=table.rename(columns={"school_year": "学年", "total": "合计"} | words.STAGE).rename_axis(columns=None),
        empty="没有在校生数据。由统计部门提供“在校生与班级”后即可显示。",
    )


def by_township(towns: pd.DataFrame, roll: pd.DataFrame, year: int, selection: Selection) -> CardContent:
    """One line a township: pupils of each stage in one year, and of all stages in that and the first year."""
    now = roll[roll["school_year"] == year]
    stages = [stage for stage in STAGES if stage in set(now["stage"])]
    wide = now.pivot(index="area_id", columns="stage", values="pupils").reindex(columns=stages)
    wide["total"] = wide.sum(axis=1, min_count=1)
    whole = _whole(roll)
    first = min(whole) if whole and year in whole else year
    kept = roll[(roll["school_year"] == first) & roll["whole"].astype(bool)]
    then = kept.groupby("area_id")["pupils"].sum(min_count=1)
    frame = towns[["township_id", "name", "district_id", "district_name"]].merge(
        wide, left_on="township_id", right_index=True, how="left"
    )
    frame["first_year"] = first
    there = frame["township_id"].isin(now.loc[now["whole"].astype(bool), "area_id"])
    frame["change"] = (frame["total"] - frame["township_id"].map(then)).where(there)
    frame["href"] = [selection.href("township", township=each) for each in frame["township_id"]]
    known = frame[frame["total"].notna()].reset_index(drop=True)
    heads = {
        "district_name": "区县",
        "name": "乡镇（街道）",
        "total": "合计",
        "change": f"比 {words.year_label(first)}",
    } | words.STAGE
    table = known[["district_name", "name", *stages, "total", "change"]].rename(columns=heads)
    return CardContent(
        TOWNSHIP_ROLLS,
        title=f"各乡镇在校生：{len(known)} 个乡镇（街道）有数据" if len(known) else "各乡镇在校生",
        how=f"{words.year_label(year)}，人；— 表示没有这一学段的数据",
        frame=known.drop(columns="change") if first == year else known,
        table=table.drop(columns=heads["change"]) if first == year else table,
        empty="本学年没有在校生数据。可查看上一学年。",
    )


def _whole(roll: pd.DataFrame) -> set[int]:
    """The years whose sums are over nearly all schools: only those are held against each other."""
    return {int(year) for year in roll.loc[roll["whole"].astype(bool), "school_year"]}


def _short(roll: pd.DataFrame) -> str:
    """；2026—2027学年只含部分学校，不与其他学年相比; '' where every year is whole"""
    short = sorted(set(roll["school_year"]) - _whole(roll))
    named = "、".join(words.year_label(int(year)) for year in short)
    return f"；{named}只含部分学校，不与其他学年相比" if short else ""


def _official(column: pd.Series) -> pd.Series:
    return column.map({stage: i for i, stage in enumerate(STAGES)}) if column.name == "stage" else column


def _title(wide: pd.DataFrame, stages: list[str], whole: set[int]) -> str:
    if wide.empty:
        return "在校生"
    last, kept = wide.iloc[0], wide[wide["school_year"].isin(whole)]
    first = kept.iloc[-1] if last["school_year"] in whole else last
    text = "，".join(
        f"{words.STAGE[stage]} {words.count(last[stage], '人')}" for stage in stages if pd.notna(last[stage])
    )
    year = words.year_label(int(last["school_year"]))
    lead = f"{year}在校生 {words.count(last['total'], '人')}"
    if len(wide) == 1:
        return f"{lead}：{text}"
    gone = last["total"] - first["total"]
    word = "多" if gone > 0 else "少"
    since = f"，比 {words.year_label(int(first['school_year']))}{word} {words.count(abs(gone), '人')}" if gone else ""
    return f"{lead}{since}"
