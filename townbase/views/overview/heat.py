"""Where work is left: townships × actions, and the same for districts."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.overview import definitions
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED
from townbase.views.shared.headline_count import Standing
from townbase.views.shared.link_templates import many

HEAT_CARD = Card(
    key="heat",
    file="各乡镇十大行动",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.HEAT,
)
DISTRICTS = Card(
    key="districts",
    file="各区县进展",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.DISTRICTS,
)
ACTIONS = Card(
    key="actions",
    file=f"十大行动{words.UNMET}乡镇数",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.ACTIONS,
)

HEAT = ["district_id", "district", "township_id", "name", "href", "status", "goals_not_met", "unmet_core", "tasks_overdue",
        "action", "title", "mark", "n", "core", "late", "said", "cell_href"]  # fmt: skip
SAID = {"unmet": words.UNMET, "overdue": "任务逾期", "met": "全部达标", "borderline": "临界", "missing": words.UNDECIDED, "none": words.INAPPLICABLE,
        "blank": ""}  # fmt: skip
COUNTS = ("goals_not_met", "unmet_core", "tasks_overdue")
COUNT_HEADS = (f"{words.UNMET}目标（项）", f"{words.UNMET}核心指标（项）", "逾期任务（项）")
# Marks that stand for a number: how many rows are not met (or tasks late); what cannot be known has none.
COUNTED = ("unmet", "overdue", "met", "borderline")


def marks(actions: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """What a cell shows: mark and n; `core` = one of its unmet rows is a core row, which the six goals hang on.

    unmet (n judged rows not met) · overdue (an action known by its tasks only: n tasks) · missing · borderline ·
    met (every judged row, or tasks on schedule) · none (nothing applies) · blank (an action without any target).
    """
    targeted = actions["action"].map(names.set_index("action")["targeted"]).fillna(False).astype(bool)
    by_tasks = (actions["judged"] == 0) & actions["status"].isin(["tasks_on_schedule", "tasks_overdue"])
    tests = [
        ("unmet", actions["not_met"] > 0),
        ("overdue", by_tasks & (actions["tasks_overdue"] > 0)),
        ("missing", actions["missing"] > 0),
        ("borderline", actions["borderline"] > 0),
        ("met", (actions["judged"] > 0) | by_tasks),
        ("none", targeted),
    ]
    mark = np.select([test for _, test in tests], [word for word, _ in tests], default="blank")
    n = np.where(mark == "unmet", actions["not_met"], np.where(mark == "overdue", actions["tasks_overdue"], 0))
    return actions.assign(mark=mark, n=n.astype(int), core=actions["unmet_core"] > 0)


def townships_by_action(
    towns: pd.DataFrame, status: pd.DataFrame, marked: pd.DataFrame, names: pd.DataFrame, selection: Selection
) -> CardContent:
    """One row a township × action, in the order of `towns` and then of `marked`.

    goals_not_met, unmet_core, tasks_overdue are the township's; late = overdue tasks of the cell's action; said = both words of it.
    """
    own = status.set_index("township_id")
    shown = towns.assign(
        district=towns["district_name"],
        href=[selection.href("township", township=each) for each in towns["township_id"]],
        status=towns["township_id"].map(own["status"]),
        **{name: towns["township_id"].map(own[name]).fillna(0).astype(int) for name in COUNTS},
    )
    cells = marked.assign(
        title=marked["action"].map(dict(zip(names["action"], names["title"], strict=True))),
        late=marked["tasks_overdue"].fillna(0).astype(int),
        said=[_two_words(row) for row in tuples(marked)],
    )[["township_id", "action", "title", "mark", "n", "core", "late", "said"]]
    frame = shown.merge(cells, on="township_id", how="inner")
    cell = many(selection, "township", "township", "action")
    frame["cell_href"] = [
        cell(town, str(action)) for town, action in zip(frame["township_id"], frame["action"], strict=True)
    ]
    frame = frame[HEAT]
    return CardContent(
        HEAT_CARD,
        title=_heat_title(frame),
        frame=frame,
        table=_wide(frame, names),
        empty="本学年没有可以判定的乡镇。",
        note=_untargeted(names),
    )


def _two_words(row) -> str:
    """指标未达标 3 项，其中核心 2 项 · 任务逾期 2 项: what the judged rows say, and what the tasks say."""
    core = f"，其中核心 {row.unmet_core} 项" if row.unmet_core else ""
    code = "met" if is_missing(row.indicator_word) else row.indicator_word
    rows = f"指标{words.UNMET} {row.not_met} 项{core}" if row.not_met else f"指标{words.ACTION_STATUS[code]}"
    return rows + (f" · 任务逾期 {int(row.tasks_overdue)} 项" if row.tasks_overdue else "")


def districts_by_action(
    frame: pd.DataFrame,
    towns: pd.DataFrame,
    standings: dict[str, Standing],
    selection: Selection,
    *,
    unfinished: bool = False,
) -> CardContent:
    """One row a district × action: n = townships with an unmet core row; with counted, met, missing (to 80 %), open.

    Only core rows: with the reference rows nearly every township has something in nearly every action.
    standings: by district; unfinished: returns still come in, and nobody is said to be short of 80 % while a township
    of it is open.
    """
    per = towns[["district_id", "district_name"]].drop_duplicates("district_id").reset_index(drop=True)
    per = per.rename(columns={"district_name": "name"})
    found = [standings[each] for each in per["district_id"]]
    for name, there in (
        ("met", "met"),
        ("open", "not_assessable"),
        ("counted", "counted"),
        ("needed", "needed"),
        ("missing", "missing"),
    ):
        per[name] = [getattr(each, there) for each in found]
    per["unfinished"] = unfinished & (per["open"] > 0)
    per["href"] = [selection.href("overview", district=each) for each in per["district_id"]]
    core = frame["core"].to_numpy(dtype=bool)
    held = Counter(zip(frame["district_id"][core], frame["action"][core], strict=True))
    pairs = per.merge(frame[["action"]].drop_duplicates().sort_values("action"), how="cross")
    pairs["n"] = [held[pair] for pair in zip(pairs["district_id"], pairs["action"], strict=True)]
    table = per[["name", "counted", "met", "needed", "missing", "open"]]
    heads = ["区县", "纳入范围（个）", "全部达标（个）", "80% 的个数", "还差（个）", f"{words.UNDECIDED}（个）"]
    return CardContent(
        DISTRICTS,
        title=_districts_title(per),
        how="按行政区划顺序；点区县名看该区县",
        frame=pairs,
        table=table.set_axis(heads, axis=1),
        empty="所选条件下没有乡镇。请减少一个筛选条件。",
    )


def ranked_actions(marked: pd.DataFrame, names: pd.DataFrame, selection: Selection) -> CardContent:
    """Actions by how many townships have an unmet row in them (core = an unmet core row); no target, no count."""
    held = marked[marked["mark"] == "unmet"].groupby("action").size()
    core = marked[marked["core"]].groupby("action").size()
    late = marked[marked["tasks_overdue"] > 0].groupby("action").size()
    frame = pd.DataFrame(
        {
            "action": names["action"],
            "label": [title.removesuffix("行动") for title in names["title"]],
            "href": [selection.href("actions", action=int(each)) for each in names["action"]],
            "n": [
                int(held.get(each, 0)) if aimed else None
                for each, aimed in zip(names["action"], names["targeted"], strict=True)
            ],
            "core": [int(core.get(each, 0)) for each in names["action"]],
            "late": [int(late.get(each, 0)) for each in names["action"]],
        }
    )
    frame = frame.sort_values("n", ascending=False, kind="stable", na_position="last").reset_index(drop=True)
    top = frame.iloc[0] if len(frame) and len(marked) else None
    return CardContent(
        ACTIONS,
        title=_most_title(frame, top)
        if top is not None and top["n"] and top["n"] > 0
        else f"各项行动都没有{words.UNMET}项",
        how=f"有{words.UNMET}项的乡镇数，深色为其中有核心指标{words.UNMET}的；点行动名看是哪些乡镇",
        frame=frame if len(marked) else frame.iloc[0:0],
        table=frame[["label", "n", "core", "late"]].set_axis(
            ["行动", f"有{words.UNMET}项的乡镇（个）", f"其中有核心指标{words.UNMET}（个）", "有逾期任务的乡镇（个）"],
            axis=1,
        ),
        empty="本学年没有可以判定的行动。",
    )


def _heat_title(frame: pd.DataFrame) -> str:
    if frame.empty:
        return "各乡镇×十大行动"
    core = frame["core"].groupby(frame["township_id"]).any()
    unmet = (frame["mark"] == "unmet").groupby(frame["township_id"]).any()
    held, rest = int(core.sum()), int((unmet & ~core).sum())
    if not held and not rest:
        return f"各乡镇×十大行动：没有{words.UNMET}项"
    other = f"，另有 {rest} 个只有参考指标{words.UNMET}" if rest else ""
    return f"各乡镇×十大行动：{held} 个有核心指标{words.UNMET}{other}"


def _districts_title(per: pd.DataFrame) -> str:
    """Open = the townships that cannot be judged decide whether the district reaches 80 %."""
    waiting = int((per["unfinished"] & (per["missing"] > 0)).sum())
    reached = int((per["missing"] == 0).sum())
    behind = int((~per["unfinished"] & (per["missing"] > per["open"])).sum())
    open_ = len(per) - reached - behind - waiting
    parts = ((reached, "已达到 80%"), (behind, "不到 80%"), (open_, "待定"), (waiting, "尚未报齐"))
    sentences = [f"{n} 个{word}" for n, word in parts if n]
    return f"{len(per)} 个区县：{'，'.join(sentences)}" if len(per) else "各区县"


def _most_title(frame: pd.DataFrame, top: pd.Series) -> str:
    """The action with most townships; where another has more with core rows, it is named too."""
    text = f"{top['label']}：{int(top['n'])} 个乡镇有{words.UNMET}项，最多"
    core = frame.sort_values("core", ascending=False, kind="stable").iloc[0]
    if core["action"] == top["action"]:
        return f"{text}（核心指标 {int(top['core'])} 个）" if top["core"] else text
    return f"{text}；核心指标{words.UNMET}最多的是{core['label']}：{int(core['core'])} 个"


def _wide(frame: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """District, township, and for each action the number that its cell shows and what the cell says in a word."""
    titles = dict(zip(names["action"], names["title"], strict=True))
    places = frame.drop_duplicates("township_id")
    table: dict[str, Any] = {"区县": places["district"].tolist(), "乡镇（街道）": places["name"].tolist()}
    table |= {head: places[name].tolist() for head, name in zip(COUNT_HEADS, COUNTS, strict=True)}
    cells = {(row.township_id, row.action): (row.mark, row.n, row.late) for row in tuples(frame)}
    for action, title in titles.items():
        own = [cells.get((township, action), (None, 0, 0)) for township in places["township_id"]]
        table[f"{title}（项）"] = pd.array([int(n) if mark in COUNTED else None for mark, n, _ in own], dtype="Int64")
        table[f"{title}·状态"] = [SAID.get(mark) for mark, _, _ in own]
        table[f"{title}·逾期任务（项）"] = [int(late) for _, _, late in own]
    return pd.DataFrame(table)


def _untargeted(names: pd.DataFrame) -> str:
    open_ = [f"“{short}”" for short, aimed in zip(names["short"], names["targeted"], strict=True) if not aimed]
    return f"{'、'.join(open_)}无数值目标，只跟踪" if open_ else ""
