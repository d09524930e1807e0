"""Behind one figure, in tables: its measures and files, the schools that add up to it, the delivered rows."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.table import Column, table
from townbase.charts.data.data_cells import ORIGIN, list_table, number, origin, two_lines
from townbase.text import Markup, esc, is_missing


def measures(frame: pd.DataFrame, caption: str) -> Markup:
    """Numerator and denominator: what each is, and the file that it comes from."""
    heads = [Column("用途"), Column("填报数", css="tb-wrap"), Column("数据"), *ORIGIN]
    rows = (
        [row["use"], two_lines(row["meaning"], _column(row)), row["extract"], *origin(row)]
        for row in frame.to_dict("records")
    )
    return list_table(heads, rows, caption=caption, named=2)


def _column(row: Mapping) -> str:
    unit = f"单位：{row['unit']}；" if row["unit"] else ""
    return unit + ("由报送数据算出" if row["column"] == "算出" else f"报送项：{row['column']}")


def source_rows(frame: pd.DataFrame, caption: str) -> Markup:
    """What was returned, with file and row; what an extract holds is said at its first row."""
    heads = [
        Column("用途"), Column("填报数", css="tb-wrap"), Column("数值", number=True), Column("数据", css="tb-wrap"), Column("行", number=True), *ORIGIN,
    ]  # fmt: skip
    rows = frame.to_dict("records")
    first = {row["extract"]: at for at, row in reversed(list(enumerate(rows)))}
    cells = (_source_row(row, about=first[row["extract"]] == at) for at, row in enumerate(rows))
    return list_table(heads, cells, caption=caption, named=2)


def _source_row(row: Mapping, *, about: bool) -> list:
    return [
        row["use"],
        two_lines(_staged(row), f"报送代码 {row['code']}" if row["code"] else ""),
        _amount(row),
        two_lines(row["extract"], row["about"] if about else ""),
        "" if is_missing(row["row"]) else f"第 {words.count(row['row'])} 行",
        *origin(row),
    ]


def township_measures(frame: pd.DataFrame, caption: str) -> Markup:
    """What a township returned: amounts and files, without rows."""
    heads = [
        Column("用途"),
        Column("合计", css="tb-wrap"),
        Column("数值", number=True),
        Column("数据", css="tb-wrap"),
        *ORIGIN,
    ]
    rows = (
        [
            row["use"],
            _staged(row),
            _amount(row),
            two_lines(row["extract"], f"组织方：{row['organiser']}" if row["organiser"] else ""),
            *origin(row),
        ]
        for row in frame.to_dict("records")
    )
    return list_table(heads, rows, caption=caption, named=2)


def _staged(row: Mapping) -> str:
    return f"{row['stage']}　{row['meaning']}" if row["stage"] else row["meaning"]


def _amount(row: Mapping) -> Markup:
    """The amount with its unit and, behind it, what is to be said of it (达到, 不足标准的 85%)."""
    if row["note"] == row["text"]:  # missing or kept back: the note is all there is
        return Markup(f"{glyph('missing')} {esc(row['note'])}") if row["note"] else Markup("")
    return Markup(f"{esc(row['text'])}（{esc(row['note'])}）") if row["note"] else esc(row["text"])


def township_schools(frame: pd.DataFrame, caption: str) -> Markup:
    """The schools that add up to a township, each the link to its rows."""
    heads = [
        Column("学校"),
        Column("学段"),
        Column("现值", number=True),
        Column("分子", number=True),
        Column("分母", number=True),
    ]
    return table(heads, map(_school, frame.to_dict("records")), caption=caption)


def _school(row: Mapping) -> list:
    seat = Markup(" <small>驻地</small>") if row["seat"] else ""
    value = Markup(f"{glyph('missing')} {row['value']}") if row["unreported"] else row["value"]
    return [
        Markup(f"{text_link(row['href'], row['name'])}{seat}"),
        row["stage"],
        value,
        number(row["numerator"]),
        number(row["denominator"]),
    ]
