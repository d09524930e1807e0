"""十大行动: who is behind on this action, and why?"""

from __future__ import annotations

from townbase import words
from townbase.charts.actions import action_tables
from townbase.charts.actions.owner_table import owner_table
from townbase.charts.actions.pair_table import pair_table
from townbase.charts.actions.progress_panels import progress_panels
from townbase.charts.actions.seat_table import seat_table
from townbase.charts.actions.spread_panels import spread_panels
from townbase.charts.actions.township_table import action_table
from townbase.charts.base import elements
from townbase.charts.base.change_list import change_list
from townbase.charts.base.ranked_bars import ranked_bars
from townbase.charts.base.shape_key import key
from townbase.text import Markup, esc, join
from townbase.ui import Page, card, columns, headline, page, part, show
from townbase.views.actions.all_actions import action_list
from townbase.views.actions.one_action import CLAUSES, ActionView, action_view
from townbase.views.actions.years import GROUPS
from townbase.words import DISCLAIMER

WAYS = {"newly_met": "up", "newly_missing": "out"}


def all_actions(p: Page) -> None:
    view = action_list(p.ask, p.selection, p.year)
    headline(view.headline, "".join(view.lines))
    part(view.table, action_tables.status_table)
    if view.names:
        show(action_tables.name_list(view.names))


def one_action(p: Page) -> None:
    view = action_view(p.ask, p.selection, p.year)
    show(elements.chips(view.chips, "十项行动"))
    headline(
        view.headline,
        "".join(view.lines),
        crumbs=[("十大行动", p.href("actions", action=None, stage=None, indicator=None))],
    )
    for opened, keys in view.by_default.items():
        p.opens(opened, **keys)
    if view.judged:
        standing(p, view)
    policy(view)


def standing(p: Page, view: ActionView) -> None:
    """Who is behind, on what, since when; a chosen indicator stands first."""
    if view.beside.begun:
        side_by_side(view)
    one_indicator(p, view)
    narrow, wide = columns("top", (5, 6))
    with narrow:
        part(
            view.blockers,
            lambda f: ranked_bars(f, caption=view.blockers.title, most=8),
            definition=defined(view),
        )
    with wide:
        part(view.years, action_tables.year_table)
        part(view.changes, lambda f: change_list(f, changed(f)))
    part(view.townships, lambda f: townships(view), definition=defined(view))
    if view.districts is not None:
        part(view.districts, progress_panels)
    if view.seat is not None:
        part(view.seat, lambda f: join([elements.chips(view.seat_chips, "指标"), seat_table(f)]))
    if not view.beside.begun:
        side_by_side(view)


def one_indicator(p: Page, view: ActionView) -> None:
    """Where every township stands on it, then those with work left."""
    if view.spread is None:
        return
    only = defined(view, p.selection.indicator)
    chips = elements.chips(view.stage_chips, "学段") if view.stage_chips else Markup("")
    part(view.spread, lambda f: join([chips, spread_panels(f)]), definition=only)
    if view.opened is not None:
        part(view.opened, action_tables.opened_table, definition=only)
    back = elements.text_link(p.href("actions", indicator=None, stage=None), "返回本行动全部指标")
    show(f'<p class="tb-note">{back}</p>')


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
    """What is being done, and the text it rests on."""
    narrow, wide = columns("policy", (6, 5))
    with narrow:
        part(view.tasks, action_tables.task_table)
        part(view.owners, owner_table)
    with wide:
        card(CLAUSES, "政策原文", "摘自公开的政策解读稿，一字不改。", elements.quotes(view.clauses))
    show(f'<p class="tb-note">{DISCLAIMER}</p>')


def townships(view: ActionView) -> Markup:
    """The switch between official order and by need, the key, and the table."""
    order = elements.text_link(view.order_href, "恢复行政区划顺序" if view.by_need else "需关注的在前")
    table = action_table(view.townships.frame, view.columns, by_district=not view.by_need, caption=view.townships.title)
    chips = elements.chips(view.monitor_chips, words.MONITORED) if view.monitor_chips else ""
    monitors = (
        f'<p class="tb-note tb-screen">{words.MONITORED}（只展示，不判定），点开看各乡镇：</p>{chips}' if chips else ""
    )
    return Markup(
        f'<p class="tb-note tb-screen">{order}</p>{key()}<p class="tb-note">乡镇名前的 ● 为六项目标全部达标。</p>{table}{monitors}'
    )


def changed(frame) -> list[tuple[str, str, str]]:
    """The groups to show: a cause nobody fell back by is not listed."""
    there = set(frame["group"])
    return [(code, WAYS.get(code, "down"), word) for code, word in GROUPS.items() if code in there or code in WAYS]


def defined(view: ActionView, only: str | None = None) -> Markup:
    """口径与依据 of the action's indicators, or of one."""
    return elements.definitions(one for one in view.definitions if only in (None, one.indicator_id))


with page("actions") as p:
    if p.selection.action is None:
        all_actions(p)
    else:
        one_action(p)
