"""同批学生保留率: each year's 大班 followed grade by grade, from enrolment alone."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.text import is_missing
from townbase.views.part import Part
from townbase.views.records import records
from townbase.views.retention_where import Where

GRADES = {3: "大班"} | {position: f"{words.numeral(position - 3)}年级" for position in range(4, 13)}
START = 3


def triangle(w: Where, frame: pd.DataFrame) -> Part:
    """A row a cohort, a column a grade: `cohort, position, grade, pupils, share, joint` (thick rule before this grade)."""
    rows = [row for row in records(frame) if row["school_year"] <= w.year]
    known = [row for row in rows if not is_missing(row["enrolled"]) and row["position"] >= START]
    start = min((row["position"] for row in known), default=START)
    base = {row["school_year"]: row["enrolled"] for row in known if row["position"] == start}
    joints = _joints(rows)
    cells = [_cell(row, row["school_year"] - row["position"] + start, base, joints, start) for row in known]
    shown = sorted((cell for cell in cells if cell["base"]), key=lambda cell: (cell["cohort"], cell["position"]))
    return Part(
        title=title(rows),
        how=_how(start, joints),
        frame=pd.DataFrame(shown),
        table=_table(rows),
        empty="没有分年级的在校生数据，或相邻两年未报齐。由统计部门提供“在校生与班级”后即可显示。",
        note=_note(w, rows),
    )


def _cell(row: Mapping, cohort: int, base: Mapping[int, int], joints: list[int], start: int) -> dict:
    began = base.get(cohort, 0)
    return {
        "cohort": cohort, "position": row["position"], "grade": GRADES[row["position"]], "pupils": row["enrolled"], "base": began,
        "share": row["enrolled"] / began if began else None, "joint": row["position"] - 1 in joints, "start": GRADES[start],
    }  # fmt: skip


def title(rows: list[Mapping]) -> str:
    """What the joints keep, pooled over the last three years that are known, never with another word for it."""
    said = []
    for position in _joints(rows):
        pairs = sorted((row for row in rows if row["position"] == position and not is_missing(row["retention"])), key=lambda row: row["school_year"])[-3:]
        before, after = sum(row["pupils"] for row in pairs), sum(row["next_pupils"] for row in pairs)
        if before >= words.APART:
            said.append(f"{GRADES[position]}升{GRADES[position + 1]} {words.share(after / before)}")
    return "同批学生保留率：" + ("近三年" + "，".join(said) if said else "衔接处没有可比的两年")


def _joints(rows: list[Mapping]) -> list[int]:
    at = [row for row in rows if row["position"] >= START and not is_missing(row["joint"]) and row["joint"]]
    last = max((row["school_year"] for row in at), default=0)
    return sorted({row["position"] for row in at if row["school_year"] >= last - 3})


def _how(start: int, joints: list[int]) -> str:
    said = "、".join(f"{GRADES[position]}升{GRADES[position + 1]}" for position in joints)
    ruled = f"粗线为学段衔接（{said}）。" if joints else ""
    return f"以{GRADES[start]}人数为 100%，下为人数；颜色越深减少越多，超过 100% 为有转入。{ruled}"


def _note(w: Where, rows: list[Mapping]) -> str:
    said = []
    now = [row for row in rows if row["school_year"] == w.year - 1]
    if w.is_township and any(row["reason"] == "no_school" for row in now):
        served = f"，学生到{w.served}就读" if w.served else ""
        said.append(f"{w.own}没有初中学校{served}，所以没有小学升初中的保留率。")
    left = max((row["left_out"] for row in now), default=0) if not w.is_township else 0
    if left:
        said.append(f"{left} 个乡镇（街道）两年中有一年没有名录或未报齐，未计入衔接处的保留率。")
    if w.is_township and any(row["reason"] in ("incomplete", "incomplete_next") for row in rows):
        said.append("有学校未报的学年不计算。")
    return "".join(said)


def _table(rows: list[Mapping]) -> pd.DataFrame:
    names, heads = {1: "小班", 2: "中班"} | GRADES, ("学年", "年级", "在校生（人）", "下一年高一年级（人）", "同批学生保留率（%）", "说明")
    lines = [
        (
            words.year_label(row["school_year"]), names[row["position"]], row["pupils"], row["next_pupils"],
            None if is_missing(row["retention"]) else round(row["retention"] * 100, 1),
            "" if is_missing(row["reason"]) else REASON.get(row["reason"], ""),
        )
        for row in reversed(rows)
        if 1 <= row["position"] < 12 and not is_missing(row["pupils"])
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads)).astype({"在校生（人）": "Int64", "下一年高一年级（人）": "Int64"})


REASON = {
    "no_school": "没有高一学段的学校",
    "no_grade_next": "下一年没有这个年级",
    "incomplete": "本年未报齐",
    "incomplete_next": "下一年未报齐",
    "last_year": "还没有下一年",
    "no_pupils": "没有学生",
}
