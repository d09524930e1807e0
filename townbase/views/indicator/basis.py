"""On what one indicator rests: document, section and number of its demand, the whole sentence, formula, line, who acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.data.drill_limits import extracts_behind
from townbase.views.shared import measure_source
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED, ONE
from townbase.views.shared.clause_context import Cited, cited_by, in_context
from townbase.views.shared.indicator_definition import define

BASIS = Card(
    key="basis", file="口径与依据", filters=(*NARROWED, *ONE), follows_opened=True, body_is_table=True, definition="",
)  # fmt: skip
LEVEL = {"school": "各学校", "township": "各乡镇（中心校）", "district": "各区县教育和体育局"}


@dataclass(frozen=True)
class Basis:
    """`lines`: (term, what it is); `cited`: each clause in its whole sentence, with where it stands."""

    lines: tuple[tuple[str, str], ...]
    cited: tuple[tuple[str, Cited], ...]
    part: CardContent


def basis(
    indicator: Mapping, clauses: Iterable[Row], rows: list[Row], offices: Iterable[str], files: Iterable[Row]
) -> Basis:
    """rows: of indicator/townships · offices: that lead the action's tasks · files: of the delivery"""
    clauses = list(clauses)
    context = in_context(clauses)
    definition = define(indicator, context)
    numbers = _numbers(clauses)
    ids = [
        key
        for key in dict.fromkeys((indicator["clause_id"], indicator["clause_2"]))
        if not is_missing(key) and key in numbers
    ]
    cited = tuple(zip((numbers[key] for key in ids), cited_by(indicator, context), strict=True))
    lines = [
        ("算法", f"{definition.formula}{_pooled(indicator)}"),
        ("达标线", definition.target),
        (
            "性质",
            f"{definition.role}；{definition.basis}；{words.action_title(indicator['action'], say.text_of(indicator['action_title']))}",
        ),
        ("责任单位", _owners(indicator, rows)),
        ("牵头处室", "、".join(offices)),
        ("来源", _source(indicator, files, rows)),
    ]
    lines = tuple((term, text) for term, text in lines if text)
    said = [("文件", words.DOCUMENT), *(("条款", f"{where}：{one.sentence}") for where, one in cited), *lines]
    frame = pd.DataFrame(said, columns=["项目", "内容"])
    return Basis(lines, cited, CardContent(BASIS, title="口径与依据", frame=frame, table=frame))


def _numbers(clauses: list[Row]) -> dict[str, str]:
    """clause_id -> 第四部分（目标）第（三）条第 5 项要求; the number counts the demands under one heading."""
    found, heading, nth = {}, "", 0
    for row in clauses:
        if row["kind"] == "heading":
            heading, nth = row, 0
            continue
        nth += 1
        if heading is not None and row["kind"] == "demand":
            found[row["clause_id"]] = f"{_under(row)}第 {nth} 项要求"
    return found


def _under(row: Mapping) -> str:
    goals = int(row["section"]) == 4
    number = row["goal"] if goals else row["action"]
    return f"{'第四部分（目标）' if goals else '第五部分（举措）'}第（{words.numeral(int(float(number)))}）条"


def _pooled(indicator: Mapping) -> str:
    """Sums, never the mean of the schools' shares."""
    if indicator["form"] == "difference_rate" or indicator["scope"] == "seat_vs_other":
        return ""
    return "；按全市学校合并计算" if indicator["level"] == "city" else "；按乡镇内学校合并计算，不取各校平均"


def _owners(indicator: Mapping, rows: list[Row]) -> str:
    """Who can act: 各区县教育和体育局（共 12 个）, or the one unit of a district."""
    level = say.text_of(indicator["owner_level"])
    units = sorted({row["owner_unit"] for row in rows if not is_missing(row["owner_unit"])})
    if len(units) == 1:
        return units[0]
    return LEVEL.get(level, "") + (f"，共 {len(units)} 个单位" if units else "")


def _source(indicator: Mapping, files: Iterable[Row], rows: list[Row]) -> str:
    """教师队伍（统计报表，已审）；应报 465 所，已报 465 所"""
    by = {file["extract"]: file for file in files}
    names = []
    for extract in extracts_behind(indicator):
        file = by.get(extract)
        state = (
            "未提供"
            if file is None
            else f"{say.text_of(file['source_kind'])}，{'已审' if file['reviewed'] else '待审'}"
        )
        names.append(f"{measure_source.extract_names((extract,))}（{state}）")
    due = sum(row["due"] for row in rows if not is_missing(row["due"]))
    got = sum(row["reported"] for row in rows if not is_missing(row["reported"]))
    told = f"；应报 {words.count(due)} 份，已报 {words.count(got)} 份" if due else ""
    return "、".join(names) + told
