"""The page of one township: how it stands, what it must do next, and the rows and schools behind that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import last_seen
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP
from townbase.views.shared.indicator_definition import Definition, define
from townbase.views.township import indicator_rows, next_steps, sentences, tables
from townbase.views.township.next_steps import Report, Step

UNITS = Card(
    key="units",
    file="十项行动",
    filters=(*OF_TOWNSHIP, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition="",
)
ROWS = Card(
    key="rows",
    file="各项指标",
    filters=(*OF_TOWNSHIP, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition="",
)
BRIEF = Card(
    key="brief",
    file="一页纸",
    filters=("district", "township", "urban"),
    follows_opened=True,
    body_is_table=False,
    definition="",
)


@dataclass(frozen=True)
class TownshipView:
    """Sentences and parts in the order of the page; lists of dicts are what the charts take."""

    name: str
    district: str
    district_id: str
    judged: bool
    headline: str
    lines: tuple[str, ...]
    actions: list[Row]
    goals: list[Row]
    units: list[Row]
    steps: tuple[Step, ...]
    steps_title: str
    reports: tuple[Report, ...]
    overdue: CardContent
    groups: list[Row]
    rows_part: CardContent
    schools: CardContent
    tasks: CardContent
    similar: CardContent
    certification: CardContent
    roll: CardContent
    local: CardContent
    flows_href: str
    definitions: tuple[Definition, ...]


def township_view(ask: Ask, selection: Selection, year: int) -> TownshipView | None:
    """None where the township is not in the reader's scope."""
    key = {"township": selection.township, "year": year}
    found = ask("township/township", **key)
    if found.empty:
        return None
    who = found.iloc[0].to_dict()
    goals = _goals(ask("township/goals", **key))
    actions = _actions(ask("township/actions", **key), selection)
    order = ask("shared/indicator_order")["indicator_id"]
    rows = indicator_rows.of_year(ask("township/rows", urban=selection.urban, **key), year, order)
    tasks = ask("township/tasks", **key)
    owner = next_steps.owners(tasks, who["managing_body"], who["district_name"])
    judged = not is_missing(who["status"])
    where = ask("township/where", **key)
    reports = next_steps.reports(rows, where, selection) if judged else ()
    return TownshipView(
        name=who["name"],
        district=_district(who),
        district_id=who["district_id"],
        judged=judged,
        headline=sentences.headline(who, goals, year, has_rows(rows)),
        lines=_lines(who, rows, goals, owner, year),
        actions=actions,
        goals=goals,
        units=indicator_rows.units(rows, selection) if judged else [],
        steps=next_steps.steps(rows, where, owner, selection),
        steps_title=_steps_title(rows, reports),
        reports=reports,
        overdue=tables.overdue(tasks),
        groups=indicator_rows.groups(rows, goals, selection),
        rows_part=_rows_part(rows, judged, sentences.is_counted(who)),
        schools=_schools(ask, key, selection),
        tasks=tables.tasks(tasks),
        similar=tables.similar(ask("township/similar", **key), selection),
        certification=tables.certification(goals, year),
        roll=tables.roll(ask("township/roll", **key)),
        local=tables.local(ask("township/local", **key), who),
        flows_href=selection.href("retention", stage=None),
        definitions=_definitions(ask),
    )


def _schools(ask: Ask, key: Mapping, selection: Selection) -> CardContent:
    frame = ask("township/schools", **key)
    return tables.schools(frame, selection, "" if len(frame) else last_seen.township(ask, **key))


def _definitions(ask: Ask) -> tuple[Definition, ...]:
    clauses = records(ask("shared/clauses"))
    return tuple(define(indicator, clauses) for indicator in records(ask("shared/indicator_order")))


def _lines(who: Mapping, rows: list[Row], goals: list[Row], owner: Mapping, year: int) -> tuple[str, ...]:
    parts = [
        sentences.distance(who, rows, owner),
        sentences.waiting(rows) if not is_missing(who["status"]) else "",
        sentences.against_year_before(who),
        sentences.clock(who, goals, year),
        sentences.certified_otherwise(tables.differing(goals, year)),
        _served(who),
    ]
    return tuple(line for line in parts if line)


def _served(who: Mapping) -> str:
    """Where children are zoned to a neighbour, its schools count as local: say so."""
    parts = [
        f"{stage}对口服务：{who[f'{key}_served_by_name']}"
        for key, stage in (("primary", "小学"), ("junior", "初中"))
        if not is_missing(who[f"{key}_served_by_name"])
    ]
    return "，".join(parts) + "。" if parts else ""


def _district(who: Mapping) -> str:
    return str(who["district_id"] if is_missing(who["district_name"]) else who["district_name"])


def _goals(frame: pd.DataFrame) -> list[Row]:
    return [
        goal
        | {
            "numeral": words.numeral(goal["goal"]),
            "code": None if is_missing(goal["status"]) else goal["status"],
            "word": "" if is_missing(goal["status"]) else words.GOAL_STATUS[goal["status"]],
        }
        for goal in records(frame)
    ]


def _actions(frame: pd.DataFrame, selection: Selection) -> list[Row]:
    return [_action(action, selection) for action in records(frame)]


def _action(action: Mapping, selection: Selection) -> dict:
    judged = 0 if is_missing(action["judged"]) else int(action["judged"])
    return {
        "action": int(action["action"]),
        "name": _action_name(action),
        "short": action["short"],
        "href": selection.href("actions", action=int(action["action"]), indicator=None, stage=None),
        "not_met": 0 if is_missing(action["not_met"]) else int(action["not_met"]),
        "judged": judged,
        "status": None if is_missing(action["status"]) else action["status"],
        "word": "" if is_missing(action["status"]) else words.ACTION_STATUS[action["status"]],
        "note": _note(action, judged),
    }


def _action_name(action: Mapping) -> str:
    """三 教师队伍发展; the tenth has no name in the text, and its note stands on its own page"""
    title = action["title"].split("（")[0]
    return title if title.startswith("第") else f"{words.numeral(action['action'])} {title.removesuffix('行动')}"


def _note(action: Mapping, judged: int) -> str:
    """Said instead of 未达标/应评 where no row is judged: the word from tasks, or why there is none."""
    if judged or is_missing(action["status"]):
        return "" if judged else words.MISSING
    return words.ACTION_STATUS[action["status"]].removeprefix("按任务：")


def _steps_title(rows: list[Row], reports: tuple) -> str:
    unmet = sum(row["verdict"] == "not_met" for row in rows)
    if reports and not unmet:
        return f"下一步：补报 {len(reports)} 项数据"
    return f"下一步：先做这{words.numeral(min(unmet, 3))}件事" if unmet else "下一步"


def has_rows(rows: list[Row]) -> bool:
    """Whether anything at all was returned; counted townships wait row by row, with their due schools named."""
    return any(not is_missing(row["value"]) or not is_missing(row["verdict"]) for row in rows)


def _rows_part(rows: list[Row], judged: bool, counted: bool) -> CardContent:
    unmet, table = [row for row in rows if row["verdict"] == "not_met"], indicator_rows.table(rows)
    if not judged:
        title = "各项指标数值" if counted else "各项指标数值（不作判定）"
    elif unmet:
        title = f"{len(unmet)} 项指标{words.UNMET}，其中核心指标 {sum(row['role'] == 'core' for row in unmet)} 项"
    else:
        title = f"没有{words.UNMET}的指标"
    return CardContent(
        ROWS,
        title=title,
        how="竖线为目标，左为不足、右为超过；“工”形为城区水平；箭头表示超出图幅；点指标名看学校和历年。"
        + ("目标只看核心指标，注明“参考”的不影响目标判定。" if judged else "目标是对纳入乡镇的要求，列在这里供对照。"),
        frame=pd.DataFrame({"row": range(len(rows))}) if has_rows(rows) else pd.DataFrame(),
        ticked=indicator_rows.ticked(rows, table) if judged else {},
        table=table if judged or table.empty else table.drop(columns=["判定", "说明", "还差", "还差单位", "差距说明"]),
        empty="没有教师、办学条件、课程与教学、督导、学业水平、满意度和户籍去向的数据，所以不列指标，也不判定目标；报送后自动出现。",
    )
