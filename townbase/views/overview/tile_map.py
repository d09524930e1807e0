"""Where: every township as a tile, coloured by its state, by one goal or by one indicator."""

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
from townbase.views.shared.link_templates import many
from townbase.views.shared.placed import placed, tile

MAP = Card(
    key="map",
    file="乡镇分布",
    filters=("district", "counted", "batch", "managing_body", "goal"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.MAP,
)
OUT = "不在 80% 的范围内，只展示不判定"
LEFT_OUT = "不在所选条件内"
NOWHERE = "名录没有示意图位置。在乡镇（街道）名录补上“示意图列号”“示意图行号”后即可显示。"


def by_state(f: Facts, selection: Selection) -> CardContent:
    """All six goals together: the number on a tile is how many goals are not met."""
    states = {row.township_id: (row.status, _count(row.goals_not_met), _state_said(row)) for row in tuples(f.now)}
    return _map(f, states, selection, f"哪里{words.UNMET}", f"红色处的数字为{words.UNMET}目标数", "goals")


def by_goal(f: Facts, goal: int, selection: Selection) -> CardContent:
    """One goal: the number on a tile is how many of its core indicators are not met."""
    own = f.goals[f.goals["goal"] == goal]
    states = {row.township_id: (row.status, _count(row.unmet_core), _goal_said(row)) for row in tuples(own)}
    title = own["title"].iloc[0] if len(own) else ""
    return _map(f, states, selection, f"哪里{words.UNMET}：{title}", f"红色处的数字为{words.UNMET}核心指标数", "rows")


def _count(n: float | None) -> int:
    return 0 if is_missing(n) else int(n)


def _state_said(row) -> str:
    word = words.TOWNSHIP_STATUS[row.status]
    if row.status == "met":
        little = _count(row.slightly_below)
        return word + (f"，其中核心指标略低 {little} 项" if little else "")
    unmet = f"{_count(row.goals_not_met)} 个目标{words.UNMET}，核心指标{words.UNMET} {_count(row.unmet_core)} 项"
    return unmet if row.status == "not_met" else word


def _goal_said(row) -> str:
    unmet = f"，核心指标{words.UNMET} {_count(row.unmet_core)} 项" if row.status == "not_met" else ""
    return f"{words.GOAL_STATUS[row.status]}{unmet}"


def _map(f: Facts, states: dict, selection: Selection, title: str, how: str, counts: str) -> CardContent:
    """A row a township with a place: township_id, name, district_id, district, district_href, row, x, y, state, text, said, href."""
    href = many(selection, "township", "township")
    places = f.every if f.district is None else f.every[f.every["district_id"] == f.district]
    there = placed(places)
    to_district = many(selection, "overview", "district")
    rows = [
        _tile(town, states.get(town.township_id), href(town.township_id))
        | {
            "district_href": to_district(town.district_id),
            "row": town.district_id if f.district is None else town.township_id,
        }
        for town in tuples(there)
    ]
    lost = len(places) - len(there)
    return CardContent(
        MAP,
        title=title,
        how=how,
        frame=pd.DataFrame(rows),
        table=_table(rows, counts),
        empty=NOWHERE,
        note=f"另有 {lost} 个乡镇（街道）没有示意图位置或边界，未画出。" if rows and lost else "",
    )


def _tile(town, state: tuple[str, int, str] | None, href: str) -> Row:
    code, n, said = state or ("out", 0, LEFT_OUT if town.counted else OUT)
    return {
        "township_id": town.township_id,
        "name": town.name,
        "district_id": town.district_id,
        "district": town.district_name,
        "x": tile(town.tile_x),
        "y": tile(town.tile_y),
        "state": code,
        "text": str(n) if code == "not_met" and n else "",
        "said": said,
        "href": href,
    }


def _table(rows: list[Row], counts: str) -> pd.DataFrame:
    heads = [
        "区县",
        "乡镇（街道）",
        "状态",
        f"{words.UNMET}目标（项）" if counts == "goals" else f"{words.UNMET}核心指标（项）",
    ]
    body = [
        (
            row["district"],
            row["name"],
            row["said"].split("，")[0],
            None if row["state"] == "out" else int(row["text"] or 0),
        )
        for row in rows
    ]
    return pd.DataFrame(body, columns=heads).astype({heads[-1]: "Int64"})
