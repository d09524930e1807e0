"""The six goals by their full names: how many townships meet each, do not, cannot be judged, and against the year before."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import records
from townbase.selection import Selection
from townbase.views.overview import definitions, unmet_townships
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED

GOALS = Card(
    key="goals",
    file="六项目标",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.GOALS,
)
NAMED = 2
STATUS = ("met", "not_met", "not_assessable", "not_applicable")


def goals(now: pd.DataFrame, before: pd.DataFrame | None, selection: Selection) -> CardContent:
    """A row a goal in its order: goal, title, short, href, met, not_met, not_assessable, not_applicable, change.

    now, before: the chosen townships' rows of overview/goals of this year and the last; None = nothing to compare with
    """
    rows, then = _tally(now), {} if before is None else {row["goal"]: row["met"] for row in _tally(before)}
    for row in rows:
        row["href"] = selection.href("overview", goal=int(row["goal"]))
        row["change"] = row["met"] - then[row["goal"]] if row["goal"] in then else None
    frame = pd.DataFrame(rows)
    return CardContent(GOALS, title=_title(rows), frame=frame, table=_table(rows), empty=unmet_townships.nobody())


def _tally(rows: pd.DataFrame) -> list[dict]:
    if rows.empty:
        return []
    counts = rows.groupby(["goal", "title", "short", "status"]).size().unstack("status", fill_value=0)
    return records(counts.reindex(columns=list(STATUS), fill_value=0).reset_index())


def _title(rows: list[dict]) -> str:
    """未达标乡镇最多的是师资配备、社会满意"""
    worst = sorted((row for row in rows if row["not_met"]), key=lambda row: -row["not_met"])[:NAMED]
    if not worst:
        return f"六项目标：都没有{words.UNMET}的乡镇"
    return f"{words.UNMET}乡镇最多的是{'、'.join(row['short'] for row in worst)}"


def _table(rows: list[dict]) -> pd.DataFrame:
    heads = [
        "目标",
        "达标（个）",
        f"{words.UNMET}（个）",
        f"{words.UNDECIDED}（个）",
        "不适用（个）",
        "达标比上年（个）",
    ]
    body = [
        (words.goal_title(int(row["goal"]), row["title"]), *(int(row[status]) for status in STATUS), row["change"])
        for row in rows
    ]
    return pd.DataFrame(body, columns=heads).astype({heads[-1]: "Int64"})
