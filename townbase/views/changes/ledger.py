"""Tasks and decisions of inspectors that stand otherwise between two versions."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.compare import Compared
from townbase.text import is_missing
from townbase.views.changes import definitions
from townbase.views.changes.cells import counted, from_to, made
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

TASKS = Card(
    key="tasks", file="任务与上次相比", filters=("since",), follows_opened=True, body_is_table=True,
    definition=definitions.TASKS,
)  # fmt: skip
CERTIFIED = Card(
    key="certified", file="督导认定与上次相比", filters=("since",), follows_opened=True, body_is_table=True,
    definition=definitions.CERTIFIED,
)  # fmt: skip
TASK_HEADS = {
    "title": "任务", "name": "乡镇（街道）", "district": "区县", "owner": "责任单位", "year": "学年", "kind": "改动", "detail": "原来和现在",
}  # fmt: skip
CERTIFIED_HEADS = {
    "name": "乡镇（街道）", "district": "区县", "goal": "目标", "kind": "改动", "detail": "原来和现在", "by": "认定单位",
}  # fmt: skip


def tasks(told: Compared) -> CardContent:
    """A row a task of one township, school or district in one school year; what is overdue now stands first."""
    found = sorted(records(told["task_change"]), key=_by_need)
    rows = [
        {
            "title": row["title"],
            "name": _text(row["name"]),
            "district": _text(row["district_name"]),
            "owner": _text(row["owner_unit"]),
            "year": words.year_label(row["school_year"]),
            "kind": words.TASK_CHANGE[row["kind"]],
            "detail": _task(row),
        }
        for row in found
    ]
    parts = counted(told["task_change"], "kind", words.TASK_CHANGE, "项")
    return CardContent(
        TASKS,
        title=f"任务台账：{parts}" if parts else "任务台账没有变化",
        how="一行一项任务的一个责任对象；现在逾期的在前",
        frame=pd.DataFrame(rows),
        table=made(rows, TASK_HEADS),
        empty="两个版本都有的学年里，任务和进展都相同。",
        good=True,
    )


def certified(told: Compared) -> CardContent:
    rows = [
        {
            "name": row["name"],
            "district": _text(row["district_name"]),
            "goal": words.goal_title(int(row["goal"]), _text(row["title"])),
            "kind": words.CERTIFICATION_CHANGE[row["kind"]],
            "detail": from_to(_decision(row, "before"), _decision(row, "now")),
            "by": _text(row["decided_by"]),
        }
        for row in sorted(records(told["certification_change"]), key=lambda row: (row["place_id"], row["goal"]))
    ]
    parts = counted(told["certification_change"], "kind", words.CERTIFICATION_CHANGE, "项")
    return CardContent(
        CERTIFIED,
        title=f"督导认定：{parts}" if parts else "督导认定没有变化",
        how="一行一个乡镇的一项目标",
        frame=pd.DataFrame(rows),
        table=made(rows, CERTIFIED_HEADS),
        empty="两个版本的督导认定结果相同。",
        good=True,
    )


def _by_need(row: Row) -> tuple:
    order = list(words.TASK_CHANGE)
    place = (row["place_id"], row["place"], row["task_id"])
    return (row["now_status"] != "overdue", order.index(row["kind"]), -row["school_year"], *place)


def _task(row: Row) -> str:
    if row["kind"] == "due":
        return from_to(_day(row["before_due"]), _day(row["now_due"]))
    return from_to(_progress(row["before_status"]), _progress(row["now_status"]))


def _progress(code: object) -> str | None:
    return None if is_missing(code) else words.TASK.get(str(code), str(code))


def _decision(row: Row, side: str) -> str | None:
    """达标（2026年4月30日）"""
    result, day = row[f"{side}_result"], row[f"{side}_day"]
    if is_missing(result) and is_missing(day):
        return None
    word = "结果未填" if is_missing(result) else words.VERDICT.get(str(result), str(result))
    return f"{word}（{words.date_label(day)}）" if not is_missing(day) else word


def _day(day: object) -> str | None:
    return None if is_missing(day) else words.date_label(day)


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)
