"""全市总览: where the city, or with ?district= a district, stands against 80 %, and who needs what.

With ?goal= the townships that do not meet one goal, with ?office= the overdue tasks that one office leads.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from townbase import brief
from townbase.asking import records
from townbase.charts.base.elements import chips
from townbase.charts.base.plot import Plot
from townbase.charts.overview.goal_grid import goal_grid
from townbase.charts.overview.goal_table import goal_table
from townbase.charts.overview.heat import heat, heat_key
from townbase.charts.overview.reading_table import reading_table
from townbase.charts.overview.roll_bars import roll_bars, roll_towns
from townbase.charts.overview.task_tables import office_table, task_table
from townbase.charts.overview.work_tables import (
    change_table,
    gap_table,
    goal_townships,
    holding_table,
    missing_table,
    moved_table,
    nearly_table,
    school_table,
)
from townbase.charts.overview.years_bars import years_bars
from townbase.text import Markup, esc, join, paragraphs
from townbase.ui import (
    Many,
    Page,
    Tab,
    ask_nothing,
    briefs,
    columns,
    container,
    entrance,
    expander,
    headline,
    link,
    page,
    part,
    place_map,
    remembered,
    show,
    tabs,
    warming,
)
from townbase.views.overview import definitions, goal_list, overdue_tasks
from townbase.views.overview import tile_map as places
from townbase.views.overview.overview import BRIEF, CITY, Overview, overview
from townbase.views.overview.years import spoken
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.map_ways import map_ways

DISTRICT_STEPS, TOWNSHIP_STEPS = (1, 2, 4, 7), (1, 2, 3, 4)


def standing_page(p: Page, view: Overview) -> None:
    up = [] if view.of_city else [("全市总览", view.city_href)]
    headline(view.title, join([*view.sentences, way_to_target(view)]), crumbs=up)
    if not view.judged:
        unjudged(view)
        return
    part_of_readings(view)
    first_screen(p, view)
    behind_tabs(p, view)
    paper(p)


def way_to_target(view: Overview) -> Markup:
    """From what is missing to how to get there."""
    short = view.judged and view.now.missing
    return link("怎样最省力地达到 80%", view.selection.href("path")) if short else Markup("")


def part_of_readings(view: Overview) -> None:
    """One number stands on top; what other ways to count, and inspectors, would give is folded under it."""
    signed = f'<p class="tb-note">{esc(view.certified)}</p>'
    with container("readings"), expander(f"{view.readings.title}；督导认定"):
        part(view.readings, lambda f: Markup(f"{signed}{reading_table(f)}"))


def first_screen(p: Page, view: Overview) -> None:
    """Where it stands, by goal and place, who moved and whom to call: one screen on a desk, a fixed order on a phone."""
    left, middle, right = columns("first", (392, 560, 376))
    with left:
        bars = Plot(lambda: years_bars(view.years.frame), alt=spoken(view.years.frame))
        part(view.years, lambda _: Markup(""), plot=bars, definition=headline_definition(view))
        part(view.goals, goal_table)
        moved(view.moved)
    with middle:
        part(view.grid, partial(grid, view))
    with right:
        place_map(p, view.map, ways=map_ways(p.ask("shared/frame_goals"), p.selection))
        part(view.offices, office_table)


def moved(content: CardContent) -> None:
    """The tab 与上年相比 in four lines; the table to take away stands there."""
    body = esc(content.empty) if content.is_empty else moved_table(content.frame)
    with container(f"card-{content.card.key}"):
        show(f'<h2 class="tb-finding">{esc(content.title)}</h2>{body}')


def grid(view: Overview, frame) -> Markup:
    first, standing, steps = (
        ("区县", "达标/纳入", DISTRICT_STEPS) if view.of_city else ("乡镇（街道）", "达标目标", TOWNSHIP_STEPS)
    )
    return goal_grid(frame, first=first, standing=standing, steps=steps, caption=view.grid.title)


def behind_tabs(p: Page, view: Overview) -> None:
    """What is behind a tab is asked and drawn when it is opened; the counts come from what is known already."""
    status = view.facts.now["status"]
    offered = [
        Tab("matrix", "各乡镇×十大行动", int((status == "not_met").sum())),
        Tab("nearly", "差 1—2 项", view.nearly.frame["township_id"].nunique() if len(view.nearly.frame) else 0),
        Tab("changes", "与上年相比", len(view.changes.frame)),
        Tab("missing", "数据不足", len({name for names in view.gaps.frame.get("townships", ()) for name in names})),
    ]
    if not view.of_city:
        offered.append(Tab("support", "需要支持的学校"))
    opened = tabs(p, offered)
    if opened == "matrix":
        part(view.matrix, partial(matrix, p, view))
    elif opened == "nearly":
        part(view.nearly, nearly_table)
    elif opened == "changes":
        part(view.changes, change_table)
    elif opened == "support":
        part(view.schools, school_table)
    else:
        part(view.gaps, gap_table)
        part(view.missing, missing_table)


def matrix(p: Page, view: Overview, frame) -> Markup:
    """The ten actions by name, each a way to its page, above the table of their numbers."""
    names = records(view.facts.names)
    ways = [
        {
            "label": row["short"],
            "title": row["title"],
            "href": p.href("actions", action=int(row["action"])),
            "current": False,
        }
        for row in names
    ]
    return join([chips(ways, "看一项行动"), heat_key(view.matrix.note), heat(frame, view.facts.names)])


def headline_definition(view: Overview) -> Markup:
    """How the headline is counted, and the clause it rests on, word for word."""
    quoted = join(
        Markup(f'<blockquote class="tb-quote">{esc(text)}</blockquote>') for text in view.ask("overview/clause")["text"]
    )
    return join([paragraphs(definitions.HEADLINE), quoted])


def unjudged(view: Overview) -> None:
    """What cannot be known, in words, and the enrolment that can."""
    parts = [Markup(f"<li>{esc(line)}</li>") for line in view.limits]
    if view.clear_href:
        parts.append(Markup(f"<li>{link('清除筛选', view.clear_href)}</li>"))
    show(f'<ul class="tb-limits">{join(parts)}</ul>')
    part(view.roll, roll_bars)
    part(view.roll_towns, roll_towns)


def goal_page(p: Page, view: Overview, goal: int) -> None:
    """Who does not meet one goal, and where they are."""
    text, below = goal_list.headline(view.facts, goal, view.name)
    headline(text, below, crumbs=way_up(view))
    wide, narrow = columns("list", (8, 4))
    with wide:
        part(goal_list.townships(view.facts, goal, p.selection), goal_townships)
    with narrow:
        where = places.by_goal(view.facts, goal, p.selection)
        place_map(p, where, ways=map_ways(p.ask("shared/frame_goals"), p.selection))
        part(goal_list.indicators(view.facts, goal, p.selection), holding_table)


def office_page(p: Page, view: Overview, office: str) -> None:
    """The overdue tasks that one office leads, or all."""
    led = "" if office == overdue_tasks.ALL_OFFICES else f"{office}牵头的"
    where = "" if view.of_city else view.name
    headline(f"{where}{led}{view.tasks.title}", crumbs=way_up(view))
    part(view.tasks, task_table)


def way_up(view: Overview) -> list[tuple[str, str]]:
    whole = view.selection.but(goal=None, office=None, tab=None)
    up = [("全市总览", whole.href("overview", district=None))]
    return up if view.of_city else [*up, (view.name, whole.href("overview"))]


def paper(p: Page) -> None:
    """一页纸 of the city or the district, and of all its townships."""
    asked = partial(brief.brief_of, p.ask, p.selection, p.year)
    where = CITY if p.selection.district is None else "本区县"
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


def body(p: Page) -> None:
    shown = overview(p.ask, p.selection, p.default_year)
    if shown.judged and p.selection.goal is not None:
        goal_page(p, shown, p.selection.goal)
    elif shown.judged and p.selection.office is not None:
        office_page(p, shown, p.selection.office)
    else:
        standing_page(p, shown)


if __name__ == "__main__":  # run as a page
    with page("overview") as p:
        remembered(p, body)
else:  # read in once by the server when it starts: what must hold from the first connection on
    ask_nothing()
    app = st.App(__file__, lifespan=warming, middleware=entrance())
