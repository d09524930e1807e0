"""同批学生保留率: each year's 大班 followed grade by grade, from enrolment alone."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records, tuples
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import SIDE, Where
from townbase.views.retention.stayed.trend import beside
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

TRIANGLE = Card(
    key="triangle",
    file="同批学生保留率",
    filters=("district", "township"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.TRIANGLE,
)

GRADES = {3: "大班"} | {position: f"{words.numeral(position - 3)}年级" for position in range(4, 13)}
START = 3
LATEST = 3  # cohorts


JOINTS = ["series", "role", "school_year", "value", "said", "broke"]


def joint(w: Where, every: pd.DataFrame) -> pd.DataFrame:
    """The step into the next stage year by year, the page's own line first, in the columns of `trend.trend`; the year is
    that of the upper grade."""
    own = every[(every["area_kind"] == w.side) & (every["area_id"] == w.id)]
    position = joint_of(w, records(own))
    lines = [(w.side, w.id, w.name if w.is_township else SIDE.get(w.side, w.name)), *beside(w)]
    rows = [
        {
            "series": name, "role": "own" if not nth else "urban" if kind == "urban" else "whole",
            "school_year": row["school_year"] + 1, "value": row["retention"],
            "said": words.each(row["next_pupils"], row["pupils"], "名") if row["pupils"] < words.APART else words.share(row["retention"]),
            "broke": False,
        }
        for nth, (kind, id_, name) in enumerate(lines)
        for row in records(every[(every["area_kind"] == kind) & (every["area_id"] == id_) & (every["position"] == position)])
        if row["school_year"] < w.year and not is_missing(row["retention"])
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=JOINTS)


def joint_of(w: Where, rows: list[Row]) -> int | None:
    """The grade before the last joint: the way into junior school."""
    return max(_joints([row for row in rows if row["school_year"] <= w.year]), default=None)


def _joint_title(lines: pd.DataFrame, position: int | None) -> str:
    """六年级升七年级：纳入的乡镇 92.1%，城区街道 104.1%: the last year of the figure, the page's own line and the first beside it."""
    if lines.empty or position is None:
        return ""
    year = lines["school_year"].max()
    now = lines[lines["school_year"] == year].head(2)
    said = "，".join(f"{row.series} {row.said}" for row in tuples(now))
    return f"{GRADES[position]}升{GRADES[position + 1]}（{year} 年）：{said}" if said else ""


def triangle(w: Where, frame: pd.DataFrame) -> CardContent:
    """A row a cohort, a column a grade: `cohort, position, grade, pupils, share, joint` (thick rule before this grade)."""
    own = frame[(frame["area_kind"] == w.side) & (frame["area_id"] == w.id)]
    rows = [row for row in records(own) if row["school_year"] <= w.year]
    known = [row for row in rows if not is_missing(row["enrolled"]) and row["position"] >= START]
    start = min((row["position"] for row in known), default=START)
    base = {row["school_year"]: row["enrolled"] for row in known if row["position"] == start}
    joints = _joints(rows)
    cells = [_cell(row, row["school_year"] - row["position"] + start, base, joints, start) for row in known]
    shown = sorted((cell for cell in cells if cell["base"]), key=lambda cell: (cell["cohort"], cell["position"]))
    steps = _steps(rows, shown)
    pooled = f"{'' if w.is_township else SIDE.get(w.side, '')}{title(joints, steps)}"
    return CardContent(
        TRIANGLE,
        title=_joint_title(joint(w, frame), joint_of(w, rows)) or pooled,
        how="升入高一学段的 ÷ 上一年低一年级的，含转入，可以超过 100%。",
        frame=pd.DataFrame(shown),
        table=_table(rows, start, base, w.year),
        empty="没有分年级的在校生数据，或相邻两年未报齐。由统计部门提供“在校生与班级”后即可显示。",
        note=f"{pooled}。" * bool(shown) + _note(w, rows, [row for each in steps.values() for row in each]),
    )


def _cell(row: Mapping, cohort: int, base: Mapping[int, int], joints: list[int], start: int) -> dict:
    began = base.get(cohort, 0)
    return {
        "cohort": cohort, "position": row["position"], "grade": GRADES[row["position"]], "pupils": row["enrolled"], "base": began,
        "share": row["enrolled"] / began if began else None, "joint": row["position"] - 1 in joints, "start": GRADES[start],
    }  # fmt: skip


def _steps(rows: list[Row], shown: list[Row]) -> dict[int, list[Row]]:
    """Grade before a joint -> the last three cohorts of which both sides of it are drawn, and can be compared."""
    drawn = {(cell["cohort"], cell["position"]) for cell in shown}
    start = min((cell["position"] for cell in shown), default=START)
    out = {}
    for position in _joints(rows):
        both = [
            row for row in rows
            if row["position"] == position and not is_missing(row["retention"])
            and {(row["school_year"] - position + start, each) for each in (position, position + 1)} <= drawn
        ]  # fmt: skip
        out[position] = sorted(both, key=lambda row: row["school_year"])[-LATEST:]
    return out


def title(joints: list[int], steps: Mapping[int, list[Row]]) -> str:
    """What the joints keep, pooled over the last cohorts that the triangle shows on both sides."""
    parts = []
    for position in joints:
        before, after = (sum(row[side] for row in steps[position]) for side in ("pupils", "next_pupils"))
        if before >= words.APART:
            parts.append(
                (len(steps[position]), f"{GRADES[position]}升{GRADES[position + 1]} {words.share(after / before)}")
            )
    if not parts:
        return "同批学生保留率：图中衔接处没有可比的两年"
    same = len({n for n, _ in parts}) == 1
    lead = _latest(parts[0][0]) if same else ""
    return f"同批学生保留率：{lead}" + "，".join(text if same else f"{_latest(n)}{text}" for n, text in parts)


def _latest(cohorts: int) -> str:
    return "最近一届" if cohorts == 1 else f"最近{words.numeral(cohorts) if cohorts != 2 else '两'}届"


def _joints(rows: list[Row]) -> list[int]:
    at = [row for row in rows if row["position"] >= START and not is_missing(row["joint"]) and row["joint"]]
    last = max((row["school_year"] for row in at), default=0)
    return sorted({row["position"] for row in at if row["school_year"] >= last - 3})


def reading(frame: pd.DataFrame) -> str:
    """How the triangle under the lines is read; frame: that of the triangle."""
    start = frame["start"].iloc[0]
    joints = sorted({int(at) - 1 for at in frame.loc[frame["joint"], "position"]})
    text = "、".join(f"{GRADES[position]}升{GRADES[position + 1]}" for position in joints)
    ruled = f"粗线为学段衔接（{text}）。" if joints else ""
    pooled = (
        f"标题为粗线两侧都有数的最近几届合计（至多{words.numeral(LATEST)}届）：右格人数 ÷ 左格人数。" if joints else ""
    )
    return f"以{start}人数为 100%，下为人数；颜色越深减少越多，超过 100% 为有转入。{ruled}{pooled}"


def _note(w: Where, rows: list[Row], pooled: list[Row]) -> str:
    parts = []
    now = [row for row in rows if row["school_year"] == w.year - 1]
    if w.is_township and any(row["reason"] == "no_school" for row in now):
        served = f"，学生到{w.served}就读" if w.served else ""
        parts.append(f"{w.own}没有初中学校{served}，所以没有小学升初中的保留率。")
    left = max((row["left_out"] for row in pooled), default=0) if not w.is_township else 0
    if left:
        parts.append(f"{left} 个乡镇（街道）两年中有一年没有名录或未报齐，未计入衔接处的保留率。")
    if w.is_township and any(row["reason"] in ("incomplete", "incomplete_next") for row in rows):
        parts.append("有学校未报的学年不计算。")
    return "".join(parts)


def _table(rows: list[Row], start: int, base: Mapping[int, int], year: int) -> pd.DataFrame:
    """The cells of the triangle, and the step from each to the grade above a year later where that year is shown."""
    lines = [
        _line(row, start, base, year)
        for row in reversed(rows)
        if 1 <= row["position"] <= 12 and not is_missing(row["enrolled"])
    ]
    whole = ("在校生（人）", "可比在校生（人）", "下一年高一年级（人）")
    return pd.DataFrame(lines, columns=HEADS).astype(dict.fromkeys(whole, "Int64"))


HEADS = [
    "学年", "年级", "同批起始学年", "在校生（人）", "占起始人数（%）", "可比在校生（人）", "下一年高一年级（人）", "同批学生保留率（%）", "说明",
]  # fmt: skip


def _line(row: Mapping, start: int, base: Mapping[int, int], year: int) -> tuple:
    cohort = row["school_year"] - row["position"] + start
    began = base.get(cohort) if row["position"] >= start else None
    ahead = row["school_year"] < year  # the step to a year that is not shown is not told either
    kept = row["retention"] if ahead else None
    stepped = not is_missing(kept)
    reason = row["reason"] if ahead or row["position"] == 12 else "last_year"
    return (
        words.year_label(row["school_year"]), NAMES[row["position"]], words.year_label(cohort) if began else "",
        row["enrolled"], words.percent(row["enrolled"] / began) if began else None,
        row["pupils"] if stepped else None, row["next_pupils"] if stepped else None, words.percent(row["retention"]) if stepped else None,
        "" if is_missing(reason) else REASON.get(reason, ""),
    )  # fmt: skip


NAMES = {1: "小班", 2: "中班"} | GRADES
REASON = {
    "no_school": "没有高一学段的学校",
    "no_grade_next": "下一年没有这个年级",
    "incomplete": "本年未报齐",
    "incomplete_next": "下一年未报齐",
    "last_year": "图中没有下一年",
    "no_pupils": "没有学生",
}
