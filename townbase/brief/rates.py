"""Do the children stay: 本地就读率 by stage and year, as lines and as the table of the same figures."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Ask
from townbase.brief import drawing
from townbase.brief.cells import shaped, sourced
from townbase.brief.model import Bar, Cell, Column, Grid, Section
from townbase.charts.base.glyphs import SHAPE_OF
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import rates
from townbase.views.retention.place import STAGES, rising_word, share_of, status_of
from townbase.views.retention.retention import on_paper

DEFINITION = (
    "本地就读率：户籍在本乡镇、在本乡镇（或对口服务乡镇）学校就读的学生 ÷ 户籍在本乡镇、查到就读学校的学生；学前、小学、初中各自计算，"
    "不含未就读和去向不明的。"
)
YEARS = 5


def section(ask: Ask, selection: Selection, year: int) -> Section:
    """Of the township, district or city that the selection names."""
    found = on_paper(ask, selection, year)
    text = sourced(ask, year, "residency")
    if found is None:
        return Section("本地就读率", lines=("没有可计算的本地就读率。",), source=text)
    opened, part = found
    own = opened.own[opened.own["school_year"] <= year]
    if own["children"].isna().all() and part.is_empty:
        return Section(part.title, lines=(part.empty,), source=text)
    how = "▲ 为不高于上年的学年，旁注相当于少几名；横条为户籍学生中本地就读（蓝）、外出就读（灰）的部分。"
    around = _around(part.frame)
    lines = f"实线为{opened.where.subject}{around and f'，虚线为{around}'}"
    return Section(
        part.title,
        how,
        _table(own, part.frame, year, part.title),
        drawing.NOTHING if part.is_empty else drawing.rates(part.frame, lines),
        source=text,
    )


def _table(own: pd.DataFrame, drawn: pd.DataFrame, year: int, caption: str) -> Grid:
    """A row a stage: the rate of each year and of the city, and where this year's children are; all that is drawn."""
    broke, city, around = _breaks(drawn), _city(drawn, year), _around(drawn)
    rows = {(row["stage"], int(row["school_year"])): row for row in own.to_dict("records")}
    known = sorted({at for _, at in rows if at <= year})[-YEARS:]
    columns = (
        Column("学段", 1),
        *(Column(f"{at} 年", 1.4, True) for at in known),
        *((Column(f"{around} {year}年", 1.9, True),) if city else ()),
        Column("", 1.6),
        Column("户籍学生", 1.5, True),
        Column("本地就读", 1.5, True),
        Column("外出就读", 1.5, True),
        Column("未就读或 去向不明", 1.9, True),
        Column("变化", 2.2),
    )
    body = tuple(
        _row(stage, rows, known, year, broke, (Cell(city.get(stage, words.MISSING)),) if city else ())
        for stage in STAGES
        if any((stage, at) in rows for at in known)
    )
    return Grid(caption, columns, body)


def _breaks(drawn: pd.DataFrame) -> dict[tuple[str, int], str]:
    """(stage, year) -> what is said of a year that did not rise."""
    rows = [] if drawn.empty else drawn.dropna(subset=["broke"]).to_dict("records")
    return {(row["stage"], int(row["school_year"])): words.fewer(row["broke"]) for row in rows}


def _around(drawn: pd.DataFrame) -> str:
    """What the second line is called, or ''."""
    names = [] if drawn.empty else list(drawn["series"].unique())
    return names[1] if len(names) > 1 else ""


def _city(drawn: pd.DataFrame, year: int) -> dict[str, str]:
    """stage -> the rate of the year of what is drawn beside the place's own."""
    if not _around(drawn):
        return {}
    rows = drawn[(drawn["series"] == _around(drawn)) & (drawn["school_year"] == year)].to_dict("records")
    return {row["stage"]: words.share(row["value"]) for row in rows}


def _row(stage: str, rows: dict, known: list[int], year: int, broke: dict, city: tuple[Cell, ...]) -> tuple[Cell, ...]:
    now = rows.get((stage, year))
    by_year = (_rate(rows.get((stage, at)), at == year, broke.get((stage, at), "")) for at in known)
    counts = ("children", "local", "elsewhere", "unplaced")
    return (
        Cell(words.STAGE[stage]),
        *by_year,
        *city,
        Cell(bar=_bar(now)),
        *(Cell(words.MISSING if now is None else words.count(now[name])) for name in counts),
        _word(now, rows.get((stage, year - 1))),
    )


def _rate(row: dict | None, is_now: bool, broke: str) -> Cell:
    text = words.MISSING if row is None else share_of(row["local"], row["found"], row["value"])
    return Cell(text, (("not_met", ""),) if broke else (), broke, strong=is_now)


def _bar(row: dict | None) -> Bar | None:
    """Local, then elsewhere; what is left of the whole is not enrolled or not found."""
    if (
        row is None
        or is_missing(row["children"])
        or is_missing(row["local"])
        or is_missing(row["elsewhere"])
        or not row["children"]
    ):
        return None
    local, found = row["local"] / row["children"], (row["local"] + row["elsewhere"]) / row["children"]
    return Bar(((0.0, local, "town"), (local, found, "urban")))


def _word(row: dict | None, before: dict | None) -> Cell:
    if row is None:
        return shaped("missing", words.VERDICT["no_data"])
    known = before is not None and not is_missing(row["value"]) and not is_missing(before["value"])
    if known and not row["comparable"]:
        return shaped("missing", "尚未报齐，不作判定")
    text = rising_word(row["word"], row["few"]) or rates.ABSENT.get(row["reason"], "") or words.VERDICT["no_data"]
    shape = "not_applicable" if row["reason"] == "not_served" else SHAPE_OF[status_of(row["word"], row["few"])]
    return shaped(shape, text)
