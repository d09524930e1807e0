"""全市总览: where the city, or with ?district= a district, stands against 80 %, and who needs what."""

from __future__ import annotations

from functools import partial

import streamlit as st

from townbase import brief
from townbase.charts.base.change_list import change_list
from townbase.charts.base.ranked_bars import ranked_bars
from townbase.charts.overview.attention_list import attention_list
from townbase.charts.overview.heat import district_heat, district_key, district_list, heat, heat_key
from townbase.charts.overview.reading_table import reading_table
from townbase.charts.overview.roll_bars import roll_bars, roll_towns
from townbase.charts.overview.strip import strip
from townbase.charts.overview.work_tables import gap_table, missing_table, nearly_table, school_table, task_table
from townbase.text import Markup, esc, join, paragraphs
from townbase.ui import Many, Page, ask_nothing, briefs, card, columns, headed, headline, link, page, part, show
from townbase.views.overview import definitions
from townbase.views.overview.changes import GROUPS
from townbase.views.overview.city import BRIEF, HEADLINE, Overview, overview
from townbase.views.overview.district import District, district
from townbase.views.shared.headline_count import strip_table
from townbase.words import DISCLAIMER


def city_page(p: Page) -> None:
    view = overview(p.ask, p.selection, p.default_year)
    standing(p, view)
    if not view.judged:
        unjudged(view)
        return
    narrow, wide = columns("main", (3, 8))
    with narrow:
        attention(view)
        part(view.districts, district_list)
        actions(view)
        indicators(view)
        changes(view)
    with wide:
        part(view.heat, lambda f: both_sizes(view))
        part(view.nearly, nearly_table)
        missing(view)


def district_page(p: Page) -> None:
    view = district(p.ask, p.selection, p.default_year)
    standing(p, view, crumbs=[("全市总览", view.city_href)])
    if not view.judged:
        unjudged(view)
        return
    narrow, wide = columns("main", (5, 6))
    with narrow:
        key = heat_key(view.heat.note)
        part(view.heat, lambda f: Markup(f'{key}<div class="tb-heat-one">{heat(f, view.names)}</div>'))
        attention(view)
    with wide:
        part(view.goals, lambda f: ranked_bars(f, caption=view.goals.title))
        indicators(view)
        changes(view)
    part(view.nearly, nearly_table)
    part(view.schools, school_table)
    narrow, wide = columns("work", (8, 3))
    with narrow:
        part(view.tasks, task_table)
    with wide:
        missing(view)


def standing(p: Page, view: Overview | District, crumbs=()) -> None:
    """The headline, the strip, and beside it what inspectors signed; other ways to count are folded."""
    text = "".join(view.sentences)
    if not view.judged:
        headline(view.title, text, crumbs=crumbs)
        return
    beside = join(Markup(f"<p>{esc(text)}</p>") for text in (view.certified,) if text)
    body = f'{strip(view.strip)}<div class="tb-beside">{beside}</div><p class="tb-note">{DISCLAIMER}</p>'
    table = strip_table(view.strip, view.year)
    card(HEADLINE, view.title, text, body, head=headed(view.title, text, crumbs), table=table, definition=definition(p))
    other_readings(view)
    paper(p)


def other_readings(view: Overview | District) -> None:
    """One number stands on top; what other ways to count would give is folded under it."""
    with st.container(key="readings"), st.expander("换口径看结论：其他算法下达标的乡镇数"):
        part(view.readings, reading_table)


def paper(p: Page) -> None:
    """一页纸 of the city or the district, and of all its townships."""
    asked = partial(brief.brief_of, p.ask, p.selection, p.year)
    where = "全市" if p.selection.district is None else "本区县"
    total = brief.how_many(p.ask, p.selection)
    many = [
        Many(
            f"批量导出{where}一页纸（{text}）",
            total,
            p.file(BRIEF, f"{where}各乡镇一页纸-{text}", "zip"),
            partial(brief.briefs_of, p.ask, p.selection, p.year, form),
        )
        for form, text in (("html", "网页"), ("docx", "Word"))
    ]
    called = "全市一页纸" if p.selection.district is None else "一页纸"
    briefs(
        lambda: brief.html(asked()).encode(),
        p.file(BRIEF, called, "html"),
        lambda: brief.docx(asked()),
        p.file(BRIEF, called, "docx"),
        many,
    )


def definition(p: Page) -> Markup:
    """How the headline is counted, and the clause it rests on, word for word."""
    quoted = join(
        Markup(f'<blockquote class="tb-quote">{esc(text)}</blockquote>') for text in p.ask("overview/clause")["text"]
    )
    return join([paragraphs(definitions.HEADLINE), quoted])


def unjudged(view: Overview | District) -> None:
    """What cannot be known, in words, and the enrolment that can."""
    parts = [Markup(f"<li>{esc(line)}</li>") for line in view.limits]
    if view.clear_href:
        parts.append(Markup(f"<li>{link('清除筛选', view.clear_href)}</li>"))
    show(f'<ul class="tb-limits">{join(parts)}</ul>')
    part(view.roll, roll_bars)
    part(view.roll_towns, roll_towns)


def attention(view: Overview | District) -> None:
    part(view.attention, attention_list)


def actions(view: Overview) -> None:
    part(view.actions, lambda f: ranked_bars(f, caption=view.actions.title))


def indicators(view: Overview | District) -> None:
    part(view.indicators, lambda f: ranked_bars(f, caption=view.indicators.title, most=10))


def changes(view: Overview | District) -> None:
    part(view.changes, lambda f: change_list(f, GROUPS))


def missing(view: Overview | District) -> None:
    part(view.gaps, gap_table)
    part(view.missing, missing_table)


def both_sizes(view: Overview) -> Markup:
    """Townships on a wide screen; on a phone districts, which open their townships."""
    return Markup(
        f'<div class="tb-heat-wide">{heat_key(view.heat.note)}{heat(view.heat.frame, view.names)}</div>'
        f'<div class="tb-heat-thin">{district_key()}{district_heat(view.districts.frame, view.names)}</div>'
    )


if __name__ == "__main__":  # run as a page
    with page("overview") as p:
        if p.selection.district is None:
            city_page(p)
        else:
            district_page(p)
else:  # read in once by the server when it starts: what must hold from the first connection on
    ask_nothing()
    app = st.App(__file__)
