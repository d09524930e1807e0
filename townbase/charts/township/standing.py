"""Where a township stands: six goals in one line, ten actions as cells; each is a way to its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase.asking import Row
from townbase.charts.base.glyphs import SHAPE_OF, glyph
from townbase.text import Markup, esc, join


def goal_line(goals: Iterable[Row]) -> Markup:
    """goals: short, code (None = never judged), word, unmet, is_base, href; ▲ 师资配备 2 项"""
    items = join(_goal(goal) for goal in goals)
    return Markup(f'<ul class="tb-goals" aria-label="六项目标">{items}</ul>')


def _goal(goal: Mapping) -> Markup:
    judged = goal["code"] is not None and not goal["is_base"]
    shape = SHAPE_OF[str(goal["code"])] if judged else "monitor"
    word = goal["word"] if judged else "基期，不判定" if goal["is_base"] else "不作判定"
    unmet = f' <b class="tb-red">{goal["unmet"]} 项</b>' if judged and goal["code"] == "not_met" else ""
    tip = f"目标（{goal['numeral']}）{goal['title']}：{word}"
    return Markup(
        f'<li><a data-nav href="{esc(goal["href"])}" data-tip="{esc(tip)}">{glyph(shape, word)} {esc(goal["short"])}{unmet}</a></li>'
    )


def action_band(frame: pd.DataFrame) -> Markup:
    """frame: short, title, not_met, unmet_core, met, judged, tasks_overdue, indicators, tasks, note, shade, chosen, href"""
    cells = join(_action(row) for row in frame.to_dict("records"))
    return Markup(f'<ul class="tb-acts-band" aria-label="十大行动">{cells}</ul>')


def _action(action: Mapping) -> Markup:
    both = " · ".join(part for part in (action["indicators"], action["tasks"]) if part) or action["note"]
    tip = f"{action['title']}：{both}"
    here = ' aria-current="true"' if action["chosen"] else ""
    return Markup(
        f'<li><a data-nav href="{esc(action["href"])}" data-tip="{esc(tip)}"{here}><span>{esc(action["short"])}</span>'
        f"{_heat(action)}<small>{_counts(action)}</small></a></li>"
    )


def _heat(action: Mapping) -> Markup:
    unmet = action["not_met"]
    if not unmet:
        mark = glyph(SHAPE_OF[action["status"]], action["word"]) if action["status"] else esc("—")
        return Markup(f'<b class="tb-shade">{mark}</b>')
    number = f"<u>{unmet}</u>" if action["unmet_core"] else f"{unmet}"
    return Markup(f'<b class="tb-shade tb-h{action["shade"]}">{number}</b>')


def _counts(action: Mapping) -> Markup:
    text = f"{action['met']}/{action['judged']}" if action["judged"] else action["note"]
    late = action["tasks_overdue"]
    return Markup(f"{esc(text)}{f' <b class=tb-red>逾期 {late}</b>' if late else ''}")
