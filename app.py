"""全市总览: where the city, or with ?district= a district, stands against 80 %, and who needs what."""

from __future__ import annotations

from functools import partial

import streamlit as st

from townbase import brief
from townbase.charts.base.change_list import change_list
from townbase.charts.base.ranked_bars import ranked_bars
from townbase.charts.overview.attention_list import attention_list
from townbase.charts.overview.heat import district_heat, district_key, district_list, heat, heat_key
from townbase.charts.overview.roll_bars import roll_bars, roll_towns
from townbase.charts.overview.strip import strip
from townbase.charts.overview.work_tables import gap_table, missing_table, nearly_table, school_table, task_table
from townbase.text import Markup, esc, join
from townbase.ui import Many, ask_nothing, briefs, card, empty, headed, headline, link, page, show
from townbase.views.overview import definitions as says
from townbase.views.overview.changes import GROUPS
from townbase.views.overview.city import Overview, overview
from townbase.views.overview.district import District, district
from townbase.views.shared.card_content import Part
from townbase.views.shared.headline_count import strip_table
from townbase.words import DISCLAIMER


def city_page(p) -> None:
    view = overview(p.ask, p.selection, p.default_year)
    standing(p, view)
    if not view.judged:
        unjudged(view)
        return
    narrow, wide = columns("main", (3, 8))
    with narrow:
        attention(view)
        part("districts", view.districts, says.DISTRICTS, district_list)
        actions(view)
        indicators(view)
        changes(view)
    with wide:
        part("heat", view.heat, says.HEAT, lambda f: both_sizes(view))
        part("nearly", view.nearly, says.NEARLY, nearly_table)
        missing(view)


def district_page(p) -> None:
    view = district(p.ask, p.selection, p.default_year)
    standing(p, view, crumbs=[("全市总览", view.city_href)])
    if not view.judged:
        unjudged(view)
        return
    narrow, wide = columns("main", (5, 6))
    with narrow:
        key = heat_key(view.heat.note)
        part(
            "heat", view.heat, says.HEAT, lambda f: Markup(f'{key}<div class="tb-heat-one">{heat(f, view.names)}</div>')
        )
        attention(view)
    with wide:
        part("goals", view.goals, says.GOALS, lambda f: ranked_bars(f, caption=view.goals.title))
        indicators(view)
        changes(view)
    part("nearly", view.nearly, says.NEARLY, nearly_table)
    part("schools", view.schools, says.SCHOOLS, school_table)
    narrow, wide = columns("work", (8, 3))
    with narrow:
        part("tasks", view.tasks, says.TASKS, task_table)
    with wide:
        missing(view)


def standing(p, view: Overview | District, crumbs=()) -> None:
    """The headline, the strip, and beside it the second reading and what inspectors signed."""
    text = "".join(view.sentences)
    if not view.judged:
        headline(view.title, text, crumbs=crumbs)
        return
    beside = join(Markup(f"<p>{esc(text)}</p>") for text in (view.second, view.other_urban, view.certified) if text)
    body = f'{strip(view.strip)}<div class="tb-beside">{beside}</div><p class="tb-note">{DISCLAIMER}</p>'
    table = strip_table(view.strip, view.year)
    card(
        "standing",
        view.title,
        text,
        body,
        head=headed(view.title, text, crumbs),
        table=table,
        definition=definition(p),
        file=says.FILE["standing"],
    )
    paper(p)


def paper(p) -> None:
    """一页纸 of the city or the district, and of all its townships."""
    asked = partial(brief.brief_of, p.ask, p.selection, p.year)
    where = "全市" if p.selection.district is None else "本区县"
    total = brief.how_many(p.ask, p.selection)
    many = [
        Many(
            f"批量导出{where}一页纸（{text}）",
            total,
            p.file(f"{where}各乡镇一页纸-{text}", "zip"),
            partial(brief.briefs_of, p.ask, p.selection, p.year, form),
        )
        for form, text in (("html", "网页"), ("docx", "Word"))
    ]
    called = "全市一页纸" if p.selection.district is None else "一页纸"
    briefs(
        lambda: brief.html(asked()).encode(),
        p.file(called, "html"),
        lambda: brief.docx(asked()),
        p.file(called, "docx"),
        many,
    )


def definition(p) -> Markup:
    """How the headline is counted, and the clause it rests on, word for word."""
    counted = join(Markup(f"<p>{esc(line)}</p>") for line in says.HEADLINE.split("\n"))
    quoted = join(
        Markup(f'<blockquote class="tb-quote">{esc(text)}</blockquote>') for text in p.ask("overview/clause")["text"]
    )
    return Markup(f"{counted}{quoted}")


def unjudged(view: Overview | District) -> None:
    """What cannot be known, in words, and the enrolment that can."""
    parts = [Markup(f"<li>{esc(line)}</li>") for line in view.limits]
    if view.clear_href:
        parts.append(Markup(f"<li>{link('清除筛选', view.clear_href)}</li>"))
    show(f'<ul class="tb-limits">{join(parts)}</ul>')
    part("roll", view.roll, says.ROLL, roll_bars)
    part("roll-towns", view.roll_towns, says.ROLL, roll_towns)


def attention(view: Overview | District) -> None:
    part("attention", view.attention, says.ATTENTION, attention_list)


def actions(view: Overview | District) -> None:
    part("actions", view.actions, says.ACTIONS, lambda f: ranked_bars(f, caption=view.actions.title))


def indicators(view: Overview | District) -> None:
    part(
        "indicators", view.indicators, says.INDICATORS, lambda f: ranked_bars(f, caption=view.indicators.title, most=10)
    )


def changes(view: Overview | District) -> None:
    part("changes", view.changes, says.CHANGES, lambda f: change_list(f, GROUPS))


def missing(view: Overview | District) -> None:
    part("gaps", view.gaps, says.GAPS, gap_table)
    part("missing", view.missing, says.MISSING, missing_table)


def both_sizes(view: Overview) -> Markup:
    """Townships on a wide screen; on a phone districts, which open their townships."""
    return Markup(
        f'<div class="tb-heat-wide">{heat_key(view.heat.note)}{heat(view.heat.frame, view.names)}</div>'
        f'<div class="tb-heat-thin">{district_key()}{district_heat(view.districts.frame, view.names)}</div>'
    )


# Cards whose body is the table already: it is only taken away, not shown twice.
TABLES = ("heat", "nearly", "gaps", "schools", "tasks")


def part(key: str, content: Part, definition: str, draw) -> None:
    """One card, or its title with why it is empty."""
    body = nothing(content) if content.is_empty else draw(content.frame)
    note = f'<p class="tb-note">{esc(content.note)}</p>' if content.note else ""
    table = None if content.is_empty else content.table
    card(
        key,
        content.title,
        content.how,
        body + note,
        table=table,
        shown=key in TABLES,
        definition=definition,
        file=says.FILE[key],
    )


def nothing(content: Part) -> Markup:
    return Markup(f'<p class="tb-empty">{esc(content.empty)}</p>') if content.good else empty(content.empty)


def columns(key: str, widths: tuple[int, int]):
    """Two columns that stack on phones and in print."""
    with st.container(key=f"cols-{key}"):
        return st.columns(widths, gap="medium")


if __name__ == "__main__":  # run as a page
    with page("overview") as p:
        if p.selection.district is None:
            city_page(p)
        else:
            district_page(p)
else:  # read in once by the server when it starts: what must hold from the first connection on
    ask_nothing()
    app = st.App(__file__)
