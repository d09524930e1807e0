"""同批学生保留率: each year's 大班 followed grade by grade, from enrolment alone."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.text import is_missing
from townbase.views.part import Part
from townbase.views.retention_where import Where

GRADES = {3: "大班"} | {position: f"{words.numeral(position - 3)}年级" for position in range(4, 13)}
START = 3


def triangle(w: Where, rows: pd.DataFrame) -> Part:
    """A row a cohort, a column a grade: `cohort, position, grade, pupils, share, joint` (thick rule before this grade)."""
    rows = rows[rows["school_year"] <= w.year]
    rows = rows.assign(count=rows["enrolled"])
    known = rows[rows["count"].notna() & (rows["position"] >= START)]
    start = int(known["position"].min()) if len(known) else START
    cells = known.assign(cohort=known["school_year"] - known["position"] + start)
    base = cells[cells["position"] == start].set_index("cohort")["count"]
    cells = cells[cells["cohort"].isin(base.index)].assign(base=lambda f: f["cohort"].map(base))
    cells = cells[cells["base"] > 0]
    joints = _joints(rows)
    frame = cells.assign(
        pupils=cells["count"],
        share=cells["count"] / cells["base"],
        grade=cells["position"].map(GRADES),
        joint=(cells["position"] - 1).isin(joints),
        start=GRADES.get(start, ""),
    )[["cohort", "position", "grade", "pupils", "base", "share", "joint", "start"]].sort_values(["cohort", "position"])
    return Part(
        title=title(w, rows),
        how=_how(w, start, joints),
        frame=frame.reset_index(drop=True),
        table=_table(frame, rows),
        empty="没有分年级的在校生数据，或相邻两年未报齐。由统计部门提供“在校生与班级”后即可显示。",
        note=_note(w, rows),
    )


def title(w: Where, rows: pd.DataFrame) -> str:
    """What the joints keep, pooled over the last three years that are known, never with another word for it."""
    said = []
    for position in _joints(rows):
        pair = rows[(rows["position"] == position) & rows["retention"].notna()].sort_values("school_year").tail(3)
        if len(pair) and pair["pupils"].sum() >= words.APART:
            value = words.share(pair["next_pupils"].sum() / pair["pupils"].sum())
            said.append(f"{GRADES[position]}升{GRADES[position + 1]} {value}")
    return "同批学生保留率：" + ("近三年" + "，".join(said) if said else "衔接处没有可比的两年")


def _joints(rows: pd.DataFrame) -> list[int]:
    at = rows[rows["joint"].fillna(False).astype(bool) & (rows["position"] >= START)]
    return sorted(int(p) for p in at.loc[at["school_year"] >= at["school_year"].max() - 3, "position"].unique()) if len(at) else []


def _how(w: Where, start: int, joints: list[int]) -> str:
    said = "、".join(f"{GRADES[position]}升{GRADES[position + 1]}" for position in joints)
    ruled = f"粗线为学段衔接（{said}）。" if joints else ""
    return f"以{GRADES[start]}人数为 100%，下为人数；颜色越深减少越多，超过 100% 为有转入。{ruled}"


def _note(w: Where, rows: pd.DataFrame) -> str:
    said = []
    now = rows[(rows["school_year"] == w.year - 1)]
    if (now["reason"] == "no_school").any():
        served = f"，学生到{w.served}就读" if w.served else ""
        said.append(f"{w.own}没有初中学校{served}，所以没有小学升初中的保留率。" if w.is_township else "")
    left = int(now["left_out"].max()) if len(now) and not w.is_township else 0
    if left:
        said.append(f"{left} 个乡镇（街道）两年中有一年没有名录或未报齐，未计入衔接处的保留率。")
    if (rows["reason"].isin(["incomplete", "incomplete_next"])).any() and w.is_township:
        said.append("有学校未报的学年不计算。")
    return "".join(said)


def _table(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    pairs = rows[(rows["position"] >= 1) & rows["pupils"].notna() & (rows["position"] < 12)]
    names = {1: "小班", 2: "中班"} | GRADES
    return pd.DataFrame(
        {
            "学年": pairs["school_year"].map(words.year_label),
            "年级": pairs["position"].map(names),
            "在校生": pairs["pupils"],
            "下一年高一年级": pairs["next_pupils"],
            "同批学生保留率（%）": (pairs["retention"].astype(float) * 100).round(1),
            "说明": [REASON.get(reason, "") if not is_missing(reason) else "" for reason in pairs["reason"]],
        }
    ).iloc[::-1]


REASON = {
    "no_school": "没有高一学段的学校",
    "no_grade_next": "下一年没有这个年级",
    "incomplete": "本年未报齐",
    "incomplete_next": "下一年未报齐",
    "last_year": "还没有下一年",
    "no_pupils": "没有学生",
}
