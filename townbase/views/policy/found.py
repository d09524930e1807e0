"""Where the words that a reader looks for stand: in the text, in an indicator or in a task."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.selection import Selection
from townbase.text import holds_words
from townbase.views.policy.answers import KIND, Answer
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.clause_context import Cited

FOUND = Card(
    key="found", file="政策查找结果", filters=("find",), follows_opened=True, body_is_table=True, definition=""
)
HEADS = {"kind": "类别", "name": "内容", "where": "所在"}


def found(clauses: list[Row], every: list[Answer], context: Mapping[str, Cited], selection: Selection) -> CardContent:
    """`frame`: kind, name, where, href; the text first, each sentence once."""
    rows = [*_in_text(clauses, context, selection), *_in_answers(every, selection)]
    frame = pd.DataFrame(rows)
    return CardContent(
        FOUND,
        title=f"含“{selection.find}”的：{words.count(len(rows))} 处",
        frame=frame,
        table=frame[list(HEADS)].rename(columns=HEADS) if rows else frame,
        empty="没有找到。请少输几个字，或换一个词。",
    )


def _in_text(clauses: list[Row], context: Mapping[str, Cited], selection: Selection) -> list[Row]:
    """A sentence is named once, by the first of its clauses that holds the words, else by its first."""
    sentences: dict[str, list[Row]] = {}
    for row in clauses:
        sentences.setdefault(context[row["clause_id"]].sentence, []).append(row)
    return [
        _sentence(sentence, own, selection)
        for sentence, own in sentences.items()
        if holds_words(sentence, selection.find)
    ]


def _sentence(sentence: str, own: list[Row], selection: Selection) -> Row:
    best = next((row for row in own if holds_words(row["text"], selection.find)), own[0])
    return {
        "kind": "原文",
        "name": sentence,
        "where": f"第{words.numeral(int(best['section']))}部分",
        "href": selection.href("policy", clause=best["clause_id"], find=None),
    }


def _in_answers(every: list[Answer], selection: Selection) -> list[Row]:
    return [
        {
            "kind": KIND[one.kind],
            "name": one.title,
            "where": one.state,
            "href": selection.href("policy", clause=one.clauses[0], find=None) if one.clauses else one.href,
        }
        for one in every
        if holds_words(f"{one.title}\n{one.basis}", selection.find)
    ]
