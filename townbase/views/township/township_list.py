"""No township chosen: every township under its district, with its word of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED
from townbase.views.township.tables import goals_word

PICK = Card(key="pick", file="各乡镇进展", filters=NARROWED, follows_opened=True, body_is_table=False, definition="")


@dataclass(frozen=True)
class TownshipList:
    headline: str
    districts: list[Row]
    part: CardContent


def township_list(ask: Ask, selection: Selection, year: int) -> TownshipList:
    """Townships of the filters, in official order; the word is 6 项达标, 未达标 2 项, 暂不能判定 or 未纳入."""
    frame = ask(
        "township/list",
        year=year,
        district=selection.district,
        counted=selection.counted,
        batch=selection.batch,
        managing_body=selection.managing_body,
    )
    rows = [_row(row, selection) for row in records(frame)]
    districts = [{"name": name, "rows": list(own)} for name, own in groupby(rows, key=lambda row: row["district"])]
    return TownshipList(
        headline=_headline(frame, year, selection.district),
        districts=districts,
        part=CardContent(
            PICK,
            title=f"选择乡镇（{len(rows)} 个，按行政区划顺序）",
            how="后面是六项目标的达标情况；未纳入 80% 分母的不作判定。"
            if frame["status"].notna().any()
            else "没有乡镇可以判定；点乡镇名看它的学校、在校（园）生和已报的数据。",
            frame=frame,
            table=pd.DataFrame(
                [{"区县": row["district"], "乡镇": row["name"], "六项目标": row["word"]} for row in rows]
            ),
            empty="所选条件下没有乡镇。请减少一个筛选条件。",
        ),
    )


def _headline(frame: pd.DataFrame, year: int, district: str | None) -> str:
    where = f"{_district(records(frame)[0])} " if district is not None and len(frame) else ""
    tally = frame["status"].value_counts()
    counted = int(tally.sum())
    if not counted:
        return f"{words.year_label(year)}：{where.strip()}没有可以判定的乡镇"
    text = f"{words.year_label(year)} {where}{counted} 个纳入的乡镇中，{int(tally.get('met', 0))} 个六项目标全部达标"
    waiting = int(tally.get("not_assessable", 0))
    return text + (f"，{waiting} 个{words.UNDECIDED}" if waiting else "")


def _row(row: Mapping, selection: Selection) -> dict:
    return {
        "name": row["name"],
        "district": _district(row),
        "href": selection.href("township", township=row["township_id"]),
        "code": None if is_missing(row["status"]) else row["status"],
        "word": _word(row),
    }


def _district(row: Mapping) -> str:
    return str(row["district_id"] if is_missing(row["district_name"]) else row["district_name"])


def _word(row: Mapping) -> str:
    if is_missing(row["status"]):
        return "未纳入" if not is_missing(row["counted"]) and not row["counted"] and row["counted_known"] else ""
    return goals_word(row)
