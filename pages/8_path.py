"""达标路径: what it would take to reach the share that the plan asks for."""

from __future__ import annotations

from functools import partial

from townbase import brief
from townbase.charts.path.again_tables import batch_table, district_table, office_table, repeated_table
from townbase.charts.path.assumed_tables import outcome_table, ticks_table
from townbase.charts.path.path_tables import apart_table, cheapest_table, needs_table, shortfall_table
from townbase.text import Markup, join
from townbase.ui import Page, Tab, briefs, headline, link, notice, page, part, remembered, show, tabs
from townbase.ui.choices.price_fields import price_fields
from townbase.views.path import again, compared
from townbase.views.path.cheapest import CHEAPEST
from townbase.views.path.path import PathView, path_view
from townbase.views.path.what_if import WhatIf, what_if


def body(p: Page) -> None:
    view = path_view(p.ask, p.selection, p.year)
    headline(view.title, view.line)
    if not view.judged:
        return
    offered = [
        Tab("set", "最省的一组", view.counts["set"]),
        Tab("assumed", "假设情形"),
        Tab("again", "反复未达标"),
        Tab("shortfall", "还缺多少"),
        Tab("apart", "补数办不到的", view.counts["apart"]),
    ]
    opened = tabs(p, offered)
    if opened == "set":
        cheapest(p, view)
    elif opened == "assumed":
        assumed(what_if(p.ask, p.selection, p.year, "path", view.chosen))
    elif opened == "again":
        who_again(p)
    elif opened == "shortfall":
        part(view.shortfall, lambda f: shortfall_table(f, view.shortfall.title))
    else:
        part(view.apart, lambda f: apart_table(f, view.apart.title))


def cheapest(p: Page, view: PathView) -> None:
    asked = partial(brief.path_brief, p.ask, p.selection, p.year)
    briefs(
        lambda: brief.html(asked()).encode(),
        p.file(CHEAPEST, "达标路径通报", "html"),
        lambda: brief.docx(asked()),
        p.file(CHEAPEST, "达标路径通报", "docx"),
    )
    if view.kinds:
        show('<p class="tb-note">每补足一个单位的成本（相对值，只用来比较先后，不是经费）：</p>')
        price_fields(p, view.kinds)
    part(view.cheapest, lambda f: cheapest_table(f, view.cheapest.title))
    part(view.needs, lambda f: needs_table(f, view.needs.title))


def who_again(p: Page) -> None:
    """Who misses the same again, whose tasks are late again, and where what is missing lies."""
    towns, late = again.repeated(p.ask, p.selection, p.year), again.offices(p.ask, p.selection, p.year)
    parts, shares = compared.batches(p.ask, p.selection, p.year), compared.districts(p.ask, p.selection, p.year)
    part(towns, lambda f: repeated_table(f, towns.title))
    part(late, lambda f: office_table(f, late.title))
    part(parts, lambda f: batch_table(f, parts.title))
    part(shares, lambda f: district_table(f, shares.title))


def assumed(view: WhatIf) -> None:
    """What is assumed, before anything else; what follows from it; what can be ticked."""
    if view.banner:
        notice(view.banner)
    ways = [(view.clear_href, "清除全部假设"), (view.set_href, view.set_text)]
    links = join((link(text, href) for href, text in ways if href), "　")
    if links:
        show(Markup(f'<p class="tb-note tb-screen">{links}</p>'))
    part(view.outcome, lambda f: outcome_table(f, view.outcome.title))
    part(view.ticks, lambda f: ticks_table(f, view.ticks.title))


with page("path") as p:
    remembered(p, body)
