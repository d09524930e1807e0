"""What inspectors signed beside what is computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP

CERTIFICATION = Card(
    key="certification", file="督导认定", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
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
