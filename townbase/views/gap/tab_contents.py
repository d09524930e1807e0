"""The cards of each tab of the gap page; only those of the open one are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.views.data.defined_indicator import Defined
from townbase.views.gap import (
    areas,
    difference_rate,
    dispersion,
    gap_rows,
    inequality,
    limits,
    scatter,
    schools_to_raise,
    series,
    side_by_side,
    split,
    trend,
)
from townbase.views.gap.gap import GapHead
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.clause_context import cited_by, in_context
from townbase.views.shared.indicator_definition import define


@dataclass(frozen=True)
class Indicators:
    """各指标: every indicator, and of the one that stands open its areas, its years and what changed it."""

    rows: CardContent
    others: list[Row]
    areas: CardContent
    trend: CardContent
    split: CardContent
    chosen: Defined | None
    definitions: tuple[Defined, ...]


@dataclass(frozen=True)
class Spread:
    """校际均衡."""

    headline: str
    to_raise: CardContent
    dispersion: CardContent


@dataclass(frozen=True)
class Results:
    """学业差异率."""

    headline: str
    difference: CardContent
    formulas: list[Row]
    definition: Defined | None


@dataclass(frozen=True)
class Analysis:
    """专业分析; scatter: None where nothing can be held against the city."""

    headline: str
    scatter: scatter.Scatter | None
    theil: CardContent
    dependent: CardContent
    flips: CardContent
    beside: tuple[side_by_side.TwoFigures, ...]


def indicators(ask: Ask, selection: Selection, year: int, head: GapHead, opened: Row) -> Indicators:
    """`opened`: the row of the indicator and stage that stand open."""
    counts = gap_rows.counted(ask, selection, year)
    every = areas.read(ask, selection, year, opened)
    defined = _definer(ask)
    judged = dict.fromkeys(row["indicator_id"] for row in series.judged(head.now))
    return Indicators(
        rows=gap_rows.every(head.rows, year, opened, selection, head.area, counts),
        others=series.others(head.now, selection),
        areas=areas.side_by_side(every, year, opened, selection, counts),
        trend=trend.trend(head.rows, opened, selection, head.area),
        split=split.split(every, year, opened, selection),
        chosen=defined(opened["indicator_id"]),
        definitions=tuple(known for known in map(defined, judged) if known),
    )


def spread(ask: Ask, selection: Selection, year: int, head: GapHead) -> Spread:
    rows, missing = dispersion.read(ask, selection, year), limits.no_resources(head.given)
    return Spread(
        dispersion.headline(rows, head.area),
        schools_to_raise.to_raise(ask, selection, year, rows, missing),
        dispersion.table(rows, selection, missing),
    )


def results(ask: Ask, selection: Selection, year: int, head: GapHead) -> Results:
    rows, missing = difference_rate.read(ask, selection, year), limits.no_results(head.given)
    formula = difference_rate.formula_of(rows, selection)
    part = difference_rate.townships(rows, difference_rate.absent(ask, selection, year), formula, selection, missing)
    return Results(
        difference_rate.headline(part, head.area),
        part,
        difference_rate.chips(rows, formula, selection),
        _definer(ask)("difference_rate"),
    )


def analysis(ask: Ask, selection: Selection, year: int, head: GapHead) -> Analysis:
    rated = difference_rate.read(ask, selection, year)
    dots = scatter.scatter(ask, selection, year, head.opened) if head.opened else None
    return Analysis(
        f"{head.area}城乡差距专业分析：规模与数值、差异的来源、换用其他口径的判定",
        dots,
        inequality.theil(ask, selection, year, limits.no_resources(head.given)),
        difference_rate.dependent(rated, selection, limits.no_results(head.given)),
        inequality.flips(ask, selection, year, head.opened is not None),
        (side_by_side.money(ask, selection, year), side_by_side.leaving(ask, selection, year)),
    )


def _definer(ask: Ask) -> Callable[[str], Defined | None]:
    """indicator_id -> its definition, with its clauses in their sentences: 教学设备、 alone says nothing."""
    context, rows = (
        in_context(records(ask("shared/clauses"))),
        {row["indicator_id"]: row for row in records(ask("shared/indicator_order"))},
    )

    def defined(indicator: str) -> Defined | None:
        row = rows.get(indicator)
        return Defined(row, define(row, context), cited_by(row, context)) if row else None

    return defined
