"""The unmet core rows of a township, each with where it stands, what is missing and who leads; the reference rows folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.selection import Selection
from townbase.views.shared import export_cells
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP
from townbase.views.township import indicator_rows

UNMET = Card(
    key="unmet",
    file="未达标指标",
    filters=(*OF_TOWNSHIP, "urban"),
    follows_opened=True,
    body_is_table=True,
    definition="竖线为目标，左为不足；虚线为城区值。还差为整数，补足后判定即变为达标；写“尚未”的要看历年变化，不能一次补齐。\n"
    "牵头处室取任务台账中该行动任务最多的牵头处室，不是对指标单独登记的责任。",
)


def unmet_part(rows: Iterable[Row], actions: Iterable[Row], selection: Selection) -> CardContent:
    """frame: a row each with is_core; files hold both kinds."""
    rows = list(rows)
    unmet = [row for row in rows if row["verdict"] == "not_met"]
    unmet.sort(key=lambda row: row["role"] != "core")  # stable: the order of goals stays
    core = sum(row["role"] == "core" for row in unmet)
    leads = {action["action"]: action["lead"] for action in actions}
    table = indicator_rows.table(unmet)
    return CardContent(
        UNMET,
        title=f"{words.UNMET}的核心指标 {core} 项" if core else f"没有{words.UNMET}的核心指标",
        how=_others(rows, len(unmet)),
        frame=pd.DataFrame([_row(row, leads, selection) for row in unmet]),
        table=table.assign(牵头处室=[leads.get(row["action"], "") for row in unmet]) if len(table) else table,
        empty=f"已报数据中没有{words.UNMET}的指标。",
        good=True,
    )


def _others(rows: list[Row], unmet: int) -> str:
    """核心和参考指标共应评 90 项：未达标 14 项，达标 76 项（其中 3 项略低），另有 2 项暂不能判定"""
    judged = sum(row["verdict"] in ("met", "not_met") and row["role"] != "monitor" for row in rows)
    near = sum(row["state"] == "slightly_below" for row in rows)
    waiting = sum(row["verdict"] in ("no_data", "too_small") and row["role"] != "monitor" for row in rows)
    failed = f"{words.UNMET} {unmet} 项，" if unmet else ""
    text = f"核心和参考指标共应评 {judged} 项：{failed}达标 {judged - unmet} 项"
    text += f"（其中 {near} 项略低，按达标计）" if near else ""
    return (
        text + (f"，另有 {waiting} 项{words.UNDECIDED}" if waiting else "") + "。点指标名看各乡镇，点现值看各校和历年。"
    )


def _row(row: Mapping, leads: Mapping[int, str], selection: Selection) -> dict:
    hidden = indicator_rows.hides_value(row)
    return indicator_rows.bullet(row, selection) | {
        "is_core": row["role"] == "core",
        "stage": words.STAGE.get(row["stage"], ""),
        "need": _need(row),
        "need_units": export_cells.missing_units(row),
        "change": "" if hidden else _change(row),
        "lead": leads.get(row["action"], ""),
        "lead_href": selection.href("township", tab="tasks", goal=None, action=row["action"]),
    }


def _change(row: Mapping) -> str:
    """+2.1 of a share in points, −0.7（少 4 名）of children; a change of whole things as it was the year before."""
    return indicator_rows.change_said(row).replace(" 个百分点", "").replace("相当于", "")


def _need(row: Mapping) -> tuple[str, str]:
    """(3, 名): whole units and what they are counted in; ('', 尚未逐年提升) where no number can be added."""
    units = export_cells.missing_units(row)
    if units is None:
        return "", say.shortfall_text(row)
    return words.count(units), words.classifier(say.text_of(row["unit"]))
