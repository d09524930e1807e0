"""What the checks of the build found and let pass, for the clerk who can mend it."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import holds_words
from townbase.views.data import definitions
from townbase.views.data.export_columns import take
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

FINDINGS = Card(
    key="findings",
    file="数据检查提醒",
    filters=("find",),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.FINDINGS,
)

HEADS = {"severity": "级别", "file": "文件", "key": "位置", "what": "问题", "todo": "处理"}
SEVERITY = {"warning": "提醒", "error": "错误"}
NONE = "发布前的检查没有发现问题，没有要处理的事。"


def findings(rows: pd.DataFrame, selection: Selection) -> CardContent:
    """One row a finding; `find` looks in all of it."""
    every = [_row(row) for row in records(rows)]
    shown = [row for row in every if holds_words("\n".join(row.values()), selection.find)]
    frame = pd.DataFrame(shown)
    return CardContent(
        FINDINGS,
        title=_title(every, shown, selection.find),
        how="每条写明在哪里、是什么、怎样处理；处理后重新发布，提醒即消失。" if shown else "",
        frame=frame,
        table=take(frame, HEADS),
        empty="没有提醒含有这些字。请换一个词，或清空查找框。" if every else NONE,
        good=not every,
    )


def _row(row: dict) -> dict[str, str]:
    texts = {key: "" if row[key] is None else str(row[key]) for key in HEADS}
    return texts | {"severity": SEVERITY.get(texts["severity"], texts["severity"])}


def _title(every: list[Row], shown: list[Row], find: str | None) -> str:
    if not every:
        return "数据检查提醒：没有"
    if find:
        return f"数据检查提醒 {words.count(len(every))} 条中 {words.count(len(shown))} 条含“{find}”"
    return f"数据检查提醒 {words.count(len(every))} 条"
