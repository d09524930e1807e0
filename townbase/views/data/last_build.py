"""A build that was refused since, as a nightly one is while nobody looks: when, and what has to be mended."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from townbase import words
from townbase.text import holds_words
from townbase.versions import Attempt
from townbase.views.data import definitions
from townbase.views.data.export_columns import take
from townbase.views.data.findings import HEADS, SEVERITY
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

REFUSED = Card(
    key="refused",
    file="未能发布的数据问题",
    filters=("find",),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.REFUSED,
)


def refused(attempt: Attempt | None, find: str | None = None) -> CardContent | None:
    """None where the last build was not refused."""
    if attempt is None or attempt.version is not None:
        return None
    rows = [dict(zip(HEADS, finding, strict=True)) for finding in attempt.findings]
    wrong = sum(row["severity"] == "error" for row in rows)
    shown = [row for row in rows if holds_words("\n".join(row.values()), find)]
    frame = pd.DataFrame([row | {"severity": SEVERITY.get(row["severity"], row["severity"])} for row in shown])
    return CardContent(
        REFUSED,
        title=f"最近一次发布（{_when(attempt.when)}）没有完成：{words.count(wrong)} 项错误，现仍显示原来发布的结果",
        how="改正后重新发布，或等下一次定时发布；发布成功后本条消失。" if shown else "",
        frame=frame,
        table=take(frame, HEADS),
        empty="没有错误含有这些字。请换一个词，或清空查找框。",
    )


def _when(text: str) -> str:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{words.date_label(when)} {when:%H:%M}"
