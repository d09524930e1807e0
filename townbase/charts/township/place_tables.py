"""Schools of a township, townships like it, and two townships side by side; names are links, missing is — and never 0."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import status
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc, is_missing

FIRST_SCHOOLS = 6
SEAT = Markup(" <small>驻地</small>")


def schools(frame: pd.DataFrame) -> Markup:
    heads = [Column("学校"), Column("类型"), Column("在校生", number=True)]
    if "teachers" in frame:
        heads += [
            Column("专任教师", number=True), Column("生师比", number=True, phone=False),
            Column("学历比例", number=True, phone=False), Column("县级以上骨干", number=True, phone=False),
        ]  # fmt: skip
    cells = (_school(row)[: len(heads)] for row in frame.to_dict("records"))
    return table(heads, cells, caption="本镇学校（园）")


def schools_in_brief(frame: pd.DataFrame) -> Markup:
    """Name, kind and pupils only."""
    heads = [Column("学校（园）", css="tb-wrap"), Column("类别"), Column("在校生", number=True)]
    rows = (_school(row)[:3] for row in frame.to_dict("records"))
    return table(heads, rows, caption="本镇学校（园）", most=FIRST_SCHOOLS)


def _school(row: Mapping) -> list:
    seat = SEAT if not is_missing(row["seat"]) and row["seat"] else ""
    teachers, pupils = row.get("teachers"), row["pupils"]
    return [
        Markup(f"{text_link(row['href'], row['name'])}{seat}"),
        row["kind_word"],
        words.count(pupils),
        words.count(teachers),
        _each(pupils, teachers),
        _of(row.get("degree_teachers"), row.get("degree_of")),
        _of(row.get("backbone_teachers"), row.get("backbone_of")),
    ]


def _each(pupils: float | None, teachers: float | None) -> str:
    if is_missing(pupils) or is_missing(teachers) or teachers <= 0:
        return words.MISSING
    return words.number(pupils / teachers, 1)


def _of(part: float | None, whole: float | None) -> str:
    if is_missing(part) or is_missing(whole) or not whole:
        return words.MISSING
    return words.value(part / whole, numerator=part, denominator=whole, unit="名")


def similar(frame: pd.DataFrame) -> Markup:
    heads = [
        Column("乡镇"),
        Column("在校生", number=True),
        Column("六项目标"),
        Column(""),
    ]
    rows = (
        [
            Markup(f"{text_link(row['href'], row['name'])} <small>{esc(row['district_name'])}</small>"),
            words.count(row["pupils"]),
            words.MISSING if is_missing(row["status"]) else status(row["status"], row["word"]),
            text_link(row["compare"], "对比"),
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="规模相近的乡镇")


def comparison(frame: pd.DataFrame, here: str, there: str) -> Markup:
    """Two townships row by row; only rows whose verdicts differ."""
    heads = [
        Column("指标"),
        Column("学段"),
        Column(here, number=True),
        Column("判定"),
        Column(there, number=True),
        Column("判定"),
    ]
    rows = (
        [
            text_link(row["href"], row["title"]),
            row["stage"],
            row["value"],
            status(row["code"], row["word"]),
            row["other_value"],
            status(row["other_code"], row["other_word"]),
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption=f"{here}与{there}")
