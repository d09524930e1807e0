"""城乡差距: is the gap between town and city closing, where is it widest, and what carries it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.views import difference, dispersion, gap_areas, gap_series, inequality
from townbase.views import gap_words as say
from townbase.views.clause_context import cited_by, in_context
from townbase.views.data_defined import Defined
from townbase.views.indicator_definition import define
from townbase.views.part import Part
from townbase.views.records import records
from townbase.views.row_words import plain_value, row_title

Ask = Callable[..., pd.DataFrame]


@dataclass(frozen=True)
class GapView:
    """The page from top to bottom. `compared` false: nothing can be held against the city, `limits` say what would bring it.

    `opened`: the row of the indicator and stage that stand open, `chosen`: how that indicator is defined.
    """

    headline: str
    lines: tuple[str, ...]
    limits: tuple[str, ...]
    compared: bool
    city_href: str
    multiples: Part
    others: list[dict]
    dumbbell: Part
    slope: Part
    split: Part
    years: tuple[int, int]
    scale: Callable[[float], str]
    opened: dict | None
    chosen: Defined | None
    definitions: tuple[Defined, ...]
    dispersion: Part
    to_raise: Part
    difference: Part
    formulas: list[dict]
    dependent: Part
    difference_definition: Defined | None
    theil: Part
    flips: Part


def gap_view(ask: Ask, selection, year: int, names: Mapping[str, str]) -> GapView:
    """`names`: district_id -> name."""
    given = records(ask("gap_given", district=selection.district))[0]
    area = "全市" if selection.district is None else names[selection.district]
    rows = gap_series.read(ask, selection, year)
    now = gap_series.latest(rows, year)
    chosen = gap_series.choose(now, selection)
    every = gap_areas.read(ask, selection, year, chosen) if chosen else []
    defined = _definer(ask)
    kept = dict.fromkeys(row["indicator_id"] for row in gap_series.judged(now))
    dispersed = dispersion.read(ask, selection, year)
    rated = difference.read(ask, selection, year)
    formula = difference.formula_of(rated, selection)
    return GapView(
        headline=_headline(area + (f"（{words.STAGE[selection.stage]}）" if selection.stage else ""), gap_series.judged(now), year),
        lines=_lines(now, given, selection, year),
        limits=_limits(given, year, now),
        compared=chosen is not None,
        city_href=selection.href("gap", district=None),
        multiples=gap_series.multiples(rows, year, chosen, selection, area),
        others=gap_series.others(now, selection),
        dumbbell=gap_areas.dumbbell(every, year, chosen, selection) if chosen else Part("各区县城乡差距"),
        slope=gap_areas.slope(every, year, chosen, selection) if chosen else Part("基期以来的变化"),
        split=gap_areas.split(every, year, chosen, selection) if chosen else Part("差距的变化由什么构成"),
        years=(chosen["base_year"], year) if chosen else (year, year),
        scale=lambda amount: plain_value(amount, chosen),
        opened=chosen,
        chosen=defined(chosen["indicator_id"]) if chosen else None,
        definitions=tuple(defined(each) for each in kept),
        dispersion=dispersion.table(dispersed, selection, _no_resources(given)),
        to_raise=dispersion.to_raise(ask, selection, year, dispersed, _no_resources(given)),
        difference=difference.townships(rated, formula, selection, _no_results(given)),
        formulas=difference.chips(rated, formula, selection),
        dependent=difference.dependent(rated, selection, _no_results(given)),
        difference_definition=defined("difference_rate"),
        theil=inequality.theil(ask, selection, year, _no_resources(given)),
        flips=inequality.flips(ask, selection, year, chosen is not None),
    )


def _definer(ask: Ask) -> Callable[[str], Defined | None]:
    """indicator_id -> its definition, with its clauses in their sentences: 教学设备、 alone says nothing."""
    clauses = records(ask("clauses"))
    context, rows = in_context(clauses), {row["indicator_id"]: row for row in records(ask("indicator_order"))}

    def defined(indicator: str) -> Defined | None:
        row = rows.get(indicator)
        return row and Defined(row, define(row, clauses), cited_by(row, context))

    return defined


def _headline(area: str, now: list[dict], year: int) -> str:
    n = gap_series.tally(now)
    known = len(now) - n["missing"]
    if not known:
        return f"{area}城乡差距：{words.year_label(year)}没有可以与城区相比的数据"
    behind = known - n["level"]
    if not behind:
        return f"{area}：{known} 项“不低于城区”指标中，乡镇都不低于城区"
    head = f"{area}：{known} 项“不低于城区”指标中，乡镇仍有 {behind} 项低于城区"
    if n["base"] or n["unknown"]:
        return head
    if not n["not_closing"]:
        return f"{head}，差距都在缩小"
    return f"{head}，其中 {n['not_closing']} 项没有缩小"


def _lines(every: list[dict], given: Mapping, selection, year: int) -> tuple[str, ...]:
    now, said = gap_series.judged(every), []
    worst = gap_series.widest(now)
    if now and all(say.state(row) == "missing" for row in now):
        said.append(f"{words.year_label(year)}各项已报都不足 80%，暂不比较。可查看上一学年。")
    if worst:
        low = f"乡镇 {say.value(worst)}，城区 {say.value(worst, 'urban')}，低 {say.amount(worst['gap'], worst, signed=False)}"
        said.append(f"相对城区差得最多的是{row_title(worst)}：{low}（{say.when(worst)}）。")
    if selection.indicator and every and all(row["indicator_id"] != selection.indicator for row in every):
        said.append("所选指标不能按学校与城区比较，现显示差距最大的一项。")
    if selection.urban == "district":
        judged = "全市城区" if given["urban_level"] != "district" else "本区县城区"
        said.append(f"本页现与本区县城区相比；达标判定用的是{judged}。")
    if selection.urban == "district" and selection.district and any(row["urban_from"] == "city" for row in now):
        said.append("本区县没有城区对照学校，已改用全市城区对照。")
    return tuple(said)


def _limits(given: Mapping, year: int, now: list[dict]) -> tuple[str, ...]:
    """What is not there, which column would bring it, who keeps it."""
    said = []
    if not given["has_urban"]:
        said.append("学校名录（schools）没有标明哪些是城区对照学校：由区县教育局在 urban_reference 列填 true 后，即可与城区相比。")
    if not given["has_counted"]:
        said.append("乡镇名录（townships）没有标明哪些乡镇纳入范围：填写 counted 列后，即可汇总乡镇一侧的数值。")
    elif not given["district_counted"]:
        said.append("本区县没有纳入范围的乡镇（街道），没有乡镇一侧的数值可比。校际差异见下。")
    if given["has_urban"] and not given["has_staffing"] and not given["has_facilities"]:
        said.append("未提供教师（staffing）和校舍与设备（facilities）数据，没有指标可比。")
    if not said and not now:
        if year < (given["base_year"] or year):
            said.append(f"指标自{words.year_label(given['base_year'])}起有数据，请选择之后的学年。")
        else:
            said.append("所选学年、学段没有可以与城区相比的数据。请换一个学年或学段。")
    return tuple(said)


def _no_resources(given: Mapping) -> str:
    lacking = [
        name
        for name, there in (("教师（staffing）", given["has_staffing"]), ("校舍与设备（facilities）", given["has_facilities"]))
        if not there
    ]
    return f"未提供{'和'.join(lacking)}数据。由统计部门提供后即可显示。" if lacking else ""


def _no_results(given: Mapping) -> str:
    if not given["has_assessment"]:
        return "未提供学业水平监测（assessment）数据。由教研部门提供后即可显示。"
    if not given["has_quality"]:
        return "学校名录（schools）没有标明哪些是城区优质学校：填写 urban_quality 列后即可显示。"
    if not given["has_counted"]:
        return "乡镇名录（townships）没有标明哪些乡镇纳入范围：填写 counted 列后即可显示。"
    if not given["district_counted"]:
        return "本区县没有纳入范围的乡镇（街道）。"
    return ""
