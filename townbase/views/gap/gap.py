"""城乡差距: is the gap between town and city closing, where is it widest, and what carries it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.views.data.defined_indicator import Defined
from townbase.views.gap import areas, difference_rate, dispersion, inequality, not_closing, schools_to_raise, series
from townbase.views.gap import gap_words as say
from townbase.views.gap.not_closing import NotClosing
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.clause_context import cited_by, in_context
from townbase.views.shared.indicator_definition import define
from townbase.views.shared.row_words import plain_value, row_title


@dataclass(frozen=True)
class GapView:
    """The page from top to bottom. `compared` false: nothing can be held against the city, `limits` say what would bring it.

    `opened`: the row of the indicator and stage that stand open, `chosen`: how that indicator is defined.
    """

    headline: str
    lines: tuple[str, ...]
    stuck: NotClosing
    limits: tuple[str, ...]
    compared: bool
    city_href: str
    multiples: CardContent
    others: list[Row]
    dumbbell: CardContent
    slope: CardContent
    split: CardContent
    years: tuple[int, int]
    scale: Callable[[float], str]
    opened: dict | None
    chosen: Defined | None
    definitions: tuple[Defined, ...]
    dispersion: CardContent
    to_raise: CardContent
    difference: CardContent
    formulas: list[Row]
    dependent: CardContent
    difference_definition: Defined | None
    theil: CardContent
    flips: CardContent


def gap_view(ask: Ask, selection: Selection, year: int, names: Mapping[str, str]) -> GapView:
    """`names`: district_id -> name."""
    given = records(ask("gap/given", district=selection.district))[0]
    area = "全市" if selection.district is None else names[selection.district]
    rows = series.read(ask, selection, year)
    now = series.latest(rows, year)
    chosen = series.choose(now, selection)
    every = areas.read(ask, selection, year, chosen) if chosen else []
    defined = _definer(ask)
    kept = dict.fromkeys(row["indicator_id"] for row in series.judged(now))
    dispersed = dispersion.read(ask, selection, year)
    rated = difference_rate.read(ask, selection, year)
    formula = difference_rate.formula_of(rated, selection)
    stuck = not_closing.read(ask, selection, year, series.judged(now))
    return GapView(
        headline=_headline(
            area + (f"（{words.STAGE[selection.stage]}）" if selection.stage else ""),
            series.judged(now),
            year,
            stuck.districts,
        ),
        lines=(*_elsewhere(ask, now, selection, year), *_lines(now, given, selection)),
        stuck=stuck,
        limits=_limits(given, year, now),
        compared=chosen is not None,
        city_href=selection.href("gap", district=None),
        multiples=series.multiples(rows, year, chosen, selection, area),
        others=series.others(now, selection),
        dumbbell=areas.dumbbell(every, year, chosen, selection)
        if chosen
        else CardContent(areas.DUMBBELL, "各区县城乡差距"),
        slope=areas.slope(every, year, chosen, selection) if chosen else CardContent(areas.SLOPE, "基期以来的变化"),
        split=areas.split(every, year, chosen, selection)
        if chosen
        else CardContent(areas.SPLIT, "差距的变化由什么构成"),
        years=(chosen["base_year"], year) if chosen else (year, year),
        scale=lambda amount: plain_value(amount, chosen or {}),
        opened=chosen,
        chosen=defined(chosen["indicator_id"]) if chosen else None,
        definitions=tuple(known for known in map(defined, kept) if known),
        dispersion=dispersion.table(dispersed, selection, _no_resources(given)),
        to_raise=schools_to_raise.to_raise(ask, selection, year, dispersed, _no_resources(given)),
        difference=difference_rate.townships(
            rated, difference_rate.absent(ask, selection, year), formula, selection, _no_results(given)
        ),
        formulas=difference_rate.chips(rated, formula, selection),
        dependent=difference_rate.dependent(rated, selection, _no_results(given)),
        difference_definition=defined("difference_rate"),
        theil=inequality.theil(ask, selection, year, _no_resources(given)),
        flips=inequality.flips(ask, selection, year, chosen is not None),
    )


def _definer(ask: Ask) -> Callable[[str], Defined | None]:
    """indicator_id -> its definition, with its clauses in their sentences: 教学设备、 alone says nothing."""
    clauses = records(ask("shared/clauses"))
    context, rows = in_context(clauses), {row["indicator_id"]: row for row in records(ask("shared/indicator_order"))}

    def defined(indicator: str) -> Defined | None:
        row = rows.get(indicator)
        return Defined(row, define(row, clauses), cited_by(row, context)) if row else None

    return defined


def _headline(area: str, now: list[Row], year: int, stuck: int) -> str:
    """How many indicators of the area as a whole are behind; `stuck`: how many of its districts have a gap that does not shrink."""
    n = series.tally(now)
    known = len(now) - n["missing"]
    if not known:
        return f"{area}城乡差距：{words.year_label(year)}没有可以与城区相比的数据"
    behind, against = known - n["level"], say.reference(now)
    parts = f"；{stuck} 个区县仍有差距没有缩小" if stuck else ""
    if not behind:
        return f"{area}：{known} 项“不低于城区”指标中，乡镇合计都不低于{against}{parts}"
    head = f"{area}：{known} 项“不低于城区”指标中，乡镇合计仍有 {behind} 项低于{against}"
    if n["base"] or n["unknown"]:
        return head
    if not n["not_closing"]:
        return f"{head}，合计差距都在缩小{parts}"
    return f"{head}，其中 {n['not_closing']} 项没有缩小{parts}"


def _lines(every: list[Row], given: Mapping, selection: Selection) -> tuple[str, ...]:
    now, parts = series.judged(every), []
    worst = series.widest(now)
    if now and all(say.state(row) == "missing" for row in now):
        parts.append(f"{words.year_label(now[0]['school_year'])}各项已报都不足 80%，暂不比较。可查看上一学年。")
    if worst:
        parts.append(_widest(worst, series.in_points(now), selection.urban))
    if selection.urban == "district":
        parts.append(_compared(now, given, selection))
    return tuple(parts)


def _widest(row: Row, in_points: bool, urban: str) -> str:
    """The indicator furthest behind and what 'furthest' means: points where all are shares, else parts of the urban value."""
    low = f"低 {say.amount(row['gap'], row, signed=False)}" + (
        "" if in_points else f"（{words.round_share(-series.relative(row))}）"
    )
    rule = "差距最大" if in_points else "按与城区相差的百分比，差距最大"
    against = say.reference([row]) + (f"（{say.BORROWED}）" if say.is_borrowed(row, urban) else "")
    apart = f"，{say.UNROUNDED}" if say.rounds_apart(row) else ""
    return f"{rule}的是{row_title(row)}：乡镇 {say.value(row)}，{against} {say.value(row, 'urban')}，{low}（{say.when(row)}{apart}）。"


def _compared(now: list[Row], given: Mapping, selection: Selection) -> str:
    """What stands against which urban value while the reader compares with the district's own."""
    judged = words.URBAN["district" if given["urban_level"] == "district" else "city"]
    if selection.district is None:
        return f"各区县现与本区县城区相比，全市合计仍与全市城区相比；达标判定用的是{judged}。"
    marked = sum(say.is_borrowed(row, selection.urban) for row in now)
    if now and marked == len(now):
        return "本区县没有城区对照学校，已改用全市城区对照。"
    stand_in = f"其中 {marked} 项{say.BORROWED}；" if marked else ""
    return f"本页现与本区县城区相比；{stand_in}达标判定用的是{judged}。"


def _elsewhere(ask: Ask, now: list[Row], selection: Selection, year: int) -> list[str]:
    """The chosen indicator is not among what is shown: it may only exist at another stage."""
    if selection.indicator is None or not now or any(row["indicator_id"] == selection.indicator for row in now):
        return []
    found = series.latest(series.read(ask, selection.but(stage=None), year), year)
    stages = dict.fromkeys(words.STAGE[row["stage"]] for row in found if row["indicator_id"] == selection.indicator)
    if not stages:
        return ["所选指标不能按学校与城区比较，现显示差距最大的一项。"]
    title = next(row["title"] for row in found if row["indicator_id"] == selection.indicator)
    here = words.STAGE[selection.stage or "none"]
    return [f"“{title}”只有{'、'.join(stages)}，没有{here}，现显示{here}差距最大的一项。"]


def _limits(given: Mapping, year: int, now: list[Row]) -> tuple[str, ...]:
    """What is not there, which column would bring it, who keeps it."""
    parts = []
    if not given["has_urban"]:
        parts.append(
            "学校名录（schools）没有标明哪些是城区对照学校：由区县教育局在 urban_reference 列填 true 后，即可与城区相比。"
        )
    if not given["has_counted"]:
        parts.append("乡镇名录（townships）没有标明哪些乡镇纳入范围：填写 counted 列后，即可汇总乡镇一侧的数值。")
    elif not given["district_counted"]:
        parts.append("本区县没有纳入范围的乡镇（街道），没有乡镇一侧的数值可比。校际差异见下。")
    if given["has_urban"] and not given["has_staffing"] and not given["has_facilities"]:
        parts.append("未提供教师（staffing）和校舍与设备（facilities）数据，没有指标可比。")
    if not parts and not now:
        if year < (given["base_year"] or year):
            parts.append(f"指标自{words.year_label(given['base_year'])}起有数据，请选择之后的学年。")
        else:
            parts.append("所选学年、学段没有可以与城区相比的数据。请换一个学年或学段。")
    return tuple(parts)


def _no_resources(given: Mapping) -> str:
    lacking = [
        name
        for name, there in (
            ("教师（staffing）", given["has_staffing"]),
            ("校舍与设备（facilities）", given["has_facilities"]),
        )
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
