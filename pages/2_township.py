"""乡镇: how is this township (with ?school= this school) doing, and what must it do next?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from townbase import brief, words
from townbase.charts.base import elements
from townbase.charts.base.plot import Plot
from townbase.charts.path.assumed_tables import outcome_table, ticks_table
from townbase.charts.township import place_tables, school_values, steps, task_tables, year_tables
from townbase.charts.township.bullets import bullets
from townbase.charts.township.found_list import found_list
from townbase.charts.township.panels import alt, panels
from townbase.charts.township.pick_table import pick_table
from townbase.charts.township.standing import action_band, goal_line
from townbase.charts.township.unmet_table import unmet_table
from townbase.text import Markup, esc, join
from townbase.ui import (
    Page,
    Tab,
    briefs,
    card,
    columns,
    empty,
    good_news,
    headline,
    notice,
    page,
    part,
    remembered,
    row,
    show,
    tabs,
)
from townbase.ui.choices.find_box import find_box
from townbase.ui.masthead import pages
from townbase.views.path.what_if import what_if
from townbase.views.shared import last_seen
from townbase.views.shared.card_content import CardContent
from townbase.views.township.found_places import found_places
from townbase.views.township.indicator_detail import indicator_detail
from townbase.views.township.next_steps import ORDER, STEPS, as_table, nothing_left
from townbase.views.township.school import school_view
from townbase.views.township.township import BRIEF, TownshipView, township_view
from townbase.views.township.township_list import township_list
from townbase.views.township.township_pair import comparison


def choose(p: Page) -> None:
    view = township_list(p.ask, p.selection, p.year)
    headline(view.headline, "选一个乡镇，看它的六项目标、十大行动和下一步要办的事。")
    find_box(p, "township", "查找乡镇（街道）、学校（园）", "谷雨镇 小学")
    if p.selection.find is not None:
        part(found_places(p.ask, p.selection, p.year), found_list)
        show(Markup(f'<p class="tb-note">{elements.text_link(p.href("township", find=None), "清空查找")}</p>'))
    part(view.part, pick_table)


def one_township(p: Page) -> None:
    view = township_view(p.ask, p.selection, p.year)
    if view is None:
        show(empty("当前数据中没有这个乡镇。", "请在上面重新选择。"))
        return
    top(p, view)
    compare(p)
    detail(p)
    opened = tabs(
        p,
        [
            Tab("standing", "概况"),
            Tab("rows", "全部指标", len(view.rows) or None),
            Tab("tasks", "任务", view.ledger["task_id"].nunique() or None),
            Tab("schools", "学校", len(view.schools.frame) or None),
            Tab("flows", "学生去向"),
            *([Tab("suppose", "假设情形")] if view.judged else []),
            Tab("basis", "口径"),
        ],
    )
    OPENED[opened](p, view)


def top(p: Page, view: TownshipView) -> None:
    """Who it is, its six goals and its ten actions: above every tab."""
    up = [
        ("全市总览", p.href("overview", district=None)),
        (view.district, p.href("overview", district=view.district_id)),
    ]
    headline(view.headline, "".join(view.lines), crumbs=up)
    beside(p, view)
    if view.judged:
        show(goal_line(view.goals))
        part(view.actions_part, action_band)


def beside(p: Page, view: TownshipView) -> None:
    """What may be done with the whole township: a brief, a comparison with one like it."""
    near = view.similar.frame.to_dict("records")
    asked = partial(brief.brief_of, p.ask, p.selection, p.year)
    with row("tools-top"):
        briefs(
            lambda: brief.html(asked()).encode(),
            p.file(BRIEF, "一页纸", "html"),
            lambda: brief.docx(asked()),
            p.file(BRIEF, "一页纸", "docx"),
        )
        if near:
            links = join((elements.text_link(one["compare"], one["name"]) for one in near), "、")
            show(f'<p class="tb-note">与规模相近的乡镇对比：{links}</p>', width="content")


def compare(p: Page) -> None:
    """Beside another township, where the reader chose one."""
    if p.selection.with_ in (None, p.selection.township):
        return
    view = comparison(p.ask, p.selection, p.year)
    if view is None:
        notice("没有可以对比的乡镇。")
        return
    close = Markup(f'<p class="tb-note tb-screen">{elements.text_link(view.back, "结束对比")}</p>')
    part(view.part, lambda f: join([close, place_tables.comparison(f, view.here, view.there)]))


def detail(p: Page) -> None:
    """The indicator the reader opened: its years here and its schools."""
    if p.selection.indicator is None:
        return
    view = indicator_detail(p.ask, p.selection, p.year)
    if view is None:
        notice("本镇没有这项指标（或这一学段）的数据。")
        return
    ways = [elements.text_link(view.back, "收起这项指标")]
    if "data" in pages():
        ways.append(elements.text_link(view.rows_href, "查看原始行"))
    close = Markup(f'<p class="tb-note tb-screen">{join(ways, "　")}</p>')
    wide, narrow = columns("detail", (2, 1))
    with wide:
        body = lambda f: join([close, year_tables.indicator_years(f)])  # noqa: E731
        part(view.years, body, definition=elements.definition(view.definition))
    with narrow:
        part(view.schools, lambda f: year_tables.indicator_schools(f, "data" in pages()))


def standing(p: Page, view: TownshipView) -> None:
    """What is unmet beside what to do about it, then the years."""
    wide, narrow = columns("standing", (15, 8))
    with wide:
        if view.judged:
            part(view.unmet, unmet_table)
            if not view.years.is_empty:
                drawn(view.years)
        drawn(view.local_years)
        drawn(view.roll_years, from_zero=True)
    with narrow:
        if view.judged:
            card(
                STEPS,
                view.steps_title,
                ORDER if view.steps else "",
                next_steps(view),
                table=as_table(view.steps, view.reports),
            )
        part(view.overdue, task_tables.overdue)
        part(replace(view.schools, how="点学校名看这所学校。"), place_tables.schools_in_brief)


def drawn(content: CardContent, *, from_zero: bool = False) -> None:
    """Years as small panels."""
    plot = None if content.is_empty else Plot(lambda: panels(content.frame, from_zero=from_zero), alt(content.frame))
    part(content, lambda _: Markup(""), plot=plot)


def next_steps(view: TownshipView) -> Markup:
    """Three things to do, then what must be returned before the rest can be known."""
    if not view.steps and not view.reports:
        return good_news(nothing_left(view.overdue))
    done = steps.step_list(view.steps) if view.steps else good_news(f"已报数据中没有{words.UNMET}的指标。")
    return join([done, steps.report_list(view.reports) if view.reports else Markup("")])


def all_rows(p: Page, view: TownshipView) -> None:
    """Every indicator against its target; of one action or goal where one was clicked."""
    narrowed(p)
    part(view.rows_part, lambda _: bullets(view.groups, caption=view.rows_part.title))
    if p.selection.action is not None:
        part(view.tasks, task_tables.tasks)


def narrowed(p: Page) -> None:
    """Which action or goal the list is narrowed to, and the way back to all."""
    chosen = [(key, getattr(p.selection, key)) for key in ("action", "goal") if getattr(p.selection, key) is not None]
    if not chosen:
        return
    said = "、".join(p.options.names[key][str(value)] for key, value in chosen)
    every = elements.text_link(p.href("township", action=None, goal=None), "看全部")
    show(Markup(f'<p class="tb-note">只列{said}。{every}</p>'))


def all_tasks(p: Page, view: TownshipView) -> None:
    narrowed(p)
    part(view.tasks, task_tables.tasks)


def all_schools(p: Page, view: TownshipView) -> None:
    wide, narrow = columns("schools", (8, 3))
    with wide:
        part(view.schools, place_tables.schools)
    with narrow:
        part(view.similar, place_tables.similar)


def flows(p: Page, view: TownshipView) -> None:
    """Where the children are enrolled, and how many pupils there are, year by year."""
    way = elements.text_link(view.flows_href, "看孩子去了哪里、为什么增减")
    narrow, wide = columns("flows", (1, 1))
    with narrow:
        part(
            view.local,
            lambda f: join([Markup(f'<p class="tb-note tb-screen">{way}</p>'), year_tables.local(f)]),
        )
    with wide:
        part(view.roll, lambda _: year_tables.roll(view.roll.table, view.roll.title))


def suppose(p: Page, _: TownshipView) -> None:
    """What would follow if some of its rows were met."""
    view = what_if(p.ask, p.selection, p.year, "township")
    if view.banner:
        notice(view.banner)
        show(Markup(f'<p class="tb-note tb-screen">{elements.text_link(view.clear_href, "清除全部假设")}</p>'))
    part(view.outcome, lambda f: outcome_table(f, view.outcome.title))
    part(view.ticks, lambda f: ticks_table(f, view.ticks.title, of_all=False))


def basis(p: Page, view: TownshipView) -> None:
    """What inspectors signed, and how every indicator is defined."""
    if view.judged:
        part(view.certification, task_tables.certification)
    show(Markup(f'<h2 class="tb-finding">指标口径 {len(view.definitions)} 项</h2>'))
    show(Markup(f'<p class="tb-note">条款出自{esc(words.DOCUMENT)}，依据中的“政策原文”即此。</p>'))
    show(elements.definitions(view.definitions))


OPENED = {
    "standing": standing,
    "rows": all_rows,
    "tasks": all_tasks,
    "schools": all_schools,
    "flows": flows,
    "suppose": suppose,
    "basis": basis,
}


def one_school(p: Page) -> None:
    view = school_view(p.ask, p.selection, p.year)
    back = p.href("township", school=None)
    if view is None:
        show(empty(last_seen.school(p.ask, p.selection.school or "", p.year), "请换一个学年，或从乡镇页重新选择。"))
        show(elements.text_link(back, "返回乡镇"))
        return
    headline(view.headline, view.line, crumbs=[("乡镇", p.href("township", township=None)), (view.township, view.back)])
    if view.elsewhere:
        notice(view.elsewhere)
    if tabs(p, [Tab("school", "概况"), Tab("source", "来源行", len(view.measures.frame) or None)]) == "source":
        part(view.measures, school_values.measures)
        part(view.sources, school_values.sources)
        part(view.roll, lambda f: year_tables.roll(view.roll.table, view.roll.title))
        return
    wide, narrow = columns("school", (15, 8))
    with wide:
        part(view.values, lambda f: school_values.values(f, "data" in pages()))
    with narrow:
        drawn(view.years)
        drawn(view.roll_years, from_zero=True)


def body(p: Page) -> None:
    if p.selection.township is None:
        choose(p)
    elif p.selection.school is not None:
        one_school(p)
    else:
        one_township(p)


with page("township") as p:
    remembered(p, body)
