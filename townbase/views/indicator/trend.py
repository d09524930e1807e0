"""One indicator over the years: pooled value of townships and city, what it rose by, or how many townships are not met."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.indicator import definitions
from townbase.views.indicator.measure import Measure, difference, drawn, pooled_said
from townbase.views.shared import export_cells
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED, ONE

TREND = Card(
    key="trend",
    file="历年",
    filters=(*NARROWED, *ONE),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.TREND,
)


def trend(indicator: Mapping, years: list[Row], of: Measure) -> CardContent:
    """`years`: rows of indicator/years of one stage up to the chosen year.

    `frame`: year, label and town, urban, line with town_said, urban_said; or not_met with not_met_said, where no value is
    pooled (its column `town` is missing).
    """
    pooled = [row for row in years if not is_missing(row["town_value"])]
    if not pooled:
        return _counts(indicator, years)
    base = pooled[0]
    lines = [_year(row, base, indicator, of) for row in years]
    frame = pd.DataFrame(lines)
    return CardContent(
        TREND,
        title=_title(indicator, pooled, of),
        how=_how(indicator, lines, of),
        frame=frame,
        table=_table(indicator, years),
    )


def _year(row: Row, base: Row, indicator: Mapping, of: Measure) -> dict:
    """Where every year is to rise, what counts is how far it stands from the base year."""
    rises = indicator["rule"] == "rising"
    town, urban = (
        None if is_missing(row[key]) or (rises and is_missing(base[key])) else row[key] - (base[key] if rises else 0)
        for key in ("town_value", "urban_value")
    )
    return {
        "year": int(row["school_year"]),
        "label": f"{int(row['school_year'])}<br>基期" if row["school_year"] == indicator["base_year"] else str(int(row["school_year"])),
        "town": drawn(town, indicator),
        "urban": drawn(urban, indicator),
        "line": None if of.of_change or row["target_from"] != "threshold" else drawn(row["target"], indicator),
        "town_said": _said(row["town_value"], town, indicator, rises),
        "urban_said": _said(row["urban_value"], urban, indicator, rises),
    }  # fmt: skip


def _said(value: float | None, change: float | None, indicator: Mapping, rises: bool) -> str:
    text = words.MISSING if is_missing(value) else pooled_said(value, indicator)
    return f"{text}（比基期 {difference(change, indicator)}）" if rises and not is_missing(change) else text


def _title(indicator: Mapping, pooled: list[Row], of: Measure) -> str:
    """Against the city where that is the demand, else against the first year."""
    now, base = pooled[-1], pooled[0]
    both = [row for row in pooled if not is_missing(row["urban_value"])]
    if indicator["rule"] == "not_below_urban" and len(both) > 1:
        then, gap = (row["town_value"] - row["urban_value"] for row in (both[0], both[-1]))
        return _closing(then, gap, indicator)
    whose = "全市" if indicator["level"] == "city" else "乡镇合并"
    moved = _moved(now["town_value"] - base["town_value"], indicator)
    since = f"比 {base['school_year']} 年{moved}"
    if indicator["rule"] == "rising":
        return f"{whose}{since}" if len(pooled) > 1 else "只有一个学年的数据"
    return f"{whose} {pooled_said(now['town_value'], indicator)}" + (f"，{since}" if len(pooled) > 1 else "")


def _closing(then: float, now: float, indicator: Mapping) -> str:
    """与城区的差距由 5.4 个百分点缩小到 1.1 个百分点; 由低于城区 5.4 到高于 0.2"""
    first, last = (difference(abs(gap), indicator).lstrip("+") for gap in (then, now))
    if then < 0 and now < 0:
        word = "缩小" if abs(now) < abs(then) else "扩大"
        return f"乡镇比城区低：由 {first} {word}到 {last}" if first != last else f"乡镇比城区低 {last}，与基期相同"
    sides = ("低于" if then < 0 else "高于", "低于" if now < 0 else "高于")
    return f"乡镇由{sides[0]}城区 {first} 到{sides[1]}城区 {last}"


def _moved(change: float, indicator: Mapping) -> str:
    text = difference(abs(change), indicator).lstrip("+")
    return f"提高 {text}" if change > 0 else f"下降 {text}" if change < 0 else "持平"


def _how(indicator: Mapping, lines: list[dict], of: Measure) -> str:
    parts = []
    if indicator["rule"] == "rising":
        parts.append("画的是与基期相比的增减，0 为基期")
    if any(line["urban"] is not None for line in lines):
        parts.append("城区为全市城区对照学校合并值")
    if indicator["rule"] != "rising":
        parts.append("纵轴不从 0 起")
    return "；".join(parts) + "。" if parts else ""


def _counts(indicator: Mapping, years: list[Row]) -> CardContent:
    """A result that is never pooled: how many townships are not met."""
    judged = [row for row in years if row["met"] + row["not_met"] and row["school_year"] != indicator["base_year"]]
    frame = pd.DataFrame(
        [
            {
                "year": int(row["school_year"]),
                "label": str(int(row["school_year"])),
                "not_met": int(row["not_met"]),
                "not_met_said": f"{int(row['met'] + row['not_met'])} 个中 {int(row['not_met'])} 个{words.UNMET}",
            }
            for row in judged
        ]
    )
    title = "各学年没有可以判定的乡镇"
    if judged:
        first, last = judged[0], judged[-1]
        title = f"{words.UNMET}乡镇由 {first['school_year']} 年的 {int(first['not_met'])} 个到 {last['school_year']} 年的 {int(last['not_met'])} 个"
    return CardContent(
        TREND,
        title=title,
        how="本指标不合并计算，画的是未达标的乡镇数。" if judged else "",
        frame=frame,
        table=_table(indicator, years) if judged else frame,
        empty="基期以来没有这项指标的数据，报送后自动出现。",
    )


def _table(indicator: Mapping, years: list[Row]) -> pd.DataFrame:
    """Year by year, as numbers: pooled values and how many townships stand where."""
    rows = [
        {
            "学年": words.year_label(row["school_year"]),
            "乡镇合并": export_cells.value(row["town_value"], indicator),
            "城区": export_cells.value(row["urban_value"], indicator),
            "单位": export_cells.unit(indicator),
            "目标": export_cells.rule(indicator),
            "目标值": export_cells.target(
                {**indicator, "target": row["target"] if row["target"] == row["least_target"] else None}
            ),
            **_counted(row, row["school_year"] == indicator["base_year"]),
            "已报（份）": None if is_missing(row["reported"]) else int(row["reported"]),
            "应报（份）": None if is_missing(row["due"]) else int(row["due"]),
        }
        for row in years
    ]
    return export_cells.typed(pd.DataFrame(rows), "已报（份）", "应报（份）", *_counted(None, True))


def _counted(row: Row | None, is_base: bool) -> dict[str, int | None]:
    """How many townships stand where; the base year is what is risen from, and nobody is judged in it."""
    heads = ("达标（个）", "其中略低（个）", f"{words.UNMET}（个）", f"{words.UNDECIDED}（个）")
    if row is None or is_base:
        return dict.fromkeys(heads)
    found = (row["met"], row["slightly_below"], row["not_met"], row["no_data"] + row["first_year"] + row["too_small"])
    return {head: int(n) for head, n in zip(heads, found, strict=True)}
