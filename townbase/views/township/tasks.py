"""The tasks of a township and of its schools, and which of them are overdue."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from townbase import words
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP

TASKS = Card(
    key="tasks", file="任务", filters=(*OF_TOWNSHIP, "action"), follows_opened=True, body_is_table=False, definition="",
)  # fmt: skip
OVERDUE = Card(
    key="overdue", file="逾期任务", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
)


RANK = {"overdue": 0, "in_progress": 1, "not_due": 2, "done_late": 3, "done": 4}
NO_LEDGER = "本学年没有本镇的任务台账。由牵头处室报送任务进展后即可显示。"


def tasks(frame: pd.DataFrame, action: int | None = None) -> CardContent:
    """A line a unit, overdue first, then what is due next; counted as tasks, of which one may stand at many schools.

    action: only the tasks of this one
    """
    own = frame if action is None else frame[frame["action"] == action]
    shown = own.assign(rank=own["status"].map(RANK)).sort_values(["rank", "due", "action", "task_id"], kind="stable")
    by_task = own.groupby("task_id")["status"]
    overdue = int(by_task.apply(lambda held: (held == "overdue").any()).sum()) if len(own) else 0
    done = int(by_task.apply(lambda held: held.isin(["done", "done_late"]).all()).sum()) if len(own) else 0
    title = f"任务 {by_task.ngroups} 项：已完成 {done} 项" + (f"，逾期未完成 {overdue} 项" if overdue else "，没有逾期")
    return CardContent(
        TASKS,
        title=("" if action is None else f"行动（{words.numeral(action)}）") + title if len(own) else "任务台账",
        how="一项任务落到多所学校的，逐校列出；有一所逾期，这项任务即为逾期。逾期按台账的数据时点计算。",
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
        empty=NO_LEDGER,
    )


def overdue(frame: pd.DataFrame, selection: Selection) -> CardContent:
    """A line a task, the longest overdue first. `frame`: title, days_overdue, due, who (the units that owe it), lead_office, href"""
    late = frame[frame["status"] == "overdue"].sort_values("days_overdue", ascending=False, kind="stable")
    lines = pd.DataFrame([_late(own, selection) for _, own in late.groupby("task_id", sort=False)])
    return CardContent(
        OVERDUE,
        title=f"逾期任务 {len(lines)} 项" if len(lines) else "逾期任务",
        frame=lines,
        table=_table(lines),
        empty="没有逾期任务。" if len(frame) else NO_LEDGER,
        good=len(frame) > 0,
    )


def _late(own: pd.DataFrame, selection: Selection) -> dict:
    """One overdue task with all units that still owe it."""
    worst = own.iloc[0]
    return {
        "title": worst["task_id"] if is_missing(worst["title"]) else worst["title"],
        "action": int(worst["action"]),
        "days_overdue": worst["days_overdue"],
        "due": worst["due"],
        "who": _who(own["owner_unit"].fillna(own["unit_name"]).dropna()),
        "lead_office": "" if is_missing(worst["lead_office"]) else worst["lead_office"],
        "href": selection.href("township", tab="tasks", goal=None, action=int(worst["action"])),
    }


def _who(owners: Iterable[str]) -> str:
    return words.listing(list(dict.fromkeys(owners)), 2, "个单位") or "未填报"


def _table(lines: pd.DataFrame) -> pd.DataFrame:
    if lines.empty:
        return lines
    return pd.DataFrame(
        {
            "行动": lines["action"].map(words.numeral),
            "任务": lines["title"],
            "应完成": lines["due"].map(words.day),
            "逾期（天）": lines["days_overdue"],
            "责任单位": lines["who"],
            "牵头处室": lines["lead_office"],
        }
    )
