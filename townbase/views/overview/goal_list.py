"""One goal: which townships do not meet it, what each lacks and who can act; the page that a cell or a goal's name opens."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, tuples
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.overview import definitions
from townbase.views.overview.facts import Facts
from townbase.views.overview.unmet_townships import owner, short_by, what, why_open
from townbase.views.shared import headline_count
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.link_templates import many

GOAL = Card(
    key="goal",
    file="目标未达标的乡镇",
    filters=("district", "counted", "batch", "managing_body", "goal"),
    follows_opened=True,
    body_is_table=True,
    definition=definitions.GOAL,
)
HOLDING = Card(
    key="holding",
    file="目标各指标未达标乡镇",
    filters=("district", "counted", "batch", "managing_body", "goal"),
    follows_opened=True,
    body_is_table=True,
    definition=definitions.GOAL,
)
NAMED = 2
HEADS = ["乡镇（街道）", "区县", "判定", "核心指标", "差多少", "责任单位"]


def headline(f: Facts, goal: int, place: str) -> tuple[str, str]:
    """The page's h1 and the line under it."""
    own = f.goals[f.goals["goal"] == goal]
    title = words.goal_title(goal, own["title"].iloc[0]) if len(own) else words.goal_title(goal, "")
    tally = own["status"].value_counts()
    n = {code: int(tally.get(code, 0)) for code in words.GOAL_STATUS}
    where = f"{place} " if f.district else ""
    narrowed = f"（{f.narrowed}）" if f.narrowed else ""
    unmet = f"{n['not_met']} 个{words.UNMET}" if n["not_met"] else f"没有{words.UNMET}的"
    kind = headline_count.kind_word(f.towns)
    text = f"{words.year_label(f.year)}，{title}：{where}{len(f.towns)} 个{kind}{narrowed}中 {unmet}"
    rest = [
        f"{words.GOAL_STATUS[code]} {n[code]} 个" for code in ("met", "not_assessable", "not_applicable") if n[code]
    ]
    return text, f"{'，'.join(rest)}。" if rest else ""


def townships(f: Facts, goal: int, selection: Selection) -> CardContent:
    """A row a township that does not meet the goal or cannot be judged, unmet before undecided, most rows first:
    township_id, name, href, district, state, n, lacks (each core row and by how much), owners. The table has a line a core row."""
    own = f.goals[f.goals["goal"] == goal].set_index("township_id")["status"]
    held: dict[str, list] = {}
    for row in tuples(f.rows[(f.rows["goal"] == goal) & (f.rows["role"] == "core")]):
        held.setdefault(row.township_id, []).append(row)
    href = many(selection, "township", "township")
    rows: list[Row] = []
    for town in tuples(f.towns[f.towns["township_id"].map(own).isin(["not_met", "not_assessable"])]):
        state = own[town.township_id]
        lines = [row for row in held.get(town.township_id, []) if state == "not_assessable" or row.verdict == "not_met"]
        rows.append(
            {
                "township_id": town.township_id,
                "name": town.name,
                "href": href(town.township_id),
                "district": town.district_name,
                "state": state,
                "n": len(lines),
                "lines": [(what(row), _short(row), owner(row)) for row in lines],
                "lacks": words.listing([f"{what(row)}{_beside(row)}" for row in lines], NAMED, "项"),
                "owners": "、".join(dict.fromkeys(owner(row) for row in lines)),
            }
        )
    rows.sort(key=lambda row: (row["state"] != "not_met", -row["n"]))
    return CardContent(
        GOAL,
        title=_title(rows),
        how=f"{words.UNMET}核心指标多的在前；点乡镇看它的各项指标，文件中一行一项",
        frame=pd.DataFrame(rows),
        table=_table(rows),
        empty=f"所选条件下没有乡镇这项目标{words.UNMET}或{words.UNDECIDED}。",
        good=True,
    )


def indicators(f: Facts, goal: int, selection: Selection) -> CardContent:
    """A row a core indicator and stage of the goal, most unmet townships first: label, href, n."""
    rows = f.rows[(f.rows["goal"] == goal) & (f.rows["role"] == "core") & (f.rows["verdict"] == "not_met")]
    tally: dict[tuple, int] = {}
    for row in tuples(rows):
        key = (what(row), row.indicator_id, row.stage)
        tally[key] = tally.get(key, 0) + 1
    found = sorted(tally, key=lambda key: -tally[key])
    frame = pd.DataFrame(
        [
            {
                "label": label,
                "href": selection.href("indicator", indicator=indicator, stage=None if stage == "none" else stage),
                "n": tally[label, indicator, stage],
            }
            for label, indicator, stage in found
        ]
    )
    return CardContent(
        HOLDING,
        title=f"{words.UNMET}乡镇最多的核心指标",
        frame=frame,
        table=pd.DataFrame([(key[0], tally[key]) for key in found], columns=["指标", f"{words.UNMET}乡镇（个）"]),
        empty=f"这项目标的核心指标都没有{words.UNMET}的乡镇。",
        good=True,
    )


def _short(row) -> str:
    return short_by(row) if row.verdict == "not_met" else f"（{why_open(row)}）"


def _beside(row) -> str:
    """The same where the indicator is named before it: 还差 3 名"""
    if row.verdict == "not_met" and not is_missing(row.shortfall_units):
        return words.still_missing(row.shortfall_units, words.classifier(row.unit))
    return _short(row)


def _title(rows: list[Row]) -> str:
    unmet = sum(row["state"] == "not_met" for row in rows)
    parts = [f"{unmet} 个乡镇{words.UNMET}"] * bool(unmet)
    parts += [f"{len(rows) - unmet} 个{words.UNDECIDED}"] * bool(len(rows) - unmet)
    return "，".join(parts) or f"没有{words.UNMET}的乡镇"


def _table(rows: list[Row]) -> pd.DataFrame:
    body = [
        (row["name"], row["district"], words.GOAL_STATUS[row["state"]], *line) for row in rows for line in row["lines"]
    ]
    return pd.DataFrame(body, columns=HEADS)
