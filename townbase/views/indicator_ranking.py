"""Which indicators hold most townships back, in the city or in one district."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.views import needs
from townbase.views.part import Part


def ranked_indicators(rows: pd.DataFrame, selection) -> Part:
    """Indicator × stage by the number of townships that do not meet it; core rows, which the goals hang on, first."""
    unmet = rows[rows["verdict"] == "not_met"]
    keys = ["action", "indicator_id", "stage", "title", "role"]
    tally = unmet.groupby(keys).size().rename("n").reset_index()
    tally = tally.sort_values(["role", "n"], ascending=[True, False], kind="stable")  # core < reference
    core = tally["role"] == "core"
    frame = pd.DataFrame(
        {
            "label": [needs.what(row) for row in tally.itertuples()],
            "href": [
                selection.href("actions", action=int(row.action), indicator=row.indicator_id) for row in tally.itertuples()
            ],
            "n": tally["n"].to_numpy(),
            "core": tally["n"].where(core, 0).to_numpy(),
            "role": tally["role"].map(words.ROLE).to_numpy(),
        }
    )
    table = frame[["label", "role", "n"]]
    return Part(
        title=needs.most(list(frame["label"]), list(frame["core"])) or "没有核心指标未达标",
        how="未达标的乡镇数，核心指标在前（深色），参考指标在后（浅色）；点指标名看是哪些乡镇",
        frame=frame,
        table=table.set_axis(["指标", "类别", "未达标乡镇（个）"], axis=1),
        empty="应评指标全部达标，或没有可以判定的指标。",
    )
