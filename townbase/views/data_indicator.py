"""One indicator opened on the data page: definition, sources, and its years over the counted townships."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.text import is_missing
from townbase.views import measure_source as source
from townbase.views import row_words as say
from townbase.views.clause_context import Cited, cited_by, in_context
from townbase.views.data_coverage import open_year
from townbase.views.data_indicators import LEVEL, stages_word
from townbase.views.indicator_definition import DIFFERENCE_RATE, Definition, define, meaning, unit
from townbase.views.part import Part
from townbase.views.records import records

ENOUGH = 0.8  # under this share of the returns a pooled value stands for nobody
VERDICTS = ("met", "not_met", "no_data", "first_year", "too_small", "not_applicable", "no_target")


@dataclass(frozen=True)
class DataIndicator:
    """`links`: (words, href) to the pages that show the indicator's townships; `back` is the whole data page."""

    title: str
    lines: tuple[str, ...]
    definition: Definition
    cited: tuple[Cited, ...]
    links: tuple[tuple[str, str], ...]
    measures: Part
    years: Part
    back: str


def data_indicator(ask: Callable[..., pd.DataFrame], selection, year: int, default_year: int) -> DataIndicator | None:
    """None where no such indicator is in the policy rows."""
    every = ask("data_indicators")
    found = every[every["indicator_id"] == selection.indicator]
    if found.empty:
        return None
    row = records(found)[0]
    years = ask("data_indicator_years", indicator=selection.indicator, district=selection.district)
    clauses = records(ask("clauses"))
    return DataIndicator(
        title=row["title"],
        lines=lines(row),
        definition=define(row, clauses),
        cited=cited_by(row, in_context(clauses)),
        links=_links(row, selection),
        measures=measures(row, records(ask("data_files"))),
        years=_years(row, records(years), year, default_year, narrowed=selection.district is not None),
        back=selection.href("data", indicator=None, school=None, township=None, stage=None),
    )


def lines(row: Mapping) -> tuple[str, ...]:
    """目标（三）…；第（三）项 …；核心指标；小学、初中"""
    scope = words.SCOPE.get(row["scope"], "")
    said = [
        words.goal_title(row["goal"], say.text_of(row["goal_title"])),
        words.action_title(row["action"], say.text_of(row["action_title"])),
        words.ROLE.get(row["role"], ""),
        stages_word(row["stages"]) or "不分学段",
        *([scope] if scope else []),
        f"按{LEVEL.get(row['level'], '各乡镇')}计算",
    ]
    return tuple(part for part in said if part)


def _links(row: Mapping, selection) -> tuple[tuple[str, str], ...]:
    address = selection.but(school=None, stage=None, find=None)
    return (
        (f"各乡镇这项指标（{words.action_title(row['action'], say.text_of(row['action_title']))}）",
         address.href("actions", action=int(row["action"]), indicator=row["indicator_id"])),
    )  # fmt: skip


def measures(row: Mapping, files: Iterable[Mapping]) -> Part:
    """Numerator and denominator: what each means and which file it comes from."""
    by_extract = {file["extract"]: file for file in files}
    rows = [
        _measure(use, row[key], extract, by_extract.get(extract))
        for key, use in (("numerator", "分子"), ("denominator", "分母"))
        if not is_missing(row[key])
        for extract in source.extracts_of(row[key]) or ("",)
    ]
    frame = pd.DataFrame(rows)
    heads = {
        "use": "用途", "meaning": "原始量", "unit": "单位", "column": "报送项", "extract": "数据", "file": "文件",
        "as_of": "数据时点", "kind": "来源", "review": "审核", "sha256": "SHA-256",
    }  # fmt: skip
    absent = dict.fromkeys(one["extract"] for one in rows if not one["file"])
    return Part(
        title="数据来源" + (f"：缺“{'”“'.join(absent)}”，提供后才能计算" if absent else ""),
        how=DIFFERENCE_RATE + "。" if row["form"] == "difference_rate" else "",
        frame=frame,
        table=frame[list(heads)].rename(columns=heads) if rows else frame,
        empty="这项指标没有原始量。",
    )


def _measure(use: str, measure: str, extract: str, file: Mapping | None) -> dict:
    said = {"as_of": words.MISSING, "kind": "", "review": "未提供", "file": "", "sha256": ""} if file is None else file_said(file)
    derived = source.is_derived(measure)
    # The mean of an academic paper is named for what it is; it is never shown.
    name = "平均分（只用于计算，不公布）" if measure == "mean" else meaning(measure)
    return {
        "use": use,
        "meaning": name,
        "unit": "分" if measure == "mean" else unit(measure),
        "column": "算出" if derived else measure,
        "extract": words.EXTRACT.get(extract, extract),
        **said,
    }


def is_academic(row: Mapping) -> bool:
    """Whether an indicator rests on pupils' results, which are never shown by school."""
    return row["form"] == "difference_rate" or row["numerator"] == "level3"


def file_said(file: Mapping) -> dict[str, str]:
    """as_of, kind, review, file and sha256 of one file, in words."""
    return {
        "file": say.text_of(file["file"]),
        "as_of": words.date_table(file["as_of"]),
        "kind": words.SOURCE_KIND.get(file["source_kind"], say.text_of(file["source_kind"])),
        "review": words.REVIEWED[None if is_missing(file["reviewed"]) else bool(file["reviewed"])],
        "sha256": say.text_of(file["sha256"]),
    }


def _years(row: Mapping, rows: list[Mapping], year: int, default_year: int, *, narrowed: bool) -> Part:
    # In one district a single school may carry the stage: then a pooled academic result would be that school's.
    hidden = narrowed and is_academic(row)
    shown = [_year(one, row, year, default_year, hidden=hidden) for one in rows]
    frame = pd.DataFrame(shown)
    heads = {
        "year": "学年", "stage": "学段", "town": "乡镇合计", "urban": "城区", "target": "目标", "met": "达标", "not_met": "未达标",
        "no_data": "数据未报", "first_year": "首次监测", "too_small": "人数少，不作判定", "not_applicable": "不适用", "no_target": "监测项，不判定",
        "reported": "已报", "due": "应报",
    }  # fmt: skip
    if row["level"] == "city":
        heads |= {"town": "全市", "word": "判定"}
        heads = {key: name for key, name in heads.items() if key not in VERDICTS}
    else:
        heads = {key: name for key, name in heads.items() if key not in VERDICTS or any(one[key] for one in shown)}
    now = [one for one in rows if one["school_year"] == year]
    return Part(
        title=_years_title(row, now, year),
        how="" if row["level"] == "city" else "格内为纳入范围的乡镇（街道）个数；合计的已报不足应报 80% 的不列。",
        frame=frame[list(heads) + ["current"]] if shown else frame,
        table=frame[list(heads)].rename(columns=heads) if shown else frame,
        empty="没有这项指标的数据：没有纳入范围的乡镇，或基期以来没有学校名录。",
    )


def _years_title(row: Mapping, now: list[Mapping], year: int) -> str:
    label = words.year_label(year)
    if not now:
        return f"{label}没有这项指标的判定"
    if row["level"] == "city":
        said = "；".join(f"{words.STAGE.get(one['stage'], '')}{_city_word(one)}" for one in now)
        return f"{label}全市：{said}"
    if row["role"] == "monitor":
        return f"{label}：监测项，只展示，不判定"
    parts = [f"{words.STAGE.get(one['stage'], '')}{_tally(one)}" for one in now]
    return f"{label}：{'；'.join(parts)}"


def _tally(one: Mapping) -> str:
    judged = int(one["met"] + one["not_met"])
    return f"未达标 {int(one['not_met'])} 个（应评 {judged} 个乡镇）" if judged else "没有可判定的乡镇"


def _city_word(one: Mapping) -> str:
    said = {**words.VERDICT, "first_year": words.verdict("no_data", "first_year")}
    return next((said[code] for code in VERDICTS if one[code]), "没有判定")


def _year(one: Mapping, row: Mapping, year: int, default_year: int, *, hidden: bool) -> dict:
    same = not is_missing(one["target"]) and one["target"] == one["least_target"]
    target = {**row, "target": one["target"] if same else None}
    own = row["rule"] == "rising" and row["threshold"] == "base_year" and not same
    return {
        "year": open_year(one["school_year"], default_year),
        "stage": words.STAGE.get(one["stage"], "") or "不分学段",
        "town": words.MISSING if hidden else pooled(one["town_value"], one["town_coverage"], row),
        "urban": words.MISSING if row["scope"] == "seat_vs_other" else pooled(one["urban_value"], None, row),
        "target": "高于各自基期" if own and row["level"] == "township" else say.target_text(target),
        **{code: int(one[code]) for code in VERDICTS},
        "word": _city_word(one),
        "reported": words.count(one["reported"]),
        "due": words.count(one["due"]),
        "current": one["school_year"] == year,
    }


def pooled(value: float, coverage: float | None, row: Mapping) -> str:
    """A value of many schools; — where too few of them have returned."""
    if is_missing(value) or (not is_missing(coverage) and coverage < ENOUGH - 1e-9):
        return words.MISSING
    return say.plain_value(value, row) if row["value_unit"] != "%" else words.share(value)
