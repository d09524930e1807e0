"""Schools and townships that are new, gone, moved, recoded or renamed between two versions."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.compare import Compared
from townbase.text import is_missing
from townbase.views.changes import definitions
from townbase.views.changes.cells import counted, from_to, made
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

TOWNS = Card(
    key="towns", file="乡镇名录与上次相比", filters=("since",), follows_opened=True, body_is_table=True,
    definition=definitions.PLACES,
)  # fmt: skip
SCHOOLS = Card(
    key="schools", file="学校名录与上次相比", filters=("since",), follows_opened=True, body_is_table=True,
    definition=definitions.PLACES,
)  # fmt: skip
TOWN_HEADS = {"name": "乡镇（街道）", "district": "区县", "kind": "改动", "detail": "原来和现在"}
SCHOOL_HEADS = {
    "name": "学校（园）",
    "town": "乡镇（街道）",
    "district": "区县",
    "kind": "改动",
    "detail": "原来和现在",
}


def towns(told: Compared) -> CardContent:
    rows = [
        {
            "name": _now(row, "name"),
            "district": _now(row, "district_name"),
            "kind": words.PLACE_CHANGE[row["kind"]],
            "detail": _town(row),
        }
        for row in _sorted(records(told["township_change"]))
    ]
    return _content(TOWNS, "乡镇（街道）", told["township_change"], rows, TOWN_HEADS)


def schools(told: Compared) -> CardContent:
    rows = [
        {
            "name": _now(row, "name"),
            "town": _now(row, "township_name"),
            "district": "" if is_missing(row["district_name"]) else row["district_name"],
            "kind": words.PLACE_CHANGE[row["kind"]],
            "detail": _school(row),
        }
        for row in _sorted(records(told["school_change"]))
    ]
    return _content(SCHOOLS, "学校（园）", told["school_change"], rows, SCHOOL_HEADS)


def _content(card: Card, what: str, frame: pd.DataFrame, rows: list[Row], heads: dict[str, str]) -> CardContent:
    parts = counted(frame, "kind", words.PLACE_CHANGE, "个" if card is TOWNS else "所")
    return CardContent(
        card,
        title=f"{what}名录：{parts}" if parts else f"{what}名录没有变化",
        frame=pd.DataFrame(rows),
        table=made(rows, heads),
        empty=f"两个版本的{what}名录相同。",
        good=True,
    )


def _sorted(rows: list[Row]) -> list[Row]:
    order = list(words.PLACE_CHANGE)
    return sorted(rows, key=lambda row: (order.index(row["kind"]), row["place_id"], row["place"]))


def _now(row: Row, what: str) -> str:
    value = row[f"now_{what}"]
    value = row[f"before_{what}"] if is_missing(value) else value
    return "" if is_missing(value) else value


def _town(row: Row) -> str:
    if row["kind"] == "moved":
        return from_to(row["before_district_name"], row["now_district_name"])
    if row["kind"] == "counted":
        return from_to(*("纳入" if row[f"{side}_counted"] else "不纳入" for side in ("before", "now")))
    return _common(row)


def _school(row: Row) -> str:
    if row["kind"] == "moved":
        return from_to(row["before_township_name"], row["now_township_name"])
    if row["kind"] == "retyped":
        return from_to(*(words.SCHOOL_KIND.get(row[f"{side}_kind"], "") for side in ("before", "now")))
    return _common(row)


def _common(row: Row) -> str:
    """Codes where codes changed, names where names did; of what is new or gone its code."""
    if row["kind"] == "renamed":
        return from_to(row["before_name"], row["now_name"])
    if row["kind"] == "recoded":
        return from_to(row["before_id"], row["now_id"])
    return f"代码 {row['now_id'] if row['kind'] == 'new' else row['before_id']}"
