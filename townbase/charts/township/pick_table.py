"""Townships to choose from: the state of each, what is left and what is overdue."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import status
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, esc, is_missing

FIRST = 24


def pick_table(frame: pd.DataFrame) -> Markup:
    """frame of views.township_list: name, district, href, code, word, unmet_core, tasks_overdue."""
    heads = [
        Column("乡镇"),
        Column("区县", phone=False),
        Column("六项目标"),
        Column(f"{words.UNMET}核心指标", number=True),
        Column("逾期任务", number=True),
    ]
    rows = (TableRow(_row(row), unmet=_is_unmet(row)) for row in frame.to_dict("records"))
    return table(heads, rows, caption="乡镇", css="tb-pick", most=FIRST)


def _is_unmet(row: Mapping) -> bool | None:
    return None if is_missing(row["code"]) else row["code"] == "not_met"


def _row(row: Mapping) -> list:
    word = (
        Cell(Markup(f'<span class="tb-muted">{esc(row["word"])}</span>'), None)
        if is_missing(row["code"])
        else Cell(status(row["code"], row["word"]), row["goals_not_met"])
    )
    return [
        text_link(row["href"], row["name"]),
        row["district"],
        word,
        _red(row["unmet_core"]),
        _red(row["tasks_overdue"]),
    ]


def _red(count: float | None) -> Cell:
    if is_missing(count):
        return Cell(words.MISSING, None)
    return Cell(Markup(f'<b class="tb-red">{words.count(count)}</b>') if count else "0", count)
