"""Overdue tasks: whom to call about them, and each office's or district's list."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, tuples
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.overview import definitions
from townbase.views.overview.facts import Facts
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED
from townbase.views.shared.link_templates import many

OFFICES = Card(
    key="offices",
    file="逾期任务按牵头处室",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.TASKS,
)
TASKS = Card(
    key="tasks",
    file="逾期任务",
    filters=(*NARROWED, "office"),
    follows_opened=True,
    body_is_table=True,
    definition=definitions.TASKS,
)
ALL_OFFICES = "all"
UNSAID = "未登记牵头处室"
NOTHING = "没有逾期未完成的任务。"
HEADS = ["任务", "对象", "区县", "责任单位", "牵头处室", "应完成", "逾期（天）"]


def chosen(tasks: pd.DataFrame, f: Facts) -> pd.DataFrame:
    """Those of the chosen townships, and of the districts themselves where no filter narrows the townships."""
    here = tasks if f.district is None else tasks[tasks["district_id"] == f.district]
    keep = here["township_id"].isin(f.towns["township_id"])
    if not f.narrowed:
        keep = keep | here["township_id"].isna()
    return here[keep].reset_index(drop=True)


def by_office(tasks: pd.DataFrame, selection: Selection) -> CardContent:
    """A row an office that leads overdue tasks, most first: office, href, n, days (longest)."""
    named = tasks.assign(office=tasks["lead_office"].fillna(UNSAID))
    href = many(selection, "overview", "office")
    rows = [
        {"office": office, "href": href(str(office)) if office != UNSAID else selection.href("overview", office=ALL_OFFICES),
         "n": len(own), "days": int(own["days_overdue"].max())}
        for office, own in named.groupby("office", sort=False)
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row["n"], row["office"]))
    frame = pd.DataFrame(rows)
    return CardContent(
        OFFICES,
        title=f"逾期任务 {len(tasks)} 项，找谁办" if rows else "逾期任务",
        frame=frame,
        table=pd.DataFrame(
            [(row["office"], row["n"], row["days"]) for row in rows],
            columns=["牵头处室", "逾期任务（项）", "最久（天）"],
        ),
        empty=NOTHING,
        good=True,
    )


def listed(tasks: pd.DataFrame, selection: Selection) -> CardContent:
    """The tasks of the chosen office (all: of every office), the longest overdue first: title, place, href, district, owner, office, due, days_overdue."""
    wanted = selection.office
    own = tasks if wanted in (None, ALL_OFFICES) else tasks[tasks["lead_office"] == wanted]
    href = many(selection, "township", "township")
    rows = [_row(row, href) for row in tuples(own.sort_values("days_overdue", ascending=False, kind="stable"))]
    frame = pd.DataFrame(rows)
    return CardContent(
        TASKS,
        title=_title(rows),
        how="逾期久的在前；学校的任务按乡镇合为一项；是否逾期按台账数据时点判断",
        frame=frame,
        table=_table(rows),
        empty=NOTHING,
        good=True,
    )


def _row(row, href) -> Row:
    of_schools = row.unit_kind == "school"
    owner = words.MISSING if is_missing(row.owner_unit) else str(row.owner_unit)
    return {
        "title": row.title,
        "place": "区县" if is_missing(row.township_id) else row.township,
        "href": "" if is_missing(row.township_id) else href(row.township_id),
        "district": row.district,
        "owner": f"{row.units} 所学校（园）" if of_schools and row.units > 1 else owner,
        "office": words.MISSING if is_missing(row.lead_office) else row.lead_office,
        "due": words.date_table(row.due),
        "day": words.day(row.due),
        "days_overdue": int(row.days_overdue),
    }


def _title(rows: list[Row]) -> str:
    if not rows:
        return "逾期任务"
    return f"逾期任务 {len(rows)} 项，最久逾期 {words.count(rows[0]['days_overdue'])} 天"


def _table(rows: list[Row]) -> pd.DataFrame:
    keys = ("title", "place", "district", "owner", "office", "day", "days_overdue")
    return pd.DataFrame([tuple(row[key] for key in keys) for row in rows], columns=HEADS)
