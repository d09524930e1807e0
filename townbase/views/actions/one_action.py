"""The page of one action: which townships are behind, on what, since when, and what is being done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records, tuples
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.actions import action_pair, indicator_rows, seat_schools, township_table
from townbase.views.actions import districts as action_districts
from townbase.views.actions import owners as action_owners
from townbase.views.actions import years as action_years
from townbase.views.shared import headline_count
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_ACTION
from townbase.views.shared.clause_context import Cited, in_context
from townbase.views.shared.indicator_definition import Definition, define, quoted
from townbase.views.shared.narrowing import narrow, narrowed

TASKS = Card(key="tasks", file="任务", filters=OF_ACTION, follows_opened=True, body_is_table=True, definition="")
CLAUSES = Card(
    key="clauses", file="政策原文", filters=OF_ACTION, follows_opened=True, body_is_table=False, definition=""
)

BY_NEED = "value"


@dataclass(frozen=True)
class ActionView:
    """One action, in the order of the page. `chips` are the ten to choose from; `definitions` one per indicator;
    `by_default`: card -> address key -> what stands open on it, chosen or not."""

    title: str
    headline: str
    judged: bool
    lines: tuple[str, ...]
    chips: list[Row]
    by_need: bool
    order_href: str
    indicators: CardContent
    monitors: list[Row]
    townships: CardContent
    unmet: CardContent
    columns: list[Row]
    unmet_columns: list[Row]
    years: CardContent
    districts: CardContent | None
    changes: CardContent
    seat: CardContent | None
    seat_chips: list[Row]
    by_default: dict[str, dict[str, object]]
    beside: action_pair.Beside
    tasks: CardContent
    owners: CardContent
    clauses: tuple[str, ...]
    definitions: tuple[Definition, ...]


def action_view(ask: Ask, selection: Selection, year: int) -> ActionView:
    """`selection.action` is one of the ten; filters narrow the townships."""
    action, chosen = int(selection.action or 0), narrow(selection)
    tally = ask("actions/list", year=year, **chosen)
    towns = ask("actions/townships", action=action, year=year, **chosen)
    indicators = ask("actions/indicators", action=action)
    found = ask("actions/rows", action=action, year=year, urban=selection.urban, **chosen)
    rows = township_table.of_stage(records(found), selection.stage)
    clauses = records(ask("shared/clauses"))
    context = in_context(clauses)
    by_need = selection.order == BY_NEED
    columns = township_table.columns(rows, indicators, selection)
    seat = ask("actions/seat", action=action, year=year, **chosen)
    row = tally[tally["action"] == action].iloc[0]
    held = ask("actions/indicator_rows", action=action, year=year, **chosen)
    whole = township_table.townships(towns, rows, columns, selection, by_need)
    unmet, unmet_columns = township_table.unmet_only(whole, columns)
    tasks = ask("actions/tasks", action=action, year=year, **chosen)
    late = int(tasks["overdue"].sum())
    return ActionView(
        title=words.action_title(action, row["title"]),
        headline=_headline(action, row["title"], towns, year, narrowed(selection))
        + (f"；任务逾期 {late} 项" if late else ""),
        judged=bool(towns["status"].notna().any()),
        lines=_lines(towns, year, selection.stage) + ((f"注：{row['note']}。",) if say.text_of(row["note"]) else ()),
        chips=_chips(tally, selection),
        by_need=by_need,
        order_href=selection.href("actions", order="official" if by_need else BY_NEED),
        indicators=indicator_rows.indicators(indicator_rows.of_stage(held, selection.stage), selection),
        monitors=indicator_rows.monitors(indicators, selection),
        townships=whole,
        unmet=unmet,
        columns=columns,
        unmet_columns=unmet_columns,
        years=action_years.years(tally[tally["action"] == action]),
        districts=action_districts.districts(
            ask("actions/districts", action=action, year=year, **chosen), selection, year
        ),
        changes=action_years.changes(towns, rows, selection),
        seat=seat_schools.seat(seat, selection) if seat_schools.has_any(indicators) else None,
        seat_chips=seat_schools.chips(seat, selection),
        by_default={"seat": {"indicator": seat_schools.chosen(seat, selection)}},
        beside=action_pair.beside(ask, selection, year, list(indicators["indicator_id"])),
        owners=action_owners.owners(ask("actions/owners", action=action, year=year, **chosen), selection),
        tasks=_tasks(tasks),
        clauses=_clauses(clauses, context, action, indicators),
        definitions=tuple(define(each, context) for each in records(indicators)),
    )


def _headline(action: int, title: str, towns: pd.DataFrame, year: int, filtered: bool) -> str:
    name = words.action_title(action, title)
    if towns.empty:
        return (
            f"{name}：所选条件下没有纳入范围的乡镇" if filtered else f"{name}：名录没有标明哪些乡镇纳入 80%，不作判定"
        )
    tally = towns["status"].value_counts()
    if tally.empty:
        return f"{name}：{words.year_label(year)}没有指标数据，不作判定"
    if not any(tally.get(code, 0) for code in action_years.JUDGED):
        return f"{name}：{_of_tasks(towns, tally)}"
    parts = [f"{words.ACTION_STATUS[code]} {int(tally[code])} 个" for code in action_years.ORDER if tally.get(code, 0)]
    return f"{name}：{words.year_label(year)} {len(towns)} 个{headline_count.kind_word(towns)}中指标{'，'.join(parts)}"


def _of_tasks(towns: pd.DataFrame, tally: pd.Series) -> str:
    """An action without judged rows takes its word from its tasks."""
    late, on_time = int(tally.get("tasks_overdue", 0)), int(tally.get("tasks_on_schedule", 0))
    if late or on_time:
        return f"按任务看，{len(towns)} 个{headline_count.kind_word(towns)}中按计划 {on_time} 个，有逾期 {late} 个"
    if tally.get("not_assessable", 0):
        return f"{words.UNREPORTED}，{words.UNDECIDED}"
    return f"只有{words.MONITORED}，不作判定"


def _lines(towns: pd.DataFrame, year: int, stage: str | None) -> tuple[str, ...]:
    """Against the year before, in townships."""
    if towns["status"].isna().all():
        return ()
    before = towns["status_before"].dropna()
    if before.empty or not before.isin(action_years.JUDGED).any():
        return ("没有上年数据可比。",)
    now, then = int((towns["status"] == "met").sum()), int((before == "met").sum())
    waiting = int((towns["status"] == "not_assessable").sum())
    step = f"多 {now - then} 个" if now > then else f"少 {then - now} 个" if then > now else "与上年相同"
    core = int(towns["unmet_core"].fillna(0).gt(0).sum())
    late = int(towns["tasks_overdue"].fillna(0).gt(0).sum())
    tail = (
        f"有核心指标{words.UNMET}的乡镇 {core} 个，其余{words.UNMET}的只是参考指标。"
        if core
        else f"{words.UNMET}的都是参考指标。"
        if (towns["not_met"] > 0).any()
        else ""
    )
    tail += f"有逾期任务的乡镇 {late} 个。" if late else ""
    waits = int(((towns["status"] == "met") & (towns["missing"] > 0)).sum())
    tail += f"达标乡镇中 {waits} 个另有{words.UNDECIDED}的指标，不计入。" if waits else ""
    tail += f"判定按各学段合计，下面的表只列{words.STAGE[stage]}。" if stage else ""
    if waiting:
        return (f"上年达标 {then} 个；本年还有 {waiting} 个{words.UNDECIDED}，达标个数不与上年相比。{tail}",)
    return (f"上年达标 {then} 个，本年 {now} 个，{step}。{tail}",)


def _chips(tally: pd.DataFrame, selection: Selection) -> list[Row]:
    """The ten as links, in order; the chosen one is marked."""
    return [
        {
            "label": f"{int(row.action)} {row.short}",
            "title": words.action_title(int(row.action), row.title),
            "href": selection.href("actions", action=int(row.action), indicator=None),
            "current": int(row.action) == selection.action,
        }
        for row in tuples(tally.drop_duplicates("action").sort_values("action"))
    ]


def _tasks(frame: pd.DataFrame) -> CardContent:
    known = frame[frame["units"] > 0]
    overdue = int(known["overdue"].sum())
    text = f"，逾期未完成 {words.count(overdue)} 项" if overdue else "，没有逾期"
    unit = frame["unit"].map(words.TASK_UNIT)
    return CardContent(
        TASKS,
        title=f"任务 {len(frame)} 类{text}" if len(known) else f"任务 {len(frame)} 类",
        how="一项任务在一个乡镇或区县算一项，学校的任务按乡镇合为一项；逾期按台账的数据时点计算。",
        frame=frame.assign(unit_word=unit),
        table=pd.DataFrame(
            {
                "任务": frame["title"],
                "对象": unit,
                "应办（项）": frame["units"],
                "已完成（项）": frame["done"],
                "逾期未完成（项）": frame["overdue"],
                "最长逾期（天）": frame["days_overdue"],
                "最后期限": frame["due_last"].map(words.day),
                "完成标志": frame["done_means"],
                "佐证": frame["evidence"],
            }
        ),
        empty="本行动没有列入台账的任务。",
    )


def _clauses(
    clauses: list[Row], context: Mapping[str, Cited], action: int, indicators: pd.DataFrame
) -> tuple[str, ...]:
    """The action's own clauses; the tenth, which the text does not name, cites those its indicators answer."""
    own = [row for row in clauses if not is_missing(row["action"]) and int(float(row["action"])) == action]
    if not own:
        cited = {*indicators["clause_id"].dropna(), *indicators["clause_2"].dropna()}
        return tuple(dict.fromkeys(quoted(one.sentence) for key, one in context.items() if key in cited))
    paragraphs = "".join(str(row["text"]) for row in own).replace("¶", "\n").split("\n")
    return tuple(line.strip() for line in paragraphs if line.strip())
