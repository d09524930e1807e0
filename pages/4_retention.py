"""本地就读: do the children stay, where do they go, why do rolls change, and what comes next?"""

from __future__ import annotations

import streamlit as st

from townbase.charts.base.elements import text_link
from townbase.charts.retention.change_bars import change_bars
from townbase.charts.retention.flow_tables import destination_table, flow_matrix, net_table, place_bars
from townbase.charts.retention.forecast_tables import chips, forecast_table, seat_table, small_schools
from townbase.charts.retention.rate_lines import rate_lines
from townbase.charts.retention.rate_list import rate_list
from townbase.charts.retention.triangle import cohort_triangle
from townbase.text import Markup, esc, join
from townbase.ui import card, empty, headline, page, show
from townbase.views.retention import definitions as says
from townbase.views.retention.retention import Retention, retention
from townbase.views.retention.seats import gap_words, range_words, spare_words
from townbase.views.shared.card_content import Part


def body(p) -> None:
    view = retention(p.ask, p.selection, p.year)
    if view is None:
        show(empty("所选范围内没有乡镇（街道）。", "请清除筛选。"))
        return
    p.opens(stage=view.where.stage)
    headline(view.title, "", crumbs=view.crumbs)
    show(join(Markup(f'<p class="tb-lead">{esc(line)}</p>') for line in view.sentences if line))
    if view.links:
        show(Markup(f'<p class="tb-note">{join((text_link(*each) for each in view.links), "　")}</p>'))
    if not view.given:
        without_flows(p, view)
        return
    quoted = clause(p)
    rates(view, quoted)
    if view.townships is not None:
        single = view.where.kind == "district"
        part("townships", view.townships, says.TOWNSHIPS, lambda f: rate_list(f, single=single), quoted)
    narrow, wide = columns("main", (6, 7))
    with narrow:
        part("destinations", view.destinations, says.DESTINATIONS, destination_table, quoted)
        if view.ranked is not None:
            part("ranked", view.ranked, says.RANKED, lambda f: place_bars(f, caption="去向"))
        part("change", view.change, says.CHANGE, lambda f: change_bars(f, view.change.title))
    with wide:
        part("triangle", view.triangle, says.TRIANGLE, cohort_triangle)
        if view.sources is not None:
            part("sources", view.sources, says.SOURCES, lambda f: place_bars(f, caption="来源"))
        part("net", view.net, says.NET, lambda f: net_table(f, single=view.where.is_township))
    if view.matrix is not None:
        part("matrix", view.matrix, says.MATRIX, lambda f: flow_matrix(f, view.heads, view.matrix.title))
    ahead(p, view)


def without_flows(p, view: Retention) -> None:
    """A delivery of schools and enrolment alone: the cohorts stand, and each other card says what it waits for."""
    part("triangle", view.triangle, says.TRIANGLE, cohort_triangle)
    rates(view, clause(p))
    narrow, wide = columns("waiting", (1, 1))
    with narrow:
        part("destinations", view.destinations, says.DESTINATIONS, destination_table)
        part("change", view.change, says.CHANGE, lambda f: change_bars(f, view.change.title))
    with wide:
        part("net", view.net, says.NET, lambda f: net_table(f, single=view.where.is_township))
        part("forecast", view.forecast, says.FORECAST, lambda f: coming(p, view))


def rates(view: Retention, quoted: Markup) -> None:
    """The stages side by side, each a link, above their lines; a picture has neither the links nor the cards below."""
    choice = Markup(f'<p class="tb-note tb-screen">{esc(view.stage_text)}</p>{chips(view.stages)}')
    if view.panels.is_empty:
        show(choice)
    part("panels", view.panels, says.PANELS, lambda f: Markup(f"{choice}{rate_lines(f)}"), quoted)


def ahead(p, view: Retention) -> None:
    narrow, wide = columns("ahead", (6, 7))
    with narrow:
        part("forecast", view.forecast, says.FORECAST, lambda f: coming(p, view))
    with wide:
        if view.seats is not None:
            part("seats", view.seats, says.SEATS, seat_table)
        few = view.schools
        if few.is_empty:
            card(
                "schools",
                few.title,
                few.how,
                Markup(f"{chips(view.thresholds)}{nothing(few)}"),
                definition=says.SCHOOLS,
            )
        else:
            part("schools", few, says.SCHOOLS, lambda f: small_schools(f, view.base, view.thresholds))


def coming(p, view: Retention) -> Markup:
    rows = [
        row
        | {
            "roll_range": range_words(row["low"], row["high"]),
            "intake_range": range_words(row["intake_low"], row["intake_high"]),
            "gap_98": spare_words(row["places"], row["roll_98"]),
            "gap": gap_words(row["places"], row["low"], row["high"], row["word"]),
        }
        for row in view.forecast.frame.to_dict("records")
    ]
    return forecast_table(rows, now=rows[0]["now"], now_year=view.base, with_98=view.where.is_township)


def clause(p) -> Markup:
    """The policy's own words on local enrolment."""
    return join(
        Markup(f'<blockquote class="tb-quote">{esc(text)}</blockquote>')
        for text in p.ask("retention/clause")["text"].str.strip()
    )


def part(key: str, content: Part, definition: str, draw, quoted: Markup | str = "") -> None:
    """One card, or its title with why it is empty."""
    shown = nothing(content) if content.is_empty else draw(content.frame)
    note = f'<p class="tb-note">{esc(content.note)}</p>' if content.note and not content.is_empty else ""
    lines = join(Markup(f"<p>{esc(line)}</p>") for line in definition.split("\n"))
    table = None if content.is_empty else content.table
    card(
        key,
        content.title,
        "" if content.is_empty else content.how,
        Markup(f"{shown}{note}"),
        table=table,
        definition=Markup(f"{lines}{quoted}"),
        file=says.FILE[key],
    )


def nothing(content: Part) -> Markup:
    return Markup(f'<p class="tb-empty">{esc(content.empty)}</p>') if content.good else empty(content.empty)


def columns(key: str, widths: tuple[int, int]):
    """Two columns that stack on phones and in print."""
    with st.container(key=f"cols-{key}"):
        return st.columns(widths, gap="medium")


with page("retention") as p:
    body(p)
