"""Schools that are below the target of a row that their township does not meet: whom support reaches first."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.overview import definitions, unmet_townships
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED

SCHOOLS = Card(
    key="schools",
    file="需要支持的学校",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.SCHOOLS,
)
SHOWN = 12


def schools(failing: pd.DataFrame, ids: set, selection: Selection) -> CardContent:
    """Schools below the target of rows that their township misses: most rows first, then the largest shortfall."""
    kept = failing[failing["township_id"].isin(ids) & (failing["short_units"] > 0)]
    by_school: dict[str, list] = {}
    for row in tuples(kept.sort_values("short_units", ascending=False, kind="stable")):
        by_school.setdefault(row.school_id, []).append(row)
    lines = [
        (
            own[0].school,
            selection.href("township", township=own[0].township_id, school=school),
            own[0].township,
            not is_missing(own[0].seat) and bool(own[0].seat),
            len(own),
            words.listing([_short(row) for row in own], 2, "项"),
            float(own[0].short_units),
        )
        for school, own in sorted(by_school.items())
    ]
    frame = pd.DataFrame(lines, columns=["name", "href", "township", "seat", "n", "short", "most"])
    frame = frame.sort_values(["n", "most"], ascending=False, kind="stable").reset_index(drop=True)
    table = frame.assign(seat=frame["seat"].map({True: "驻地学校", False: "域内其他学校"}))
    table = table[["name", "township", "seat", "n", "short"]]
    return CardContent(
        SCHOOLS,
        title=f"乡镇{words.UNMET}的指标中，{len(frame)} 所学校（园）自身也低于目标值"
        if len(frame)
        else "需要支持的学校（园）",
        how=f"只看所在乡镇{words.UNMET}的指标；项数多的在前",
        frame=frame.head(SHOWN),
        table=table.set_axis(["学校（园）", "乡镇（街道）", "位置", "低于目标（项）", "差什么"], axis=1),
        empty=f"没有学校（园）低于所在乡镇{words.UNMET}项的目标值。",
        good=True,
        note=f"共 {len(frame)} 所，此处列前 {SHOWN} 所，其余见数据表。" if len(frame) > SHOWN else "",
    )


def _short(row) -> str:
    """小学专任教师配备率还差 3 名; of a measure that counts schools the school itself is the one that is missing"""
    if words.classifier(row.unit) == "所":
        return f"{unmet_townships.what(row)}：本校未达到"
    return f"{unmet_townships.what(row)}{words.still_missing(row.short_units, words.classifier(row.unit))}"
