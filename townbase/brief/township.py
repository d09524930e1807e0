"""The brief of one township: what the page of the township says, in its words."""

from __future__ import annotations

from collections import Counter
from datetime import date

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.brief import gaps, provenance, rates, rolls
from townbase.brief.cells import key, shaped, sourced, status, steps
from townbase.brief.model import Brief, Cell, Column, Grid, NoBrief, Section
from townbase.charts.base.shape_key import SORTED
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.overview import definitions as says
from townbase.views.township import indicator_rows as township_rows
from townbase.views.township.next_steps import how as how_to_read
from townbase.views.township.next_steps import nothing_left, step_name
from townbase.views.township.township import TownshipView, township_view

OPEN_TASKS = 4
OTHERS = 6
REPORTS = 3
SCHOOLS = 3
OPEN = ("overdue", "in_progress", "not_due")
INDICATORS = ("staffing", "facilities", "teaching", "inspection", "survey", "assessment")


def township(ask: Ask, selection: Selection, year: int, made: date) -> Brief:
    """Raises NoBrief where the township is not in the reader's scope."""
    view = township_view(ask, selection, year)
    if view is None:
        raise NoBrief(f"没有这个乡镇：{selection.township}。")
    rows = view.rows
    return Brief(
        kind="township",
        place=view.name,
        above=f"{ask('shared/frame_info')['city'].iloc[0]} · {view.district}",
        year=year,
        year_label=words.year_label(year),
        headline=view.headline,
        lines=view.lines,
        disclaimer=words.DISCLAIMER,
        beside=(f"{view.certification.title}。" if not view.certification.is_empty else view.certification.empty,),
        sections=tuple(_sections(ask, selection, year, view, rows)),
        foot=provenance.foot(ask, made),
        synthetic=provenance.is_synthetic(ask),
    )


def _sections(ask: Ask, selection: Selection, year: int, view: TownshipView, rows: list[Row]):
    if view.judged:
        yield _actions(ask, view, year)
        yield _next(ask, selection, view, rows, year)
    yield _tasks(ask, view, year)
    if view.judged or not view.rows_part.is_empty:
        yield gaps.of_township(ask, view, rows, year)
    yield rates.section(ask, selection, year)
    if not view.judged:
        yield rolls.section(ask, view.roll, year)
    yield _definitions(view, rows, selection)


def _actions(ask: Ask, view: TownshipView, year: int) -> Section:
    """Ten actions down, six goals across: how many indicators of each shape; the verdict of the goals first."""
    goals = view.goals
    columns = (
        Column("行动", 3.3),
        *(Column(f"（{goal['numeral']}） {goal['short']}", 2.15, centre=True) for goal in goals),
        Column(f"{words.UNMET} /应评", 1.2, number=True),
        Column("判定", 2.3),
    )
    first = (Cell("目标判定", strong=True), *(status(goal["code"], goal["word"]) for goal in goals), Cell(), Cell())
    held: dict[tuple, Counter] = {}
    for row in view.rows:
        shape = township_rows.shape(row) or "monitor"
        held.setdefault((row["action"], row["goal"]), Counter())[shape] += 1
    body = [
        (
            Cell(action["name"]),
            *(_shapes(held.get((action["action"], goal["goal"]), Counter())) for goal in goals),
            _unmet(action),
            status(action["status"], action["word"]),
        )
        for action in view.actions
    ]
    title = "六项目标和十大行动"
    return Section(
        title,
        "格内为各符号的指标项数（分学段）；目标只看核心指标，行动看全部应评指标。",
        Grid(title, columns, (first, *body), lead=True),
        source=sourced(ask, year, *INDICATORS),
        key=key(),
    )


def _unmet(action: dict) -> Cell:
    text = f"{action['not_met']}/{action['judged']}" if action["judged"] else words.MISSING
    return Cell(text, strong=bool(action["not_met"]), tone="not-met" if action["not_met"] else "")


def _shapes(held: Counter) -> Cell:
    marks = tuple((shape, str(held[shape])) for shape in SORTED if held.get(shape))
    return Cell(marks=marks)


def _next(ask: Ask, selection: Selection, view: TownshipView, rows: list[Row], year: int) -> Section:
    """The three steps of the page, what else is unmet, and what must be returned first."""
    todo = [
        {"head": step.head, "line": f"{step.line}。{step.wins}", "where": _where(step.places), "owner": step.owner}
        for step in view.steps
    ]
    how = how_to_read(view.steps)
    lines = [*_others(rows, view, selection), *_reports(view)]
    if not todo and not view.reports:
        lines = [nothing_left(view.overdue), *lines]
    return steps(todo, title=view.steps_title, how=how, lines=tuple(lines), source=sourced(ask, year, *INDICATORS))


def _where(places) -> str:
    return words.listing([f"{name}（{text}）" if text else name for name, text, _ in places])


def _others(rows: list[Row], view: TownshipView, selection: Selection) -> list[str]:
    """The unmet rows that are none of the steps; a step and a row are one where they lead to one address."""
    shown = {href for step in view.steps for href in step.covers}
    rest = [row for row in rows if row["verdict"] == "not_met" and township_rows.row_href(row, selection) not in shown]
    if not rest:
        return []
    rest.sort(key=lambda row: row["role"] != "core")
    text = "；".join(step_name(row) for row in rest[:OTHERS])
    more = f"；等 {len(rest)} 项" if len(rest) > OTHERS else ""
    return [f"其余{words.UNMET}指标 {len(rest)} 项：{text}{more}。"]


def _reports(view: TownshipView) -> list[str]:
    if not view.reports:
        return []
    parts = []
    for one in view.reports[:REPORTS]:
        names = words.listing([name for name, _ in one.schools], SCHOOLS, "所")
        parts.append(f"{one.title}（{one.line}{f'；未报：{names}' if names else ''}）")
    more = f"；等 {len(view.reports)} 项" if len(view.reports) > REPORTS else ""
    return [f"还要补报数据：核心指标 {len(view.reports)} 项，报齐后才能判定：{'；'.join(parts)}{more}。"]


def _tasks(ask: Ask, view: TownshipView, year: int) -> Section:
    """What is overdue, then what is still open; what is done is counted in the title."""
    part = view.tasks
    if part.is_empty:
        return Section(part.title, lines=(part.empty,))
    open_ = sorted((task for task in records(part.frame) if task["status"] in OPEN), key=_urgency)
    columns = (
        Column("任务", 4),
        Column("对象", 2.3),
        Column("应完成", 1.5),
        Column("进展", 2.8),
        Column("责任单位", 2.3),
    )
    rows = tuple(
        (
            Cell(task["task_id"] if is_missing(task["title"]) else task["title"]),
            Cell("本镇" if is_missing(task["unit_name"]) else task["unit_name"]),
            Cell(words.date_table(task["due"])),
            _progress(task),
            Cell(words.MISSING if is_missing(task["owner_unit"]) else task["owner_unit"]),
        )
        for task in open_[:OPEN_TASKS]
    )
    rest = len(open_) - len(rows)
    return Section(
        part.title,
        ("逾期最久的在前。" if rows else "") + part.how,
        Grid(part.title, columns, rows) if rows else None,
        note=f"另有未完成任务 {rest} 项，见平台乡镇页。" if rest else "",
        source=sourced(ask, year, "delivery"),
    )


def _urgency(task: dict) -> tuple[bool, float]:
    """Overdue first, the longest overdue on top; the others stay in their order."""
    late = task["status"] == "overdue"
    return not late, 0.0 if not late or is_missing(task["days_overdue"]) else -float(task["days_overdue"])


def _progress(task: dict) -> Cell:
    word = words.TASK[task["status"]]
    if task["status"] != "overdue":
        return Cell(word)
    late = task["days_overdue"]
    return shaped("not_met", word, small="" if is_missing(late) else f"{words.count(late)} 天")


def _definitions(view: TownshipView, rows: list[Row], selection: Selection) -> Section:
    """How a goal is judged, and the definition of each indicator that a step names."""
    steps_to = {href for step in view.steps for href in step.covers}
    named = {row["indicator_id"] for row in rows if township_rows.row_href(row, selection) in steps_to}
    chosen = [each for each in view.definitions if each.indicator_id in named]
    lines = [*says.HEADLINE.split("\n")[1:2]]
    lines += [f"{one.title}：{one.formula}；目标：{one.target}；依据：{one.basis}。" for one in chosen]
    lines.append(rates.DEFINITION)
    return Section("口径与依据", lines=tuple(lines))
