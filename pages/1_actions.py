"""十大行动: which action is behind, on which indicators and tasks, and who?"""

from __future__ import annotations

from townbase import words
from townbase.charts.actions import action_tables
from townbase.charts.actions.district_table import district_table
from townbase.charts.actions.indicator_table import indicator_table
from townbase.charts.actions.owner_table import owner_table
from townbase.charts.actions.pair_table import pair_table
from townbase.charts.actions.seat_table import seat_table
from townbase.charts.actions.township_table import action_table
from townbase.charts.base import elements
from townbase.charts.base.change_list import change_list
from townbase.charts.base.shape_key import key
from townbase.text import Markup, esc, join
from townbase.ui import Page, Tab, card, columns, headline, moved, page, part, remembered, show, tabs
from townbase.views.actions.all_actions import action_list
from townbase.views.actions.one_action import CLAUSES, ActionView, action_view
from townbase.views.actions.years import GROUPS
from townbase.views.shared.link_templates import of_indicator
from townbase.words import DISCLAIMER

WAYS = {"newly_met": "up", "newly_missing": "out"}


def all_actions(p: Page) -> None:
    view = action_list(p.ask, p.selection, p.year)
    headline(view.headline, "".join(view.lines))
    offered = [Tab("ten", "十大行动", 10), Tab("indicators", "全部指标", len(view.indicators.frame) or None)]
    if tabs(p, offered) == "indicators":
        part(view.indicators, lambda f: indicator_table(f, caption=view.indicators.title, of_all=True))
        return
    part(view.table, action_tables.status_table)
    if view.names:
        show(action_tables.name_list(view.names))


def one_action(p: Page) -> None:
    view = action_view(p.ask, p.selection, p.year)
    up = p.href("actions", action=None, stage=None, indicator=None, tab=None)
    show(elements.chips(view.chips, "十大行动"))
    headline(view.headline, "".join(view.lines), crumbs=[("十大行动", up)])
    for opened, keys in view.by_default.items():
        p.opens(opened, **keys)
    DRAWN[tabs(p, offered(view))](view)


def offered(view: ActionView) -> list[Tab]:
    """What the action has; a comparison that is begun stands first."""
    if not view.judged:
        return [Tab("text", "任务与政策原文")]
    beside = Tab("beside", "并排比较")
    found = [
        Tab("work", "指标与任务"),
        Tab("cells", f"{words.UNMET}的乡镇", len(view.unmet.frame)),
        Tab("townships", "全部乡镇×指标", len(view.townships.frame)),
        Tab("over", "历年与区县"),
        *([Tab("seat", "驻地与其他学校")] if view.seat is not None else []),
        beside,
        Tab("text", "责任单位与政策原文"),
    ]
    return [beside, *(tab for tab in found if tab is not beside)] if view.beside.begun else found


def rows(view: ActionView) -> None:
    """What holds townships back, and what is being done: the answer of the page."""
    wide, narrow = columns("rows", (9, 5))
    with wide:
        part(view.indicators, lambda f: indicators(view), definition=defined(view))
    with narrow:
        part(view.tasks, action_tables.task_table)


def indicators(view: ActionView) -> Markup:
    drawn = indicator_table(view.indicators.frame, caption=view.indicators.title, of_all=False)
    if not view.monitors:
        return drawn
    note = f'<p class="tb-note tb-screen">{words.MONITORED}（只展示，不判定）：</p>'
    return Markup(f"{drawn}{note}{elements.chips(view.monitors, words.MONITORED)}")


def cells(view: ActionView) -> None:
    part(view.unmet, lambda f: townships(view, f, view.unmet_columns, view.unmet.title))


def matrix(view: ActionView) -> None:
    part(view.townships, lambda f: townships(view, f, view.columns, view.townships.title), definition=defined(view))


def townships(view: ActionView, frame, heads, caption: str) -> Markup:
    """The switch between official order and by need, the key, and the table."""
    order = elements.text_link(view.order_href, "恢复行政区划顺序" if view.by_need else "需关注的在前")
    table = action_table(frame, heads, by_district=not view.by_need, caption=caption)
    return Markup(
        f'<p class="tb-note tb-screen">{order}</p>{key()}<p class="tb-note">乡镇名前的 ● 为六项目标全部达标。</p>{table}'
    )


def over(view: ActionView) -> None:
    left, right = columns("over", (1, 1))
    with left:
        part(view.years, action_tables.year_table)
        part(view.changes, lambda f: change_list(f, changed(f)))
    if view.districts is not None:
        of = view.districts
        with right:
            part(of, lambda f: district_table(f, caption=of.title))


def seat(view: ActionView) -> None:
    if view.seat is not None:
        part(view.seat, lambda f: join([elements.chips(view.seat_chips, "指标"), seat_table(f)]))


def side_by_side(view: ActionView) -> None:
    """Two places and the links to choose them from."""
    beside = view.beside
    chips = join(
        Markup(f'<p class="tb-note">{esc(name)}：</p>{elements.chips(group, name)}')
        for name, group in beside.choices
        if group
    )
    if beside.part.is_empty:
        card(beside.part.card, beside.part.title, "", Markup(f'<p class="tb-note">{esc(beside.part.empty)}</p>{chips}'))
        return
    back = elements.text_link(beside.back, "结束比较")
    others = Markup(f'<details class="tb-fold tb-screen"><summary>换一个比较</summary><div>{chips}</div></details>')
    part(
        beside.part,
        lambda f: join([Markup(f'<p class="tb-note tb-screen">{back}</p>'), pair_table(f, beside.names), others]),
    )


def policy(view: ActionView) -> None:
    """Who answers for what is overdue, and the text it rests on."""
    narrow, wide = columns("policy", (6, 5))
    with narrow:
        if not view.judged:
            part(view.tasks, action_tables.task_table)
        part(view.owners, owner_table)
    with wide:
        card(CLAUSES, "政策原文", f"摘自{words.DOCUMENT}，一字不改。", elements.quotes(view.clauses))
    show(f'<p class="tb-note">{DISCLAIMER}</p>')


DRAWN = {
    "work": rows, "cells": cells, "townships": matrix, "over": over, "seat": seat, "beside": side_by_side, "text": policy,
}  # fmt: skip


def changed(frame) -> list[tuple[str, str, str]]:
    """The groups to show: a cause nobody fell back by is not listed."""
    there = set(frame["group"])
    return [(code, WAYS.get(code, "down"), word) for code, word in GROUPS.items() if code in there or code in WAYS]


def defined(view: ActionView) -> Markup:
    """口径与依据 of the action's indicators."""
    return elements.definitions(view.definitions)


def body(p: Page) -> None:
    if p.selection.indicator is not None and p.selection.tab != "seat":
        moved("这项指标的各乡镇、历年和依据在“指标”页", of_indicator(p.selection))
    elif p.selection.action is None:
        all_actions(p)
    else:
        one_action(p)


with page("actions") as p:
    remembered(p, body)
