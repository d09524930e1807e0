"""What the picture of one indicator measures: the level against its line, or, for a rule of rising, the change against zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.shared import row_words as say
from townbase.views.township import indicator_rows

SHARES = ("%", "个百分点")


@dataclass(frozen=True)
class Measure:
    """of_change: drawn is value − target, against zero · ordered: an academic result, in official order and never by value
    line: where the line stands in drawn units, None where there is none · label: what the line is · axis: what the axis counts · percent: its ticks bear %
    """

    of_change: bool
    ordered: bool
    line: float | None
    label: str
    axis: str
    percent: bool


def measure(indicator: Mapping, rows: Iterable[Row]) -> Measure:
    """`rows` of one stage and year; townships that are held against different values are drawn by what they differ."""
    rows = list(rows)
    targets = {words.rounded_to(row["target"], 9) for row in rows if not is_missing(row["target"])}
    rising = indicator["rule"] == "rising"
    of_change = rising or len(targets) > 1
    one = next((row for row in rows if not is_missing(row["target"])), None)
    line = (
        0.0 if of_change else None if one is None or indicator["rule"] == "tracked" else drawn(one["target"], indicator)
    )
    return Measure(
        of_change=of_change,
        ordered=indicator_rows.is_academic({**indicator, "numerator_measure": indicator["numerator"]}),
        line=line,
        label=_label(indicator, one, of_change),
        axis=_axis(indicator, of_change),
        percent=indicator["value_unit"] == "%" and not of_change,
    )


def drawn(amount: float | None, indicator: Mapping) -> float | None:
    """An amount in the unit of the axis: shares in per cent."""
    if is_missing(amount):
        return None
    return float(amount) * (100 if indicator["value_unit"] in SHARES else 1)


def place(row: Mapping, of: Measure) -> float | None:
    """Where a township stands on the axis; None where its value is not to be shown or there is nothing to hold it against."""
    if is_missing(row["value"]) or hidden(row):
        return None
    if not of.of_change:
        return drawn(row["value"], row)
    return None if is_missing(row["target"]) else drawn(row["value"] - row["target"], row)


def hidden(row: Mapping) -> bool:
    """One school's result, or too few schools' value: only the word is shown."""
    return indicator_rows.hides_value(row) or indicator_rows.is_partial(row)


def against(row: Mapping) -> str:
    """The difference to what it is held against, signed: −1.2 个百分点, +0.30; '' where there is none"""
    if is_missing(row["value"]) or is_missing(row["target"]) or hidden(row) or row["rule"] == "tracked":
        return ""
    return difference(row["value"] - row["target"], row)


def difference(amount: float | None, row: Mapping, *, unit: bool = True) -> str:
    """A signed difference of two values of the indicator."""
    if is_missing(amount):
        return words.MISSING
    if row["value_unit"] in SHARES:
        return words.points(amount, unit=unit)
    return words.difference(amount, 3 if row["form"] == "difference_rate" else 2)


def against_what(row: Mapping) -> str:
    """比上年, 比基期, 与城区差, 与达标线差"""
    return {"last_year": "比上年", "base_year": "比基期", "threshold": "与达标线差"}.get(row["target_from"], "与城区差")


def pooled_said(value: float, indicator: Mapping) -> str:
    """A value of many townships: never told in whole things."""
    return words.share(value) if indicator["value_unit"] == "%" else say.plain_value(value, indicator)


def classifier(indicator: Mapping) -> str:
    """名, 所, 间, 个班: in what whole units something is missing; '' where the row does not say"""
    return words.classifier(say.text_of(indicator["unit"]))


def _label(indicator: Mapping, one: Mapping | None, of_change: bool) -> str:
    if one is None or indicator["rule"] == "tracked":
        return ""
    if of_change:
        return {"last_year": "与上年持平", "base_year": "与基期持平"}.get(one["target_from"], "与本区县城区持平")
    value = say.plain_value(one["target"], {**indicator, "target": one["target"]})
    return f"{'城区' if one['target_from'] == 'city_urban' else '达标线'} {value}"


def _axis(indicator: Mapping, of_change: bool) -> str:
    """What the axis counts, with its unit where the ticks do not bear it."""
    unit = say.text_of(indicator["value_unit"])
    if not of_change:
        return indicator["title"] if unit in ("%", "") else f"{indicator['title']}（{unit}）"
    since = "比基期增减" if indicator["threshold"] == "base_year" else "比上年增减"
    name = since if indicator["rule"] == "rising" else "与城区之差"
    said = "个百分点" if unit in SHARES else unit
    return f"{name}（{said}）" if said else name
