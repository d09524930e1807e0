"""What may colour a map of townships: all six goals together, one of them, or an indicator."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, tuples
from townbase.selection import Selection


def map_ways(goals: pd.DataFrame, selection: Selection, *, indicator: bool = False) -> list[Row]:
    """goals: goal, title · indicator: the map that stands there shows one"""
    now = None if indicator else selection.goal
    href = selection.on("overview").href
    ways = [
        {
            "label": "六项",
            "title": "六项目标合计",
            "href": href("overview", goal=None),
            "current": not indicator and now is None,
        }
    ]
    ways += [
        {
            "label": words.numeral(goal.goal),
            "title": f"目标（{words.numeral(goal.goal)}）{goal.title}",
            "href": href("overview", goal=int(goal.goal), office=None, tab=None),
            "current": now == goal.goal,
        }
        for goal in tuples(goals)
    ]
    to_list = selection.on("actions").href("actions", action=None, indicator=None, tab="indicators")
    return [*ways, {"label": "指标", "title": "选一项指标，看它的分布", "href": to_list, "current": indicator}]
