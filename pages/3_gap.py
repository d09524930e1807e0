"""城乡差距: where do town and city still differ, does it close, why, and who carries it?"""

from __future__ import annotations

import streamlit as st

from townbase.charts.base.elements import chips
from townbase.charts.base.indicator_list import cited, definition
from townbase.charts.base.plot import Plot
from townbase.charts.gap.difference_table import dependent_table, difference_table, flip_table
from townbase.charts.gap.dispersion_table import dispersion_tables, raise_table
from townbase.charts.gap.dumbbell import dumbbell
from townbase.charts.gap.scatter import scatter
from townbase.charts.gap.slope import slope
from townbase.charts.gap.small_multiples import small_multiples
from townbase.charts.gap.split_bars import split_bars
from townbase.charts.gap.theil_bars import theil_bars
from townbase.text import Markup, esc, join, paragraphs
from townbase.ui import Page, columns, headline, link, page, part, show
from townbase.views.gap import scatter as gap_scatter
from townbase.views.gap.dispersion import RESOURCE, VARIANT
from townbase.views.gap.gap import GapView, gap_view
from townbase.views.gap.inequality import FLIP_HEADS
from townbase.views.gap.not_closing import NotClosing
from townbase.words import STAGE


def top(p: Page, view: GapView) -> None:
    up = [("城乡差距", view.city_href)] if p.selection.district else []
    headline(view.headline, join([*view.lines, not_closing(view.stuck)]), crumbs=up)
    if view.limits:
        show(f'<ul class="tb-limits">{join(Markup(f"<li>{esc(line)}</li>") for line in view.limits)}</ul>')


def not_closing(stuck: NotClosing) -> Markup:
    """Districts whose gap does not shrink, each a way down to it."""
    return join([stuck.lead, join((link(what, href) for what, href in stuck.links), "、"), stuck.rest])


def every_indicator(view: GapView) -> None:
    part(
        view.multiples,
        lambda f: Markup(f"{small_multiples(f)}{more(view)}"),
        definition=join(named(one) for one in view.definitions),
    )


def named(one) -> Markup:
    return Markup(f"<p><b>{esc(one.definition.title)}</b></p>{definition(one)}")


def more(view: GapView) -> Markup:
    """The indicators that are held against a number, for who wants to compare them with the city too."""
    if not view.others:
        return Markup("")
    head = f"也可比较其他指标（{len(view.others)} 项，不以城区为标准）"
    return Markup(
        f'<details class="tb-fold tb-screen"><summary>{head}</summary>{chips(view.others, "其他指标")}</details>'
    )


def one_indicator(p: Page, view: GapView) -> None:
    """The chosen indicator: areas side by side, then and now, and what changed."""
    says_it = join([definition(view.chosen), paragraphs(view.dumbbell.card.definition)])
    area = "乡镇（街道）" if p.selection.district else "区县"
    own = "本区县城区" if p.selection.urban == "city" else ""
    wide, narrow = columns("one", (3, 2))
    with wide:
        part(
            view.dumbbell,
            lambda f: dumbbell(f, caption=view.dumbbell.title, area=area, own=own, scale=view.scale),
            definition=says_it,
        )
    with narrow:
        part(view.slope, lambda f: slope(f, caption=view.slope.title, years=view.years))
    part(view.split, lambda f: split_bars(f, caption=view.split.title))


def between_schools(view: GapView) -> None:
    heads = {code: named[:2] for code, named in RESOURCE.items()}
    part(view.dispersion, lambda f: dispersion_tables(f, heads, STAGE, VARIANT))
    part(view.to_raise, raise_table)


def results(view: GapView) -> None:
    formulas = chips(view.formulas, "差异率的算法") if len(view.formulas) > 1 else Markup("")
    text = view.difference_definition
    clauses = cited(text.cited) if text else Markup("")
    part(
        view.difference,
        lambda f: Markup(f"{formulas}{difference_table(f)}"),
        definition=join([paragraphs(view.difference.card.definition), clauses]),
    )


def specialist(p: Page, view: GapView) -> None:
    """What only a specialist asks, closed until asked for."""
    with (
        st.container(key="specialist"),
        st.expander("专业分析（供业务科室）：各乡镇规模与数值、差异构成、换用其他算法或对照的判定"),
    ):
        if view.compared:
            townships(p, view)
        part(view.theil, theil_bars)
        part(view.dependent, dependent_table)
        part(view.flips, lambda f: flip_table(f, FLIP_HEADS))


def townships(p: Page, view: GapView) -> None:
    """Hover is worth a chart library only to who asks for it: nothing of it is fetched, asked or drawn before."""
    with st.container(key="scatter-ask"):
        show(f'<p class="tb-how">{gap_scatter.ASKS}</p>')
        if not st.toggle("显示散点图", key="scatter-shown"):
            return
    text = gap_scatter.scatter(p.ask, p.selection, p.year, view.opened or {})
    plot = Plot(
        lambda: scatter(
            text.part.frame, line=text.line, line_label=text.line_label, axis=text.axis, across=text.across
        ),
        text.alt,
    )
    part(text.part, lambda _: Markup(""), plot=None if text.part.is_empty else plot)


with page("gap") as p:
    shown = gap_view(p.ask, p.selection, p.year, p.options.names["district"])
    p.opens(
        **{
            key: shown.opened[column]
            for key, column in (("indicator", "indicator_id"), ("stage", "stage"))
            if shown.opened
        }
    )
    top(p, shown)
    if shown.compared:
        every_indicator(shown)
        one_indicator(p, shown)
    between_schools(shown)
    results(shown)
    specialist(p, shown)
