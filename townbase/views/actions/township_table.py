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
from townbase.views.shared.card_filters import OF_ACTION
from townbase.views.shared.headline_count import kind_word
from townbase.views.shared.link_templates import many, of_indicator
from townbase.views.township import indicator_rows

TOWNSHIPS = Card(
    key="townships",
    file="各乡镇指标",
    filters=(*OF_ACTION, "stage", "order"),
    follows_opened=True,
    body_is_table=True,
    definition="",
)
UNMET = Card(
    key="unmet",
    file=f"各乡镇{words.UNMET}指标",
    filters=(*OF_ACTION, "stage", "order"),
    follows_opened=True,
    body_is_table=True,
    definition="",
)

JUDGED = ("core", "reference")
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
        "href": of_indicator(selection, indicator["indicator_id"], stage),
        "target": say.target_text(first),
        "urban": say.plain_value(urban.pop(), first) if len(urban) == 1 else words.MISSING,
        "not_met": verdicts.count("not_met"),
        "judged": verdicts.count("met") + verdicts.count("not_met"),
        "missing": verdicts.count("no_data") + verdicts.count("too_small"),
    }


def unmet_only(whole: CardContent, columns: list[Row]) -> tuple[CardContent, list[Row]]:
    """Of the whole: townships with something unmet, and the columns that one of them does not meet."""
    kept = [nth for nth, col in enumerate(columns) if col["not_met"]]
    own = [columns[nth] for nth in kept]
    rows = [
        row | {"cells": [_if_unmet(row["cells"][nth]) for nth in kept]}
        for row in records(whole.frame)
        if row["not_met"]
    ]
    return CardContent(
        UNMET,
        title=whole.title,
        how=f"只列有{words.UNMET}指标的乡镇和指标；▲ 后的数为还差的整数（名、间、所……），空格为没有{words.UNMET}。点乡镇看详情，点指标名看该指标。",
        frame=pd.DataFrame(rows),
        table=_table(rows, own) if rows else pd.DataFrame(),
        empty=whole.empty if whole.is_empty else f"各乡镇没有{words.UNMET}的指标。",
        good=not whole.is_empty,
    ), own


def _if_unmet(cell: dict) -> dict:
    return cell if cell["word"].startswith(words.UNMET) else cell | {"shape": ""}


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
