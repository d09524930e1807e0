"""The schools of a township, the seat school first."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.selection import Selection
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP

SCHOOLS = Card(key="schools", file="学校", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition="")
TEACHERS = ["teachers", "bachelor_teachers", "college_teachers", "backbone_teachers"]


def schools(frame: pd.DataFrame, selection: Selection, none: str = "") -> CardContent:
    """The seat school first; every name leads to the school's own panel. Without any teacher return its columns go.

    none: why there is no school
    """
    known = bool(frame[TEACHERS].notna().any().any())
    seats = int((frame["seat"].fillna(False) == True).sum()) if len(frame) else 0  # noqa: E712  nullable booleans
    shown = frame.assign(
        href=[selection.href("township", school=key, indicator=None, stage=None) for key in frame["school_id"]],
        kind_word=frame["kind"].map(words.SCHOOL_KIND),
    )
    if not known:
        shown = shown.drop(columns=TEACHERS)
    degrees = "学历比例：中小学为本科以上，幼儿园为专科以上。" if known else "本学年没有教师数据，报送后自动出现。"
    return CardContent(
        SCHOOLS,
        title=f"学校（园）{len(frame)} 所" + (f"，镇驻地学校 {seats} 所在前" if seats else ""),
        how=f"点学校名看这所学校的各项数据、历年在校生和来源行。{degrees}",
        frame=shown,
        table=pd.DataFrame(
            {
                "学校": frame["name"],
                "类型": shown["kind_word"],
                "镇驻地": frame["seat"].map({True: "是", False: "否"}),
                "在校生（人）": frame["pupils"],
                "专任教师（名）": frame["teachers"],
                "本科以上学历教师（名）": frame["bachelor_teachers"],
                "专科以上学历教师（名）": frame["college_teachers"],
                "县级以上骨干教师（名）": frame["backbone_teachers"],
            }
        ),
        empty=none or "本学年学校名录中没有本镇的学校。请核对学校名录。",
    )
