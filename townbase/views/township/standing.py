"""Where a township stands: its six goals in a line, its ten actions in cells with the two words of each."""

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

ACTIONS = Card(
    key="actions",
    file="十大行动",
    filters=OF_TOWNSHIP,
    follows_opened=True,
    body_is_table=False,
    definition="指标和任务各说一个词。指标：应评指标全部达标为达标，五分之四以上为推进中，不足为滞后；任务：有一项逾期即为逾期。\n"
    "牵头处室取任务台账中该行动任务最多的牵头处室。",
)
WORST_SHADE = 4


def goals(frame: pd.DataFrame, selection: Selection, year: int) -> list[Row]:
    """The goals of the page: numeral, code, word, unmet rows, and whether the year is only the base that is compared with."""
    return [_goal(goal, selection, year) for goal in records(frame)]


def _goal(goal: Mapping, selection: Selection, year: int) -> Row:
    code = None if is_missing(goal["status"]) else goal["status"]
    return dict(goal) | {
        "numeral": words.numeral(goal["goal"]),
        "code": code,
        "word": "" if code is None else words.GOAL_STATUS[code],
        "unmet": _whole(goal["not_met"]),
        "waiting": _whole(goal["missing"]),
        "is_base": not is_missing(goal["base_year"]) and year <= int(goal["base_year"]),
        "href": selection.href("township", tab="rows", action=None, goal=int(goal["goal"])),
    }


def actions(frame: pd.DataFrame, selection: Selection) -> list[Row]:
    return [_action(action, selection) for action in records(frame)]


def _action(action: Mapping, selection: Selection) -> Row:
    judged = _whole(action["judged"])
    status = None if is_missing(action["status"]) else action["status"]
    counted = {
        name: _whole(action[name]) for name in ("met", "not_met", "unmet_core", "missing", "tasks_due", "tasks_overdue")
    }
    return counted | {
        "action": int(action["action"]),
        "title": action["title"],
        "name": action_name(action),
        "short": action["short"],
        "judged": judged,
        "status": status,
        "word": "" if status is None else words.ACTION_STATUS[status],
        "note": _note(judged, status),
        "indicators": _indicators(action, judged),
        "tasks": _tasks(action),
        "lead": "" if is_missing(action["lead_office"]) else action["lead_office"],
        "shade": min(counted["not_met"], WORST_SHADE),
        "chosen": selection.action == int(action["action"]),
        "href": selection.href("township", tab="rows", goal=None, action=int(action["action"])),
    }  # fmt: skip


def action_name(action: Mapping) -> str:
    """三 教师队伍发展; the tenth has no name in the text, and its note stands on its own page"""
    title = action["title"].split("（")[0]
    return title if title.startswith("第") else f"{words.numeral(action['action'])} {title.removesuffix('行动')}"


def _indicators(action: Mapping, judged: int) -> str:
    """指标达标, 指标推进中（未达标 2 项）; '' where the action has no row to judge"""
    if is_missing(action["indicator_word"]) or action["indicator_word"] == "none":
        return ""
    unmet = _whole(action["not_met"])
    text = f"指标{words.ACTION_STATUS[action['indicator_word']]}"
    return f"{text}（{words.UNMET} {unmet} 项）" if judged and unmet else text


def _tasks(action: Mapping) -> str:
    """任务逾期 2 项, 任务按计划, 任务已完成; '' without tasks"""
    if is_missing(action["task_word"]):
        return ""
    overdue = _whole(action["tasks_overdue"])
    return {"overdue": f"任务逾期 {overdue} 项", "done": "任务已完成", "on_schedule": "任务按计划"}.get(
        action["task_word"], ""
    )


def _note(judged: int, status: str | None) -> str:
    """Said instead of 未达标/应评 where no row is judged: the word from tasks, or why there is none."""
    if judged or status is None:
        return "" if judged else words.MISSING
    return words.ACTION_STATUS[status].removeprefix("按任务：")


def actions_part(rows: Iterable[Row]) -> CardContent:
    """The ten cells, and the same as a table with both words of each action."""
    rows = list(rows)
    overdue = sum(row["tasks_overdue"] for row in rows)
    met = sum(row["status"] == "met" for row in rows)
    return CardContent(
        ACTIONS,
        title=f"十大行动：{met} 项指标达标" + (f"，逾期任务 {overdue} 项" if overdue else ""),
        how="色块内为未达标指标项数，下划线：其中有核心指标；下行为达标项数/应评项数。点开看该行动的指标和任务。",
        frame=pd.DataFrame(rows),
        table=pd.DataFrame(
            {
                "行动序号": [words.numeral(row["action"]) for row in rows],
                "行动": [row["title"] for row in rows],
                "指标判定": [row["indicators"].split("（")[0].removeprefix("指标") for row in rows],
                "任务情况": [row["tasks"].removeprefix("任务") for row in rows],
                "应评指标（项）": [row["judged"] for row in rows],
                "达标指标（项）": [row["met"] for row in rows],
                f"{words.UNMET}指标（项）": [row["not_met"] for row in rows],
                f"{words.UNMET}核心指标（项）": [row["unmet_core"] for row in rows],
                "任务（项）": [row["tasks_due"] for row in rows],
                "逾期任务（项）": [row["tasks_overdue"] for row in rows],
                "牵头处室": [row["lead"] for row in rows],
            }
        ),
        empty="本学年没有可以判定的指标和任务。",
    )


def _whole(count: object) -> int:
    return 0 if is_missing(count) else int(count)  # type: ignore[call-overload]
