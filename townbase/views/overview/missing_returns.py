"""Where data is missing: returns that schools owe, and core rows that cannot be judged."""

from __future__ import annotations

import pandas as pd

from townbase.asking import tuples
from townbase.selection import Selection
from townbase.views.overview import definitions, unmet_townships
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED
from townbase.views.shared.link_templates import many

MISSING = Card(
    key="missing",
    file="未报数据",
    filters=("district",),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.MISSING,
)
GAPS = Card(
    key="gaps",
    file="不能判定的核心指标",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.GAPS,
)


def missing_returns(lacking: pd.DataFrame, said: str, selection: Selection) -> CardContent:
    """Area (district, or township of the chosen one) × extract not all in, with a way there; `lacking`, `said`: of views.shared.returns."""
    page, key = ("overview", "district") if selection.district is None else ("township", "township")
    href = many(selection, page, key)
    frame = lacking.assign(href=[href(each) for each in lacking["area_id"]])
    table = frame[["name", "label", "due", "reported", "lacking"]]
    kind = "区县" if selection.district is None else "乡镇（街道）"
    return CardContent(
        MISSING,
        title=said,
        how="格内为未报份数／应报份数；报送后自动出现",
        frame=frame,
        table=table.set_axis([kind, "数据", "应报（份）", "已报（份）", "未报（份）"], axis=1),
        empty="应报的各类数据都已报齐；报表中单项空缺的，见“不能判定的核心指标”和乡镇页。",
        good=True,
    )


def gaps(towns: pd.DataFrame, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """Core rows without a verdict: one line a row and reason, its townships (names, hrefs) together.

    `rows` of one year; no_data and too_small are what leaves a township without a judgement.
    """
    open_ = rows[(rows["role"] == "core") & rows["verdict"].isin(["no_data", "too_small"])]
    open_ = open_.assign(
        what=[unmet_townships.what(row) for row in tuples(open_)],
        why=[unmet_townships.why_open(row) for row in tuples(open_)],
    )
    names = dict(zip(towns["township_id"], towns["name"], strict=True))
    lines = [
        (what, why, len(own), [(names[each], selection.href("township", township=each)) for each in own["township_id"]])
        for (_, _, what, why), own in open_.groupby(["action", "indicator_id", "what", "why"], sort=True)
    ]
    frame = pd.DataFrame(lines, columns=["what", "why", "n", "townships"]).sort_values(
        "n", ascending=False, kind="stable"
    )
    table = frame.assign(townships=["、".join(name for name, _ in pairs) for pairs in frame["townships"]])
    places = open_["township_id"].nunique()
    return CardContent(
        GAPS,
        title=f"不能判定的核心指标：涉及 {places} 个乡镇" if places else "核心指标都可以判定",
        how="数据未报的，报送后自动判定；人数少的不作判定",
        frame=frame.reset_index(drop=True),
        table=table.set_axis(["指标", "原因", "乡镇数（个）", "乡镇（街道）"], axis=1),
        empty="纳入范围的乡镇各项核心指标都可以判定。" if len(towns) else unmet_townships.nobody(),
        good=len(towns) > 0,
    )
