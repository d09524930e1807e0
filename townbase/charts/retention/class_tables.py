"""Tables of 班额: districts, schools, and how much of the places is used."""

from __future__ import annotations

import pandas as pd

from townbase.asking import Row, records
from townbase.charts.base.elements import text_link
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, join
from townbase.words import count, number, share

AVERAGES = ("average", "largest")


def class_area_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.retention.classes.class_sizes.areas; the sum last where there is more than one."""
    heads = [
        Column("区县"), Column("班级（个）", number=True), Column("平均班额（人）", number=True), Column("超过标准的年级（个）", number=True),
        Column("涉及学校（所）", number=True), Column("还需班级（个）", number=True),
    ]  # fmt: skip
    keys = ("classes", "average", "grades_over", "schools_over", "wanted")
    rows = [[text_link(row["href"], row["name"]) if row["href"] else row["name"], *_cells(row, keys)] for row in records(frame)]  # fmt: skip
    return table(heads, rows, caption=caption, last_is_sum=len(rows) > 1)


def class_school_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.retention.classes.class_sizes.schools."""
    heads = [
        Column("学校"), Column("乡镇（街道）"), Column("区县"), Column("超过标准的年级（个）", number=True),
        Column("最大平均班额（人）", number=True), Column("年级"), Column("还需班级（个）", number=True),
    ]  # fmt: skip
    rows = (
        TableRow(
            [
                text_link(row["href"], row["name"]), row["township"], row["district"], *_cells(row, ("grades_over", "largest")),
                row["grade"], *_cells(row, ("wanted",)),
            ],
            id=row["id"],
        )
        for row in records(frame)
    )  # fmt: skip
    return table(heads, rows, caption=caption, reflow=True, most=15)


def use_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.retention.classes.places_used: band, schools, share, pupils, places, first."""
    heads = [
        Column("学位利用率", sort=False), Column("学校（所）", number=True), Column("", css="tb-bar-col", sort=False, phone=False),
        Column("在校生（人）", number=True), Column("核定学位（个）", number=True), Column("其中", css="tb-wrap tb-long", sort=False),
    ]  # fmt: skip
    return table(heads, (_band(row) for row in records(frame)), caption=caption, reflow=True)


def _band(row: Row) -> list[object]:
    bar = Markup(
        f'<span class="tb-bar tb-faint" aria-hidden="true"><i style="width:{100 * row["share"]:.1f}%"></i></span>'
    )
    schools = Cell(f"{count(row['schools'])}（{share(row['share'])}）", row["schools"])
    first = join((text_link(href, text) for text, href in row["first"]), "、")
    return [row["band"], schools, bar, *_cells(row, ("pupils", "places")), first]


def _cells(row: Row, keys: tuple[str, ...]) -> list[Cell]:
    """Averages with one decimal, counts whole."""
    return [Cell(number(row[key], 1) if key in AVERAGES else count(row[key]), row[key]) for key in keys]
