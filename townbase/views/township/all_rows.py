"""All indicators of a township against their targets, under the goals."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP
from townbase.views.township import indicator_rows

ROWS = Card(
    key="rows",
    file="各项指标",
    filters=(*OF_TOWNSHIP, "action", "goal", "urban"),
    follows_opened=True,
    body_is_table=True,
    definition="",
)


def has_rows(rows: list[Row]) -> bool:
    """Whether anything at all was returned; counted townships wait row by row, with their due schools named."""
    return any(not is_missing(row["value"]) or not is_missing(row["verdict"]) for row in rows)


def rows_part(rows: list[Row], judged: bool, counted: bool) -> CardContent:
    unmet, table = [row for row in rows if row["verdict"] == "not_met"], indicator_rows.table(rows)
    if not judged:
        title = "各项指标数值" if counted else "各项指标数值（不作判定）"
    elif unmet:
        title = f"{len(unmet)} 项指标{words.UNMET}，其中核心指标 {sum(row['role'] == 'core' for row in unmet)} 项"
    else:
        title = f"没有{words.UNMET}的指标"
    return CardContent(
        ROWS,
        title=title,
        how="竖线为目标，左为不足、右为超过；虚线为城区水平；箭头表示超出图幅；点指标名看各乡镇，点现值看各校。"
        + ("目标只看核心指标，注明“参考”的不影响目标判定。" if judged else "目标是对纳入乡镇的要求，列在这里供对照。"),
        frame=pd.DataFrame({"row": range(len(rows))}) if has_rows(rows) else pd.DataFrame(),
        table=table if judged or table.empty else table.drop(columns=["判定", "说明", "还差", "还差单位", "差距说明"]),
        empty="没有教师、办学条件、课程与教学、督导、学业水平、满意度和户籍去向的数据，所以不列指标，也不判定目标；报送后自动出现。",
    )
