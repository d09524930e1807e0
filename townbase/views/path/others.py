"""Whom no units bring to all six goals, and what the whole city lacks, indicator by indicator and district by district."""

from __future__ import annotations

import pandas as pd

from townbase.asking import Row
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.path import definitions
from townbase.views.shared import link_templates
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

APART = Card(
    key="apart", file="达标路径-补数办不到的", filters=("district",), follows_opened=True, body_is_table=True,
    definition=definitions.APART,
)  # fmt: skip
SHORTFALL = Card(
    key="shortfall", file="全市还缺多少", filters=("district",), follows_opened=True, body_is_table=True,
    definition=definitions.SHORTFALL,
)  # fmt: skip
HEADS = {
    "name": "乡镇",
    "district": "区县",
    "rows": "可补足（项）",
    "blocked": "不能靠补数的指标",
    "missing": "暂不能判定的指标",
}
ALL = "合计"


def apart(towns: list[Row], rows: list[Row], selection: Selection) -> CardContent:
    """`frame`: id, name, href, district, rows, blocked, missing (texts); the fewest obstacles first."""
    href = link_templates.many(selection, "township", "township")
    lines = [_town(town, rows, href) for town in towns if not town["by_units"]]
    lines.sort(key=lambda line: (line["obstacles"], line["rows"]))
    frame = pd.DataFrame(lines)
    return CardContent(
        APART,
        title=f"{len(lines)} 个乡镇不能只靠补足达标",
        how="须待以后学年提升，或因数据未报、人数少而暂不能判定；各镇另有可补足的项数列出。",
        frame=frame,
        table=frame[list(HEADS)].rename(columns=HEADS) if lines else frame,
        empty="所有未全部达标的乡镇都可以靠补足达标。",
        good=True,
    )


def _town(town: Row, rows: list[Row], href) -> Row:
    own = [row for row in rows if row["township_id"] == town["township_id"] and is_missing(row["shortfall_units"])]
    blocked = [say.row_title(row) for row in own if row["verdict"] == "not_met"]
    missing = [say.row_title(row) for row in own if row["verdict"] != "not_met"]
    return {
        "id": town["township_id"],
        "name": town["name"],
        "href": href(town["township_id"]),
        "district": town["district_name"],
        "rows": town["rows_short"],
        "blocked": "、".join(blocked),
        "missing": "、".join(missing),
        "obstacles": len(own),
    }


def shortfall(rows: list[Row], selection: Selection) -> CardContent:
    """`frame`: indicator, title, href, unit, towns, total and a column for each district; rows of whole units only."""
    short = [row for row in rows if row["verdict"] == "not_met" and not is_missing(row["shortfall_units"])]
    districts = list(dict.fromkeys(row["district_name"] for row in sorted(short, key=lambda row: row["district_id"])))
    kinds: dict[tuple[str, str], list[Row]] = {}
    for row in short:
        kinds.setdefault((row["indicator_id"], row["stage"]), []).append(row)
    lines = [_kind(own, districts, selection) for own in kinds.values()]
    frame = pd.DataFrame(lines)
    heads = {"title": "指标", "unit": "单位", "towns": "未达标乡镇（个）", "total": ALL} | {
        name: f"{name}·还差" for name in districts
    }
    return CardContent(
        SHORTFALL,
        title=f"还缺多少：{len(lines)} 项核心指标·学段有整数不足",
        how="每行一项指标的一个学段；点指标看各乡镇。",
        frame=frame,
        table=frame[list(heads)].rename(columns=heads) if lines else frame,
        empty="没有缺整数的核心指标。",
    )


def _kind(own: list[Row], districts: list[str], selection: Selection) -> Row:
    first = own[0]
    stage = {} if first["stage"] == "none" else {"stage": first["stage"]}
    by_district = {
        name: sum(int(row["shortfall_units"]) for row in own if row["district_name"] == name) for name in districts
    }
    return {
        "title": say.row_title(first),
        "href": selection.href("indicator", indicator=first["indicator_id"], **stage),
        "unit": say.text_of(first["unit"])[:1],
        "towns": len({row["township_id"] for row in own}),
        "total": sum(by_district.values()),
        **by_district,
    }
