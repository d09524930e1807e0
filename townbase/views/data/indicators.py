"""Every indicator with its formula, rule, basis and clause; a word to look for narrows the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import holds_words, is_missing
from townbase.views.data import definitions
from townbase.views.data.drill_limits import extracts_behind
from townbase.views.data.export_columns import take
from townbase.views.shared import measure_source
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.clause_context import Cited, cited_by, in_context
from townbase.views.shared.indicator_definition import define, quoted
from townbase.views.shared.link_templates import many

INDICATORS = Card(
    key="indicators",
    file="指标口径",
    filters=("find",),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.INDICATORS,
)

SEARCHED = (
    "id",
    "goal",
    "action",
    "title",
    "stages",
    "role",
    "scope",
    "formula",
    "target",
    "basis",
    "source",
    "clause",
)
HEADS = {
    "goal": "目标", "action": "行动", "title": "指标", "stages": "学段", "role": "性质", "scope": "范围", "formula": "算法", "target": "目标值",
    "basis": "依据", "source": "数据", "clause": "条款原文", "sentence": "条款所在的句子", "clause_ids": "条款编号", "id": "指标编号",
}  # fmt: skip
LEVEL = {"township": "各乡镇", "city": "全市"}


def indicators(rows: pd.DataFrame, clauses: Iterable[Row], selection: Selection) -> CardContent:
    """One row an indicator in the order of goal and action; `find` looks in everything that the row says."""
    href = many(selection, "indicator", "indicator", stage=None)
    context = in_context(clauses)
    every = [_row(row, context, href) for row in records(rows)]
    shown = [row for row in every if holds_words(row["text"], selection.find)]
    frame = pd.DataFrame(shown)
    return CardContent(
        INDICATORS,
        title=_title(every, shown, selection.find),
        how="点指标名看它的历年、各乡镇和数据来源。条款原文收在每行下面，粗体为本指标对应的部分。",
        frame=frame,
        table=take(frame, HEADS),
        empty="没有指标含有这些字。请换一个词，或清空查找框。" if every else "没有指标。",
    )


def stages_word(stages: object) -> str:
    """学前、小学、初中; '' where an indicator belongs to no stage"""
    return "、".join(words.STAGE.get(stage, stage) for stage in say.text_of(stages).split() if stage != "none")


def _row(row: Mapping, context: Mapping[str, Cited], href) -> dict:
    definition, cited = define(row, context), cited_by(row, context)
    made = {
        "id": row["indicator_id"],
        "goal": words.goal_title(row["goal"], say.text_of(row["goal_title"])),
        "action": words.action_title(row["action"], say.text_of(row["action_title"])),
        "title": row["title"],
        "stages": stages_word(row["stages"]) or "不分学段",
        "role": definition.role,
        "code": row["role"],
        "scope": words.SCOPE.get(row["scope"], "") or LEVEL.get(row["level"], ""),
        "formula": definition.formula,
        "target": definition.target + _span(row),
        "basis": definition.basis,
        "source": measure_source.extract_names(extracts_behind(row)),
        "clause_ids": "、".join(
            dict.fromkeys(say.text_of(row[key]) for key in ("clause_id", "clause_2") if not is_missing(row[key]))
        ),
        "clause": "\n".join(quoted(one.clause) for one in cited),
        "href": href(row["indicator_id"]),
    }
    # Looked for in the clause itself: its sentence holds the clauses of other indicators.
    text = "\n".join(made[key] for key in SEARCHED).casefold()
    return made | {"cited": cited, "sentence": "\n".join(one.sentence for one in cited), "text": text}


def _span(row: Mapping) -> str:
    """Where a rule holds for some years only: （自 2023—2024学年起）"""
    first, last = (
        None if is_missing(row[key]) else words.year_label(int(row[key])) for key in ("valid_from", "valid_to")
    )
    parts = ([f"自 {first}起"] if first else []) + ([f"至 {last}止"] if last else [])
    return f"（{'，'.join(parts)}）" if parts else ""


def _title(every: list[Row], shown: list[Row], find: str | None) -> str:
    if find:
        return f"{len(every)} 个指标中 {len(shown)} 个含“{find}”"
    by_role = [(words.ROLE[code], sum(row["code"] == code for row in every)) for code in words.ROLE]
    return f"{len(every)} 个指标：{'，'.join(f'{name} {n} 个' for name, n in by_role if n)}"
