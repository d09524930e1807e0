"""The townships most like this one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP

SIMILAR = Card(
    key="similar", file="规模相近的乡镇", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
)


def similar(frame: pd.DataFrame, selection: Selection) -> CardContent:
    shown = frame.assign(
        href=[
            selection.href("township", township=key, district=None, indicator=None, stage=None)
            for key in frame["township_id"]
        ]
    )
    shown["word"] = [goals_word(row) for row in records(frame)]
    shown["compare"] = [selection.href("township", with_=key) for key in frame["township_id"]]
    return CardContent(
        SIMILAR,
        title="规模相近的乡镇",
        how="同一类别，在校生数和城区学校占比最接近。",
        frame=shown,
        table=pd.DataFrame(
            {
                "乡镇": frame["name"],
                "区县": frame["district_name"],
                "在校生（人）": frame["pupils"],
                "达标目标（项）": frame["goals_met"],
                f"{words.UNMET}核心指标（项）": frame["unmet_core"],
            }
        ),
        empty="没有同类别的乡镇可比。",
    )


def goals_word(row: Mapping) -> str:
    """A township's six goals in a word: 全部达标, 2 个目标未达标, 暂不能判定; '' where it is not judged"""
    if is_missing(row["status"]):
        return ""
    if row["status"] == "met":
        return "全部达标"
    return (
        f"{int(row['goals_not_met'])} 个目标{words.UNMET}"
        if row["status"] == "not_met"
        else words.TOWNSHIP_STATUS[row["status"]]
    )
