"""What a township's figure is made of: its schools' figures, or what the township itself returned and in which file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.text import is_missing
from townbase.views import measure_source as source
from townbase.views import row_words as say
from townbase.views.clause_context import Cited, cited_by, in_context
from townbase.views.data_indicator import file_said, is_academic
from townbase.views.data_rows import amount, tested
from townbase.views.indicator_definition import Definition, define, meaning, unit
from townbase.views.indicator_detail import yes_no
from townbase.views.links import many
from townbase.views.part import Part
from townbase.views.records import records

Ask = Callable[..., pd.DataFrame]
ORGANISER = {"third_party": "第三方", "bureau": "教育局", "school": "学校"}
OF_TOWNSHIP = ("residency", "survey", "funding")


@dataclass(frozen=True)
class TownshipRows:
    """`rows`: what the township returned, down to the file; `schools`: the schools whose figures add up to it."""

    title: str
    figures: tuple[str, ...]
    crumbs: tuple[tuple[str, str], ...]
    rows: Part | None
    schools: Part | None
    definition: Definition
    cited: tuple[Cited, ...]


def township_rows(ask: Ask, selection, year: int) -> TownshipRows | None:
    """None where the township is not in the reader's scope, or no such indicator is in the policy rows."""
    indicators = ask("data_indicators")
    found = records(indicators[indicators["indicator_id"] == selection.indicator])
    where = {"township": selection.township, "year": year, "stage": selection.stage}
    who = records(ask("data_township_value", indicator=selection.indicator, **where))
    if not found or not who:
        return None
    indicator, township = found[0], who[0]
    own = any(name in OF_TOWNSHIP for name in _extracts(indicator))
    clauses = records(ask("clauses"))
    return TownshipRows(
        title=f"{township['name']}：{indicator['title']}由什么算出",
        figures=tuple(_figures(indicator, who, year)),
        crumbs=_crumbs(selection, indicator, township),
        rows=_own(ask, indicator, where) if own or is_academic(indicator) else None,
        schools=None if own or is_academic(indicator) else _schools(ask, indicator, selection, year),
        definition=define(indicator, clauses),
        cited=cited_by(indicator, in_context(clauses)),
    )


def _extracts(indicator: Mapping) -> tuple[str, ...]:
    return tuple(name for key in ("numerator", "denominator") for name in source.extracts_of(indicator[key]))


def _crumbs(selection, indicator: Mapping, township: Mapping) -> tuple[tuple[str, str], ...]:
    whole = selection.but(school=None, township=None, stage=None, indicator=None)
    return (
        (words.PAGE["data"], whole.href("data")),
        (indicator["title"], whole.href("data", indicator=indicator["indicator_id"])),
        (township["name"], selection.but(school=None, find=None).href("township", district=None, township=township["township_id"])),
    )


def _figures(indicator: Mapping, who: Iterable[Mapping], year: int) -> Iterable[str]:
    for one in who:
        if is_missing(one["stage"]):
            yield f"{words.year_label(year)}没有这项指标的数值" + ("：本指标按全市计算。" if indicator["level"] == "city" else "。")
            continue
        row = {**indicator, **one}
        # With one school in the stage an academic result would be that school's.
        single = is_academic(indicator) and (is_missing(one["schools"]) or one["schools"] <= 1)
        value = words.MISSING if single else say.value_text(row)
        said = f"{words.year_label(year)}{words.STAGE.get(one['stage'], '')}：{value}"
        if not is_academic(indicator) and not is_missing(one["numerator"]) and indicator["scope"] != "seat_vs_other":
            said += f"＝分子 {amount(one['numerator'])} ÷ 分母 {amount(one['denominator'])}"
        verdict = say.verdict_text(row)
        hint = say.reason_text(row)
        yield said + (f"，{verdict}" if verdict else "") + (f"（{hint}）" if hint else "")


def _own(ask: Ask, indicator: Mapping, where: Mapping) -> Part:
    if is_academic(indicator):
        stages = [where["stage"]] if where["stage"] else ["primary", "junior"]
        said = [
            words.STAGE[stage] + "：" + tested(records(ask("township_tested", township=where["township"], year=where["year"], stage=stage)))
            for stage in stages
        ]
        return Part(title="学业水平只列参加人数和来源文件", empty="".join(said), good=True)
    measures = [indicator[key] for key in ("numerator", "denominator") if not is_missing(indicator[key])]
    files = {row["extract"]: row for row in records(ask("data_files"))}
    found = records(ask("data_township_measures", measures=measures, **where))
    rows = [_measure(row, measures, files) for row in sorted(found, key=lambda row: (say.STAGE_ORDER.get(row["stage"], 9), measures.index(row["measure"])))]
    frame = pd.DataFrame(rows)
    heads = {
        "stage": "学段", "use": "用途", "meaning": "合计", "amount": "数值", "unit": "单位", "organiser": "组织方", "extract": "数据",
        "file": "文件", "as_of": "数据时点", "kind": "来源", "review": "审核", "sha256": "SHA-256",
    }  # fmt: skip
    return Part(
        title=f"本镇合计 {len(rows)} 项",
        how="" if "funding" in _extracts(indicator) else "原始行涉及少数人，不公布，所以只到合计和文件。",
        frame=frame,
        table=frame[list(heads)].rename(columns=heads) if rows else frame,
        empty="本镇本学年没有报送；报送后自动出现。",
    )


def _measure(row: Mapping, measures: list[str], files: Mapping[str, Mapping]) -> dict:
    extract = source.extracts_of(row["measure"])[-1]
    file = files.get(extract)
    said = dict.fromkeys(("file", "as_of", "kind", "review", "sha256"), "") if file is None else file_said(file)
    return {
        "stage": words.STAGE.get(row["stage"], "") or "不分学段",
        "use": ("分子", "分母")[measures.index(row["measure"])],
        "meaning": meaning(row["measure"]),
        "amount": words.HIDDEN if row["withheld"] else amount(row["value"]),
        "unit": "" if row["withheld"] else unit(row["measure"]),
        "organiser": ORGANISER.get(row["organiser"], ""),
        "extract": source.extract_names(source.extracts_of(row["measure"])),
        **said,
    }


def _schools(ask: Ask, indicator: Mapping, selection, year: int) -> Part:
    """The schools that add up to the township, the seat school first; each leads to its rows."""
    every = ask("township_where", township=selection.township, year=year)
    mine = every[every["indicator_id"] == indicator["indicator_id"]]
    if selection.stage:
        mine = mine[mine["stage"] == selection.stage]
    href = many(selection, "data", "school", "stage", township=None, district=None)
    rows = [_school(row, indicator, href) for row in sorted(records(mine), key=lambda row: say.STAGE_ORDER.get(row["stage"], 9))]
    frame = pd.DataFrame(rows)
    heads = {"stage": "学段", "name": "学校", "seat": "镇驻地", "value": "现值", "numerator": "分子", "denominator": "分母"}
    missing = sum(row["unreported"] for row in rows)
    return Part(
        title=f"各校 {len(rows)} 行" + (f"，{missing} 行数据未报" if missing else "") if rows else "各校数值",
        how="各校分子、分母之和即全镇数值；点学校名看它报送的原始行。",
        frame=frame,
        table=frame[list(heads)].rename(columns=heads) if rows else frame,
        empty="没有学校的数据：本学年未报，或本镇没有这一学段（范围）的学校。",
    )


def _plain(value: Mapping) -> str:
    return yes_no({**value, "denominator_measure": value["denominator_name"]})


def _school(row: Mapping, indicator: Mapping, href) -> dict:
    value = {**indicator, **row, "denominator_name": indicator["denominator"]}
    if indicator["scope"] == "seat_vs_other":
        value["value_unit"] = "%"
    missing = is_missing(row["value"])
    return {
        "stage": words.STAGE.get(row["stage"], ""),
        "name": row["name"],
        "href": href(row["school_id"], row["stage"]),
        "seat": "是" if not is_missing(row["seat"]) and row["seat"] else "",
        "value": "数据未报" if missing else _plain(value) or say.value_text(value),
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "unreported": missing,
    }
