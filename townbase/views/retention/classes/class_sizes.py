"""班额: grades whose average class is over the standard, by district and by school."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import Where
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED
from townbase.views.shared.last_seen import SCHOOL
from townbase.views.township.school import GRADE

AREAS = Card(
    key="class-areas", file="班额", filters=STAYED, follows_opened=True, body_is_table=True, definition=definitions.CLASS_SIZE,
)  # fmt: skip
SCHOOLS = Card(
    key="class-schools", file="班额超过标准的学校", filters=STAYED, follows_opened=True, body_is_table=True,
    definition=definitions.CLASS_SIZE,
)  # fmt: skip
AREA_HEADS = {
    "name": "区县",
    "classes": "班级（个）",
    "average": "平均班额（人）",
    "grades_over": "超过标准的年级（个）",
    "classes_over": "超过标准的年级班数（个）",
    "schools_over": "涉及学校（所）",
    "wanted": "还需班级（个）",
}
SCHOOL_HEADS = {
    "name": "学校",
    "township": "乡镇（街道）",
    "district": "区县",
    "grades_over": "超过标准的年级（个）",
    "largest": "最大年级平均班额（人）",
    "grade": "最大的年级",
    "wanted": "还需班级（个）",
}


def title(w: Where, rows: pd.DataFrame) -> str:
    """全市小学 1,234 个年级…: what the tab answers, in one sentence."""
    whole = _whole(rows)
    if whole is None:
        return f"{w.name}{w.stage_word}班额：班数未报"
    size = words.number(whole["size"], 0)
    if not whole["grades_over"]:
        return f"{w.name}{w.stage_word}各年级平均班额都不超过 {size} 人"
    return (
        f"{w.name}{w.stage_word} {words.count(whole['schools_over'])} 所{SCHOOL[w.stage]}有年级平均班额超过 {size} 人，"
        f"还需 {words.count(whole['wanted'])} 个班"
    )


def lead(w: Where, rows: pd.DataFrame) -> str:
    whole = _whole(rows)
    if whole is None:
        return ""
    return (
        f"{words.year_label(w.year)}{w.stage_word} {words.count(whole['classes'])} 个班，平均每班 {words.number(whole['pupils'] / whole['classes'], 1)} 人；"
        f"平均超过标准的年级 {words.count(whole['grades_over'])} 个。"
    )


def areas(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """`frame`: AREA_HEADS and href; the district that wants most first, the sum of all last."""
    districts = sorted(_kind(rows, "district"), key=lambda row: (-row["wanted"], row["area_id"]))
    lines = [_area(row, selection) for row in [*districts, *(_kind(rows, "city") if len(districts) > 1 else [])]]
    frame = pd.DataFrame(lines)
    return CardContent(
        AREAS,
        title=f"各区县{w.stage_word}班额",
        how="还需班级多的在前。",
        frame=frame,
        table=frame[list(AREA_HEADS)].rename(columns=AREA_HEADS) if lines else frame,
        empty="所选学年没有报班数。由学校在“在校生”（enrolment）中填报班数后即可显示。",
    )


def schools(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """`frame`: SCHOOL_HEADS, id and href: schools with a grade over the standard, the largest class first."""
    over = [row for row in _kind(rows, "school") if row["grades_over"]]
    lines = [_school(row, selection) for row in sorted(over, key=lambda row: (-row["largest"], row["area_id"]))]
    frame = pd.DataFrame(lines)
    return CardContent(
        SCHOOLS,
        title=f"{len(lines)} 所{SCHOOL[w.stage]}有年级平均班额超过标准",
        how="班额大的在前；点学校看它各年级的人数。",
        frame=frame,
        table=frame[list(SCHOOL_HEADS)].rename(columns=SCHOOL_HEADS) if lines else frame,
        empty="没有年级平均班额超过标准的学校，或班数未报。",
        good=True,
    )


def _kind(rows: pd.DataFrame, kind: str) -> list[Row]:
    return records(rows[rows["area_kind"] == kind])


def _whole(rows: pd.DataFrame) -> Row | None:
    return next(iter(_kind(rows, "city")), None)


def _area(row: Row, selection: Selection) -> Row:
    whole = is_missing(row["district_name"])
    return {
        "name": "合计" if whole else row["district_name"],
        "href": "" if whole else selection.href("retention", district=row["area_id"]),
        "average": words.rounded_to(row["pupils"] / row["classes"], 1),
        **{key: row[key] for key in ("classes", "grades_over", "classes_over", "schools_over", "wanted")},
    }


def _school(row: Row, selection: Selection) -> Row:
    return {
        "id": row["area_id"],
        "name": row["name"],
        "href": selection.href("township", district=None, township=row["township_id"], school=row["area_id"]),
        "township": row["township"],
        "district": row["district_name"],
        "grades_over": row["grades_over"],
        "largest": words.rounded_to(row["largest"], 1),
        "grade": GRADE.get(row["largest_grade"], row["largest_grade"]),
        "wanted": row["wanted"],
    }
