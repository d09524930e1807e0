"""Which indicators hold most townships back, in the city or in one district."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.selection import Selection
from townbase.views.overview import definitions, unmet_townships
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED
from townbase.views.shared.link_templates import many

INDICATORS = Card(
    key="indicators",
    file=f"{words.UNMET}指标",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.INDICATORS,
)

KEYS = ["role", "action", "indicator_id", "stage", "title"]


def ranked_indicators(rows: pd.DataFrame, selection: Selection) -> CardContent:
    """Indicator × stage by the number of townships that do not meet it; core rows, which the goals hang on, first."""
    unmet = rows.loc[rows["verdict"] == "not_met", KEYS]
    tally = Counter(tuples(unmet))
    ranked = sorted(tally, key=lambda row: (row.role, -tally[row], *row[1:]))  # core < reference
    href = many(selection, "actions", "action", "indicator")
    frame = pd.DataFrame(
        [
            (
                unmet_townships.what(row),
                href(str(row.action), row.indicator_id),
                tally[row],
                tally[row] * (row.role == "core"),
                words.ROLE[row.role],
            )
            for row in ranked
        ],
        columns=["label", "href", "n", "core", "role"],
    )
    return CardContent(
        INDICATORS,
        title=unmet_townships.most(list(frame["label"]), list(frame["core"])) or f"没有核心指标{words.UNMET}",
        how=f"{words.UNMET}的乡镇数，核心指标在前（深色），参考指标在后（浅色）；点指标名看是哪些乡镇",
        frame=frame,
        table=frame[["label", "role", "n"]].set_axis(["指标", "类别", f"{words.UNMET}乡镇（个）"], axis=1),
        empty="应评指标全部达标，或没有可以判定的指标。",
    )
