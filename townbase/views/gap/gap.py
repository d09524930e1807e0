"""城乡差距: is the gap between town and city closing, where is it widest, and what carries it.

The head of the page, whatever tab is open: what it says and what the tabs rest on. A tab's own cards: `tab_contents.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.views.gap import gap_words as say
from townbase.views.gap import limits, not_closing, series
from townbase.views.gap.not_closing import NotClosing
from townbase.views.shared.row_words import row_title


@dataclass(frozen=True)
class GapHead:
    """area: what the page is about, in a word · rows: every indicator of it over the years; now: those of the year shown

    headline, lines, stuck: what the indicators say · limits: what is not there and which column would bring it
    opened: the row of the indicator and stage that stand open; None: nothing can be held against the city
    """

    area: str
    given: Row
    rows: list[Row]
    now: list[Row]
    opened: dict | None
    headline: str
    lines: tuple[str, ...]
    stuck: NotClosing
    limits: tuple[str, ...]


def gap_head(ask: Ask, selection: Selection, year: int, names: Mapping[str, str]) -> GapHead:
    """`names`: district_id -> name."""
    given = records(ask("gap/given", district=selection.district))[0]
    area = "全市" if selection.district is None else names[selection.district]
    rows = series.read(ask, selection, year)
    now = series.latest(rows, year)
    judged = series.judged(now)
    opened = series.choose(now, selection)
    stuck = not_closing.read(ask, selection, year, judged)
    asked_for = opened is not None and opened["indicator_id"] == selection.indicator
    named = area + (f"（{words.STAGE[selection.stage]}）" if selection.stage else "")
    return GapHead(
        area,
        given,
        rows,
        now,
        opened,
        headline=_of_one(area, opened)
        if asked_for and opened is not None
        else _headline(named, judged, year, stuck.districts),
        lines=(*_elsewhere(ask, now, selection, year), *_lines(now, given, selection, asked_for)),
        stuck=NotClosing() if asked_for else stuck,
        limits=limits.limits(given, year, now),
    )


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


def _of_one(area: str, row: Row) -> str:
    """初中功能室配齐率：全市乡镇合计 96.0%，比全市城区低 2.0 个百分点，差距在缩小"""
    name, state = row_title(row), say.state(row)
    if state == "missing":
        return f"{name}：{area}{words.year_label(row['school_year'])}{words.UNREPORTED}齐，暂不比较"
    value, against = f"{name}：{area}乡镇合计 {say.value(row)}", say.reference([row])
    if state == "level":
        return f"{value}，不低于{against}（{say.value(row, 'urban')}）"
    moves = {"closing": "，差距在缩小", "not_closing": "，差距没有缩小"}.get(state, "")
    return f"{value}，比{against}差 {say.amount(row['gap'], row, signed=False)}{moves}"


def _lines(every: list[Row], given: Mapping, selection: Selection, asked_for: bool) -> tuple[str, ...]:
    now, parts = series.judged(every), []
    worst = series.widest(now)
    if now and all(say.state(row) == "missing" for row in now):
        parts.append(f"{words.year_label(now[0]['school_year'])}各项已报都不足 80%，暂不比较。可查看上一学年。")
    if worst and not asked_for:
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
    apart = f"，{words.UNROUNDED}" if say.rounds_apart(row) else ""
    speed = "按近年速度，" if say.when(row).startswith("预计") else ""
    return f"{rule}的是{row_title(row)}：乡镇 {say.value(row)}，{against} {say.value(row, 'urban')}，{low}（{speed}{say.when(row)}{apart}）。"


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
