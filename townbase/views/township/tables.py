"""The tables under a township's rows: schools, tasks, similar townships, certification, enrolment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP

SCHOOLS = Card(key="schools", file="学校", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition="")
TASKS = Card(key="tasks", file="任务", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition="")
OVERDUE = Card(
    key="overdue", file="逾期任务", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
)
SIMILAR = Card(
    key="similar", file="规模相近的乡镇", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
)
CERTIFICATION = Card(
    key="certification", file="督导认定", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
)
ROLL = Card(
    key="roll", file="在校生分学年", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
)
LOCAL = Card(
    key="local", file="各学段本地就读率", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
)

MOST_LATE = 5
STAGES = ("preschool", "primary", "junior", "senior", "other")


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


def tasks(frame: pd.DataFrame) -> CardContent:
    """Overdue first, then what is due next."""
    rank = {"overdue": 0, "in_progress": 1, "not_due": 2, "done_late": 3, "done": 4}
    shown = frame.assign(rank=frame["status"].map(rank)).sort_values(
        ["rank", "due", "action", "task_id"], kind="stable"
    )
    overdue = int((frame["status"] == "overdue").sum())
    done = int(frame["status"].isin(["done", "done_late"]).sum())
    title = f"任务 {len(frame)} 项：已完成 {done} 项" + (f"，逾期未完成 {overdue} 项" if overdue else "，没有逾期")
    return CardContent(
        TASKS,
        title=title if len(frame) else "任务台账",
        how="逾期按台账的数据时点计算。",
        frame=shown,
        table=pd.DataFrame(
            {
                "行动": shown["action"].map(words.numeral),
                "任务": shown["title"].fillna(shown["task_id"]),
                "对象": shown["unit_name"].fillna("本镇"),
                "应完成": shown["due"].map(words.day),
                "完成": shown["done_on"].map(words.day),
                "进展": shown["status"].map(words.TASK),
                "逾期（天）": shown["days_overdue"],
                "责任单位": shown["owner_unit"],
                "牵头处室": shown["lead_office"],
                "佐证": shown["evidence"],
            }
        ),
        empty="本学年没有本镇的任务台账。由牵头处室报送任务进展后即可显示。",
    )


def overdue(frame: pd.DataFrame) -> CardContent:
    """Only what is late, the longest first."""
    late = frame[frame["status"] == "overdue"].sort_values("days_overdue", ascending=False, kind="stable")
    return CardContent(
        OVERDUE,
        title=f"逾期任务 {len(late)} 项" if len(late) else "逾期任务",
        frame=late.head(MOST_LATE),
        note=f"只列逾期最长的 {MOST_LATE} 项，全部见下面的任务表。" if len(late) > MOST_LATE else "",
        empty="没有逾期任务。" if len(frame) else "本学年没有本镇的任务台账。由牵头处室报送任务进展后即可显示。",
        good=len(frame) > 0,
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
    """A township's six goals in a word: 全部达标, 未达标 2 项, 暂不能判定; '' where it is not judged"""
    if is_missing(row["status"]):
        return ""
    if row["status"] == "met":
        return "全部达标"
    return (
        f"{words.UNMET} {int(row['goals_not_met'])} 项"
        if row["status"] == "not_met"
        else words.TOWNSHIP_STATUS[row["status"]]
    )


def certification(goals: Iterable[Row], year: int) -> CardContent:
    """What inspectors signed beside what is computed; a difference is said, never settled here.

    Only a yes and a no of the same school year differ: what cannot be computed contradicts nobody, and a decision of
    2026 says nothing against the base year.
    """
    goals = list(goals)
    rows, same, differ = _signed(goals), _signed_in(goals, year), differing(goals, year)
    unknown = sum(goal["code"] not in ("met", "not_met") for goal in same)
    frame = pd.DataFrame(
        [
            {
                "goal": f"（{words.numeral(goal['goal'])}）{goal['title']}",
                "computed": goal["code"],
                "computed_word": goal["word"],
                "certified": goal["result"],
                "certified_word": words.GOAL_STATUS.get(goal["result"], ""),
                "decided_on": words.date_table(goal["decided_on"]),
                "decided_by": goal["decided_by"],
                "day": words.day(goal["decided_on"]),
                "differs": goal in differ,
            }
            for goal in rows
        ]
    )
    text = "".join(
        f"，{what} {n} 项" for what, n in (("与测算不一致", len(differ)), (f"测算{words.UNDECIDED}", unknown)) if n
    ) or ("，与测算一致" if same else "")
    heads = {
        "goal": "目标",
        "computed_word": "测算",
        "certified_word": "认定",
        "day": "认定日期",
        "decided_by": "认定单位",
    }
    return CardContent(
        CERTIFICATION,
        title=f"督导认定 {len(rows)} 项目标{text}" if rows else "督导认定",
        how=_deciders(rows) + ("" if same or not rows else "认定的是另一学年，不与本学年的测算比较。"),
        frame=frame,
        table=frame[list(heads)].rename(columns=heads) if rows else frame,
        empty="本镇还没有督导认定结果；认定后与测算结果并列显示。",
    )


def differing(goals: Iterable[Row], year: int) -> list[Row]:
    """The goals that are signed one way and computed the other, in the same school year."""
    return [goal for goal in _signed_in(goals, year) if {goal["code"], goal["result"]} == {"met", "not_met"}]


def _signed(goals: Iterable[Row]) -> list[Row]:
    return [goal for goal in goals if not is_missing(goal["result"])]


def _signed_in(goals: Iterable[Row], year: int) -> list[Row]:
    return [goal for goal in _signed(goals) if _decided_in(goal) == year]


def _decided_in(goal: Mapping) -> int:
    """The school year that a decision falls in; without its day the year that the goals are judged in."""
    day = goal["decided_on"]
    return int(goal["judged_year"]) if is_missing(day) else day.year - (day.month < 9)


def _deciders(rows: list[Row]) -> str:
    """Who signed, named once above the table."""
    named = dict.fromkeys(str(goal["decided_by"]) for goal in rows if not is_missing(goal["decided_by"]))
    return f"认定单位：{words.listing(named)}。" if named else ""


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
        title=f"{words.year_label(int(last))}在校（园）生 {words.count(by.loc[last, 'total'])} 人" + _since(by),
        how="含高中和其他学段；各学段之和为合计。没有数据的格为 —。",
        frame=shown,
        table=table,
    )


def local(frame: pd.DataFrame, who: Mapping) -> CardContent:
    """Local enrolment by stage and year, always with whole children."""
    shown = frame.assign(
        stage_word=frame["stage"].map(words.STAGE),
        order=frame["stage"].map({stage: at for at, stage in enumerate(STAGES)}),
    ).sort_values(["order", "school_year"], ascending=[True, False], kind="stable")
    latest = shown[shown["school_year"] == shown["school_year"].max()].dropna(subset=["value"]) if len(shown) else shown
    text = "，".join(f"{row['stage_word']} {words.share(row['value'])}" for row in records(latest))
    heads = {
        "stage_word": "学段", "year_word": "学年", "share": "本地就读率（%）", "local": "本地就读（名）",
        "found": "查到就读学校（名）", "elsewhere": "外出就读（名）", "unplaced": "未就读或去向不明（名）",
    }  # fmt: skip
    return CardContent(
        LOCAL,
        title=f"本地就读率：{text}" if text else "本地就读率",
        how="本镇户籍学生（幼儿）在本镇或对口服务学校就读的比例；学前、小学、初中各自计算。",
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
