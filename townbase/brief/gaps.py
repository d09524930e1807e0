"""Town against city in a brief: one row an indicator and stage that must not be below the city."""

from __future__ import annotations

import math
from collections.abc import Mapping

from townbase import words
from townbase.asking import Ask, Row
from townbase.brief.cells import shaped, sourced, status
from townbase.brief.model import Bar, Cell, Column, Grid, Section
from townbase.charts.base.scale import Scale
from townbase.charts.gap.gap_rows import SHAPE
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.gap import gap_rows, not_closing, series
from townbase.views.gap import gap_words as say
from townbase.views.shared import row_words
from townbase.views.township import indicator_rows
from townbase.views.township.township import TownshipView

STEP, MOST = 0.05, 0.3  # the bars' axis: as far as the farthest row, in steps, and never beyond
RETURNS = ("staffing", "facilities")


def of_township(ask: Ask, view: TownshipView, rows: list[Row], year: int) -> Section:
    """The page's rows whose target is the city's value, in their order, with its words."""
    own = [row for row in rows if row["rule"] == series.RULE]
    judged = [row for row in own if row["verdict"] in ("met", "not_met")]
    unmet = sum(row["verdict"] == "not_met" for row in judged)
    near = sum(row["verdict"] == "met" and row["reason"] == "whole_unit" for row in judged)
    columns = (
        Column("指标", 4.4),
        Column("现值", 1.8, True),
        Column("城区", 1.3, True),
        Column("", 2.1),
        Column("判定", 2.4),
        Column("还差", 4.1),
    )
    columns = columns if view.judged else columns[:-2]
    shown = [(row, _at(row)) for row in own if row["verdict"] != "not_applicable"]
    reach = _reach([at for _, at in shown])
    body = tuple(_row(row, at, reach)[: len(columns)] for row, at in shown)
    absent = len(own) - len(body)
    title = (
        f"城乡差距：{_said(len(judged), unmet, near, len(body))}" if view.judged else "与城区对照（只列数值，不作判定）"
    )
    return Section(
        title,
        (_axis(reach) if any(at is not None for _, at in shown) else "")
        + "城区为"
        + ("本区县" if _against_district(own) else "全市")
        + "城区对照学校合计。",
        Grid(title, columns, body) if body else None,
        note=f"另有 {absent} 项{words.INAPPLICABLE}。" if absent else "",
        source=sourced(ask, year, *RETURNS),
        opens_page=view.judged,
    )


def _said(judged: int, unmet: int, near: int, due: int) -> str:
    """near: met although below the city's value, since less than one whole unit is missing; the bars show them on its left."""
    if not judged:
        return f"{due} 项“不低于城区”指标{words.UNDECIDED}" if due else "没有可以与城区相比的指标"
    text = f"{judged} 项“不低于城区”指标{f'中 {unmet} 项{words.UNMET}' if unmet else '全部达标'}"
    if not near:
        return text
    return text + (
        f"，另 {near} 项略低于城区、差额不足 1 个整数单位，按达标计"
        if unmet
        else f"，其中 {near} 项略低于城区、差额不足 1 个整数单位"
    )


def _against_district(rows: list[Row]) -> bool:
    return any(row["target_from"] == "district_urban" for row in rows)


def _at(row: Mapping) -> float | None:
    """Value in parts of the city's; none where the page draws none either."""
    if indicator_rows.hides_value(row) or indicator_rows.is_partial(row):
        return None
    return row_words.ratio_to_target(row["value"], row)


def _axis(reach: float, in_points: bool = False) -> str:
    wide = (
        f"城区上下 {words.trimmed(reach * 100, 0)} 个百分点"
        if in_points
        else f"城区的 {words.round_share(1 - reach)}—{words.round_share(1 + reach)}"
    )
    return f"横条自城区水平起（中线），左为低于城区、右为高于城区，图幅为{wide}。"


def _reach(places: list[float | None]) -> float:
    """How far the axis goes to either side."""
    far = max((abs(at - 1) for at in places if not is_missing(at)), default=0.0)
    return min(max(math.ceil(far / STEP - 1e-9), 1) * STEP, MOST)


def _row(row: Mapping, at: float | None, reach: float) -> tuple[Cell, ...]:
    hidden = indicator_rows.hides_value(row)
    unmet = row["verdict"] == "not_met"
    return (
        Cell(row_words.row_title(row), small="参考" if row["role"] == "reference" else ""),
        Cell(
            "只列判定" if hidden and not is_missing(row["value"]) else indicator_rows.value_said(row),
            strong=unmet,
            tone="not-met" if unmet else "",
        ),
        Cell(row_words.plain_value(row["target"], row)),
        Cell(bar=_bar(at, indicator_rows.shape(row) or "town", reach)),
        status(row["verdict"], row_words.verdict_text(row)),
        Cell(row_words.shortfall_text(row), strong=unmet, small=indicator_rows.hint(row)),
    )


def _bar(at: float | None, shape: str, reach: float) -> Bar | None:
    """From the city's level in the middle to the value; what lies beyond the scale ends at its edge."""
    if is_missing(at):
        return None
    place = Scale(1 - reach, 1 + reach, 0, 1).clamped(at)
    return Bar(((min(0.5, place), max(0.5, place), shape),), 0.5)


def of_area(ask: Ask, selection: Selection, year: int, area: str) -> Section:
    """The city or a district: its pooled gap then and now, as on the gap page."""
    rows = series.read(ask, selection, year)
    now = [group[-1] for group in gap_rows.grouped(rows, year)]
    if not now:
        return Section("城乡差距", lines=(gap_rows.NOTHING,), opens_page=True)
    title = gap_rows.title(now, area)
    base = min(row["school_year"] for row in rows)
    # a gap is signed so that left is always worse; measured as the page's panels are, in points or in parts of the city's value
    in_points = series.in_points(now)
    places = [
        None if say.state(row) == "missing" else 1 + (row["gap"] if in_points else series.relative(row)) for row in now
    ]
    reach = _reach(places)
    columns = (
        Column("指标", 4.2), Column("乡镇", 1.2, True), Column("城区", 1.2, True), Column("", 2.4),
        Column(f"{base} 年差值", 1.7, True), Column(f"{year} 年差值", 1.7, True), Column("变化", 3.4),
    )  # fmt: skip
    return Section(
        f"城乡差距：{title}",
        _axis(reach, in_points)
        + "差值为全部纳入乡镇合计减城区，负数为乡镇落后（数值越低越好的指标，为城区减乡镇）。持平学年按近年速度（基期以来的平均变化）推算。"
        + f"城区为{_held(now, selection)}。"
        + (f"{words.UNROUNDED}。" if any(say.state(row) != "missing" and say.rounds_apart(row) for row in now) else ""),
        Grid(
            title,
            columns,
            tuple(_area_row(row, selection.urban, base, at, reach) for row, at in zip(now, places, strict=True)),
        ),
        note=gap_rows.lends(now, selection)
        + gap_rows.note(now, year)
        + not_closing.read(ask, selection, year, now).text,
        source=sourced(ask, year, *RETURNS),
        opens_page=True,
    )


def _held(now: list[Row], selection: Selection) -> str:
    whole = selection.urban == "district" and selection.district is None
    return say.reference(now) + "对照学校合计" + "（全市不与各区县城区相比）" * whole


def _area_row(row: Mapping, urban: str, base: int, at: float | None, reach: float) -> tuple[Cell, ...]:
    state = say.state(row)
    missing = state == "missing"
    worse = state == "not_closing"
    return (
        Cell(row_words.row_title(row)),
        Cell(words.MISSING if missing else say.value(row)),
        Cell(say.value(row, "urban"), small=say.BORROWED if say.is_borrowed(row, urban) else ""),
        Cell(bar=_bar(at, "not_met" if worse else "town", reach)),
        Cell(say.amount(row["base_gap"], row, unit=False) if row["base_year"] == base else words.MISSING),
        Cell(
            words.MISSING if missing else say.amount(row["gap"], row, unit=False),
            strong=worse,
            tone="not-met" if worse else "",
        ),
        shaped(SHAPE[state], say.when(row)) if state in SHAPE else Cell(say.when(row)),
    )
