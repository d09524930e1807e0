"""乡镇: how is this township (with ?school= this school) doing, and what must it do next?"""

from __future__ import annotations

from functools import partial

from townbase import brief, words
from townbase.charts.base import elements
from townbase.charts.township import school_tables
from townbase.charts.township.bullets import bullets
from townbase.charts.township.found_list import found_list
from townbase.charts.township.unit_chart import unit_chart
from townbase.text import Markup, join
from townbase.ui import Page, briefs, card, columns, empty, good_news, headline, notice, page, part, show
from townbase.ui.find_box import find_box
from townbase.ui.masthead import pages
from townbase.views.shared import last_seen
from townbase.views.township.found_places import found_places
from townbase.views.township.indicator_detail import indicator_detail
from townbase.views.township.next_steps import STEPS, as_table, how, nothing_left
from townbase.views.township.school import school_view
from townbase.views.township.township import BRIEF, UNITS, TownshipView, township_view
from townbase.views.township.township_list import township_list
from townbase.views.township.township_pair import comparison
from townbase.words import DISCLAIMER


def choose(p: Page) -> None:
    view = township_list(p.ask, p.selection, p.year)
    headline(view.headline, "选一个乡镇，看它的十项行动、六项目标和下一步要办的事。")
    find_box(p, "township", "查找乡镇（街道）、学校（园）", "谷雨镇 小学")
    if p.selection.find is not None:
        part(found_places(p.ask, p.selection, p.year), found_list)
        show(Markup(f'<p class="tb-note">{elements.text_link(p.href("township", find=None), "清空查找")}</p>'))
    part(view.part, lambda f: elements.pick_list(view.districts))


def one_township(p: Page) -> None:
    view = township_view(p.ask, p.selection, p.year)
    if view is None:
        show(empty("当前数据中没有这个乡镇。", "请在上面重新选择。"))
        return
    up = [
        ("全市总览", p.href("overview", district=None)),
        (view.district, p.href("overview", district=view.district_id)),
    ]
    headline(view.headline, "".join(view.lines), crumbs=up)
    show(f'<p class="tb-note">{DISCLAIMER}</p>')
    paper(p)
    detail(p)
    compare(p)
    if view.judged:
        standing(view)
    rows(view)
    narrow, wide = columns("schools", (8, 3))
    with narrow:
        part(view.schools, school_tables.schools)
    with wide:
        part(view.similar, school_tables.similar)
    part(view.tasks, school_tables.tasks)
    narrow, wide = columns("roll", (1, 1))
    with narrow:
        part(view.roll, lambda f: school_tables.roll(view.roll.table, view.roll.title))
    with wide:
        flows = Markup(
            f'<p class="tb-note tb-screen">{elements.text_link(view.flows_href, "看孩子去了哪里、为什么增减")}</p>'
        )
        part(view.local, lambda f: join([school_tables.local(f), flows]))


def paper(p: Page) -> None:
    """一页纸 of this township."""
    asked = partial(brief.brief_of, p.ask, p.selection, p.year)
    briefs(
        lambda: brief.html(asked()).encode(),
        p.file(BRIEF, "一页纸", "html"),
        lambda: brief.docx(asked()),
        p.file(BRIEF, "一页纸", "docx"),
    )


def standing(view: TownshipView) -> None:
    """The unit chart beside what to do next."""
    wide, narrow = columns("standing", (3, 2))
    with wide:
        title = "十项行动 × 六项目标：一个符号是一项指标"
        card(
            UNITS,
            title,
            "点符号看这项指标；点行动名看各乡镇。",
            unit_chart(view.units, view.actions, view.goals, caption=title),
            table=view.rows_part.table,
        )
    with narrow:
        card(
            STEPS,
            view.steps_title,
            how(view.steps),
            steps(view),
            table=as_table(view.steps, view.reports),
        )
        part(view.overdue, school_tables.overdue)
        part(view.certification, school_tables.certification)


def steps(view: TownshipView) -> Markup:
    """Three things to do, then what must be returned before the rest can be known."""
    if not view.steps and not view.reports:
        return good_news(nothing_left(view.overdue))
    done = elements.step_list(view.steps) if view.steps else good_news(f"已报数据中没有{words.UNMET}的指标。")
    return join([done, elements.report_list(view.reports) if view.reports else Markup("")])


def rows(view: TownshipView) -> None:
    """Every indicator against its target."""
    every = [row for group in view.groups for row in group["rows"]]
    unmet, monitors = (
        sum(row[key] == code for row in every) for key, code in (("code", "not_met"), ("shape", "monitor"))
    )

    def draw(_) -> Markup:
        table = bullets(view.groups, caption=view.rows_part.title)
        return elements.only_unmet(table, unmet, monitors) if view.judged else table

    part(view.rows_part, draw, definition=elements.definitions(view.definitions))


def detail(p: Page) -> None:
    """The indicator the reader opened: its years, its schools, its definition."""
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
        body = lambda f: join([close, school_tables.indicator_years(f)])  # noqa: E731
        part(view.years, body, definition=elements.definition(view.definition))
    with narrow:
        part(view.schools, lambda f: school_tables.indicator_schools(f, "data" in pages()))


def compare(p: Page) -> None:
    """Beside another township, where the reader chose one."""
    if p.selection.with_ in (None, p.selection.township):
        return
    view = comparison(p.ask, p.selection, p.year)
    if view is None:
        notice("没有可以对比的乡镇。")
        return
    close = Markup(f'<p class="tb-note tb-screen">{elements.text_link(view.back, "结束对比")}</p>')
    part(view.part, lambda f: join([close, school_tables.comparison(f, view.here, view.there)]))


def one_school(p: Page) -> None:
    view = school_view(p.ask, p.selection, p.year)
    back = p.href("township", school=None)
    if view is None:
        show(empty(last_seen.school(p.ask, p.selection.school or "", p.year), "请换一个学年，或从乡镇页重新选择。"))
        show(elements.text_link(back, "返回乡镇"))
        return
    headline(view.headline, view.line, crumbs=[("乡镇", p.href("township", township=None)), (view.township, view.back)])
    part(view.values, lambda f: school_tables.values(f, "data" in pages()))
    part(view.roll, lambda f: school_tables.roll(view.roll.table, view.roll.title))
    part(view.measures, school_tables.measures)
    part(view.sources, school_tables.sources)


with page("township") as p:
    if p.selection.township is None:
        choose(p)
    elif p.selection.school is not None:
        one_school(p)
    else:
        one_township(p)
