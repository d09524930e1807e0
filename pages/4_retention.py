"""本地就读: do the children stay, where do they go, why do rolls change, and what comes next?"""

from __future__ import annotations

from townbase.asking import records
from townbase.charts.base.elements import text_link
from townbase.charts.retention.change_bars import change_bars
from townbase.charts.retention.flow_tables import destination_table, flow_matrix, net_table, place_bars
from townbase.charts.retention.forecast_tables import chips, forecast_table, seat_table, small_schools
from townbase.charts.retention.rate_lines import rate_lines
from townbase.charts.retention.rate_list import rate_list
from townbase.charts.retention.triangle import cohort_triangle
from townbase.text import Markup, esc, join, paragraphs
from townbase.ui import Page, columns, empty, headline, page, part, show
from townbase.views.retention.retention import Retention, retention
from townbase.views.retention.seats import gap_words, range_words, spare_words
from townbase.views.shared.card_content import CardContent


def body(p: Page) -> None:
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
        part(view.townships, lambda f: rate_list(f, single=single), definition=quoting(view.townships, quoted))
    narrow, wide = columns("main", (6, 7))
    with narrow:
        part(view.destinations, destination_table, definition=quoting(view.destinations, quoted))
        if view.ranked is not None:
            part(view.ranked, lambda f: place_bars(f, caption="去向"))
        part(view.change, lambda f: change_bars(f, view.change.title))
    with wide:
        part(view.triangle, cohort_triangle)
        if view.sources is not None:
            part(view.sources, lambda f: place_bars(f, caption="来源"))
        part(view.net, lambda f: net_table(f, single=view.where.is_township))
    matrix = view.matrix
    if matrix is not None:
        part(matrix, lambda f: flow_matrix(f, view.heads, matrix.title))
    ahead(p, view)


def without_flows(p: Page, view: Retention) -> None:
    """A delivery of schools and enrolment alone: the cohorts stand, and each other card says what it waits for."""
    part(view.triangle, cohort_triangle)
    rates(view, clause(p))
    narrow, wide = columns("waiting", (1, 1))
    with narrow:
        part(view.destinations, destination_table)
        part(view.change, lambda f: change_bars(f, view.change.title))
    with wide:
        part(view.net, lambda f: net_table(f, single=view.where.is_township))
        part(view.forecast, lambda f: coming(p, view))


def rates(view: Retention, quoted: Markup) -> None:
    """The stages side by side, each a link, above their lines; a picture has neither the links nor the cards below."""
    choice = Markup(f'<p class="tb-note tb-screen">{esc(view.stage_text)}</p>{chips(view.stages)}')
    if view.panels.is_empty:
        show(choice)
    part(view.panels, lambda f: Markup(f"{choice}{rate_lines(f)}"), definition=quoting(view.panels, quoted))


def ahead(p: Page, view: Retention) -> None:
    narrow, wide = columns("ahead", (6, 7))
    with narrow:
        part(view.forecast, lambda f: coming(p, view))
    with wide:
        if view.seats is not None:
            part(view.seats, seat_table)
        few = view.schools
        part(few, lambda f: small_schools(f, view.base, view.thresholds), above_empty=chips(view.thresholds))


def coming(p: Page, view: Retention) -> Markup:
    known = records(view.forecast.frame)
    rows = [
        row
        | {
            "roll_range": range_words(row["low"], row["high"]),
            "intake_range": range_words(row["intake_low"], row["intake_high"]),
            "gap_98": spare_words(row["places"], row["roll_98"]),
            "gap": gap_words(row["places"], row["low"], row["high"], row["word"]),
        }
        for row in known
    ]
    return forecast_table(rows, now=known[0]["now"], now_year=view.base, with_98=view.where.is_township)


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
    body(p)
