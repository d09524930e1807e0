"""Where data is missing: returns that schools owe, and core rows that cannot be judged."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.overview import definitions, unmet_townships
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED

MISSING = Card(
    key="missing",
    file="未报数据",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.MISSING,
)
GAPS = Card(
    key="gaps",
    file="缺数据的核心指标",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.GAPS,
)


def missing_returns(missing: pd.DataFrame, towns: pd.DataFrame, selection: Selection) -> CardContent:
    """District × extract with returns not sent in: due and reported schools; only districts of the set."""
    names = dict(zip(towns["district_id"], towns["district_name"], strict=True))
    frame = missing[missing["district_id"].isin(names)]
    frame = frame[frame["due_schools"] > frame["reported_schools"]].reset_index(drop=True)
    frame = frame.assign(
        district=frame["district_id"].map(names),
        href=[selection.href("overview", district=each) for each in frame["district_id"]],
        label=[words.EXTRACT.get(str(each), str(each)) for each in frame["extract"]],
        lacking=(frame["due_schools"] - frame["reported_schools"]).astype(int),
    )
    table = frame[["district", "label", "due_schools", "reported_schools", "lacking"]]
    n = frame["district_id"].nunique()
    return CardContent(
        MISSING,
        title=f"学校（园）报表未报齐：{n} 个区县" if n else "学校（园）报表都已报送",
        how="格内为未报学校数（所）；报送后自动出现",
        frame=frame,
        table=table.set_axis(["区县", "数据", "应报学校（所）", "已报学校（所）", "未报学校（所）"], axis=1),
        empty="各区县学校（园）应报的各张报表都已报送；报表中单项空缺的，见“缺数据的核心指标”和乡镇页。"
        if len(missing)
        else "本学年没有应报数据的记录。",
        good=len(missing) > 0,
    )


def gaps(towns: pd.DataFrame, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """Core rows without a verdict: one line a row and reason, its townships (names, hrefs) together.

    `rows` of one year; no_data and too_small are what leaves a township without a judgement.
    """
    open_ = rows[(rows["role"] == "core") & rows["verdict"].isin(["no_data", "too_small"])]
    open_ = open_.assign(
        what=[unmet_townships.what(row) for row in tuples(open_)], why=[_why(row) for row in tuples(open_)]
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
        title=f"缺数据的核心指标：涉及 {places} 个乡镇" if places else "核心指标都有数据",
        how="没有数据就不判定，报送后自动判定",
        frame=frame.reset_index(drop=True),
        table=table.set_axis(["指标", "原因", "乡镇数（个）", "乡镇（街道）"], axis=1),
        empty="纳入范围的乡镇各项核心指标都可以判定。" if len(towns) else unmet_townships.nobody(),
        good=len(towns) > 0,
    )


def _why(row) -> str:
    """Why this row has no verdict, in one phrase."""
    word = words.verdict(row.verdict, row.reason)
    reason = "" if is_missing(row.reason) else words.REASON.get(row.reason, "")
    return f"{word}：{reason}" if reason else word
