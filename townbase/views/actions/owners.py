"""The tasks of one action by responsible unit: who has something overdue."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_ACTION
from townbase.views.shared.link_templates import many

OWNERS = Card(
    key="owners", file="责任单位逾期任务", filters=OF_ACTION, follows_opened=True, body_is_table=True, definition=""
)

UNKNOWN = "责任单位未填报"


def owners(frame: pd.DataFrame, selection: Selection) -> CardContent:
    """`frame` of the part: a responsible unit with overdue tasks each, the most overdue first."""
    grouped = groupby(
        sorted(records(frame), key=lambda row: (row["owner_unit"], row["lead_office"])),
        key=lambda row: (row["owner_unit"], row["lead_office"]),
    )
    township = many(selection, "township", "township", indicator=None, stage=None)
    district = many(selection, "overview", "district")
    listed = [_owner(owner, lead, list(own), township, district) for (owner, lead), own in grouped]
    listed = [row for row in listed if row["overdue"]]
    listed.sort(key=lambda row: (-row["overdue"], row["place"]))
    shown = pd.DataFrame(listed)
    heads = {
        "owner": "责任单位",
        "lead": "牵头处室",
        "units": "应办（项）",
        "done": "已完成（项）",
        "overdue": "逾期未完成（项）",
        "days": "最长逾期（天）",
        "tasks": "逾期的任务",
    }
    return CardContent(
        OWNERS,
        title=f"{len(listed)} 个责任单位有逾期任务" if listed else "各责任单位没有逾期任务",
        how="逾期多的在前；应办和已完成为该单位在本行动中的全部任务；学校的任务在这里一校一项。",
        frame=shown,
        table=shown[list(heads)].rename(columns=heads) if listed else shown,
        empty="本学年本行动没有逾期未完成的任务。",
        good=True,
    )


def _owner(owner: str, lead: str, own: list[Row], township: Callable, in_district: Callable) -> dict:
    """A unit that answers for one township leads to it, one that answers for a district to the district."""
    late = [row for row in own if row["overdue"]]
    townships = {row["township_id"] for row in own}
    one = townships.pop() if len(townships) == 1 else None
    district = min((row["district_id"] for row in own if not is_missing(row["district_id"])), default=None)
    if not owner:
        href = None
    elif not is_missing(one):
        href = township(one)
    else:
        href = None if district is None else in_district(district)
    return {
        "owner": owner or UNKNOWN,
        "lead": lead,
        "href": href,
        "place": (district or "", "" if is_missing(one) else one),
        "units": sum(row["units"] for row in own),
        "done": sum(row["done"] for row in own),
        "overdue": sum(row["overdue"] for row in own),
        "days": int(max((row["days_overdue"] for row in late if not is_missing(row["days_overdue"])), default=0)),
        "tasks": words.listing([row["title"] for row in late], 3, "项"),
    }
