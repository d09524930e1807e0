"""One indicator of one area over the years: the towns' value and the urban one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.selection import Selection
from townbase.views.gap import area_tables, areas, definitions, series
from townbase.views.gap import gap_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import ONE
from townbase.views.shared.row_words import row_title

TREND = Card(
    key="trend",
    file="历年乡镇与城区",
    filters=("district", *ONE, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.TREND,
)


def trend(rows: list[Row], chosen: Mapping, selection: Selection, area: str) -> CardContent:
    """`rows`: of the area, every indicator and year; a year without enough returns is a gap in both lines."""
    own = sorted(
        (row for row in rows if series.key_of(row) == series.key_of(chosen)), key=lambda row: row["school_year"]
    )
    known = [row for row in own if say.state(row) != "missing"]
    return CardContent(
        TREND,
        title=_title(known, chosen, area),
        how=f"实线为乡镇合计，虚线为{say.reference(known)}。" if known else "",
        frame=pd.DataFrame([_point(row, selection) for row in known]),
        table=area_tables.years(known, area, selection.urban),
        empty=f"各学年{words.UNREPORTED}齐，没有可以画的数值。",
    )


def _title(known: list[Row], chosen: Mapping, area: str) -> str:
    """全市初中功能室配齐率：乡镇由 2021 年 90.1% 到 96.0%，城区由 96.4% 到 98.0%"""
    name = f"{area}{row_title(chosen)}"
    if len(known) < 2:
        return f"{name}历年"
    first, last = known[0], known[-1]
    return (
        f"{name}：乡镇由 {first['school_year']} 年 {say.value(first)} 到 {last['school_year']} 年 {say.value(last)}，"
        f"城区由 {say.value(first, 'urban')} 到 {say.value(last, 'urban')}"
    )


def _point(row: Row, selection: Selection) -> dict[str, object]:
    return {
        "year": row["school_year"],
        "href": selection.href("gap", year=row["school_year"]),
        "label": words.year_label(row["school_year"]),
        "town": areas.height(row["town"], row),
        "urban": areas.height(row["urban"], row),
        "town_said": say.value(row),
        "urban_said": say.value(row, "urban"),
        "gap_said": say.amount(row["gap"], row),
    }
