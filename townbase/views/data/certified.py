"""Where what inspectors signed and what is computed do not say the same."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.data import definitions
from townbase.views.data.export_columns import take
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.link_templates import many

CERTIFIED = Card(
    key="certified",
    file="测算与认定不一致",
    filters=("district",),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.CERTIFIED,
)

JUDGED = ("met", "not_met")
RESTS_ON = {"met": "达标", "not_met": words.UNMET, "missing": f"{words.UNREPORTED}或人数少"}
HEADS = {
    "name": "乡镇（街道）", "district": "区县", "goal": "目标", "year": "学年", "computed_word": "测算", "certified_word": "认定",
    **{key: f"核心指标{word}（项）" for key, word in RESTS_ON.items()},
    "decided_on": "认定日期", "decided_by": "认定单位", "file": "来源文件", "row": "来源行",
}  # fmt: skip


def certified(rows: pd.DataFrame, selection: Selection) -> CardContent:
    """Only the goals that differ, or that cannot be computed; the title counts all that were certified."""
    every = records(rows)
    shown = [
        _row(row, many(selection, "township", "township", "year", district=None)) for row in every if not _agrees(row)
    ]
    frame = pd.DataFrame(shown)
    return CardContent(
        CERTIFIED,
        title=_title(every),
        how="认定与同一学年的测算比较；点乡镇名看它在那一学年的各项指标。" if shown else "",
        frame=frame,
        table=take(frame, HEADS, numbers=("met", "not_met", "missing", "row")),
        empty="督导认定与测算全部一致。"
        if every
        else "还没有督导认定结果。由督导部门提供“督导认定”数据后与测算并列显示。",
        good=bool(every),
    )


def _agrees(row: Mapping) -> bool:
    return row["status"] == row["result"]


def _title(every: list[Row]) -> str:
    if not every:
        return "督导认定与测算"
    townships = len({row["township_id"] for row in every})
    same = sum(_agrees(row) for row in every)
    differ = sum(row["status"] in JUDGED and not _agrees(row) for row in every)
    open_ = len(every) - same - differ
    text = f"督导认定 {words.count(len(every))} 项目标（{townships} 个乡镇）：与测算一致 {words.count(same)} 项"
    return text + (f"，不一致 {differ} 项" if differ else "") + (f"，测算不能判定 {open_} 项" if open_ else "")


def _row(row: Mapping, href) -> dict:
    unknown = is_missing(row["status"])
    moved = "" if row["delivered_id"] == row["township_id"] else f"（原代码 {row['delivered_id']}）"
    return {
        "name": f"{say.text_of(row['name']) or row['township_id']}{moved}",
        "district": say.text_of(row["district_name"]),
        "goal": words.goal_title(row["goal"], say.text_of(row["goal_title"])),
        "year": words.year_label(row["school_year"]),
        "computed": "not_assessable" if unknown else row["status"],
        "computed_word": "没有测算" if unknown else words.GOAL_STATUS[row["status"]],
        "certified": row["result"],
        "certified_word": words.GOAL_STATUS[row["result"]],
        "differs": row["status"] in JUDGED,
        "rests_on": "这一学年没有测算，或未纳入范围" if unknown else _rests_on(row),
        "decided_on": words.date_table(row["decided_on"]),
        "decided_by": say.text_of(row["decided_by"]),
        **{key: None if is_missing(row[key]) else int(row[key]) for key in RESTS_ON},
        "file": row["source_file"],
        "row": int(row["source_row"]),
        "href": "" if is_missing(row["name"]) else href(row["township_id"], str(row["school_year"])),
    }


def _rests_on(row: Mapping) -> str:
    """核心指标：达标 16 项，未达标 1 项"""
    parts = [
        f"{word} {words.count(row[key])} 项" for key, word in RESTS_ON.items() if not is_missing(row[key]) and row[key]
    ]
    return f"核心指标：{'，'.join(parts)}" if parts else "没有应评的核心指标"
