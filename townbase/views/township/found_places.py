"""Townships and schools whose name or code holds what the reader typed."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Ask, records
from townbase.selection import Selection
from townbase.text import holds_words, is_missing
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

FOUND = Card(
    key="found", file="查找结果", filters=("district", "find"), follows_opened=True, body_is_table=False, definition=""
)

MOST = 50
HEADS = {"name": "名称", "kind": "类型", "township": "乡镇", "district": "区县", "code": "代码", "note": "说明"}


def found_places(ask: Ask, selection: Selection, year: int) -> CardContent:
    """`frame`: name, href, kind, township, district, code, note; townships before schools, in official order.

    A school that is no longer listed in `year` is found too, under the year in which it was; an old code or name
    leads to what goes on under another.
    """
    every = records(ask("township/find", year=year, district=selection.district))
    found = [_row(row, selection, year) for row in every if _is_meant(row, selection.find)]
    schools = sum(row["is_school"] for row in found)
    frame = pd.DataFrame(found)
    rest = len(found) - MOST
    return CardContent(
        FOUND,
        title=f"名称或代码含“{selection.find}”的：乡镇（街道）{len(found) - schools} 个，学校（园）{words.count(schools)} 所",
        how="点名称看这个乡镇或这所学校。" if found else "",
        frame=frame.head(MOST),
        table=frame[list(HEADS)].rename(columns=HEADS) if found else frame,
        empty="没有找到。请少输几个字，或清空查找，从下面选择。",
        note=f"此处列前 {MOST} 个，另有 {words.count(rest)} 个见数据表；请多输几个字。" if rest > 0 else "",
    )


def _is_meant(row: Mapping, find: str | None) -> bool:
    return holds_words(_called(row), find) or holds_words(f"{_called(row)} {row['former']}", find)


def _called(row: Mapping) -> str:
    return f"{row['name']} {row['id']}"


def _note(row: Mapping, past: bool, find: str | None, year: int) -> str:
    parts = []
    if not holds_words(_called(row), find):
        own = _called(row)
        named = [text for text in row["former"].split(" ") if text not in own and holds_words(text, find)]
        parts.append(f"曾用名称或代码：{'、'.join(named[:3]) or row['former']}")
    if past:
        last = words.year_label(int(row["school_year"]))
        parts.append(f"{words.year_label(year)}名录中没有，最后一次列入是{last}")
    return "；".join(parts)


def _row(row: Mapping, selection: Selection, year: int) -> dict:
    school = bool(row["is_school"])
    past = school and int(row["school_year"]) < year
    asked = {"township": row["township_id"]} | ({"school": row["id"]} if school else {})
    at = {"year": int(row["school_year"])} if past else {}
    return {
        "name": say.text_of(row["name"]) or row["id"],
        "href": selection.href("township", find=None, with_=None, **at, **asked),
        "kind": words.SCHOOL_KIND.get(row["kind"], "") if school else say.text_of(row["kind"]),
        "township": say.text_of(row["township"]) if school else "",
        "district": "" if is_missing(row["district_name"]) else row["district_name"],
        "code": row["id"],
        "note": _note(row, past, selection.find, year),
        "is_school": school,
    }
