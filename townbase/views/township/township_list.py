"""No township chosen: every township with its state of the year, what is unmet and what is overdue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import export_cells
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED
from townbase.views.township.similar import goals_word

PICK = Card(key="pick", file="各乡镇进展", filters=NARROWED, follows_opened=True, body_is_table=True, definition="")


@dataclass(frozen=True)
class TownshipList:
    headline: str
    part: CardContent


def township_list(ask: Ask, selection: Selection, year: int) -> TownshipList:
    """Townships of the filters, those with most left to do first; the word is 6 项达标, 2 个目标未达标, 暂不能判定 or 未纳入."""
    found = ask(
        "township/list",
        year=year,
        district=selection.district,
        counted=selection.counted,
        batch=selection.batch,
        managing_body=selection.managing_body,
    )
    frame = pd.DataFrame(sorted((_row(row, selection) for row in records(found)), key=_by_work))
    judged = bool(found["status"].notna().any())
    heads = {
        "district": "区县",
        "name": "乡镇",
        "word": "六项目标",
        "unmet_core": f"{words.UNMET}核心指标（项）",
        "tasks_overdue": "逾期任务（项）",
    }
    table = frame[list(heads)].rename(columns=heads) if len(frame) else frame
    return TownshipList(
        headline=_headline(found, year, selection.district),
        part=CardContent(
            PICK,
            title=f"选择乡镇（{len(frame)} 个" + (f"，{words.UNMET}多的在前）" if judged else "，按行政区划顺序）"),
            how="点列名排序；未纳入 80% 分母的不作判定。"
            if judged
            else "没有乡镇可以判定；点乡镇名看它的学校、在校（园）生和已报的数据。",
            frame=frame,
            table=export_cells.typed(table, *list(heads.values())[3:]),
            empty="所选条件下没有乡镇。请减少一个筛选条件。",
        ),
    )


def _headline(frame: pd.DataFrame, year: int, district: str | None) -> str:
    where = f"{_district(records(frame)[0])} " if district is not None and len(frame) else ""
    tally = frame["status"].value_counts()
    counted, when = int(tally.sum()), words.year_label(year)
    if not counted:
        return f"{when}：{where.strip()}没有可以判定的乡镇"
    if bool(frame["is_base_year"].fillna(False).any()):
        return f"{when}为基期，不判定：{where}{counted} 个纳入的乡镇"
    text = f"{when} {where}{counted} 个纳入的乡镇中，{int(tally.get('met', 0))} 个六项目标全部达标"
    waiting = int(tally.get("not_assessable", 0))
    return text + (f"，{waiting} 个{words.UNDECIDED}" if waiting else "")


def _by_work(row: Mapping) -> tuple[int, int]:
    """What is most unmet first, what is not judged last, else the official order."""
    rank = ("not_met", "not_assessable", "met").index(row["code"]) if row["code"] else 3
    return rank, -int(row["unmet_core"] or 0)


def _row(row: Mapping, selection: Selection) -> dict:
    judged = not is_missing(row["status"]) and not row["is_base_year"]
    return {
        "name": row["name"],
        "district": _district(row),
        "href": selection.href("township", township=row["township_id"]),
        "code": row["status"] if judged else None,
        "word": "基期，不判定" if not judged and not is_missing(row["status"]) else _word(row),
        "unmet_core": row["unmet_core"] if judged else None,
        "goals_not_met": row["goals_not_met"] if judged else None,
        "tasks_overdue": row["tasks_overdue"],
    }


def _district(row: Mapping) -> str:
    return str(row["district_id"] if is_missing(row["district_name"]) else row["district_name"])


def _word(row: Mapping) -> str:
    if is_missing(row["status"]):
        return "未纳入" if not is_missing(row["counted"]) and not row["counted"] and row["counted_known"] else ""
    return goals_word(row)
