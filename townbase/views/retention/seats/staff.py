"""Teachers and classes by district: what primary schools will have over, against what junior schools will lack."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import CITY, Where
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

STAFF = Card(
    key="staff",
    file="各区县教师余缺",
    filters=(),
    follows_opened=False,
    body_is_table=True,
    definition=definitions.STAFF,
)


def staff(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """A row a district, the city last, of the year in which junior schools need most teachers: `name, href, primary, junior, both`
    (teachers over; below 0 lacking), `primary_classes, junior_classes` (classes over)."""
    known = rows[rows["teachers_needed"].notna() & rows["teachers"].notna()]
    city = known[(known["area_kind"] == CITY) & (known["stage"] == "junior")]
    if city.empty:
        return CardContent(STAFF, title="各区县教师够不够", empty="没有教师数，或不能推算在校生。")
    worst = records(city.sort_values("teachers_needed", ascending=False, kind="stable"))[0]
    ahead, year = worst["ahead"], worst["target_year"]
    lines = [_line(own, selection) for _, own in known[known["ahead"] == ahead].groupby("area_id", sort=False)]
    lines = sorted((line for line in lines if line), key=lambda line: (line["href"] is None, line["both"]))
    frame = pd.DataFrame(lines)
    whole = frame.iloc[-1]
    return CardContent(
        STAFF,
        title=f"{words.year_label(year)}：小学{_over(whole['primary'])}，初中{_over(whole['junior'])}{_classes(whole['junior_classes'])}",
        how="余得少的在前。按起点学年的师生比和预计在校生计算，正数为富余，负数为不足；小学、初中相抵只是数量，不等于教师可以调整。",
        frame=frame,
        table=pd.DataFrame(
            {
                "区县": frame["name"],
                "小学教师余缺（名）": frame["primary"],
                "初中教师余缺（名）": frame["junior"],
                "相抵（名）": frame["both"],
                "小学班级余缺（个）": frame["primary_classes"],
                "初中班级余缺（个）": frame["junior_classes"],
            }
        ),
    )


def _over(n: int) -> str:
    return f"教师{'富余' if n >= 0 else '不足'} {words.count(abs(n))} 名"


def _classes(left: int | None) -> str:
    """、缺 812 个班"""
    return "" if is_missing(left) or left >= 0 else f"、缺 {words.count(-left)} 个班"


def _line(own: pd.DataFrame, selection: Selection) -> dict | None:
    by = {row["stage"]: row for row in records(own)}
    if not {"primary", "junior"} <= set(by):
        return None
    left = {stage: words.whole(by[stage]["teachers"] - by[stage]["teachers_needed"]) for stage in ("primary", "junior")}
    row = by["junior"]
    whole = is_missing(row["district_name"])
    href = None if whole else selection.href("retention", district=row["area_id"])
    return {
        "name": "全市" if whole else row["district_name"],
        "href": href,
        **left,
        "both": left["primary"] + left["junior"],
        **{f"{stage}_classes": _classes_left(by[stage]) for stage in ("primary", "junior")},
    }


def _classes_left(row: Row) -> int | None:
    """Classes there are beyond those that are needed; None where the classes were not returned."""
    if is_missing(row["classes"]) or is_missing(row["classes_needed"]):
        return None
    return words.whole(row["classes"]) - words.whole(row["classes_needed"])
