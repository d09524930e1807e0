"""One indicator: where does every township stand on it, and on what does it rest?"""

from __future__ import annotations

from townbase import words
from townbase.charts.base.elements import chips
from townbase.charts.base.plot import Plot
from townbase.charts.data import source_tables
from townbase.charts.indicator.basis import basis
from townbase.charts.indicator.facts import facts
from townbase.charts.indicator.key import key
from townbase.charts.indicator.strip_figure import strip_figure
from townbase.charts.indicator.swarm_figure import swarm_figure
from townbase.charts.indicator.township_table import township_table
from townbase.charts.indicator.trend_figure import trend_figure
from townbase.text import Markup, join
from townbase.ui import Page, Tab, card, columns, empty, headline, link, page, part, place_map, remembered, show, tabs
from townbase.views.indicator.indicator import IndicatorView, indicator_view
from townbase.views.shared.map_ways import map_ways


def nothing_chosen(p: Page) -> None:
    headline("请选择一项指标")
    way = link("十大行动", p.href("actions", action=None, indicator=None, stage=None))
    show(empty("还没有选定指标。", join(["请在上方“指标”中选择，或从", way, "进入。"])))


def one_indicator(p: Page, view: IndicatorView) -> None:
    headline(view.headline, crumbs=view.crumbs)
    p.opens(stage=None if view.stage == "none" else view.stage)
    show(join([chips(view.stages, "学段") if view.stages else "", facts(view.facts)]))
    narrow, wide = columns("pictures", (5, 9))
    with narrow:
        trend(view)
    with wide:
        standing(view)
    each = len(view.townships.frame)
    open_tab = tabs(p, [Tab("each", "各乡镇与依据", each or None), Tab("origin", "数据来源")])
    if open_tab == "origin":
        part(view.measures, lambda f: source_tables.measures(f, view.measures.title))
        return
    wide, narrow = columns("each", (9, 5))
    with wide:
        part(view.townships, lambda f: townships(view))
    with narrow:
        if not view.where.is_empty:
            place_map(p, view.where, ways=map_ways(p.ask("shared/frame_goals"), p.selection, indicator=True))
        of = view.basis.part
        card(of.card, of.title, "", basis(view.basis, words.DOCUMENT), table=of.table)


def trend(view: IndicatorView) -> None:
    of, frame = view.measured, view.trend.frame
    plot = Plot(
        lambda: trend_figure(frame, percent=of.percent and not view.rises, zero=view.rises),
        f"{view.title}：{view.trend.title}",
    )
    part(view.trend, lambda f: Markup(""), plot=plot)


def standing(view: IndicatorView) -> None:
    of, frame = view.measured, view.standing.frame
    draw = strip_figure if of.ordered else swarm_figure
    plot = Plot(
        lambda: draw(frame, line=of.line, line_label=of.label, axis_title=of.axis, percent=of.percent),
        f"{view.title}：{view.standing.title}。各乡镇的数值列在下表。",
    )
    part(view.standing, key, plot=plot)


def townships(view: IndicatorView) -> Markup:
    frame, of = view.townships.frame, view.measured
    caption = f"{view.title}：{view.townships.title}"
    return township_table(frame, line=of.line, heads=view.heads, unit=view.unit, ordered=of.ordered, caption=caption)


def body(p: Page) -> None:
    shown = None if p.selection.indicator is None else indicator_view(p.ask, p.selection, p.year)
    if shown is None:
        nothing_chosen(p)
    else:
        one_indicator(p, shown)


with page("indicator") as p:
    remembered(p, body)
