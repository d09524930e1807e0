"""How complete a school year's returns are: one sentence and one list, the same on every page that says it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.views.shared import measure_source


def sentence(ask: Ask, year: int, default_year: int, district: str | None, where: str = "") -> str:
    """`complete` of one school year, asked; where: the name of the district, '' for the whole city."""
    rows = records(ask("shared/returns_by_year", district=district))
    delivered = set(ask("shared/frame_sources")["extract"])
    absent = any(name not in delivered for name in measure_source.known_extracts())
    return complete((row for row in rows if row["school_year"] == year), year, default_year, where, absent=absent)


def lacking(ask: Ask, year: int, district: str | None) -> pd.DataFrame:
    """A row an area (district, or township of the chosen district) × extract not all in: area_id, name, label, due, reported, lacking."""
    rows = ask("shared/returns_by_area", year=year, district=district)
    open_ = rows[rows["reported"] < rows["due"]].reset_index(drop=True)
    return open_.assign(
        name=open_["name"].fillna(open_["area_id"]),
        label=[words.EXTRACT.get(str(each), str(each)) for each in open_["extract"]],
        lacking=(open_["due"] - open_["reported"]).astype(int),
    )


def open_year(year: int, default_year: int) -> str:
    """A year after the one that is shown first is still being filled in: 2026—2027学年（填报中）"""
    return words.year_label(year) + ("（填报中）" if year > default_year else "")


def extracts(rows: Iterable[Row]) -> list[str]:
    """The extracts that occur, in the order of the files."""
    there = {row["extract"] for row in rows}
    return [name for name in measure_source.known_extracts() if name in there]


def complete(rows: Iterable[Row], year: int, default_year: int, where: str = "", *, absent: bool = False) -> str:
    """2025—2026学年应报的 11 类数据中 2 类未报齐，共缺 2 份; while a year is being filled in nothing is short yet

    absent: some extracts are not delivered at all, so that what has come is not all that there should be.
    """
    lead, rows = f"{open_year(year, default_year)}{where}", list(rows)
    what = "已开始报送的" if absent else "应报的"
    if not rows:
        return f"{lead}没有{what}数据（报送情况自基期起列）"
    missing = [row["due"] - row["reported"] for row in rows if row["reported"] < row["due"]]
    if not missing and not all(row["roster_whole"] for row in rows):  # what a roster leaves out owes nothing
        return f"{lead}名录中的学校远少于往年，{what} {len(rows)} 类数据只收齐了已列入名录的"
    if not missing:
        return f"{lead}{what} {len(rows)} 类数据都已报齐"
    if year > default_year:
        full = len(rows) - len(missing)
        return f"{lead}{what} {len(rows)} 类数据中 {full} 类已报齐，{len(missing)} 类在报，还有 {words.count(sum(missing))} 份未到"
    return f"{lead}{what} {len(rows)} 类数据中 {len(missing)} 类未报齐，共缺 {words.count(sum(missing))} 份"
