"""One indicator year by year: pooled values of town and city, and how many counted townships stand where."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.data import definitions
from townbase.views.data.drill_limits import is_academic
from townbase.views.data.export_columns import figure, head, take
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.returns import open_year

INDICATOR_YEARS = Card(
    key="indicator-years",
    file="指标各学年",
    filters=("district", "indicator"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.INDICATOR_YEARS,
)

# What a township can be in a year, and its head; the last words of a reader who counts them.
VERDICTS = {
    "met": "达标", "not_met": words.UNMET, "no_data": words.UNREPORTED, "first_year": "首次监测", "too_small": "人数少，不作判定",
    "not_applicable": words.INAPPLICABLE, "no_target": f"{words.MONITORED}，不判定",
}  # fmt: skip


def years(row: Mapping, rows: list[Row], year: int, default_year: int, *, narrowed: bool) -> CardContent:
    """`row` is the indicator; `rows` those of data_indicator_years; `narrowed` to one district.

    The frame's columns are what the chart draws in their order, and `current`, which marks the chosen year.
    """
    # In one district a single school may carry the stage: then a pooled academic result would be that school's.
    hidden = narrowed and is_academic(row)
    lines = [_year(one, row, year, default_year, hidden=hidden) for one in rows]
    of_city = row["level"] == "city"
    last = ["word"] if of_city else [code for code in VERDICTS if any(one[code] for one in rows)]
    drawn = ["year", "stage", "town", "urban", "target", *last, "reported", "due"]
    frame = pd.DataFrame(lines)
    return CardContent(
        INDICATOR_YEARS,
        title=_title(row, [one for one in rows if one["school_year"] == year], year),
        how="" if of_city else "格内为纳入范围的乡镇（街道）个数；合计的已报不足应报 80% 的不列。",
        frame=frame[[*drawn, "current"]] if lines else frame,
        table=_table(frame, row, last),
        empty="没有这项指标的数据：没有纳入范围的乡镇，或基期以来没有学校名录。",
    )


def _table(frame: pd.DataFrame, row: Mapping, last: list[str]) -> pd.DataFrame:
    unit = row["value_unit"]
    heads = {
        "year": "学年",
        "stage": "学段",
        "town_number": head("全市" if row["level"] == "city" else "乡镇合计", unit),
    }
    heads |= {"urban_number": head("城区", unit), "target": "目标"}
    heads |= {code: head(VERDICTS[code], "个乡镇") if code in VERDICTS else "判定" for code in last}
    heads |= {"reported": "已报（份）", "due": "应报（份）"}
    return take(frame, heads, numbers=("town_number", "urban_number", "reported", "due"))


def _title(row: Mapping, now: list[Row], year: int) -> str:
    label = words.year_label(year)
    if not now:
        return f"{label}没有这项指标的判定"
    if row["level"] == "city":
        text = "；".join(f"{words.STAGE.get(one['stage'], '')}{_city_word(one)}" for one in now)
        return f"{label}全市：{text}"
    if row["role"] == "monitor":
        return f"{label}：{words.MONITORED}，只展示，不判定"
    parts = [f"{words.STAGE.get(one['stage'], '')}{_tally(one)}" for one in now]
    return f"{label}：{'；'.join(parts)}"


def _tally(one: Mapping) -> str:
    judged = int(one["met"] + one["not_met"])
    return f"{words.UNMET} {int(one['not_met'])} 个（应评 {judged} 个乡镇）" if judged else "没有可判定的乡镇"


def _city_word(one: Mapping) -> str:
    texts = {**words.VERDICT, "first_year": words.verdict("no_data", "first_year")}
    return next((texts[code] for code in VERDICTS if one[code]), "没有判定")


def _year(one: Mapping, row: Mapping, year: int, default_year: int, *, hidden: bool) -> dict:
    same = not is_missing(one["target"]) and one["target"] == one["least_target"]
    target = {**row, "target": one["target"] if same else None}
    own = row["rule"] == "rising" and row["threshold"] == "base_year" and not same
    town = None if hidden else pooled(one["town_value"], one["town_covered"])
    urban = None if row["scope"] == "seat_vs_other" else pooled(one["urban_value"], True)
    return {
        "year": open_year(one["school_year"], default_year),
        "stage": words.STAGE.get(one["stage"], "") or "不分学段",
        "town": _said(town, row),
        "urban": _said(urban, row),
        "target": "高于各自基期" if own and row["level"] == "township" else say.target_text(target),
        **{code: int(one[code]) for code in VERDICTS},
        "word": _city_word(one),
        "reported": None if is_missing(one["reported"]) else int(one["reported"]),
        "due": None if is_missing(one["due"]) else int(one["due"]),
        "current": one["school_year"] == year,
        "town_number": figure(town, row["value_unit"], _decimals(row)),
        "urban_number": figure(urban, row["value_unit"], _decimals(row)),
    }


def pooled(value: float, covered: bool | None) -> float | None:
    """A value of many schools; None where too few of them have returned."""
    few = not is_missing(covered) and not covered
    return None if few or is_missing(value) else value


def _said(value: float | None, row: Mapping) -> str:
    return words.share(value) if row["value_unit"] == "%" else say.plain_value(value, row)


def _decimals(row: Mapping) -> int:
    return 3 if row["form"] == "difference_rate" else 2
