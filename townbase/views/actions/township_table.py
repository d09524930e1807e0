"""Townships by indicators under one action: who is behind, and on what."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import export_cells
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_ACTION, ONE
from townbase.views.shared.headline_count import kind_word
from townbase.views.shared.link_templates import many
from townbase.views.township import indicator_rows

TOWNSHIPS = Card(
    key="townships",
    file="各乡镇指标",
    filters=(*OF_ACTION, "stage", "order"),
    follows_opened=True,
    body_is_table=True,
    definition="",
)
BLOCKERS = Card(
    key="blockers",
    file=f"{words.UNMET}乡镇最多的指标",
    filters=(*OF_ACTION, "stage"),
    follows_opened=True,
    body_is_table=False,
    definition="",
)
OPENED = Card(
    key="opened",
    file="各乡镇指标值",
    filters=(*OF_ACTION, *ONE, "urban"),
    follows_opened=True,
    body_is_table=True,
    definition="",
)

JUDGED = ("core", "reference")
NAMED = 3
# The table says these by their word alone; thousands of sentences nobody hears would be half of the page's time.
SILENT = ("met", "missing", "not_applicable")


def of_stage(rows: list[Row], stage: str | None) -> list[Row]:
    """Rows of one stage (and those without stage), or all."""
    return rows if stage is None else [row for row in rows if row["stage"] in (stage, "none")]


def value_said(row: Mapping) -> str:
    """The value in words; — where it would be one school's result or too few schools have returned."""
    return words.MISSING if hides(row) else say.value_text(row)


def columns(rows: list[Row], indicators: pd.DataFrame, selection: Selection) -> list[Row]:
    """The judged indicator × stage columns in the policy's order, each with its target and urban value."""
    by_column: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_column.setdefault((row["indicator_id"], row["stage"]), []).append(row)
    found = []
    for indicator in records(indicators[indicators["role"].isin(JUDGED)]):
        for stage in say.STAGE_ORDER:
            own = by_column.get((indicator["indicator_id"], stage))
            if own:
                found.append(_column(indicator, stage, own, selection))
    return found


def _column(indicator: Mapping, stage: str, own: list[Row], selection: Selection) -> dict:
    """What every township is held against stands in the head; where each has its own, only the rule does."""
    verdicts = [row["verdict"] for row in own]
    targets = {row["target"] for row in own if not is_missing(row["target"])}
    urban = {row["urban_value"] for row in own if not is_missing(row["urban_value"])}
    first = own[0] | {"target": targets.pop() if len(targets) == 1 else None}
    return {
        "indicator_id": indicator["indicator_id"],
        "stage": stage,
        "title": indicator["title"],
        "stage_word": words.STAGE.get(stage, ""),
        "unit": export_cells.unit(first),
        "core": indicator["role"] == "core",
        "href": selection.href("actions", indicator=indicator["indicator_id"]),
        "target": say.target_text(first),
        "urban": say.plain_value(urban.pop(), first) if len(urban) == 1 else words.MISSING,
        "not_met": verdicts.count("not_met"),
        "judged": verdicts.count("met") + verdicts.count("not_met"),
        "missing": verdicts.count("no_data") + verdicts.count("too_small"),
        "chosen": selection.indicator == indicator["indicator_id"],
    }


def townships(
    towns: pd.DataFrame, rows: list[Row], cols: list[Row], selection: Selection, by_need: bool
) -> CardContent:
    """`frame`: one record per township with `cells`, in the order of `cols`."""
    cells = {(row["township_id"], row["indicator_id"], row["stage"]): row for row in rows}
    href = many(selection, "township", "township", indicator=None, stage=None)
    listed = [_township(town, cells, cols, href) for town in records(towns)]
    if by_need:
        listed.sort(key=lambda town: (-town["unmet_core"], -town["not_met"]))
    frame = pd.DataFrame(listed)
    behind = towns[towns["township_id"].isin([town["township_id"] for town in listed if town["not_met"] > 0])]
    return CardContent(
        TOWNSHIPS,
        title=f"{len(behind)} 个{kind_word(behind)}有{words.UNMET}指标" + ("（需关注的在前）" if by_need else "")
        if len(behind)
        else f"各乡镇没有{words.UNMET}的指标",
        how=f"▲ 后的数为还差的整数（名、间、所……）；小圆点为达标。点乡镇看详情，点指标名看哪些乡镇{words.UNMET}。",
        frame=frame,
        table=_table(listed, cols),
        empty="所选条件下没有乡镇。请减少一个筛选条件。",
    )


def _township(town: Mapping, cells: Mapping, cols: list[Row], href: Callable) -> dict:
    own = [cells.get((town["township_id"], col["indicator_id"], col["stage"])) for col in cols]
    verdicts = [None if row is None else row["verdict"] for row in own]
    return {
        "township_id": town["township_id"],
        "name": town["name"],
        "href": href(town["township_id"]),
        "district_id": town["district_id"],
        "district": town["district_name"] if not is_missing(town["district_name"]) else town["district_id"],
        "status": None if is_missing(town["status"]) else town["status"],
        "word": "" if is_missing(town["status"]) else words.ACTION_STATUS[town["status"]],
        "not_met": verdicts.count("not_met"),
        "judged": verdicts.count("met") + verdicts.count("not_met"),
        "missing": verdicts.count("no_data") + verdicts.count("too_small"),
        "unmet_core": sum(verdict == "not_met" and col["core"] for verdict, col in zip(verdicts, cols, strict=True)),
        "tasks_overdue": 0 if is_missing(town["tasks_overdue"]) else int(town["tasks_overdue"]),
        "all_met": town["township_status"] == "met",
        "cells": [_cell(row) for row in own],
    }


def _cell(row: Mapping | None) -> dict:
    if row is None:
        return {"shape": "", "number": "", "label": "", "value": None, "word": ""}
    if row["verdict"] == "not_applicable":
        return {
            "shape": "not_applicable",
            "number": "",
            "label": "",
            "value": None,
            "word": words.VERDICT["not_applicable"],
        }
    units, shape = row["shortfall_units"], indicator_rows.shape(row)
    unmet = row["verdict"] == "not_met"
    return {
        "shape": shape,
        "number": words.count(units) if unmet and not is_missing(units) else "",
        "label": "" if shape in SILENT else indicator_rows.label(row),
        "value": None if hides(row) else export_cells.value(row["value"], row),
        "unit": export_cells.unit(row),
        "word": say.verdict_text(row),
    }


def hides(row: Mapping) -> bool:
    """Where the value would be one school's result or too few schools have returned."""
    return indicator_rows.hides_value(row) or indicator_rows.is_partial(row)


def _table(listed: list[Row], cols: list[Row]) -> pd.DataFrame:
    """One row a township; each indicator × stage as its value (unit in the head) and its word."""
    rows = []
    for town in listed:
        row = {"区县": town["district"], "乡镇": town["name"], "本行动": town["word"]}
        row |= {
            f"{words.UNMET}（项）": town["not_met"],
            "应评（项）": town["judged"],
            f"{words.UNDECIDED}（项）": town["missing"],
        }
        for col, cell in zip(cols, town["cells"], strict=True):
            name = f"{col['title']}{'·' if col['stage_word'] else ''}{col['stage_word']}"
            row[f"{name}（{col['unit']}）" if col["unit"] else name] = cell["value"]
            row[f"{name}·判定"] = cell["word"]
        rows.append(row)
    frame = pd.DataFrame(rows)
    return frame.astype({head: float for head in frame.columns[6:] if not head.endswith("·判定")})


def blockers(cols: list[Row]) -> CardContent:
    """Which indicator holds most townships back, core rows first: the goals hang on them alone."""
    found = sorted((col for col in cols if col["not_met"]), key=lambda col: (not col["core"], -col["not_met"]))
    frame = pd.DataFrame(
        [
            {
                "label": col["title"],
                "small": col["stage_word"] + ("" if col["core"] else "·参考")
                if col["stage_word"]
                else ("" if col["core"] else "参考"),
                "href": col["href"],
                "n": col["not_met"],
                "core": col["not_met"] if col["core"] else 0,
                "judged": col["judged"],
            }
            for col in found
        ]
    )
    heads = {"label": "指标", "small": "学段", "n": f"{words.UNMET}乡镇（个）", "judged": "应评乡镇（个）"}
    waiting = sum(col["missing"] for col in cols)
    if found:
        title = _most_held(found)
        empty = ""
    else:
        title = f"各指标没有{words.UNMET}的乡镇"
        empty = "还没有可以判定的数据，报送后自动出现。" if waiting else "没有卡住乡镇的指标。"
    return CardContent(
        BLOCKERS,
        title=title,
        how=f"数为{words.UNMET}乡镇数（个），核心指标在前（深色），参考指标在后（浅色）；点指标名看是哪些乡镇。",
        frame=frame,
        table=frame[list(heads)].rename(columns=heads) if found else frame,
        empty=empty,
    )


def _most_held(found: list[Row]) -> str:
    """Every indicator of the first one's role that is missed as often; `found` as it is ranked."""
    top = found[0]
    level = [
        f"{col['stage_word']}{col['title']}"
        for col in found
        if (col["core"], col["not_met"]) == (top["core"], top["not_met"])
    ]
    lead = (
        "卡住乡镇最多的核心指标是" if top["core"] else f"没有核心指标{words.UNMET}；参考指标中{words.UNMET}乡镇最多的是"
    )
    return f"{lead}{words.listing(level, NAMED, '项')}：{'各 ' if len(level) > 1 else ''}{top['not_met']} 个乡镇{words.UNMET}"


def opened(towns: pd.DataFrame, rows: list[Row], cols: list[Row], selection: Selection) -> CardContent | None:
    """The chosen indicator: its townships that are not met, then those that cannot be judged; None without choice."""
    mine = [col for col in cols if col["indicator_id"] == selection.indicator]
    if not mine:
        return None
    names = {town["township_id"]: town for town in records(towns)}
    own = [
        row
        for row in rows
        if row["indicator_id"] == selection.indicator and row["verdict"] in ("not_met", "no_data", "too_small")
    ]
    rank = {township: at for at, township in enumerate(names)}
    listed = sorted(
        own,
        key=lambda row: (row["verdict"] != "not_met", say.STAGE_ORDER.get(row["stage"], 9), rank[row["township_id"]]),
    )
    frame = pd.DataFrame([_opened(row, names, selection) for row in listed])
    waiting = sum(row["verdict"] != "not_met" for row in own)
    title = f"{mine[0]['title']}：{_by_stage(mine)}" + (f"，{waiting} 项{words.UNDECIDED}" if waiting else "")
    table = [
        {
            "区县": names[row["township_id"]]["district_name"],
            "乡镇": names[row["township_id"]]["name"],
            "学段": words.STAGE.get(row["stage"], ""),
        }
        | export_cells.held(row, hides(row))
        for row in listed
    ]
    return CardContent(
        OPENED,
        title=title,
        how="按行政区划顺序；点乡镇看是哪几所学校。",
        frame=frame,
        table=export_cells.typed(pd.DataFrame(table), "还差"),
        empty="所选范围内各乡镇的这项指标都已达标。",
    )


def _by_stage(mine: list[Row]) -> str:
    """小学 12 个、初中 8 个乡镇未达标"""
    parts = [f"{col['stage_word']} {col['not_met']} 个".strip() for col in mine if col["not_met"]]
    return "、".join(parts) + f"乡镇{words.UNMET}" if parts else f"没有{words.UNMET}的乡镇"


def _opened(row: Mapping, names: Mapping, selection: Selection) -> dict:
    town = names[row["township_id"]]
    stage = None if row["stage"] == "none" else row["stage"]
    hidden = hides(row)
    return {
        "district": town["district_name"],
        "name": town["name"],
        "href": selection.href("township", township=row["township_id"], indicator=row["indicator_id"], stage=stage),
        "stage": words.STAGE.get(row["stage"], ""),
        "value": value_said(row),
        "target": say.target_text(row),
        "code": row["verdict"],
        "word": say.verdict_text(row),
        "missing": say.shortfall_text(row) if not hidden else "",
        "change": "" if hidden else say.change_text(row),
        "fell_back": say.fell_back_text(row),
    }
