"""Two figures of every township side by side, which claim no cause: money and conditions, teachers who left and backbone teachers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.gap import definitions
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.link_templates import many

MONEY = Card(
    key="money", file="到位资金与办学条件变化", filters=("district",), follows_opened=True, body_is_table=False,
    definition=definitions.MONEY,
)  # fmt: skip
LEAVING = Card(
    key="leaving", file="教师调离与骨干教师", filters=("district",), follows_opened=True, body_is_table=False,
    definition=definitions.LEAVING,
)  # fmt: skip
NO_CAUSE = "两项并列，不说明因果"
MONEY_HEADS = {
    "district_name": "区县",
    "name": "乡镇（街道）",
    "received": "基期以来到位资金（元）",
    "pupils": "在校（园）生（人）",
    "each_pupil": "生均到位资金（元）",
    "rows": "参与比较的条件指标（项）",
    "change": "条件指标达标程度变化（个百分点）",
}
LEAVING_HEADS = {
    "district_name": "区县",
    "name": "乡镇（街道）",
    "gone": "调离本镇教师（名）",
    "at_start": "上学年初教师（名）",
    "left_share": "调离占比（%）",
    "backbone": "县级以上骨干教师（名）",
    "teachers": "专任教师（名）",
    "backbone_share": "骨干教师占比（%）",
}


@dataclass(frozen=True)
class TwoFigures:
    """part.frame: name, district, href, across, up, across_said, up_said · across, up: what the axes count"""

    part: CardContent
    across: str
    up: str
    alt: str


def money(ask: Ask, selection: Selection, year: int) -> TwoFigures:
    rows = records(ask("gap/funding", year=year, district=selection.district))
    known = [row for row in rows if not is_missing(row["each_pupil"]) and not is_missing(row["change"])]
    href = many(selection, "township", "township", action="1")
    frame = pd.DataFrame([_dot(row, href, row["each_pupil"], row["change"] * 100) for row in known])
    if known:
        frame["across_said"] = [f"{words.count(words.whole(row['each_pupil']))} 元/生" for row in known]
        frame["up_said"] = [words.points(row["change"]) for row in known]
    table = [row | {"each_pupil": words.rounded_to(row["each_pupil"], 0), "change": words.in_points(row["change"])} for row in known]  # fmt: skip
    return _made(
        MONEY, frame, table, MONEY_HEADS, _money_title(known), len(rows) - len(known),
        across="基期以来生均到位资金（元）", up="条件指标达标程度变化（个百分点）",
        empty="资金或办学条件数据未报齐，或所选学年是基期，没有可以并列的乡镇。",
    )  # fmt: skip


def leaving(ask: Ask, selection: Selection, year: int) -> TwoFigures:
    rows = records(ask("gap/leaving", year=year, district=selection.district))
    known = [row for row in rows if not is_missing(row["left_share"]) and not is_missing(row["backbone_share"])]
    href = many(selection, "township", "township", action="3")
    frame = pd.DataFrame([_dot(row, href, row["left_share"] * 100, row["backbone_share"] * 100) for row in known])
    if known:
        frame["across_said"] = [f"{words.share(row['left_share'])}（{words.count(row['gone'])} 名）" for row in known]
        frame["up_said"] = [f"{words.share(row['backbone_share'])}（{words.count(row['backbone'])} 名）" for row in known]  # fmt: skip
    table = [row | {key: words.percent(row[key]) for key in ("left_share", "backbone_share")} for row in known]
    return _made(
        LEAVING, frame, table, LEAVING_HEADS, _leaving_title(known), len(rows) - len(known),
        across="上学年调离本镇教师占比（%）", up="骨干教师占比（%）",
        empty="教师调离或骨干教师数据未报齐，没有可以并列的乡镇。",
    )  # fmt: skip


def _made(
    card: Card, frame: pd.DataFrame, table: list[Row], heads: dict[str, str], title: str, left: int, *, across: str, up: str, empty: str
) -> TwoFigures:  # fmt: skip
    part = CardContent(
        card,
        title=title,
        how=f"每点一个乡镇（街道）；横轴{across}，纵轴{up}；{NO_CAUSE}。指向一点看数值，点一点看这个乡镇。",
        frame=frame,
        table=pd.DataFrame(table)[list(heads)].rename(columns=heads) if table else frame,
        empty=empty,
        note=f"另有 {left} 个乡镇数据未报齐，不画。" if left and table else "",
    )
    return TwoFigures(part, across, up, f"散点图，每点一个乡镇：横轴{across}，纵轴{up}。{title}。各点数值见数据表。")


def _dot(row: Row, href: Callable[..., str], across: float, up: float) -> Row:
    return {
        "name": row["name"],
        "district": row["district_name"],
        "href": href(row["township_id"]),
        "across": float(across),
        "up": float(up),
    }


def _money_title(known: list[Row]) -> str:
    """资金多的一半乡镇中 30 个条件指标提高，少的一半中 28 个（两项并列，不说明因果）"""
    if len(known) < 2:
        return "到位资金与办学条件变化"
    middle = median(row["each_pupil"] for row in known)
    more = [row for row in known if row["each_pupil"] > middle]
    fewer = [row for row in known if row["each_pupil"] <= middle]
    rose = [sum(row["change"] > 1e-9 for row in half) for half in (more, fewer)]
    return (
        f"生均到位资金高于中位数的 {len(more)} 个乡镇中 {rose[0]} 个条件指标达标程度提高，"
        f"其余 {len(fewer)} 个中 {rose[1]} 个（{NO_CAUSE}）"
    )


def _leaving_title(known: list[Row]) -> str:
    if len(known) < 2:
        return "教师调离与骨干教师占比"
    middles = {key: median(row[key] for row in known) for key in ("left_share", "backbone_share")}
    both = sum(row["left_share"] > middles["left_share"] and row["backbone_share"] < middles["backbone_share"] for row in known)  # fmt: skip
    return f"{len(known)} 个乡镇中 {both} 个教师调离高于中位数且骨干教师占比低于中位数（{NO_CAUSE}）"
