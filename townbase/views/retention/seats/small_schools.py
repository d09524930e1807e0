"""Schools whose first grade would be small: a township's forecast shared out by what each school takes today."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.selection import Selection
from townbase.views.retention import definitions
from townbase.views.retention.place import FIRST_GRADE, Where
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED
from townbase.views.shared.last_seen import SCHOOL

SCHOOLS = Card(
    key="schools",
    file="首年级人数少的学校",
    filters=(*STAYED, "under"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.SCHOOLS,
)


def schools(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """Schools whose first grade would fall under the reader's number in one of three years; `under` and links to change it."""
    under = int(selection.under)
    rows = rows.assign(
        href=[
            selection.href("township", district=None, township=t, school=s)
            for t, s in zip(rows["township_id"], rows["school_id"], strict=True)
        ],
    )
    table = rows[["district_name", "township", "name", "pupils", "expected_1", "expected_2", "expected_3"]].copy()
    for ahead in (1, 2, 3):
        table[f"expected_{ahead}"] = table[f"expected_{ahead}"].map(
            lambda n: words.rounded_to(n, 0), na_action="ignore"
        )
    heads = {
        "district_name": "区县",
        "township": "乡镇（街道）",
        "name": "学校",
        "pupils": f"{words.year_label(w.year)}首年级（人）",
    }
    heads |= {f"expected_{ahead}": f"{words.year_label(w.year + ahead)}首年级预计（人）" for ahead in (1, 2, 3)}
    return CardContent(
        SCHOOLS,
        title=f"{len(rows)} 所{SCHOOL[w.stage]}今后三年{FIRST_GRADE[w.stage]}可能少于 {under} 人"
        if len(rows)
        else f"首年级人数少的{SCHOOL[w.stage]}",
        how=f"学校预计人数 = 所在乡镇预计首年级人数 × 该校{words.year_label(w.year)}所占份额。",
        frame=rows.reset_index(drop=True),
        table=table.rename(columns=heads),
        empty=f"今后三年没有{SCHOOL[w.stage]}的{FIRST_GRADE[w.stage]}预计少于 {under} 人，或没有可推算的数据。",
        good=True,
    )


def thresholds(selection: Selection) -> list[tuple[str, str, bool]]:
    """(text, href, chosen) for each number of pupils the reader may set."""
    return [
        (f"少于 {each} 人", selection.href("retention", under=each), each == selection.under)
        for each in ("10", "15", "20", "30", "45")
    ]
