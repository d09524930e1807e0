"""Pupils of a township by year and stage, and how many of its children are enrolled in it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import records
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP

ROLL = Card(
    key="roll", file="在校生分学年", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
)
LOCAL = Card(
    key="local", file="各学段本地就读率", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
)
STAGES = ("preschool", "primary", "junior", "senior", "other")


def roll(frame: pd.DataFrame) -> CardContent:
    """Pupils by year and stage that add up in the last column; a year or stage without rows is —, never 0."""
    if frame.empty or frame["pupils"].isna().all():
        return CardContent(ROLL, "历年在校生", empty="没有本镇的在校生数据。由学籍或统计部门报送后即可显示。")
    by = frame.groupby(["school_year", "stage"])["pupils"].sum(min_count=1).dropna().unstack()
    by = by.reindex(columns=[stage for stage in STAGES if stage in by.columns]).sort_index(ascending=False)
    by = by.assign(total=by.sum(axis=1, min_count=1))
    last = by.index[0]
    shown = by.reset_index()
    table = shown.rename(columns=words.STAGE | {"school_year": "学年", "total": "合计"}).assign(
        学年=[words.year_label(year) for year in shown["school_year"]]
    )
    return CardContent(
        ROLL,
        title=f"{words.year_label(int(last))}在校（园）生 {words.count(by['total'].iloc[0])} 人" + _since(by),
        how="含高中和其他学段；各学段之和为合计。没有数据的格为 —。",
        frame=shown,
        table=table,
    )


def _rose(row: Mapping) -> str:
    """（逐年提升）; '' where there are too few years"""
    return f"（{words.RISING[row['word']]}）" if row["word"] in words.RISING else ""


def local(frame: pd.DataFrame) -> CardContent:
    """Local enrolment by stage and year, always with whole children."""
    shown = frame.assign(
        stage_word=frame["stage"].map(words.STAGE),
        order=frame["stage"].map({stage: at for at, stage in enumerate(STAGES)}),
    ).sort_values(["order", "school_year"], ascending=[True, False], kind="stable")
    latest = shown[shown["school_year"] == shown["school_year"].max()].dropna(subset=["value"]) if len(shown) else shown
    text = "，".join(f"{row['stage_word']} {words.share(row['value'])}{_rose(row)}" for row in records(latest))
    heads = {
        "stage_word": "学段", "year_word": "学年", "share": "本地就读率（%）", "local": "本地就读（名）",
        "found": "查到就读学校（名）", "elsewhere": "外出就读（名）", "unplaced": "未就读或去向不明（名）",
    }  # fmt: skip
    return CardContent(
        LOCAL,
        title=f"本地就读率：{text}" if text else "本地就读率",
        how="本镇户籍学生（幼儿）在本镇或对口服务学校就读的比例；虚线为全市纳入的乡镇合计。",
        frame=shown,
        table=shown.assign(
            year_word=shown["school_year"].map(words.year_label), share=shown["value"].map(words.percent).astype(float)
        )[list(heads)].rename(columns=heads),
        empty="未提供本镇户籍学生去向数据。由学籍管理部门提供后即可显示。",
    )


def _since(by: pd.DataFrame) -> str:
    """Against the earliest year that holds the same stages; a stage without data in one of two years is no change."""
    alike = by[(by.notna() == by.iloc[0].notna()).all(axis=1)]["total"]
    if len(alike) < 2:
        return ""
    first, gained = int(alike.index[-1]), alike.iloc[0] - alike.iloc[-1]
    word = "多" if gained > 0 else "少"
    return (
        f"，比 {words.year_label(first)}{word} {words.count(abs(gained))} 人"
        if gained
        else f"，与 {words.year_label(first)}相同"
    )
