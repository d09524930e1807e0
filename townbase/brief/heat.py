"""Where work is left: townships × ten actions of a district, districts × ten actions of the city, as in the heat tables."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.brief.cells import heat
from townbase.brief.model import Cell, Column, Grid, Section
from townbase.text import is_missing
from townbase.views.shared.card_content import CardContent

ONE_BLOCK = 9
BEFORE = {"met": ("met", "六项目标全部达标"), "not_assessable": ("missing", words.UNDECIDED)}
# Townships of a district are more than rows of a township: the same ramp, wider steps.
STEPS = (1, 3, 6, 10)
SHAPE = {"met": "dot", "borderline": "borderline", "missing": "missing", "none": "not_applicable"}
KEY = (
    ("dot", "全部达标"),
    ("borderline", "临界"),
    ("missing", words.UNDECIDED),
    ("not_applicable", words.INAPPLICABLE),
    ("met", "名前：六项目标全部达标"),
)


def townships(part: CardContent, names: pd.DataFrame, source: str) -> Section:
    """A row a township, in official order; a number is how many judged rows are not met."""
    columns = (Column("乡镇（街道）", 2.8), *(Column(short, 1, centre=True) for short in names["short"]))
    rows = tuple(_township(list(own)) for _, own in groupby(records(part.frame), key=lambda row: row["township_id"]))
    if len(rows) > ONE_BLOCK:
        columns, rows = _two_blocks(columns, rows)
    how = f"数字为{words.UNMET}的应评指标项数（分学段），带下划线的含核心指标。" + part.note
    return Section(part.title, how, Grid(part.title, columns, rows), source=source, key=KEY)


def _two_blocks(columns: tuple, rows: tuple) -> tuple[tuple, tuple]:
    """Many townships stand in two columns, down and then across, with a blank between."""
    half = -(-len(rows) // 2)
    right = [*rows[half:], *[(Cell(),) * len(columns)] * (2 * half - len(rows))]
    gap = Column("", 0.5)
    return (*columns, gap, *columns), tuple((*one, Cell(), *two) for one, two in zip(rows[:half], right, strict=True))


def _township(own: list[Row]) -> tuple[Cell, ...]:
    shape = None if is_missing(own[0]["status"]) else BEFORE.get(own[0]["status"])
    return (Cell(own[0]["name"], ((shape[0], ""),) if shape else ()), *(_cell(row) for row in own))


def _cell(row: dict) -> Cell:
    if row["mark"] == "unmet":
        return Cell(str(row["n"]), strong=bool(row["core"]), tone=heat(row["n"]))
    if row["mark"] == "overdue":
        return Cell(f"逾{row['n']}", strong=True, tone="not-met")
    return Cell(marks=((SHAPE[row["mark"]], ""),)) if row["mark"] in SHAPE else Cell()


def districts(part: CardContent, names: pd.DataFrame, source: str) -> Section:
    """A row a district: met of counted, what is missing to 80 %, and per action the townships with an unmet core row."""
    columns = (
        Column("区县", 2.4), Column("达标/纳入", 1.5, True), Column("距 80%", 2.2),
        *(Column(short, 1, centre=True) for short in names["short"]),
    )  # fmt: skip
    rows = tuple(_district(list(own)) for _, own in groupby(records(part.frame), key=lambda row: row["district_id"]))
    return Section(
        part.title,
        f"各行动下的数为有核心指标{words.UNMET}的乡镇数；小圆点为没有这样的乡镇。",
        Grid(part.title, columns, rows),
        source=source,
    )


def _district(own: list[Row]) -> tuple[Cell, ...]:
    first = own[0]
    return (
        Cell(first["name"]),
        Cell(f"{first['met']}/{first['counted']}"),
        _reach(int(first["missing"]), int(first["open"])),
        *(
            Cell(words.count(row["n"]), tone=heat(sum(row["n"] >= step for step in STEPS)))
            if row["n"]
            else Cell(marks=(("dot", ""),))
            for row in own
        ),
    )


def _reach(missing: int, open_: int) -> Cell:
    """Red only where even the townships that cannot be judged yet would not be enough."""
    if not missing:
        return Cell("已达到", (("met", ""),), tone="met")
    if missing <= open_:
        return Cell(f"差 {missing} 个，待定", (("missing", ""),), tone="borderline")
    return Cell(f"还差 {missing} 个", (("not_met", ""),), strong=True, tone="not-met")
