"""What two versions judge by: settings, indicators and goals that differ, and the program itself."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import records
from townbase.compare import Compared
from townbase.text import is_missing
from townbase.views.changes import definitions
from townbase.views.changes.cells import made
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

RULES = Card(
    key="rules", file="规则与上次相比", filters=("since",), follows_opened=True, body_is_table=True,
    definition=definitions.RULES,
)  # fmt: skip
HEADS = {"what": "类别", "id": "编号", "field": "项目", "before": "原内容", "now": "现内容"}


def rules(told: Compared) -> CardContent:
    """A row a setting or a field of the policy's rows."""
    rows = [
        {
            "what": words.RULE_SOURCE[row["what"]],
            "id": row["id"],
            "field": row["field"],
            "before": "" if is_missing(row["before_value"]) else row["before_value"],
            "now": "" if is_missing(row["now_value"]) else row["now_value"],
        }
        for row in sorted(records(told["rule_change"]), key=lambda row: (row["what"], row["id"], row["field"]))
    ]
    frame = pd.DataFrame(rows)
    return CardContent(
        RULES,
        title=f"规则改了 {words.count(len(rows))} 项",
        how="设置、指标和目标中内容不同的各项",
        frame=frame,
        table=made(rows, HEADS),
        empty="设置、指标和目标都没有改动。",
        good=True,
    )
