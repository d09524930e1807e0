"""数据说明: what is this built from, how complete is it, what does each figure mean? With a school or a township and
an indicator: the rows behind one figure."""

from __future__ import annotations

from functools import partial

from townbase.charts.base import indicator_list
from townbase.charts.base.elements import text_link
from townbase.charts.data import delivery_tables, source_tables
from townbase.text import Markup, esc, join
from townbase.ui import Page, Tab, card, empty, headline, moved, page, part, remembered, show, tabs
from townbase.ui.choices.find_box import find_box
from townbase.ui.opened import is_apart
from townbase.ui.version import last_attempt
from townbase.versions import Attempt
from townbase.views.data import last_build
from townbase.views.data.coverage import extracts_shown
from townbase.views.data.data import DataView, data_view
from townbase.views.data.defined_indicator import Defined
from townbase.views.data.school_rows import school_rows
from townbase.views.data.township_rows import township_rows
from townbase.views.shared import last_seen
from townbase.views.shared.link_templates import of_indicator


def whole(p: Page, attempt: Attempt | None) -> None:
    view = data_view(p.ask, p.selection, p.year, p.default_year, district_name(p))
    headline(view.title, view.line, crumbs=view.crumbs)
    refused = last_build.refused(attempt, p.selection.find)
    if refused is not None:
        part(refused, lambda f: delivery_tables.findings(f, refused.title))
    find_box(p, "data", "查找指标、算法、条款和提醒", "骨干教师")
    if p.selection.find is None:
        one_tab(p, view)
    else:  # what was looked for and nothing else; the word may stand in a clause
        show(Markup(f'<p class="tb-note">{text_link(p.href("data", find=None), "清空查找，看全部数据说明")}</p>'))
        indicators(view, open_clauses=True)
        findings(p, view)


def one_tab(p: Page, view: DataView) -> None:
    """Where it is from, how complete, what each figure means, what the checks found."""
    offered = [
        Tab("files", "数据来源", len(view.files.frame)),
        Tab("returns", "报送情况"),
        Tab("meanings", "指标口径", len(view.indicators.frame)),
        Tab("warnings", "检查提醒", len(view.findings.frame))
        if p.session.scope is None
        else Tab("warnings", "督导认定"),
    ]
    opened = tabs(p, offered)
    if opened == "files":
        part(view.delivery, delivery_tables.facts)
        part(view.files, lambda f: delivery_tables.files(f, view.files.title))
    elif opened == "returns":
        coverage(p, view)
    elif opened == "meanings":
        indicators(view, open_clauses=False)
    else:
        findings(p, view)
        part(view.certified, lambda f: delivery_tables.certified(f, view.certified.title))


def indicators(view: DataView, *, open_clauses: bool) -> None:
    title = view.indicators.title
    part(view.indicators, lambda f: indicator_list.indicators(f, title, open_clauses=open_clauses))


def findings(p: Page, view: DataView) -> None:
    """They name places of everywhere."""
    if p.session.scope is None:
        part(view.findings, lambda f: delivery_tables.findings(f, view.findings.title))


def coverage(p: Page, view: DataView) -> None:
    """How complete: year by year, then place by place in the chosen year."""
    area = "区县" if p.selection.district is None else "乡镇（街道）"
    part(view.years, lambda f: delivery_tables.returns(f, "学年", extracts_shown(f), view.years.title))
    part(view.areas, lambda f: delivery_tables.returns(f, area, extracts_shown(f), view.areas.title))


def one_school(p: Page) -> None:
    view = school_rows(p.ask, p.selection, p.year)
    if view is None:
        show(empty(last_seen.school(p.ask, p.selection.school or "", p.year), "请换一个学年，或从乡镇页重新选择。"))
        return
    figure(view)
    part(view.rows, lambda f: source_tables.source_rows(f, view.rows.title))
    definition(view.defined)


def one_township(p: Page) -> None:
    view = township_rows(p.ask, p.selection, p.year)
    if view is None:
        show(empty("当前数据中没有这个乡镇。", "请从乡镇页重新选择。"))
        return
    figure(view)
    rows, schools = view.rows, view.schools
    if rows is not None:
        part(rows, lambda f: source_tables.township_measures(f, rows.title))
    if schools is not None:
        part(schools, lambda f: source_tables.township_schools(f, schools.title))
    definition(view.defined)


def definition(one: Defined) -> None:
    content = one.part
    card(content.card, content.title, "", indicator_list.definition(one), table=content.table)


def figure(view) -> None:
    """Where one is, and the figure whose origin is asked for."""
    headline(view.title, crumbs=view.crumbs)
    show(join(Markup(f'<p class="tb-figure">{esc(line)}</p>') for line in view.figures))


def district_name(p: Page) -> str:
    return "" if p.selection.district is None else p.options.names["district"][p.selection.district]


def body(attempt: Attempt | None, p: Page) -> None:
    """attempt: the last build as far as this reader may know of it; asked before, since a file is made with nobody there."""
    if p.selection.indicator is None:
        whole(p, attempt)
    elif p.selection.school is not None:
        one_school(p)
    elif p.selection.township is not None:
        one_township(p)
    else:
        moved("这项指标的口径、历年和各乡镇在“指标”页", of_indicator(p.selection))


with page("data") as p:
    last = None if is_apart() else last_attempt()
    remembered(p, partial(body, last), repr(last))
