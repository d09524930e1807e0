"""One action district by district, year by year since the base year: how many of its townships are met."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_ACTION

DISTRICTS = Card(
    key="districts", file="各区县进展", filters=OF_ACTION, follows_opened=True, body_is_table=True, definition=""
)


def districts(found: pd.DataFrame, selection: Selection, year: int) -> CardContent | None:
    """`frame`: a district each with its years; None where one district is chosen, or nobody can be judged."""
    rows = records(found)
    judged = any(row["school_year"] == year and (row["met"] or row["not_met"]) for row in rows)
    if selection.district is not None or not judged:
        return None
    years = list(range(min(int(row["school_year"]) for row in rows), year + 1))
    listed = []
    for district, own in groupby(rows, key=lambda row: row["district_id"]):
        by_year = {int(row["school_year"]): row for row in own}
        if year in by_year:
            listed.append(_district(district, by_year, years, selection))
    full = sum(one["met"] == one["townships"] for one in listed)
    frame = pd.DataFrame(listed)
    return CardContent(
        DISTRICTS,
        title=f"{len(listed)} 个区县中 {full} 个全部乡镇达标"
        if full
        else f"{len(listed)} 个区县都还有{words.UNMET}的乡镇",
        how=f"小线为达标乡镇占该区县乡镇的比例（{years[0]}—{years[-1]} 年），断开处{words.UNDECIDED}；点区县名看本区县。",
        frame=frame,
        table=_table(listed, years),
    )


def _district(district: str, by_year: dict[int, dict], years: list[int], selection: Selection) -> dict:
    now, before = by_year[max(years)], by_year.get(max(years) - 1)
    name = now["district_name"]
    step = None if now["waiting"] or before is None or not _is_judged(before) else now["met"] - before["met"]
    return {
        "name": district if is_missing(name) else name,
        "href": selection.href("actions", district=district),
        "met": now["met"],
        "townships": now["townships"],
        "behind": now["behind"],
        "waiting": now["waiting"],
        "text": words.each(now["met"], now["townships"]) + "达标",
        "against": _against(step, now["waiting"]),
        "fewer": step is not None and step < 0,
        "bars": [_bar(year, by_year.get(year)) for year in years],
    }


def _against(step: int | None, waiting: int) -> str:
    """While some cannot be judged, fewer met is no falling back."""
    if waiting:
        return f"{waiting} 个{words.UNDECIDED}"
    if step is None:
        return "没有上年数据"
    return f"比上年多 {step} 个" if step > 0 else f"比上年少 {-step} 个" if step else "与上年相同"


def _is_judged(row: dict) -> bool:
    return bool(row["met"] or row["not_met"])


def _bar(year: int, row: dict | None) -> dict:
    """share is None where nobody could be judged: that is no 0."""
    if row is None or not _is_judged(row):
        return {"year": year, "share": None, "text": f"{year} 年 {words.UNDECIDED}", "met": None, "townships": None}
    met, townships = row["met"], row["townships"]
    text = f"{year} 年 {words.each(met, townships)}达标"
    return {"year": year, "share": met / townships, "text": text, "met": met, "townships": townships}


def _table(listed: list[Row], years: list[int]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"区县": one["name"], "乡镇（个）": one["townships"]}
            | {f"{bar['year']} 年达标（个）": bar["met"] for bar in one["bars"]}
            | {f"{bar['year']} 年乡镇（个）": bar["townships"] for bar in one["bars"]}
            | {"滞后（个）": one["behind"], f"{words.UNDECIDED}（个）": one["waiting"]}
            for one in listed
        ]
    ).convert_dtypes()
