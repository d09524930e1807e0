"""The cheapest set: townships that meet all six goals once what they lack is made up, and what that comes to in all."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.path import definitions
from townbase.views.shared import link_templates, prices
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

CHEAPEST = Card(
    key="cheapest", file="达标路径-最省的一组", filters=("district", "target", "cost", "prices"), follows_opened=True, body_is_table=True,
    definition=definitions.CHEAPEST,
)  # fmt: skip
NEEDS = Card(
    key="needs", file="达标路径-共需", filters=("district", "target", "cost", "prices"), follows_opened=True, body_is_table=True,
    definition=definitions.NEEDS,
)  # fmt: skip
HEADS = {
    "name": "乡镇",
    "district": "区县",
    "chosen": "是否列入",
    "rows": "未达标指标（项）",
    "units": "缺少数量合计",
    "cost": "成本",
    "what": "要补足的",
}
NEED_HEADS = {
    "what": "要补足的",
    "units": "数量",
    "towns": "涉及乡镇（个）",
    "owner": "责任层级",
    "offices": "责任单位",
}


def cheapest(towns: list[Row], rows: list[Row], selection: Selection) -> CardContent:
    """`frame`: id, name, href, district, chosen (列入, 备选), rows, units, cost, what; the cheapest first."""
    own = _by_town(rows)
    href = link_templates.many(selection, "township", "township")
    lines = [_town(town, own.get(town["township_id"], []), href) for town in towns if town["by_units"]]
    frame = pd.DataFrame(lines)
    chosen = sum(line["chosen"] == "列入" for line in lines)
    return CardContent(
        CHEAPEST,
        title=f"{len(lines)} 个乡镇补足即可全部达标，列入最省的 {chosen} 个",
        how=_how(selection),
        frame=frame,
        table=frame[list(HEADS)].rename(columns=HEADS) if lines else frame,
        empty="没有只靠补足人数和设施就能全部达标的乡镇。",
    )


def _how(selection: Selection) -> str:
    if selection.cost == "rows":
        return "成本按未达标指标项数，从小到大；点乡镇看它的各项指标。"
    at = prices.said(selection.prices) if selection.prices else f"每个单位都按 {prices.USUAL} 计"
    return f"成本为缺少数量乘以单位成本（{at}），从小到大；点乡镇看它的各项指标。"


def needs(chosen: list[Row], rows: list[Row]) -> CardContent:
    """`frame`: what, units, towns, owner, offices: the shortfalls of the chosen townships, added up by unit."""
    ids = {town["township_id"] for town in chosen}
    kinds: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row["township_id"] in ids and not is_missing(row["shortfall_units"]):
            kinds.setdefault((say.text_of(row["unit"]), say.text_of(row["owner_level"])), []).append(row)
    lines: list[Row] = [_need(unit, level, own) for (unit, level), own in kinds.items()]
    lines.sort(key=lambda line: line["units"], reverse=True)
    frame = pd.DataFrame(lines)
    return CardContent(
        NEEDS,
        title=f"列入的 {len(ids)} 个乡镇共需",
        frame=frame,
        table=frame[list(NEED_HEADS)].rename(columns=NEED_HEADS) if lines else frame,
        empty="没有列入的乡镇。",
    )


def row_short(row: Row) -> str:
    """初中县级以上学科骨干教师比例还差 3 名"""
    unit = words.classifier(say.text_of(row["unit"]))
    return f"{say.row_title(row)}{words.still_missing(row['shortfall_units'], unit)}"


def _by_town(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["township_id"], []).append(row)
    return found


def _town(town: Row, rows: list[Row], href) -> Row:
    return {
        "id": town["township_id"],
        "name": town["name"],
        "href": href(town["township_id"]),
        "district": town["district_name"],
        "chosen": "列入" if town["chosen"] else "备选",
        "rows": town["rows_short"],
        "units": town["units_short"],
        "cost": town["cost"],
        "what": "；".join(row_short(row) for row in rows if not is_missing(row["shortfall_units"])),
    }


def _need(unit: str, level: str, rows: list[Row]) -> Row:
    return {
        "what": unit,
        "units": sum(int(row["shortfall_units"]) for row in rows),
        "towns": len({row["township_id"] for row in rows}),
        "owner": words.TASK_UNIT.get(level, ""),
        "offices": words.listing(sorted({say.text_of(row["owner_unit"]) for row in rows} - {""}), 3, "家"),
    }
