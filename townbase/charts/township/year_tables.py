"""Years down: pupils, local enrolment, one indicator and its schools."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import status
from townbase.charts.base.table import Column, table
from townbase.charts.township.bullet import fell_back
from townbase.charts.township.place_tables import SEAT
from townbase.charts.township.school_values import parts, red
from townbase.text import Markup, esc, is_missing


def roll(shown: pd.DataFrame, caption: str) -> Markup:
    """Years down, stages or grades across, the sum last."""
    first, *others = shown.columns
    heads = [
        Column(first),
        *(Column(str(name), number=True) for name in others),
    ]
    rows = ([row[0], *(words.count(cell) for cell in row[1:])] for row in tuples(shown))
    return table(heads, rows, caption=caption)


def local(frame: pd.DataFrame) -> Markup:
    heads = [
        Column("学段、学年"),
        Column("本地就读率", number=True),
        Column("本地／查到", number=True),
        Column("外出就读", number=True),
        Column("未就读或去向不明", number=True, phone=False),
    ]
    return table(heads, map(_local, frame.to_dict("records")), caption="本地就读")


def _local(row: Mapping) -> list:
    head = f"{row['stage_word']} {int(row['school_year'])}"
    if row.get("reason") == "under_10":
        return [head, words.HIDDEN, words.MISSING, words.MISSING, words.MISSING]
    parts = words.MISSING if is_missing(row["found"]) else f"{words.count(row['local'])}／{words.count(row['found'])}"
    return [head, words.share(row["value"]), parts, words.count(row["elsewhere"]), words.count(row["unplaced"])]


def indicator_years(frame: pd.DataFrame) -> Markup:
    heads = [
        Column("学年"),
        Column("现值", number=True),
        Column("分子／分母", number=True, phone=False),
        Column("目标", number=True),
        Column("城区", number=True, phone=False),
        Column("判定", css="tb-words"),
        Column("还差", phone=False),
        Column("比上年", phone=False, css="tb-wrap"),
    ]
    rows = (
        [
            row["year"], row["value"], row["parts"], row["target"], row["urban"],
            status(row["code"], row["word"], row["borderline"]) if row["code"] else words.MISSING,
            row["missing"], Markup(f"{esc(row['change'])}{fell_back(row['fell_back'])}"),
        ]
        for row in frame.to_dict("records")
    )  # fmt: skip
    return table(heads, rows, caption="这项指标的历年")


def indicator_schools(frame: pd.DataFrame, traced: bool = False) -> Markup:
    """traced: the parts of a value lead to the delivered rows behind it."""
    heads = [
        Column("学校"),
        Column("现值", number=True),
        Column("分子／分母", number=True),
    ]
    rows = (
        [
            Markup(f"{text_link(row['href'], row['name'])}{SEAT if row['seat'] else ''}"),
            red(row["value"], row["short"]),
            parts(f"{words.count(row['numerator'])}／{words.count(row['denominator'])}", row, traced),
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="各校数值")
