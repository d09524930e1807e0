"""Which demands the most townships have not met yet: what stands beside the text while none of it is opened."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.selection import Selection
from townbase.views.policy import definitions
from townbase.views.policy.answers import Answer
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

BEHIND = Card(
    key="behind", file="未办到的政策要求", filters=("district",), follows_opened=True, body_is_table=False,
    definition=definitions.BEHIND,
)  # fmt: skip
MOST = 12
ENDS = "，、,。;；"  # of a passage that is cut out of its sentence
HEADS = {"text": "政策要求", "title": "由什么衡量", "unmet": "未达标乡镇（个）", "of": "判定乡镇（个）"}


def behind(clauses: list[Row], answered: Mapping[str, list[Answer]], selection: Selection) -> CardContent:
    """`frame`: text, href, title, unmet, of; the demands of which most townships are unmet first, by their worst indicator."""
    behind_ones = [row for row in (_row(one, answered, selection) for one in clauses) if row]
    rows = sorted(behind_ones, key=lambda row: -row["unmet"])
    # goals and actions often ask for the same thing: on the screen an indicator stands once
    once = list({row["title"]: row for row in reversed(rows)}.values())[::-1]
    frame = pd.DataFrame(rows)
    return CardContent(
        BEHIND,
        title=f"{len(rows)} 条要求有乡镇{words.UNMET}，最多的是：" if rows else f"没有要求有乡镇{words.UNMET}",
        frame=pd.DataFrame(once[:MOST]),
        table=frame[list(HEADS)].rename(columns=HEADS) if rows else frame,
        empty="本学年没有可判定的数据，或所有要求都已办到。",
    )


def _row(clause: Row, answered: Mapping[str, list[Answer]], selection: Selection) -> Row | None:
    own = [one for one in answered.get(clause["clause_id"], []) if one.kind in ("core", "reference") and one.unmet]
    if clause["kind"] != "demand" or not own:
        return None
    worst = max(own, key=lambda one: one.unmet)
    return {
        "text": clause["text"].strip().rstrip(ENDS),
        "href": selection.href("policy", clause=clause["clause_id"], find=None),
        "title": worst.title,
        "unmet": worst.unmet,
        "of": worst.of,
    }
