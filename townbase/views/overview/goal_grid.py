"""Where the six goals are not met: districts × goals for the city, townships × goals for one district."""

from __future__ import annotations

from typing import Any

import pandas as pd

from townbase import words
from townbase.asking import Row, tuples
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.overview import definitions, unmet_townships
from townbase.views.overview.facts import Facts
from townbase.views.overview.overdue_tasks import ALL_OFFICES
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED
from townbase.views.shared.headline_count import Standing
from townbase.views.shared.link_templates import many

GRID = Card(
    key="grid",
    file="六项目标分布",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.GRID,
)
HOW_DISTRICTS = (
    f"数字为该区县该目标{words.UNMET}的乡镇数，越深越多；· 全部达标；◌ 有乡镇{words.UNDECIDED}。点格看是哪些乡镇。"
)
HOW_TOWNSHIPS = (
    f"数字为该乡镇该目标{words.UNMET}的核心指标数，越深越多；· 达标；◌ {words.UNDECIDED}；— 不适用。点乡镇看各项指标。"
)
UNKNOWN = ("not_met", "not_assessable", "not_applicable", "met")  # which of several a cell says first


def by_district(f: Facts, overdue: pd.DataFrame, selection: Selection) -> CardContent:
    """A row a district × goal and one of the whole: place, place_id, href, met, counted, overdue, goal, n, open, cell_href, said."""
    towns, standings = f.towns, f.standings()
    late = overdue.groupby("district_id")["task_id"].size()
    rows: list[Row] = []
    for district in dict.fromkeys(towns["district_id"]):
        own = towns[towns["district_id"] == district]
        cells = f.goals[f.goals["township_id"].isin(own["township_id"])]
        head = {
            "place": own["district_name"].iloc[0],
            "place_id": district,
            "href": selection.href("overview", district=district),
            "late_href": selection.href("overview", district=district, office=ALL_OFFICES),
        }
        rows += _place(
            head,
            standings[district],
            cells,
            int(late.get(district, 0)),
            lambda goal, at=district: _list(selection, goal, at),
        )
    head = {"place": "全市", "place_id": "", "href": "", "late_href": selection.href("overview", office=ALL_OFFICES)}
    rows += _place(head, f.standing(f.year), f.goals, len(overdue), lambda goal: selection.href("overview", goal=goal))
    frame = pd.DataFrame(rows)
    return CardContent(
        GRID,
        title=f"各区县六项目标：{words.UNMET}的乡镇数",
        frame=frame if len(towns) else pd.DataFrame(),
        table=_wide(frame, "区县", f"{words.UNMET}乡镇") if len(towns) else pd.DataFrame(),
        empty=unmet_townships.nobody(),
        note=HOW_DISTRICTS + _elsewhere(f, late),
    )


def _elsewhere(f: Facts, late: pd.Series) -> str:
    """Districts without a counted township have no row; what is overdue there still stands in the sum."""
    others = f.every[~f.every["district_id"].isin(f.towns["district_id"])].drop_duplicates("district_id")
    if f.narrowed or others.empty:
        return ""
    n = sum(int(late.get(each, 0)) for each in others["district_id"])
    counted = f"，逾期任务 {n} 项计入合计" if n else ""
    return f"另有{'、'.join(others['district_name'])}没有纳入 80% 范围的乡镇{counted}。"


def _list(selection: Selection, goal: int, district: str) -> str:
    return selection.href("overview", district=district, goal=goal)


def _place(head: Row, standing: Standing, cells: pd.DataFrame, late: int, href) -> list[Row]:
    head = head | {"met": standing.met, "counted": standing.counted, "overdue": late}
    tally = cells.groupby(["goal", "title", "short", "status"]).size().unstack("status", fill_value=0)
    tally = tally.reindex(columns=list(UNKNOWN), fill_value=0).reset_index()
    return [
        head
        | {
            "goal": int(row.goal),
            "title": row.title,
            "short": row.short,
            "n": int(row.not_met),
            "open": int(row.not_assessable),
            "applies": True,
            "cell_href": href(int(row.goal)) if row.not_met or row.not_assessable else "",
            "said": _said(head["place"], row),
        }
        for row in tuples(tally)
    ]


def _said(place: str, row) -> str:
    open_ = f"，{words.UNDECIDED} {row.not_assessable} 个" if row.not_assessable else ""
    return f"{place} · {row.title}：{words.UNMET} {row.not_met} 个，达标 {row.met} 个{open_}"


def by_township(f: Facts, selection: Selection) -> CardContent:
    """The same of one district: a row a township × goal; n = unmet core rows, met = how many goals are met."""
    status = {row.township_id: row for row in tuples(f.now)}
    href = many(selection, "township", "township", "goal")
    rows: list[Row] = []
    for town in tuples(f.towns):
        own, cells = status.get(town.township_id), f.goals[f.goals["township_id"] == town.township_id]
        if own is None:
            continue
        applied = cells[cells["status"] != "not_applicable"]
        head = {
            "place": town.name,
            "place_id": town.township_id,
            "href": selection.href("township", township=town.township_id),
            "late_href": selection.href("township", township=town.township_id),
            "met": int((cells["status"] == "met").sum()),
            "counted": len(applied),
            "overdue": 0 if is_missing(own.tasks_overdue) else int(own.tasks_overdue),
        }
        rows += [head | _cell(town.name, cell, href(town.township_id, str(cell.goal))) for cell in tuples(cells)]
    frame = pd.DataFrame(rows)
    return CardContent(
        GRID,
        title=_township_title(f),
        frame=frame,
        table=_wide(frame, "乡镇（街道）", f"{words.UNMET}核心指标", "项") if rows else pd.DataFrame(),
        empty=unmet_townships.nobody(),
        note=HOW_TOWNSHIPS,
    )


def _cell(place: str, cell, href: str) -> Row:
    n = int(cell.unmet_core) if cell.status == "not_met" else 0
    word = words.GOAL_STATUS[cell.status]
    return {
        "goal": int(cell.goal),
        "title": cell.title,
        "short": cell.short,
        "n": n,
        "open": int(cell.status == "not_assessable"),
        "applies": cell.status != "not_applicable",
        "cell_href": href,
        "said": f"{place} · {cell.title}：{word}" + (f"，核心指标{words.UNMET} {n} 项" if n else ""),
    }


def _township_title(f: Facts) -> str:
    unmet = int((f.now["status"] == "not_met").sum())
    return f"各乡镇六项目标：{unmet} 个乡镇有{words.UNMET}" if unmet else f"各乡镇六项目标：没有{words.UNMET}"


def _wide(frame: pd.DataFrame, first: str, what: str, unit: str = "个") -> pd.DataFrame:
    places = frame.drop_duplicates("place_id")
    counted = "纳入范围（个）" if unit == "个" else "应评目标（项）"
    met = "全部达标（个）" if unit == "个" else "达标目标（项）"
    table: dict[str, Any] = {
        first: places["place"].tolist(),
        met: places["met"].tolist(),
        counted: places["counted"].tolist(),
    }
    for title, own in frame.groupby("title", sort=False):
        known = own.set_index("place_id")["n"].where(own.set_index("place_id")["applies"])
        table[f"{title}·{what}（{unit}）"] = pd.array([known.get(each) for each in places["place_id"]], dtype="Int64")
    return pd.DataFrame(table | {"逾期任务（项）": places["overdue"].tolist()})
