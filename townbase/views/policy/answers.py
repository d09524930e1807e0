"""What answers a demand of the plan: indicators with the city's state this year, tasks, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import row_words as say
from townbase.views.shared.indicator_definition import threshold

# The strongest answer first: a demand counts once, under the first kind that answers it.
KINDS = ("core", "reference", "monitor", "task")
KIND = words.ROLE | {"task": "任务", "none": "尚无指标"}


@dataclass(frozen=True)
class Answer:
    """One indicator or task. kind: of KINDS · state: this year, in words · unmet: townships or units behind, 0 = none.

    clauses: whose demands it answers · target, basis, owner: '' for a task's own that has none
    """

    kind: str
    key: str
    title: str
    href: str
    clauses: tuple[str, ...]
    target: str
    basis: str
    owner: str
    state: str
    change: str
    unmet: int
    of: int


def answers(ask: Ask, selection: Selection, year: int) -> list[Answer]:
    """Every indicator in the order of the policy's rows, then every task."""
    given = {"year": year, "district": selection.district}
    indicators = [_indicator(row, selection) for row in records(ask("policy/indicators", **given))]
    return indicators + [_task(row, selection) for row in records(ask("policy/tasks", **given))]


def headline_answer(ask: Ask, clauses: Iterable[Row], selection: Selection, year: int) -> list[Answer]:
    """The sentence of the 80 % is answered by the share of townships that meet all six goals; nothing where it is not judged."""
    ids = tuple(row["clause_id"] for row in clauses if row["kind"] == "headline")
    found = records(ask("policy/headline", year=year, district=selection.district))
    return [_headline(row, ids, selection) for row in found]


def _headline(row: Row, clauses: tuple[str, ...], selection: Selection) -> Answer:
    need = (
        f"，距 {words.whole_share(row['needed_share'])} 还差 {row['missing_to_needed']} 个"
        if row["missing_to_needed"]
        else ""
    )
    return Answer(
        kind="core",
        key="headline",
        title="六项目标全部达标的乡镇占比",
        href=selection.href("overview"),
        clauses=clauses,
        target=f"不低于 {words.whole_share(row['needed_share'])}",
        basis="政策原文",
        owner="",
        state=f"{row['counted']} 个乡镇中 {row['met']} 个全部达标{need}",
        change="",
        unmet=row["missing_to_needed"],
        of=row["counted"],
    )


def by_clause(every: Iterable[Answer]) -> dict[str, list[Answer]]:
    """clause_id -> what answers it, strongest first."""
    found: dict[str, list[Answer]] = {}
    for one in sorted(every, key=lambda answer: KINDS.index(answer.kind)):
        for clause in one.clauses:
            found.setdefault(clause, []).append(one)
    return found


def kind_of(own: list[Answer]) -> str:
    """The kind under which a demand counts."""
    return own[0].kind if own else "none"


def _indicator(row: Row, selection: Selection) -> Answer:
    return Answer(
        kind=row["role"],
        key=row["indicator_id"],
        title=row["title"],
        href=selection.href("indicator", indicator=row["indicator_id"]),
        clauses=_clauses(row),
        target=threshold(row),
        basis=_basis(row),
        owner=words.TASK_UNIT.get(say.text_of(row["owner_level"]), ""),
        state=_judged(row),
        change=_change(row),
        unmet=row["unmet"],
        of=row["judged"],
    )


def _task(row: Row, selection: Selection) -> Answer:
    return Answer(
        kind="task",
        key=row["task_id"],
        title=row["title"],
        href=selection.href("actions", action=int(row["action"])),
        clauses=_clauses(row),
        target="按期办结",
        basis="",
        owner=words.TASK_UNIT.get(say.text_of(row["unit"]), ""),
        state=_done(row),
        change="",
        unmet=row["overdue"],
        of=row["units"],
    )


def _clauses(row: Mapping) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[key] for key in ("clause_id", "clause_2") if not is_missing(row[key])))


def _basis(row: Mapping) -> str:
    basis, source = words.BASIS.get(row["basis"], ""), say.text_of(row["source"])
    return source if source and source != basis else basis


def _judged(row: Mapping) -> str:
    """99 个乡镇中 12 个未达标; of the city as a whole: 达标"""
    if row["role"] == "monitor":
        return f"{words.MONITORED}，只展示不判定"
    if not row["judged"]:
        return "本学年没有可判定的数据"
    if row["level"] == "city":
        return words.UNMET if row["unmet"] else words.VERDICT["met"]
    if not row["unmet"]:
        return f"{row['judged']} 个乡镇全部达标"
    return f"{row['judged']} 个乡镇中 {row['unmet']} 个{words.UNMET}"


def _change(row: Mapping) -> str:
    """Against the year before, where both were judged."""
    if row["level"] == "city" or not (row["judged"] and row["judged_before"]):
        return ""
    more = row["unmet"] - row["unmet_before"]
    return f"{words.UNMET}比上年{words.more_or_fewer(more, '个')}" if more else "与上年相同"


def _done(row: Mapping) -> str:
    if not row["units"]:
        return "本学年没有应办单位"
    overdue = f"，逾期 {row['overdue']} 个" if row["overdue"] else ""
    return f"{row['units']} 个单位应办，{row['done']} 个已办结{overdue}"
