"""Tasks of a township and what inspectors signed."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import status
from townbase.charts.base.table import Cell, Column, table
from townbase.text import Markup, esc, is_missing

FIRST_LATE, FIRST_TASKS = 3, 12


def overdue(frame: pd.DataFrame) -> Markup:
    """The longest overdue, each with who owes it and who leads; the rest when asked for."""
    heads = (Column("任务", css="tb-wrap"), Column("逾期", number=True))
    cells = ([_late(row), Cell(_days(row), row["days_overdue"])] for row in frame.to_dict("records"))
    return table(heads, cells, caption="逾期任务", css="tb-overdue", most=FIRST_LATE)


def _late(row: Mapping) -> Markup:
    who = "，牵头：".join(part for part in (row["who"], row["lead_office"]) if part)
    return Markup(f"{text_link(row['href'], row['title'])}<small class=tb-line2>{esc(who)}</small>")


def _days(row: Mapping) -> Markup:
    return Markup(f'<b class="tb-red">{words.count(row["days_overdue"])} 天</b>')


def tasks(frame: pd.DataFrame) -> Markup:
    """Overdue first; the rest when asked for."""
    heads = [
        Column("任务", css="tb-wrap"),
        Column("应完成", phone=False),
        Column("进展"),
        Column("责任单位", phone=False),
        Column("牵头处室", phone=False),
    ]
    return table(heads, (_task(row) for row in frame.to_dict("records")), caption="任务", most=FIRST_TASKS)


def _task(row: Mapping) -> list:
    title = row["task_id"] if is_missing(row["title"]) else row["title"]
    unit = "" if is_missing(row["unit_name"]) else f"<small class=tb-line2>{esc(row['unit_name'])}</small>"
    return [
        Markup(f"{esc(title)}{unit}"),
        words.date_table(row["due"]),
        _progress(row),
        row["owner_unit"],
        row["lead_office"],
    ]


def _progress(row: Mapping) -> Markup:
    word = words.TASK[row["status"]]
    if row["status"] == "overdue":
        days = "" if is_missing(row["days_overdue"]) else f" {words.count(row['days_overdue'])} 天"
        return Markup(f'<b class="tb-red">{word}{days}</b>')
    return esc(word)


def certification(frame: pd.DataFrame) -> Markup:
    heads = [Column("目标"), Column("测算"), Column("认定"), Column("认定日期", phone=False)]
    rows = (
        [
            row["goal"],
            words.MISSING if is_missing(row["computed"]) else status(row["computed"], row["computed_word"]),
            Markup(f"{status(row['certified'], row['certified_word'])}{' <b>不一致</b>' if row['differs'] else ''}"),
            row["decided_on"],
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="督导认定与测算")
