"""差异率: how far a township's results lie under the urban quality schools'. Never a mean, a ranking or a school.

Townships in official order; where one school carries a stage only the word is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.gap import definitions
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.link_templates import many

DIFFERENCE = Card(
    key="difference",
    file="差异率",
    filters=("district", "stage", "formula"),
    follows_opened=False,
    body_is_table=True,
    definition=definitions.DIFFERENCE,
)
DEPENDENT = Card(
    key="formula",
    file="取决于算法的乡镇",
    filters=("district", "stage"),
    follows_opened=False,
    body_is_table=True,
    definition=definitions.FORMULA,
)

UNREPORTED = "未报"
HOW = {
    "mean_difference": "算法：（城区优质学校平均水平 − 本镇平均水平）÷ 城区优质学校平均水平；负数为高于城区。",
    "mean_spread": "算法：各校平均水平与城区优质学校之差的均方根 ÷ 城区优质学校平均水平；高于城区的差也计入。",
    "variance_share": "算法：各校平均水平与城区优质学校之差的方差 ÷（该方差 + 校内方差）。",
}


def read(ask: Ask, selection: Selection, year: int) -> list[Row]:
    return records(ask("gap/difference", year=year, stage=_stage(selection), district=selection.district))


def absent(ask: Ask, selection: Selection, year: int) -> list[Row]:
    """Township × stage that has no rate: not reported, or without a school of the stage."""
    return records(ask("gap/difference_absent", year=year, stage=_stage(selection), district=selection.district))


def _stage(selection: Selection) -> str | None:
    return selection.stage if selection.stage in ("primary", "junior") else None


def formula_of(rows: list[Row], selection: Selection) -> str:
    """The chosen formula, else the judged one."""
    there = {row["formula"] for row in rows}
    if selection.formula is not None and selection.formula in there:
        return selection.formula
    return next((row["formula"] for row in rows if row["judged"]), "mean_difference")


def chips(rows: list[Row], formula: str, selection: Selection) -> list[Row]:
    """The formulas that can be computed; the judged one has the address without the key."""
    judged = next((row["formula"] for row in rows if row["judged"]), None)
    return [
        {
            "label": name + ("（判定所用）" if code == judged else ""),
            "title": HOW[code],
            "href": selection.href("gap", formula=None if code == judged else code),
            "current": code == formula,
        }
        for code, name in words.FORMULA.items()
        if any(row["formula"] == code for row in rows)
    ]


def townships(rows: list[Row], without: list[Row], formula: str, selection: Selection, missing: str) -> CardContent:
    """Each township's rate by stage and subject; those with one not below the limit stand open.

    without: the rows of `absent`, so that what is not reported is told from what does not apply
    """
    own = [row for row in rows if row["formula"] == formula]
    columns = sorted({(row["stage"], row["subject"]) for row in own}, key=lambda each: (each[0] != "primary", each[1]))
    groups = _groups(own, without)
    why = {(row["township_id"], row["stage"]): row for row in without}
    href = many(selection, "township", "township", indicator="difference_rate")
    lines = [_township(group, columns, why, href) | {"limit": _limit(own)} for group in groups]
    return CardContent(
        DIFFERENCE,
        title=_title(lines, formula),
        how=f"{HOW[formula]}要求低于 {_limit(own)}。按行政区划顺序；全镇只有一所学校参加监测的只写是否低于 {_limit(own)}。",
        frame=pd.DataFrame(lines),
        table=_table(columns, groups, why),
        empty=missing or "本学年没有学业水平监测数据。",
        note=""
        if formula == "mean_difference"
        else "这种算法下，参加监测的学校只有一两所的乡镇不列数值，只列是否低于上限，以免推算出单个学校的水平。",
    )


def dependent(rows: list[Row], selection: Selection, missing: str) -> CardContent:
    """Township × stage whose word differs between the formulas."""
    codes = [code for code in words.FORMULA if any(row["formula"] == code for row in rows)]
    lines, href = [], many(selection, "township", "township", "stage", indicator="difference_rate")
    groups = [list(group) for _, group in groupby(rows, key=lambda row: (row["township_id"], row["stage"]))]
    for group in groups:
        met = {
            code: all(row["met"] for row in group if row["formula"] == code)
            for code in codes
            if any(row["formula"] == code for row in group)
        }
        if len(set(met.values())) > 1:
            lines.append(_dependent(group[0], met, codes, href))
    frame = pd.DataFrame(lines)
    heads = ["区县", "乡镇（街道）", "学段", *(words.FORMULA[code] for code in codes)]
    table = pd.DataFrame(
        [(line["district"], line["name"], line["stage"], *(word for _, word in line["words"])) for line in lines],
        columns=heads,
    )
    places = len({line["township_id"] for line in lines})
    return CardContent(
        DEPENDENT,
        title=f"换用其他算法，{places} 个乡镇的差异率判定会变"
        if lines
        else "换用其他算法，差异率的判定不变"
        if rows
        else "差异率的算法",
        how=f"同一学段各学科都低于 {_limit(rows)} 为达标。政策没有公布差异率的算法，判定所用算法由设置确定。",
        frame=frame,
        table=table,
        empty=missing or f"{len(codes)} 种算法下判定都相同。" if rows else missing or "本学年没有学业水平监测数据。",
        good=bool(rows),
        note=_by_formula(groups, rows, codes) if rows else "",
    )


def _by_formula(groups: list[list[Row]], rows: list[Row], codes: list[str]) -> str:
    """How many townships each other formula would judge otherwise: one strict formula must not speak for all."""
    judged = next((row["formula"] for row in rows if row["judged"]), None)
    parts = []
    for code in codes:
        moved = {
            group[0]["township_id"]
            for group in groups
            if {row["formula"] for row in group} >= {judged, code}
            and all(row["met"] for row in group if row["formula"] == code)
            != all(row["met"] for row in group if row["formula"] == judged)
        }
        if code != judged:
            parts.append(f"换用{words.FORMULA[code]} {len(moved)} 个")
    lines = "，".join(parts) + "。" if parts else ""
    return lines + ("" if "variance_share" in codes else "未提供标准差（assessment 的 sd 列），校间方差占比无法计算。")


def _groups(own: list[Row], without: list[Row]) -> list[list[Row]]:
    """The rows of each township in official order; one that has reported no stage at all still is a line."""
    late = [row for row in without if row["verdict"] == "no_data"] if own else []
    every = sorted([*own, *late], key=lambda row: (row["district_id"], row["township_id"]))
    return [list(group) for _, group in groupby(every, key=lambda row: row["township_id"])]


def _township(group: list[Row], columns: list[tuple[str, str]], why: Mapping, href: Callable[..., str]) -> dict:
    first, at = group[0], _by_column(group)
    cells = [_cell(at.get(column), why.get((first["township_id"], column[0]))) for column in columns]
    return {
        "district": first["district_name"],
        "district_id": first["district_id"],
        "name": first["name"],
        "href": href(first["township_id"]),
        "high": any(code == "not_met" for code, _ in cells),
        "known": any(code in ("met", "not_met") for code, _ in cells),
        "complete": all(code in ("met", "not_met", "not_applicable") for code, _ in cells),
        "heads": [f"{words.STAGE[stage]}{subject}" for stage, subject in columns],
        "cells": cells,
    }


def _by_column(group: list[Row]) -> dict[tuple[str, str], dict]:
    return {(row["stage"], row["subject"]): row for row in group if "subject" in row}


def _cell(row: Mapping | None, why: Mapping | None) -> tuple[str, str]:
    """(code of the shape, what is said); a rate that cannot be computed is —, neither unreported nor not applicable"""
    if row is None:
        code = why["verdict"] if why else "no_data"
        return code, UNREPORTED if code == "no_data" else words.VERDICT[code]
    if is_missing(row["met"]):
        return "", words.MISSING
    code = "met" if row["met"] else "not_met"
    return code, _word(row) if is_missing(row["value"]) else words.ratio(row["value"])


def _dependent(row: Mapping, met: Mapping[str, bool], codes: list[str], href: Callable[..., str]) -> dict:
    parts = [
        ("met", words.VERDICT["met"]) if met[code] else ("not_met", words.VERDICT["not_met"])
        for code in codes
        if code in met
    ]
    parts += [("", words.MISSING)] * (len(codes) - len(parts))
    return {
        "township_id": row["township_id"],
        "district": row["district_name"],
        "name": row["name"],
        "href": href(row["township_id"], row["stage"]),
        "stage": words.STAGE[row["stage"]],
        "heads": [words.FORMULA[code] for code in codes],
        "words": parts,
    }


def _title(lines: list[Row], formula: str) -> str:
    """Of the townships that have a rate; who has not reported everything is counted apart."""
    places = sum(line["known"] for line in lines)
    if not places:
        return "差异率"
    by = "" if formula == "mean_difference" else f"（{words.FORMULA[formula]}）"
    high = sum(line["high"] for line in lines)
    late = sum(not line["complete"] for line in lines)
    waiting = f"，{late} 个未报齐" if late else ""
    limit = lines[0]["limit"]
    if high:
        return f"差异率{by}：{places} 个乡镇中 {high} 个有学科不低于 {limit}{waiting}"
    text = f"{places} 个乡镇已报的学段、学科都低于 {limit}" if late else f"{places} 个乡镇各学段、各学科都低于 {limit}"
    return f"差异率{by}：{text}{waiting}"


def headline(content: CardContent, area: str) -> str:
    """全市学业差异率：20 个乡镇有学科不低于 0.15"""
    lines = records(content.frame)
    if not any(line["known"] for line in lines):
        return f"{area}学业差异率：没有可以判定的数据"
    high = sum(line["high"] for line in lines)
    return f"{area}学业差异率：{f'{high} 个乡镇有学科不低于' if high else '各乡镇都低于'} {lines[0]['limit']}"


def _limit(rows: list[Row]) -> str:
    """The limit that the policy sets: the threshold of the indicator's rows."""
    return words.trimmed(next((row["allowed"] for row in rows if "allowed" in row), None), 3)


def _word(row: Mapping) -> str:
    """低于 0.15, 不低于 0.15"""
    return f"{'低于' if row['met'] else '不低于'} {words.trimmed(row['allowed'], 3)}"


def _table(columns: list[tuple[str, str]], groups: list[list[Row]], why: Mapping) -> pd.DataFrame:
    """One row a township; each stage and subject as its rate, which may not be shown, and whether it is below the limit."""
    numbers = [f"{words.STAGE[stage]}{subject}·差异率" for stage, subject in columns]
    heads = [head for number in numbers for head in (number, number.replace("差异率", "判定"))]
    lines = []
    for group in groups:
        first, at = group[0], _by_column(group)
        cells = [
            cell for column in columns for cell in _cells(at.get(column), why.get((first["township_id"], column[0])))
        ]
        lines.append((first["district_name"], first["name"], *cells))
    return pd.DataFrame(lines, columns=["区县", "乡镇（街道）", *heads]).astype(dict.fromkeys(numbers, float))


def _cells(row: Mapping | None, why: Mapping | None) -> tuple[float | None, str]:
    code, text = _cell(row, why)
    if row is None or code not in ("met", "not_met"):
        return None, text if code else ""
    amount = None if is_missing(row["value"]) else words.rounded_to(float(row["value"]), 3)
    return amount, _word(row)
