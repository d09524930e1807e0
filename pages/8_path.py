"""达标路径: what it would take to reach the share that the plan asks for."""

from __future__ import annotations

from townbase.charts.path.path_tables import apart_table, cheapest_table, needs_table, shortfall_table
from townbase.ui import Page, Tab, headline, page, part, remembered, tabs
from townbase.views.path.path import path_view


def body(p: Page) -> None:
    view = path_view(p.ask, p.selection, p.year)
    headline(view.title, view.line)
    if not view.judged:
        return
    offered = [
        Tab("set", "最省的一组", view.counts["set"]),
        Tab("shortfall", "还缺多少"),
        Tab("apart", "补数办不到的", view.counts["apart"]),
    ]
    opened = tabs(p, offered)
    if opened == "set":
        part(view.cheapest, lambda f: cheapest_table(f, view.cheapest.title))
        part(view.needs, lambda f: needs_table(f, view.needs.title))
    elif opened == "shortfall":
        part(view.shortfall, lambda f: shortfall_table(f, view.shortfall.title))
    else:
        part(view.apart, lambda f: apart_table(f, view.apart.title))


with page("path") as p:
    remembered(p, body)
