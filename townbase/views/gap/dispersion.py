"""差异系数: how unequal the schools of a district are in the seven resources."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.gap import definitions
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

DISPERSION = Card(
    key="dispersion",
    file="差异系数",
    filters=("district", "stage"),
    follows_opened=False,
    body_is_table=False,
    definition=definitions.DISPERSION,
)

# resource -> what it is called, in a column head, the unit of its value, and the unit of what is missing
RESOURCE = {
    "L1": ("高于规定学历教师", "学历", "名/百人", "名"),
    "L2": ("县级以上骨干教师", "骨干", "名/百人", "名"),
    "L3": ("体育、音乐、美术教师", "音体美", "名/百人", "名"),
    "L4": ("教学及辅助用房", "用房", "㎡/生", "㎡"),
    "L5": ("体育运动场馆", "运动场", "㎡/生", "㎡"),
    "L6": ("教学仪器设备值", "设备", "元/生", "元"),
    "L7": ("网络多媒体教室", "多媒体", "间/百人", "间"),
}
VARIANT = {"weighted": "按学生数加权（规定算法）", "unweighted": "不加权"}
STAGES = ("primary", "junior")
NOTHING = "本学年没有七项资源指标的数据。"


def read(ask: Ask, selection: Selection, year: int) -> list[Row]:
    return records(ask("gap/dispersion", year=year, stage=stage_of(selection), district=selection.district))


def table(rows: list[Row], selection: Selection, missing: str) -> CardContent:
    """Per stage the districts down, the seven resources across."""
    frame = pd.DataFrame(
        [
            {
                "stage": stage,
                "variant": variant,
                "limit": own[0]["allowed"],
                "rows": _districts(own, variant, selection),
            }
            for variant in VARIANT
            for stage in STAGES
            if (own := [row for row in rows if row["stage"] == stage])
        ]
    )
    return CardContent(
        DISPERSION,
        title=_title(rows, selection),
        how=f"差异系数越小，校际越均衡；{_limits(rows)}底色越深越接近上限，三角为超过上限，粗体为本行最大。"
        + ("学前没有这七项标准，以下为小学和初中。" if selection.stage == "preschool" else ""),
        frame=frame,
        table=_table(rows),
        empty=missing or NOTHING,
        note=_note(rows),
    )


def over_limit(rows: list[Row]) -> list[Row]:
    """The district × stage × resource whose coefficient is over its limit, where enough schools have returned to say so."""
    return [row for row in judged(rows) if not row["weighted_within"]]


def resource_title(stage: str, resource: str) -> str:
    """小学体育运动场馆"""
    return f"{words.STAGE[stage]}{RESOURCE[resource][0]}"


def amount(value: float | None, resource: str) -> str:
    """5.3 名/百人, 1,240 元/生"""
    return words.number(value, decimals(resource), RESOURCE[resource][2])


def decimals(resource: str) -> int:
    """With how many a value of the resource is said."""
    return 0 if resource == "L6" else 1 if resource in ("L4", "L5") else 2


def lacking(value: float, resource: str) -> str:
    """还差 3 名; area and money as they are"""
    unit = RESOURCE[resource][3]
    if resource == "L6":
        return words.money(value)
    return words.count(whole_units(value), unit)


def whole_units(value: float) -> int:
    """What is lacking in whole people, rooms, metres or yuan."""
    return math.ceil(value - 1e-9)


def rounded(value: float | None, decimals: int) -> float | None:
    return None if is_missing(value) else words.rounded_to(float(value), decimals)


def coefficient(value: float | None, allowed: float) -> str:
    """0.52; three digits where two would hide that the limit is passed"""
    if is_missing(value):
        return words.MISSING
    near = value > allowed + 1e-9 and words.rounded_to(value, 2) <= allowed
    return words.ratio(value, 3 if near else 2)


def few(row: Mapping) -> bool:
    """Too few schools have returned to judge the district."""
    return not row["covered"]


def stage_of(selection: Selection) -> str | None:
    return selection.stage if selection.stage in STAGES else None


def _limits(rows: list[Row]) -> str:
    """上限小学 0.50、初中 0.45；"""
    limits = {row["stage"]: row["allowed"] for row in rows}
    said = "、".join(f"{words.STAGE[stage]} {words.number(limits[stage], 2)}" for stage in STAGES if stage in limits)
    return f"上限{said}；" if said else ""


def _districts(rows: list[Row], variant: str, selection: Selection) -> list[Row]:
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["district_id"])]
    return [_district(group, variant, selection) for group in groups]


def _district(rows: list[Row], variant: str, selection: Selection) -> dict:
    known = [row for row in rows if not is_missing(row[variant])]
    most = max((row[variant] for row in known), default=None)
    first = rows[0]
    return {
        "name": first["name"],
        "href": "" if selection.district else selection.href("gap", district=first["district_id"]),
        "passing": "—"
        if is_missing(first["passing"])
        else f"{words.count(first['passing'])}/{words.count(first['judged_schools'])}",
        "cells": {row["resource"]: _cell(row, variant, most) for row in rows},
    }


def _cell(row: Mapping, variant: str, most: float | None) -> dict:
    value, allowed = row[variant], row["allowed"]
    return {
        "text": coefficient(value, allowed),
        "over": not is_missing(value) and not row[f"{variant}_within"] and not few(row),
        "most": not is_missing(value) and value == most,
        "step": 0 if is_missing(value) else min(4, 1 + int(4 * value / allowed)),
        "few": few(row),
        "hint": f"{resource_title(row['stage'], row['resource'])}：均值 {amount(row['mean'], row['resource'])}，"
        f"{row['schools']} 所中 {row['at_threshold']} 所达到标准",
    }


def headline(rows: list[Row], area: str) -> str:
    """全市校际均衡：182 个差异系数中 16 个超过上限"""
    known, over = judged(rows), over_limit(rows)
    if not known:
        return f"{area}校际均衡：" + ("已报学校不足，暂不判断" if rows else "没有七项资源指标的数据")
    if over:
        return f"{area}校际均衡：{len(known)} 个差异系数（区县 × 学段 × 资源）中 {len(over)} 个超过上限"
    return f"{area}校际均衡：{len(known)} 个差异系数（区县 × 学段 × 资源）都没有超过上限"


def judged(rows: list[Row]) -> list[Row]:
    """Those that enough schools have returned for."""
    return [row for row in rows if not is_missing(row["weighted"]) and not few(row)]


def _title(rows: list[Row], selection: Selection) -> str:
    known = judged(rows)
    if not known:
        return "差异系数：已报学校不足 80%，暂不判断" if rows else "差异系数"
    most = max(known, key=lambda row: row["weighted"] / row["allowed"])
    where = "" if selection.district else most["name"]
    value, limit = coefficient(most["weighted"], most["allowed"]), words.number(most["allowed"], 2)
    return f"差异系数最大的是{where}{resource_title(most['stage'], most['resource'])} {value}（上限 {limit}）"


def _note(rows: list[Row]) -> str:
    seen = {(row["district_id"], row["stage"]): row for row in rows if not is_missing(row["passing"])}.values()
    parts = []
    for stage in STAGES:
        own = [row for row in seen if row["stage"] == stage]
        if own:
            passing, schools = sum(row["passing"] for row in own), sum(row["judged_schools"] for row in own)
            parts.append(f"{words.STAGE[stage]} {words.count(schools)} 所学校中 {words.count(passing)} 所七项资源达标")
    differ = sum(row["weighted_within"] != row["unweighted_within"] for row in rows if not is_missing(row["weighted"]))
    thin = sum(few(row) for row in rows)
    both = (
        "换成不加权的算法，是否超过上限的判定不变。"
        if not differ
        else f"换成不加权的算法，有 {differ} 个是否超过上限的判定不同。"
    )
    return (
        ("；".join(parts) + "。" if parts else "")
        + both
        + (f"有 {thin} 个已报学校不足 80%（括号内），只列不判。" if thin else "")
        if rows
        else ""
    )


def _table(rows: list[Row]) -> pd.DataFrame:
    heads = ("区县", "学段", "资源", "均值", "均值单位", "差异系数", "差异系数（不加权）", "上限")
    heads += ("学校（所）", "达到标准的学校（所）", "应报学校（所）", "七项达标学校（所）")
    lines = [
        (
            row["name"], words.STAGE[row["stage"]], RESOURCE[row["resource"]][0], rounded(row["mean"], 2), RESOURCE[row["resource"]][2],
            rounded(row["weighted"], 3), rounded(row["unweighted"], 3), row["allowed"], row["schools"], row["at_threshold"], row["due"], row["passing"],
        )
        for row in rows
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads))
