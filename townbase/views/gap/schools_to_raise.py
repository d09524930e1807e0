"""Which schools to raise first: those of a district over its limit, then those that pull their district most apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.views.gap import definitions
from townbase.views.gap.dispersion import (
    NOTHING,
    RESOURCE,
    amount,
    coefficient,
    lacking,
    over_limit,
    resource_title,
    rounded,
    stage_of,
)
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.link_templates import many

RAISE = Card(
    key="raise",
    file="先提升的学校",
    filters=("district", "stage"),
    follows_opened=False,
    body_is_table=True,
    definition=definitions.RAISE,
)

LEAST = 0.0005  # three decimals would print a smaller fall as none


def to_raise(ask: Ask, selection: Selection, year: int, dispersed: list[Row], missing: str) -> CardContent:
    """Schools below a threshold that pull their district apart, by how much the coefficient falls if they reach it."""
    rows = records(ask("gap/raise", year=year, stage=stage_of(selection), district=selection.district))
    school, town = many(selection, "township", "township", "school"), many(selection, "township", "township")
    lines = [_school(row, school, town) for row in rows]
    over = over_limit(dispersed)
    return CardContent(
        RAISE,
        title=_title(rows, over),
        how="需关注：超过上限的区县的学校在前，其余在后；各按本校补到标准后本区县差异系数下降多少排列。"
        "占差异为本校在全区县校际差异中的份额。点校名看学校。",
        frame=pd.DataFrame(lines),
        table=_table(rows),
        empty=missing or ("没有低于标准、补足后可以明显缩小校际差异的学校。" if dispersed else NOTHING),
        good=bool(dispersed) and not lines and not over,
        note=_note(rows, over) if dispersed else "",
    )


def _title(rows: list[Row], over: list[Row]) -> str:
    """The breach first: 示例九区小学教学仪器设备值差异系数 0.52 超过上限 0.50，本区县低于标准的 5 所学校列在最前"""
    head, breach = "先提升哪些学校", [row for row in rows if row["over"]]
    if breach:
        places = list(dict.fromkeys(map(_cell, breach)))
        first = breach[0]
        if len(places) == 1:
            text = f"{_named(first)}差异系数 {coefficient(first['coefficient_of_variation'], first['allowed'])} 超过上限 {words.number(first['allowed'], 2)}"
        else:
            text = f"{words.listing((_named(row) for row in over if _cell(row) in places), 3, '项')}差异系数超过上限"
        return f"{head}：{text}，其低于标准的 {len({row['school_id'] for row in breach})} 所学校列在最前"
    if not rows:
        return head
    first = rows[0]
    return (
        f"{head}：{first['school']}的{RESOURCE[first['resource']][0]}补到标准，"
        f"{first['district_name']}差异系数由 {words.ratio(first['coefficient_of_variation'])} 降到 {words.ratio(first['coefficient_raised'])}"
    )


def _note(rows: list[Row], over: list[Row]) -> str:
    """What the list can and cannot do for a breach, and what it leaves out."""
    breach = [row for row in rows if row["over"]]
    listed = set(map(_cell, breach))
    alone = [_named(row) for row in over if _cell(row) not in listed]
    parts = [f"超过上限的{words.listing(alone, 3, '项')}没有补到标准就能降低差异系数的学校。"] if alone else []
    if breach and all(row["coefficient_raised"] > row["allowed"] + 1e-9 for row in breach):
        parts.append("超过上限的，只补其中任何一所都仍超过上限。")
    if rows:
        parts.append(
            f"未超过上限的只列补足一校后差异系数下降 {LEAST} 以上的；最多 100 行，一所学校可以因几项资源列几行。"
        )
    return "".join(parts)


def _cell(row: Mapping) -> tuple[str, str, str]:
    return row["district_id"], row["stage"], row["resource"]


def _named(row: Mapping) -> str:
    return f"{row.get('district_name') or row.get('name')}{resource_title(row['stage'], row['resource'])}"


def _school(row: Mapping, school: Callable[..., str], town: Callable[..., str]) -> dict:
    return {
        "school": row["school"],
        "href": school(row["township_id"], row["school_id"]),
        "township": row["township"],
        "township_href": town(row["township_id"]),
        "district": row["district_name"],
        "stage": words.STAGE[row["stage"]],
        "resource": RESOURCE[row["resource"]][0],
        "over": bool(row["over"]),
        "now": amount(row["value"], row["resource"]),
        "threshold": amount(row["threshold"], row["resource"]),
        "lacking": lacking(row["lacking"], row["resource"]),
        "share": words.share(row["share_of_spread"]),
        "before": words.ratio(row["coefficient_of_variation"]),
        "after": words.ratio(row["coefficient_raised"]),
        "by": words.ratio(row["falls_by"]) if row["falls_by"] >= LEAST else "不足 0.001",
    }


def _table(rows: list[Row]) -> pd.DataFrame:
    heads = ("学校", "乡镇（街道）", "区县", "学段", "资源", "现值", "标准", "单位", "还差", "还差单位")
    heads += ("占本区县差异（%）", "现差异系数", "上限", "超过上限", "达到标准后差异系数", "下降")
    lines = []
    for row in rows:
        name, _, unit, missing_unit = RESOURCE[row["resource"]]
        decimals = 0 if row["resource"] == "L6" else 1 if row["resource"] in ("L4", "L5") else 2
        values = [rounded(row[key], decimals) for key in ("value", "threshold")]
        before, after, by = (
            rounded(row[key], 4) for key in ("coefficient_of_variation", "coefficient_raised", "falls_by")
        )
        place = row["school"], row["township"], row["district_name"], words.STAGE[row["stage"]]
        lines.append((
            *place, name, *values, unit, math.ceil(row["lacking"] - 1e-9), missing_unit, words.percent(row["share_of_spread"]),
            before, row["allowed"], "是" if row["over"] else "否", after, by,
        ))  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads))
