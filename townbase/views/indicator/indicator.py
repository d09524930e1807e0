"""The page of one indicator: name and result, its years, where every township stands, and on what it rests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.views.indicator import basis as indicator_basis
from townbase.views.indicator import facts as indicator_facts
from townbase.views.indicator import sources
from townbase.views.indicator.measure import Measure, classifier, measure
from townbase.views.indicator.standing import standing
from townbase.views.indicator.township_list import against_head, parts_head, township_list
from townbase.views.indicator.trend import trend
from townbase.views.indicator.where import where
from townbase.views.shared import row_words as say
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.headline_count import kind_word
from townbase.views.shared.link_templates import many
from townbase.views.shared.narrowing import narrow, narrowed
from townbase.views.township import indicator_rows


@dataclass(frozen=True)
class IndicatorView:
    """In the order of the page. stage: the one that stands open; stages: links to the others; heads: of the list's columns
    of parts and difference; unit: of what is missing; `measured`, `rises`: how its pictures measure."""

    title: str
    headline: str
    stage: str
    crumbs: tuple[tuple[str, str], ...]
    stages: list[Row]
    facts: list[Row]
    measured: Measure
    trend: CardContent
    standing: CardContent
    townships: CardContent
    where: CardContent
    heads: tuple[str, str]
    unit: str
    rises: bool
    basis: indicator_basis.Basis
    measures: CardContent


def indicator_view(ask: Ask, selection: Selection, year: int) -> IndicatorView | None:
    """None where no such indicator is in the policy rows."""
    every = ask("data/indicators")
    found = records(every[every["indicator_id"] == selection.indicator])
    if not found:
        return None
    indicator, chosen = found[0], narrow(selection)
    by_stage = [
        _publishable(row, indicator, selection)
        for row in records(ask("indicator/years", indicator=selection.indicator, **chosen))
    ]
    stage = open_stage(indicator, selection)
    now = [row for row in by_stage if row["school_year"] == year]
    years = [row for row in by_stage if row["stage"] == stage and row["school_year"] <= year]
    rows = judged_rows(ask, indicator, stage, year, chosen)
    of = measure(indicator, rows)
    at_stage = None if stage == "none" else stage
    town = many(selection, "township", "township", indicator=indicator["indicator_id"], stage=at_stage, district=None)
    origin = many(selection, "data", "township", indicator=indicator["indicator_id"], stage=at_stage, district=None)
    action = int(indicator["action"])
    offices = list(ask("indicator/lead_offices", action=action, year=year)["lead_office"])
    files = records(ask("data/files"))
    listed = township_list(indicator, rows, of, town, origin)
    return IndicatorView(
        title=indicator["title"],
        headline=headline(indicator, stage, year, rows, next((row for row in now if row["stage"] == stage), None)),
        stage=stage,
        crumbs=_crumbs(indicator, selection),
        stages=_stages(now, stage, selection),
        facts=indicator_facts.facts(indicator, years, rows),
        measured=of,
        trend=trend(indicator, years, of),
        standing=standing(indicator, rows, of, town, listed.table),
        townships=listed,
        where=where(indicator, rows, town, many(selection, "indicator", "district"), of.ordered),
        heads=(parts_head(indicator), against_head(rows)),
        unit=classifier(indicator),
        rises=indicator["rule"] == "rising",
        basis=indicator_basis.basis(indicator, records(ask("shared/clauses")), rows, offices, files),
        measures=sources.measures(indicator, files),
    )


def open_stage(indicator: Mapping, selection: Selection) -> str:
    """The chosen stage where the indicator has it, else its first."""
    there = say.text_of(indicator["stages"]).split()
    return selection.stage if selection.stage in there else min(there, key=lambda stage: say.STAGE_ORDER.get(stage, 9))


def judged_rows(ask: Ask, indicator: Mapping, stage: str, year: int, chosen: Mapping) -> list[Row]:
    """The chosen townships that have the stage, with what the policy's row says of them, in official order."""
    found = records(ask("indicator/townships", indicator=indicator["indicator_id"], stage=stage, year=year, **chosen))
    named = {**indicator, "numerator_measure": indicator["numerator"]}
    return [{**named, **row} for row in found if row["verdict"] != "not_applicable"]


def headline(indicator: Mapping, stage: str, year: int, rows: list[Row], city: Row | None) -> str:
    """县级以上学科骨干教师比例（小学）：2025—2026学年 99 个乡镇中 69 个达标，其中 1 个略低"""
    label = words.year_label(year)
    name = indicator["title"] + (f"（{words.STAGE[stage]}）" if words.STAGE.get(stage) else "")
    if indicator["level"] == "city":
        return f"{name}：{label}全市{_city_word(city)}"
    if not rows:
        return f"{name}：{label}没有数据"
    if indicator["rule"] == "tracked":
        return f"{name}：{label}{words.MONITORED}，只展示不判定"
    verdicts = [row["verdict"] for row in rows]
    judged, kind = verdicts.count("met") + verdicts.count("not_met"), kind_word(pd.DataFrame(rows))
    if not judged:
        first = all(row["reason"] == "first_year" for row in rows)
        return f"{name}：{label}" + ("为基期，不判定" if first else f"{words.UNREPORTED}，{words.UNDECIDED}")
    slightly = sum(say.mark(row) == "slightly_below" for row in rows)
    waiting = len(rows) - judged
    tail = f"，{waiting} 个{words.UNDECIDED}" if waiting else ""
    return f"{name}：{label} {len(rows)} 个{kind}中 {words.met_of(verdicts.count('met'), slightly)}{tail}"


def _publishable(row: Row, indicator: Mapping, selection: Selection) -> Row:
    """Of a part of the city a single school may carry the stage: then a pooled academic result would be that school's."""
    academic = indicator_rows.is_academic({**indicator, "numerator_measure": indicator["numerator"]})
    return row | {"town_value": None} if narrowed(selection) and academic else row


def _city_word(row: Row | None) -> str:
    if row is None:
        return "没有判定"
    codes = ("met", "not_met", "no_data", "too_small", "not_applicable", "no_target")
    return "首次监测" if row["first_year"] else next((words.VERDICT[code] for code in codes if row[code]), "没有判定")


def _crumbs(indicator: Mapping, selection: Selection) -> tuple[tuple[str, str], ...]:
    action = int(indicator["action"])
    return (
        ("十大行动", selection.href("actions", action=None, indicator=None, stage=None)),
        (words.action_title(action, say.text_of(indicator["action_title"])), selection.href("actions", action=action, indicator=None, stage=None)),
    )  # fmt: skip


def _stages(now: list[Row], stage: str, selection: Selection) -> list[Row]:
    """The indicator's stages with what is left to do in each; nothing where there is one."""
    ordered = sorted(now, key=lambda row: say.STAGE_ORDER.get(row["stage"], 9))
    if len(ordered) < 2:
        return []
    return [
        {
            "label": f"{words.STAGE[row['stage']]}"
            + (f" {int(row['not_met'])} 个{words.UNMET}" if row["not_met"] else ""),
            "title": f"{words.STAGE[row['stage']]}：{words.met_of(int(row['met']), int(row['slightly_below']))}，{int(row['not_met'])} 个{words.UNMET}",
            "href": selection.href("indicator", stage=row["stage"]),
            "current": row["stage"] == stage,
        }
        for row in ordered
    ]
