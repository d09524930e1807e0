"""One goal: which townships do not meet it, what each lacks and who can act; the page that a cell or a goal's name opens."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, tuples
from townbase.selection import Selection
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
    """A row a township × core row that keeps it from the goal, unmet before what cannot be judged, most rows first:
    township_id, name, href, district, state, n, what, short_by, owner, indicator."""
    own = f.goals[f.goals["goal"] == goal].set_index("township_id")["status"]
    held: dict[str, list] = {}
    for row in tuples(f.rows[(f.rows["goal"] == goal) & (f.rows["role"] == "core")]):
        held.setdefault(row.township_id, []).append(row)
    href = many(selection, "township", "township")
    rows: list[Row] = []
    for town in tuples(f.towns[f.towns["township_id"].map(own).isin(["not_met", "not_assessable"])]):
        state = own[town.township_id]
        lines = [row for row in held.get(town.township_id, []) if state == "not_assessable" or row.verdict == "not_met"]
        head = {"township_id": town.township_id, "name": town.name, "href": href(town.township_id), "district": town.district_name,
                "state": state, "n": len(lines)}  # fmt: skip
        rows += [head | _line(row) for row in lines]
    rows.sort(key=lambda row: (row["state"] != "not_met", -row["n"]))
    frame = pd.DataFrame(rows)
    keys = ("name", "district", "word", "what", "short_by", "owner")
    return CardContent(
        GOAL,
        title=_title(rows),
        how=f"{words.UNMET}核心指标多的乡镇在前；点乡镇看它的各项指标",
        frame=frame,
        table=pd.DataFrame(
            [tuple((row | {"word": words.GOAL_STATUS[row["state"]]})[key] for key in keys) for row in rows],
            columns=HEADS,
        ),
        empty=f"所选条件下没有乡镇这项目标{words.UNMET}或{words.UNDECIDED}。",
        good=True,
    )


def _line(row) -> Row:
    unmet = row.verdict == "not_met"
    return {"what": what(row), "short_by": short_by(row) if unmet else why_open(row), "owner": owner(row)}


def _title(rows: list[Row]) -> str:
    unmet = len({row["township_id"] for row in rows if row["state"] == "not_met"})
    open_ = len({row["township_id"] for row in rows if row["state"] != "not_met"})
    parts = [f"{unmet} 个乡镇{words.UNMET}"] * bool(unmet) + [f"{open_} 个{words.UNDECIDED}"] * bool(open_)
    return "，".join(parts) or f"没有{words.UNMET}的乡镇"
