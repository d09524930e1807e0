"""For specialists: where the inequality between schools sits (Theil), and which urban value decides (flips)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.views.gap import definitions
from townbase.views.gap.dispersion import NOTHING, RESOURCE, STAGES, resource_title
from townbase.views.shared import export_cells
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.link_templates import many
from townbase.views.shared.row_words import plain_value, row_title, value_text

THEIL = Card(
    key="theil",
    file="泰尔指数",
    filters=("stage",),
    follows_opened=False,
    body_is_table=False,
    definition=definitions.THEIL,
)
FLIPS = Card(
    key="flips",
    file="取决于对照的判定",
    filters=("district", "stage"),
    follows_opened=False,
    body_is_table=True,
    definition=definitions.FLIPS,
)

AGAINST = ("全市城区", "本区县城区")
FLIP_HEADS = (f"由达标变为{words.UNMET}", f"由{words.UNMET}变为达标")
PARTS = {"between_districts": "区县之间", "sides_in_districts": "区县内乡镇与城区之间", "rest": "同类学校之间"}


def theil(ask: Ask, selection: Selection, year: int, missing: str) -> CardContent:
    """Each resource of the city: the index of its first and of this year as one bar of three parts."""
    rows = records(ask("gap/theil", year=year, stage=selection.stage if selection.stage in STAGES else None))
    groups = [group for group in by_resource(rows) if group[-1]["school_year"] == year]
    heads = {"stage": "学段", "resource": "资源", "school_year": "学年", "total": "泰尔指数"} | PARTS
    heads |= {
        "within_districts": "区县内部合计",
        "between_sides": "乡镇、城区与其他之间",
        "within_sides": "三类学校内部",
        "schools": "学校（所）",
    }
    table = pd.DataFrame(rows)
    if len(table):
        ends = [row["school_year"] in (group[0]["school_year"], year) for group in by_resource(rows) for row in group]
        table = table[ends].copy()
        for part in (*PARTS, "total", "within_districts", "between_sides", "within_sides"):
            table[part] = table[part].map(lambda index: words.rounded_to(index, 6), na_action="ignore")
        table = table.assign(
            stage=table["stage"].map(words.STAGE),
            resource=[RESOURCE[each][0] for each in table["resource"]],
            school_year=table["school_year"].map(words.year_label),
        )
        table = table[list(heads)].rename(columns=heads)
    return CardContent(
        THEIL,
        title=_theil_title([group[-1] for group in groups]),
        how="条长为泰尔指数（0 为完全均等），全市学校按学生数加权；每项上条为首年，下条为本学年。三部分之和等于总数。",
        frame=pd.DataFrame([_bars(group) for group in groups]),
        table=table,
        empty=missing or NOTHING,
        note=_theil_note(groups),
    )


def by_resource(rows: list[Row]) -> list[list[Row]]:
    """The years of each stage and resource together, in the order of the rows."""
    return [list(group) for _, group in groupby(rows, key=lambda row: (row["stage"], row["resource"]))]


def flips(ask: Ask, selection: Selection, year: int, compared: bool) -> CardContent:
    """Verdicts that are another one against the other urban value, a row a township; compared: there is something to judge."""
    rows = records(ask("gap/flips", year=year, stage=selection.stage, district=selection.district))
    stricter = sum(row["verdict"] == "met" for row in rows)
    now, other = AGAINST if all(row["target_from"] == "city_urban" for row in rows) else AGAINST[::-1]
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["township_id"])]
    town, row = many(selection, "township", "township"), many(selection, "township", "township", "indicator", "stage")
    return CardContent(
        FLIPS,
        title=f"改用{other}对照，{len(rows)} 项判定会变：{stricter} 项由达标变为{words.UNMET}，{len(rows) - stricter} 项由{words.UNMET}变为达标"
        if rows
        else "与全市城区还是本区县城区相比，判定都相同"
        if compared
        else "换用本区县城区对照的判定",
        how=f"现按{now}判定（设置 urban_level）。没有自己城区对照学校的区县不列入。点指标名看这项指标。",
        frame=pd.DataFrame([_flipped(group, town, row) for group in groups]),
        table=_flip_table(rows),
        empty="所选范围内没有判定不同的指标。" if compared else "没有可以与城区相比的数据。",
        good=compared,
    )


def _bars(group: list[Row]) -> dict:
    now = group[-1]
    first = group[0]
    shown = [first, now] if first is not now else [now]
    return {
        "title": resource_title(now["stage"], now["resource"]),
        "bars": [
            {"year": row["school_year"], "total": row["total"], "parts": {key: max(row[key], 0.0) for key in PARTS}}
            for row in shown
        ],
        "heads": PARTS,
    }


def _theil_title(now: list[Row]) -> str:
    if not now:
        return "全市校际差异在哪里"
    whole = sum(row["total"] for row in now)
    largest = max(PARTS, key=lambda key: sum(row[key] for row in now))
    if whole <= 0:
        return "各校七项资源完全均等"
    leading = sum(row[largest] == max(row[key] for key in PARTS) for row in now)
    return f"全市校际差异在哪里：{len(now)} 项资源中 {leading} 项差异最大的部分在{PARTS[largest]}"


def _theil_note(groups: list[list[Row]]) -> str:
    both = [(group[0], group[-1]) for group in groups if len(group) > 1]
    if not both:
        return ""
    less = sum(now["total"] < then["total"] for then, now in both)
    return f"与首年相比，{less} 项的指数下降，{len(both) - less} 项没有下降。"


def _flipped(group: list[Row], town: Callable[..., str], href: Callable[..., str]) -> dict:
    """One township: what would fall, what would be met; town and href write the addresses of it and of its rows."""
    first = group[0]
    return {
        "name": first["name"],
        "district": first["district_name"],
        "href": town(first["township_id"]),
        "worse": [_flip(row, href) for row in group if row["verdict"] == "met"],
        "better": [_flip(row, href) for row in group if row["verdict"] != "met"],
    }


def _flip(row: Mapping, href: Callable[..., str]) -> tuple[str, str, str]:
    held = f"现为 {value_text(row)}；判定对照 {plain_value(row['target'], row)}，另一对照 {plain_value(row['district_target'], row)}"
    return row_title(row), href(row["township_id"], row["indicator_id"], row["stage"]), held


def _flip_table(rows: list[Row]) -> pd.DataFrame:
    heads = ("区县", "乡镇（街道）", "指标", "现值", "单位", "判定对照", "判定", "另一对照", "按另一对照")
    lines = [
        (
            row["district_name"], row["name"], row_title(row), export_cells.value(row["value"], row), export_cells.unit(row),
            export_cells.value(row["target"], row), words.VERDICT[row["verdict"]],
            export_cells.value(row["district_target"], row), words.VERDICT[row["verdict_district_urban"]],
        )
        for row in rows
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads))
