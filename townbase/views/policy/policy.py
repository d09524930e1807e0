"""政策与指标: the plan as published, each demand with what answers it, and where a word stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.policy import definitions
from townbase.views.policy.answers import KIND, Answer, answers, by_clause, headline_answer, kind_of
from townbase.views.policy.behind import behind
from townbase.views.policy.found import found
from townbase.views.policy.policy_text import Part, policy_text
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.clause_context import Cited, in_context

ANSWERS = Card(
    key="answers", file="要求与落实", filters=("district", "clause"), follows_opened=True, body_is_table=True,
    definition=definitions.ANSWERS,
)  # fmt: skip
DEMANDS = Card(
    key="demands", file="政策要求与指标对照", filters=("district",), follows_opened=True, body_is_table=False,
    definition=definitions.DEMANDS,
)  # fmt: skip

ANSWER_HEADS = {
    "kind": "由什么回答", "title": "名称", "target": "目标值", "basis": "依据", "owner": "责任层级", "state": "本学年", "change": "与上年相比",
}  # fmt: skip
COUNTED = {"indicator": "有指标衡量", "task": "按任务落实", "none": "尚无指标"}


@dataclass(frozen=True)
class PolicyView:
    """clear_href: where the word that was looked for is cleared, '' where none was · source: the document's name"""

    title: str
    line: str
    source: str
    parts: list[Part]
    sentence: Cited | None
    place: str
    answers: CardContent
    behind: CardContent
    demands: CardContent
    found: CardContent | None
    clear_href: str


def policy_view(ask: Ask, selection: Selection, year: int) -> PolicyView:
    """`clause` opens one demand; `find` looks in the text, the indicators and the tasks."""
    clauses = records(ask("shared/clauses"))
    every = answers(ask, selection, year)
    answered = by_clause([*every, *headline_answer(ask, clauses, selection, year)])
    context = in_context(clauses)
    opened = next((row for row in clauses if row["clause_id"] == selection.clause), None)
    return PolicyView(
        title=_title(clauses, answered),
        line=f"{words.year_label(year)}；点带底线的文字，看它由哪些指标和任务落实、现在怎样。",
        source=words.DOCUMENT,
        parts=policy_text(clauses, answered, selection),
        sentence=context[opened["clause_id"]] if opened else None,
        place=_place(opened, clauses) if opened else "",
        answers=_answers(opened, answered),
        behind=behind(clauses, answered, selection),
        demands=_demands(clauses, answered, context),
        found=found(clauses, every, context, selection) if selection.find else None,
        clear_href=selection.href("policy", find=None) if selection.find else "",
    )


def _title(clauses: list[Row], answered: dict[str, list[Answer]]) -> str:
    """119 条政策要求：93 条有指标衡量，26 条按任务落实，58 条还有单位未办到"""
    owns = [answered.get(row["clause_id"], []) for row in clauses if row["kind"] == "demand"]
    kinds = Counter({"core": "indicator", "reference": "indicator", "monitor": "indicator"}.get(kind, kind) for kind in map(kind_of, owns))  # fmt: skip
    parts = [f"{kinds[kind]} 条{text}" for kind, text in COUNTED.items() if kinds[kind]]
    late = sum(any(one.unmet for one in own) for own in owns)
    parts.append(f"{late} 条还有单位未办到" if late else "都已办到")
    return f"{len(owns)} 条政策要求：{'，'.join(parts)}"


def _place(row: Row, clauses: list[Row]) -> str:
    """The headings above a demand: 四、… › （二）提高学校育人质量"""
    above: dict[int, str] = {}
    for one in clauses:
        if one["kind"] == "heading":
            level = 2 if is_missing(one["goal"]) and is_missing(one["action"]) else 3
            above = {at: name for at, name in above.items() if at < level} | {level: one["text"].strip()}
        if one["clause_id"] == row["clause_id"]:
            break
    return " › ".join(above[level] for level in sorted(above))


def _answers(opened: Row | None, answered: dict[str, list[Answer]]) -> CardContent:
    own = answered.get(opened["clause_id"], []) if opened else []
    frame = pd.DataFrame([vars(one) | {"kind": KIND[one.kind], "code": one.kind} for one in own])
    return CardContent(
        ANSWERS,
        title=_answered_title(own) if opened else "",
        frame=frame,
        table=frame[list(ANSWER_HEADS)].rename(columns=ANSWER_HEADS) if own else frame,
        empty="这一条没有指标或任务来衡量。",
    )


def _answered_title(own: list[Answer]) -> str:
    """由 2 个指标和 1 项任务落实，其中 1 个有乡镇未达标"""
    tasks = sum(one.kind == "task" for one in own)
    parts = [f"{len(own) - tasks} 个指标" if len(own) > tasks else "", f"{tasks} 项任务" if tasks else ""]
    behind = sum(one.unmet > 0 for one in own)
    rest = f"，其中 {behind} 项有单位未办到" if behind else ""
    return f"由 {'和 '.join(part for part in parts if part)}落实{rest}" if own else "尚无指标或任务"


def _demands(clauses: list[Row], answered: dict[str, list[Answer]], context: dict[str, Cited]) -> CardContent:
    rows = [
        _demand(row, answered.get(row["clause_id"], []), clauses, context) for row in clauses if row["kind"] == "demand"
    ]
    frame = pd.DataFrame(rows)
    return CardContent(
        DEMANDS,
        title=f"全部 {len(rows)} 条要求与指标、任务对照",
        how="每条要求一行，可下载。",
        frame=frame,
        table=frame,
        empty="政策条款中没有要求。",
    )


def _demand(row: Row, own: list[Answer], clauses: list[Row], context: dict[str, Cited]) -> Row:
    indicators = [one for one in own if one.kind != "task"]
    tasks = [one for one in own if one.kind == "task"]
    return {
        "条款编号": row["clause_id"],
        "所在部分": _place(row, clauses),
        "政策要求": row["text"].strip(),
        "条款所在的句子": context[row["clause_id"]].sentence,
        "由什么回答": KIND[kind_of(own)],
        "指标": "；".join(f"{one.title}（{KIND[one.kind]}）" for one in indicators),
        "指标本学年": "；".join(f"{one.title}：{one.state}" for one in indicators),
        "任务": "；".join(one.title for one in tasks),
        "任务本学年": "；".join(one.state for one in tasks),
    }
