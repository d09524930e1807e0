"""Town against city year by year, and pupils against registered children."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import Where, people
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

NET = Card(
    key="net", file="净流动", filters=STAYED, follows_opened=True, body_is_table=False, definition=definitions.NET
)


def net(w: Where, rows: pd.DataFrame, has_area: bool) -> CardContent:
    """By year: town to city and back, and pupils against registered children; newest first."""
    mine = rows[(rows["stage"] == w.stage) & (rows["school_year"] <= w.year)].sort_values(
        "school_year", ascending=False
    )
    frame = mine.assign(balance=mine["urban_to_town"] - mine["town_to_urban"], has_area=has_area)
    now = frame[frame["school_year"] == w.year]
    closed = w.is_township and len(frame) > 0 and frame["pupils"].isna().all()
    if closed:
        frame, now = frame.iloc[:0], now.iloc[:0]
    return CardContent(
        NET,
        title=_net_title(w, now, has_area),
        how="乡镇与城区之间只计分开列出的去向，其余另列；在校生减去查到就读学校的户籍学生为净流入，正数为流入。",
        frame=frame.reset_index(drop=True),
        table=pd.DataFrame(
            {
                "学年": frame["school_year"].map(words.year_label),
                "乡镇去城区（名）": frame["town_to_urban"],
                "城区来乡镇（名）": frame["urban_to_town"],
                "乡镇净流入（名）": frame["balance"],
                "乡镇去市外（名）": frame["town_to_other_city"],
                "乡镇合并未分（名）": frame["town_untold"],
                "在校生（人）": frame["pupils"],
                "查到就读学校的户籍学生（名）": frame["found"],
                "净流入（名）": frame["net"],
            }  # fmt: skip
        ),
        empty=(w.absent or "在校生未报齐，不能计算净流动。") if closed else "没有户籍学生去向数据，不能计算净流动。",
        note=_net_note(w, frame),
    )


def _net_note(w: Where, frame: pd.DataFrame) -> str:
    """A year of fewer townships is not a year of fewer moves."""
    if w.is_township or len(frame) < 2:
        return ""
    most = frame["townships"].max()
    few = frame[~frame["comparable"].astype(bool)]
    text = "、".join(f"{words.year_label(r.school_year)} {int(r.townships)} 个" for r in tuples(few))
    return (
        f"尚未报齐的学年只含部分乡镇（街道）：{text}（最多 {int(most)} 个），不能与其他学年相比。" if len(few) else ""
    )


def _net_title(w: Where, now: pd.DataFrame, has_area: bool) -> str:
    if now.empty:
        return f"{w.stage_word}净流动"
    row = now.iloc[0]
    if has_area and not is_missing(row["town_to_urban"]) and row["town_to_urban"] + row["urban_to_town"] > 0:
        gone = row["town_to_urban"] - row["urban_to_town"]
        if w.is_township:
            return (
                f"{w.stage_word}：净流向城区 {people(gone)}"
                if gone >= 0
                else f"{w.stage_word}：城区净流入 {people(-gone)}"
            )
        return (
            f"{w.stage_word}：乡镇净流向城区 {people(gone)}"
            if gone >= 0
            else f"{w.stage_word}：城区净流向乡镇 {people(-gone)}"
        )
    if is_missing(row["net"]):
        return f"{w.stage_word}净流动"
    return f"{w.stage_word}在校生比查到就读学校的户籍学生{'多' if row['net'] >= 0 else '少'} {people(abs(row['net']))}"
