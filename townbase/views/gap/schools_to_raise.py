"""Where the schools of a district are too unequal: what drives it, and the fewest schools whose raising mends it, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.gap import definitions
from townbase.views.gap.dispersion import (
    NOTHING,
    RESOURCE,
    amount,
    coefficient,
    decimals,
    lacking,
    resource_title,
    rounded,
    stage_of,
    whole_units,
)
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.link_templates import many

RAISE = Card(
    key="raise",
    file="先提升的学校",
    filters=("district", "stage"),
    follows_opened=False,
    body_is_table=False,
    definition=definitions.RAISE,
)
NOT_BY_RAISING = "不能只靠补齐达到"


def to_raise(ask: Ask, selection: Selection, year: int, dispersed: list[Row], missing: str) -> CardContent:
    """One line a district, stage and resource over its limit; those that raising mends come first."""
    rows = records(ask("gap/remedy", year=year, stage=stage_of(selection), district=selection.district))
    groups = [list(group) for _, group in groupby(rows, key=_cell)]
    groups.sort(key=lambda group: (group[0]["outcome"] != "by_raising", -_excess(group[0])))
    school = many(selection, "township", "township", "school")
    return CardContent(
        RAISE,
        title=_title([group[0] for group in groups]),
        how="占差异为学校在全区县校际差异中的份额。只建议一并补齐就能达到上限的学校；点校名看学校。",
        frame=pd.DataFrame([_line(group, school, selection) for group in groups]),
        table=_table(groups),
        empty=missing or ("没有差异系数超过上限，不需要为此补齐学校。" if dispersed else NOTHING),
        good=bool(dispersed),
    )


def _title(firsts: list[Row]) -> str:
    head = "先提升哪些学校"
    if not firsts:
        return head
    mended = [row for row in firsts if row["outcome"] == "by_raising"]
    if len(firsts) == 1:
        [row] = firsts
        return f"{head}：{_named(row)}差异的 {words.share(row['share_of_three'])} 来自 3 所学校，{_way(row)}"
    if not mended:
        return f"{head}：超过上限的 {len(firsts)} 个，都{NOT_BY_RAISING}"
    places = words.listing([f"{_named(row)}（{words.count(row['schools_needed'])} 所）" for row in mended], 3, "个")
    rest = f"；其余 {len(firsts) - len(mended)} 个{NOT_BY_RAISING}" if len(mended) < len(firsts) else ""
    return f"{head}：补齐后可以达到上限的是{places}{rest}"


def _line(group: list[Row], school: Callable[..., str], selection: Selection) -> dict[str, object]:
    first = group[0]
    return {
        "district": first["district_name"],
        "href": "" if selection.district else selection.href("gap", district=first["district_id"]),
        "what": resource_title(first["stage"], first["resource"]),
        "coefficient": coefficient(first["coefficient_of_variation"], first["allowed"]),
        "allowed": words.number(first["allowed"], 2),
        "excess": _excess(first),
        "share": words.share(first["share_of_three"]),
        "drives": _drives(first),
        "drivers": [
            (row["school"], school(row["township_id"], row["school_id"]), f"{amount(row['value'], row['resource'])}，占 {words.share(row['share_of_spread'])}")
            for row in group
            if row["part"] == "driver"
        ],
        "way": _way(first),
        "mended": first["outcome"] == "by_raising",
        "raised": [
            (row["school"], school(row["township_id"], row["school_id"]), f"还差 {lacking(row['lacking'], row['resource'])}")
            for row in group
            if row["part"] == "raise"
        ],
    }  # fmt: skip


def _drives(row: Mapping) -> str:
    """What the three that carry most of the spread are: well equipped, poor, or both."""
    above = row["three_above_mean"]
    if above == 3:
        return "3 所高于平均的学校"
    return f"3 所学校（{above} 所高于平均，{3 - above} 所低于平均）" if above else "3 所低于平均的学校"


def _way(row: Mapping) -> str:
    """What raising comes to; where it does not suffice, by how little all of it helps."""
    now = words.ratio(row["coefficient_of_variation"])
    if row["outcome"] == "by_raising":
        return f"一并补齐 {words.count(row['schools_needed'])} 所，差异系数由 {now} 降到 {words.ratio(row['coefficient_raised'])}"
    if not row["below_threshold"]:
        return f"{NOT_BY_RAISING}：各校都已达到标准，差异来自标准以上的部分"
    least = row["coefficient_of_variation"] if is_missing(row["lowest_reached"]) else row["lowest_reached"]
    return f"{NOT_BY_RAISING}：低于标准的 {row['below_threshold']} 所全部补齐，也只由 {now} 到 {words.ratio(least)}"


def _excess(row: Mapping) -> float:
    return row["coefficient_of_variation"] / row["allowed"]


def _cell(row: Mapping) -> tuple[str, str, str]:
    return row["district_id"], row["stage"], row["resource"]


def _named(row: Mapping) -> str:
    return f"{row['district_name']}{resource_title(row['stage'], row['resource'])}"


def _table(groups: list[list[Row]]) -> pd.DataFrame:
    """One row a school that drives the spread or is to be raised."""
    heads = (
        "区县",
        "学段",
        "资源",
        "现差异系数",
        "上限",
        "结论",
        "补齐后差异系数",
        "学校",
        "乡镇（街道）",
        "作用",
        "现值",
        "标准",
        "单位",
    )
    heads += ("占本区县差异（%）", "还差", "还差单位")
    lines = []
    for row in (row for group in groups for row in group):
        name, _, unit, missing_unit = RESOURCE[row["resource"]]
        mended, driver = row["outcome"] == "by_raising", row["part"] == "driver"
        after = row["coefficient_raised"] if mended else row["lowest_reached"]
        lines.append((
            row["district_name"], words.STAGE[row["stage"]], name, rounded(row["coefficient_of_variation"], 4), row["allowed"],
            "补齐后可以达到" if mended else NOT_BY_RAISING, rounded(after, 4), row["school"], row["township"], "差异主要来源" if driver else "一并补齐",
            *(rounded(row[key], decimals(row["resource"])) for key in ("value", "threshold")), unit,
            words.percent(row["share_of_spread"]) if driver else None,
            None if driver else whole_units(row["lacking"]), "" if driver else missing_unit,
        ))  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads))
