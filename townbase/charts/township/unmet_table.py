"""The unmet rows of a township on their targets: core rows as a table, reference rows folded under it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.charts.base.elements import text_link
from townbase.charts.base.table import Cell, Column, table
from townbase.charts.township.bullet import bullet, fell_back
from townbase.text import Markup, esc, join

FIRST = 10
HEADS = (
    Column("指标　学段", css="tb-name"),
    Column("现值", number=True),
    Column("目标", number=True),
    Column("以目标为准线", phone=False, css="tb-aim"),
    Column("还差", number=True, css="tb-need", sort=False),
    Column("比上年（百分点）", number=True, phone=False, css="tb-change"),
    Column("牵头处室", phone=False),
)


def unmet_table(frame: pd.DataFrame) -> Markup:
    """frame: views.township.unmet rows; is_core first."""
    rows = frame.to_dict("records")
    core, others = ([row for row in rows if row["is_core"] == wanted] for wanted in (True, False))
    parts = [_table(core, f"{words.UNMET}的核心指标")] if core else []
    if others:
        summary = f"另有 {len(others)} 项参考指标{words.UNMET}（不影响目标判定）"
        inside = _table(others, f"{words.UNMET}的参考指标")
        parts.append(Markup(f'<details class="tb-fold"><summary>{summary}</summary>{inside}</details>'))
    return join(parts)


def _table(rows: list[dict], caption: str) -> Markup:
    return table(HEADS, (_cells(row) for row in rows), caption=caption, css="tb-unmet", most=FIRST)


def _cells(row: Mapping) -> list:
    units, what = row["need"]
    need = Markup(f'<b class="tb-red">{esc(units)}</b> {esc(what)}') if units else Markup(f"<small>{esc(what)}</small>")
    return [
        Markup(f'{text_link(row["href"], row["title"])} <small class="tb-stage">{esc(row["stage"])}</small>'),
        Markup(f'<a data-nav href="{esc(row["schools_href"])}" data-tip="看各校和历年">{esc(row["value"])}</a>'),
        row["target"],
        Cell(bullet(row), row["at"]),
        need,
        Markup(f"{esc(row['change'])}{fell_back(row['fell_back'])}"),
        text_link(row["lead_href"], row["lead"]) if row["lead"] else words.MISSING,
    ]
