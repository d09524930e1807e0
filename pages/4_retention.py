"""本地就读: do the children stay, where do they go, and are there places for those who come?"""

from __future__ import annotations

from townbase.charts.base.elements import text_link
from townbase.charts.base.plot import Plot
from townbase.charts.retention.area_panels import area_panels, areas_alt
from townbase.charts.retention.change_bars import change_bars
from townbase.charts.retention.change_swarm import change_swarm, swarm_alt
from townbase.charts.retention.class_tables import class_area_table, class_school_table, use_table
from townbase.charts.retention.destination_tables import destination_table, district_heat, route_table
from townbase.charts.retention.flow_tables import flow_matrix, net_table, place_bars
from townbase.charts.retention.forecast_panels import forecast_panels
from townbase.charts.retention.forecast_tables import chips, forecast_table, seat_table, small_schools, staff_table
from townbase.charts.retention.rate_trend import rate_trend, trend_alt
from townbase.charts.retention.township_table import area_list, township_table
from townbase.charts.retention.triangle import folded_triangle
from townbase.text import Markup, esc, join, paragraphs
from townbase.ui import Page, Tab, columns, current, empty, headline, page, part, place_map, remembered, show, tabs
from townbase.views.retention.classes.view import classes
from townbase.views.retention.retention import Opening, account, opening, remarks
from townbase.views.retention.seats.forecast import curves_alt, told
from townbase.views.retention.seats.view import Enough, enough
from townbase.views.retention.stayed.cohort import reading
from townbase.views.retention.stayed.township_map import STATES
from townbase.views.retention.stayed.view import Stayed, stayed
from townbase.views.retention.went.destinations import place_heads
from townbase.views.retention.went.view import went
from townbase.views.shared.card_content import CardContent

TABS = [Tab("stayed", "留住了吗"), Tab("went", "去了哪里"), Tab("seats", "学位够吗"), Tab("classes", "班额和学位利用")]


def body(p: Page) -> None:
    o = opening(p.ask, p.selection, p.year)
    if o is None:
        show(empty("所选范围内没有乡镇（街道）。", "请清除筛选。"))
        return
    p.opens(stage=o.where.stage)
    opened = {"went": where_they_went, "seats": whether_enough, "classes": how_large}
    opened.get(p.selection.tab or "", whether_they_stayed)(p, o)


def top(p: Page, o: Opening, title: str, *lines: str) -> None:
    """The answer of the open tab, then the tabs: each says its own."""
    headline(title, "", crumbs=o.crumbs)
    show(join(Markup(f'<p class="tb-sub">{esc(line)}</p>') for line in (*lines, *remarks(o, p.ask)) if line))
    if o.links:
        show(Markup(f'<p class="tb-note">{join((text_link(*each) for each in o.links), "　")}</p>'))
    show(
        Markup(
            f'<div class="tb-screen tb-stages"><span class="tb-note">{esc(o.stage_text)}</span>{chips(o.stages)}</div>'
        )
    )
    tabs(p, TABS)


def whether_they_stayed(p: Page, o: Opening) -> None:
    view = stayed(p.ask, p.selection, o)
    top(p, o, view.title, view.beside)
    quoted = clause(p)
    wide, narrow = columns("stayed", (3, 2))
    with wide:
        if view.townships is None:
            years(view, quoted)
        else:
            towns(o, view.townships, quoted)
    with narrow:
        if view.townships is not None:
            years(view, quoted)
        joints(view)
    if view.areas is not None:
        where(view, view.areas)


def where(view: Stayed, areas: CardContent) -> None:
    """Districts as panels beside the map, or alone where the roster has no places on it."""
    plot = None if areas.is_empty else Plot(lambda: area_panels(areas.frame), areas_alt(areas.frame))
    places = view.places
    if places is None:
        part(areas, area_list, plot=plot)
        return
    wide, narrow = columns("where", (5, 2))
    with wide:
        part(areas, area_list, plot=plot)
    with narrow:
        place_map(current(), places, states=STATES)


def towns(o: Opening, content: CardContent, quoted: Markup) -> None:
    """Every township as a dot, and the same as rows."""
    base, frame = o.where.base, content.frame
    plot = None
    if base is not None and len(frame) and frame["rise"].notna().any():
        plot = Plot(lambda: change_swarm(frame, base), swarm_alt(frame, base))
    part(content, lambda f: township_table(f, base), plot=plot, definition=quoting(content, quoted))


def years(view: Stayed, quoted: Markup) -> None:
    lines = view.trend
    plot = Plot(lambda: rate_trend(lines.frame), trend_alt(lines.frame))
    part(lines, lambda _: Markup(""), plot=plot, definition=quoting(lines, quoted))


def joints(view: Stayed) -> None:
    lines = view.joint
    plot = None if lines.empty else Plot(lambda: rate_trend(lines), trend_alt(lines))
    part(view.triangle, lambda f: folded_triangle(f, reading(f)), plot=plot)


def where_they_went(p: Page, o: Opening) -> None:
    view = went(p.ask, p.selection, o)
    top(p, o, view.title, view.lead, account(o))
    quoted = clause(p)
    left, right = columns("went", (1, 1))
    with left:
        if view.ranked is not None:
            part(view.ranked, lambda f: place_bars(f, caption="去向"), definition=quoting(view.ranked, quoted))
        if view.destinations is not None:
            part(view.destinations, destination_table, definition=quoting(view.destinations, quoted))
        if view.by_district is not None:
            part(view.by_district, lambda f: district_heat(f, place_heads(f)))
        part(view.change, lambda f: change_bars(f, view.change.title))
    with right:
        if view.sources is not None:
            part(view.sources, lambda f: place_bars(f, caption="来源"))
        if view.routes is not None:
            part(view.routes, route_table)
        part(view.net, lambda f: net_table(f, single=o.where.is_township))
    matrix = view.matrix
    if matrix is not None:
        part(matrix, lambda f: flow_matrix(f, view.heads, matrix.title))


def whether_enough(p: Page, o: Opening) -> None:
    view = enough(p.ask, p.selection, o)
    top(p, o, view.title, view.lead)
    plot = None if view.curves.empty else Plot(lambda: forecast_panels(view.curves), curves_alt(view.curves))
    part(view.forecast, lambda f: coming(o, view), plot=plot)
    wide, narrow = columns("enough", (3, 2))
    with wide:
        seats = view.seats
        if seats is not None:
            part(seats, lambda f: seat_table(f, view.base, int(f["year"].iloc[0])))
    with narrow:
        if view.staff is not None:
            part(view.staff, staff_table)
        few = view.schools
        part(few, lambda f: small_schools(f, view.base, view.thresholds), above_empty=chips(view.thresholds))


def how_large(p: Page, o: Opening) -> None:
    """How large the classes are now, and how much of its places each school uses."""
    view = classes(p.ask, p.selection, o)
    top(p, o, view.title, view.lead)
    if view.areas is not None:
        areas = view.areas
        part(areas, lambda f: class_area_table(f, areas.title))
    part(view.schools, lambda f: class_school_table(f, view.schools.title))
    part(view.used, lambda f: use_table(f, view.used.title))


def coming(o: Opening, view: Enough) -> Markup:
    rows = told(view.forecast.frame)
    return forecast_table(rows, now=rows[0]["now"], now_year=view.base, with_98=o.where.is_township)


def clause(p: Page) -> Markup:
    """The policy's own words on local enrolment."""
    return join(
        Markup(f'<blockquote class="tb-quote">{esc(text)}</blockquote>')
        for text in p.ask("retention/clause")["text"].str.strip()
    )


def quoting(content: CardContent, quoted: Markup) -> Markup:
    """The card's own definition with the policy's words below it."""
    return join([paragraphs(content.card.definition), quoted])


with page("retention") as p:
    remembered(p, body)
