"""What a township's figure is made of: its schools' figures, or what the township itself returned and in which file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.page_records import DATA
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.data import definitions
from townbase.views.data.defined_indicator import Defined, defined
from townbase.views.data.delivery_sources import file_said
from townbase.views.data.drill_limits import extracts_behind, is_academic, is_of_townships
from townbase.views.data.export_columns import amount, figure, head, take
from townbase.views.data.figure_sources import UNREPORTED, USES
from townbase.views.data.school_rows import fraction
from townbase.views.shared import measure_source
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP, ONE
from townbase.views.shared.indicator_definition import meaning, unit
from townbase.views.shared.link_templates import many, of_indicator
from townbase.views.township.indicator_detail import yes_no

ROWS = Card(
    key="rows",
    file="原始行",
    filters=(*OF_TOWNSHIP, *ONE),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.TOWNSHIP_ROWS,
)
SCHOOLS = Card(
    key="schools",
    file="各校数值",
    filters=(*OF_TOWNSHIP, *ONE),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.TOWNSHIP_ROWS,
)

ORGANISER = {"third_party": "第三方", "bureau": "教育局", "school": "学校"}
HEADS = {
    "stage": "学段", "use": "用途", "meaning": "合计", "value": "数值", "unit": "单位", "note": "说明", "organiser": "组织方", "extract": "数据",
    "file": "文件", "as_of": "数据时点", "kind": "来源", "review": "审核", "sha256": "SHA-256",
}  # fmt: skip

ADDS_UP = {
    "seat": "只列镇驻地学校，分子、分母之和即全镇数值",
    "other": "只列域内其他学校，分子、分母之和即全镇数值",
    "seat_vs_other": "镇驻地学校、域内其他学校各自合计，相减即全镇数值",
}


@dataclass(frozen=True)
class TownshipRows:
    """`rows`: what the township returned, down to the file; `schools`: the schools whose figures add up to it."""

    title: str
    figures: tuple[str, ...]
    crumbs: tuple[tuple[str, str], ...]
    rows: CardContent | None
    schools: CardContent | None
    defined: Defined


def township_rows(ask: Ask, selection: Selection, year: int) -> TownshipRows | None:
    """None where the township is not in the reader's scope, or no such indicator is in the policy rows."""
    found = defined(ask, selection.indicator)
    where = {"township": selection.township, "year": year, "stage": selection.stage}
    who = records(ask("data/township_value", indicator=selection.indicator, **where))
    if found is None or not who:
        return None
    indicator, township = found.row, who[0]
    own = is_of_townships(indicator)
    return TownshipRows(
        title=f"{township['name']}：{indicator['title']}由什么算出",
        figures=tuple(_figures(indicator, who, year)),
        crumbs=_crumbs(selection, indicator, township),
        rows=_own(ask, indicator, who, where) if own else None,
        schools=None if own else _schools(ask, indicator, selection, year),
        defined=found,
    )


def _crumbs(selection: Selection, indicator: Mapping, township: Mapping) -> tuple[tuple[str, str], ...]:
    whole = selection.but(school=None, township=None, stage=None, indicator=None)
    return (
        (DATA.title, whole.href("data")),
        (indicator["title"], of_indicator(whole, indicator["indicator_id"], selection.stage)),
        (
            township["name"],
            selection.but(school=None, find=None).href("township", district=None, township=township["township_id"]),
        ),
    )


def _figures(indicator: Mapping, who: Iterable[Row], year: int) -> Iterable[str]:
    for one in who:
        if is_missing(one["stage"]):
            yield f"{words.year_label(year)}没有这项指标的数值" + (
                "：本指标按全市计算。" if indicator["level"] == "city" else "。"
            )
            continue
        row = {**indicator, **one}
        # With one school in the stage an academic result would be that school's.
        single = is_academic(indicator) and (is_missing(one["schools"]) or one["schools"] <= 1)
        value = "只有一所学校，不列数值" if single and not is_missing(one["value"]) else say.value_text(row)
        text = f"{words.year_label(year)}{words.STAGE.get(one['stage'], '')}：{value}"
        if not is_academic(indicator) and not is_missing(one["numerator"]) and indicator["scope"] != "seat_vs_other":
            text += f"＝{fraction(indicator, one)}"
        verdict = say.verdict_text(row)
        hint = say.reason_text(row)
        yield text + (f"，{verdict}" if verdict else "") + (f"（{hint}）" if hint else "")


def _own(ask: Ask, indicator: Mapping, who: list[Row], where: Mapping) -> CardContent:
    """Amounts of the township with the files they came in; of academic results only who sat the papers."""
    files = {row["extract"]: row for row in records(ask("data/files"))}
    academic = is_academic(indicator)
    amounts = _tested(ask, where) if academic else _amounts(ask, indicator, who, where)
    rows = [line for one in amounts for line in _lines(one, files)]
    frame = pd.DataFrame(rows)
    how = "" if "funding" in extracts_behind(indicator) else "原始行涉及少数人，不公布，所以只到合计和文件。"
    return CardContent(
        ROWS,
        title="学业水平只列参加人数和来源文件"
        if academic
        else f"本镇合计 {len({(row['stage'], row['meaning']) for row in rows})} 项",
        how="成绩和分校数据不公布。" if academic else how,
        frame=frame,
        table=take(frame, HEADS, numbers=("value",)),
        empty="本镇本学年没有报送；报送后自动出现。",
    )


def _tested(ask: Ask, where: Mapping) -> list[Row]:
    """Who sat the papers, counted once a paper."""
    found = records(ask("data/township_measures", measures=["tested"], **where))
    return [row | {"use": "参加监测"} for row in sorted(found, key=_stage_order)]


def _amounts(ask: Ask, indicator: Mapping, who: list[Row], where: Mapping) -> list[Row]:
    """Numerator and denominator of each stage; pupils come from the schools, so the figure itself holds their sum."""
    measures = {indicator[key]: (key, use) for key, use in USES if not is_missing(indicator[key])}
    stages = {one["stage"] for one in who if not is_missing(one["stage"])}
    found = [
        row | {"use": measures[row["measure"]][1], "at": list(measures).index(row["measure"])}
        for row in records(ask("data/township_measures", measures=list(measures), **where))
        if row["stage"] in stages
    ]
    there = {(row["measure"], row["stage"]) for row in found}
    known = {row["stage"] for row in found} | {one["stage"] for one in who if not is_missing(one["denominator"])}
    for at, (measure, (key, use)) in enumerate(measures.items()):
        found += [
            {
                "measure": measure,
                "stage": stage,
                "value": one[key],
                "organiser": None,
                "withheld": False,
                "use": use,
                "at": at,
            }
            for one in who
            if (stage := one["stage"]) in known and (measure, stage) not in there
        ]
    return sorted(found, key=lambda row: (_stage_order(row), row["at"]))


def _stage_order(row: Mapping) -> int:
    return say.STAGE_ORDER.get(row["stage"], 9)


def _lines(row: Mapping, files: Mapping[str, Mapping]) -> Iterable[Row]:
    """One line a file that the amount comes from; the amount stands in the first."""
    how = "人次" if row["measure"] == "tested" else unit(row["measure"])
    hidden, missing = not is_missing(row["withheld"]) and bool(row["withheld"]), is_missing(row["value"])
    text = f"少于 10 {how}" if hidden else UNREPORTED if missing else f"{amount(row['value'])} {how}".strip()
    for at, extract in enumerate(measure_source.extracts_of(row["measure"])):
        file = files.get(extract)
        yield {
            "stage": words.STAGE.get(row["stage"], "") or "不分学段",
            "use": row["use"] if at == 0 else f"{row['use']}（续）",
            "meaning": meaning(row["measure"]),
            "value": None if hidden or missing or at else row["value"],
            "unit": how,
            "text": text if at == 0 else "",
            "note": text if (hidden or missing) and at == 0 else "",
            "organiser": ORGANISER.get(row["organiser"], ""),
            "extract": words.EXTRACT.get(extract, extract),
            **(dict.fromkeys(("file", "as_of", "kind", "review", "sha256"), "") if file is None else file_said(file)),
        }


def _schools(ask: Ask, indicator: Mapping, selection: Selection, year: int) -> CardContent:
    """The schools that add up to the township, the seat school first; each leads to its rows."""
    every = ask("township/where", township=selection.township, year=year)
    mine = every[every["indicator_id"] == indicator["indicator_id"]]
    if selection.stage:
        mine = mine[mine["stage"] == selection.stage]
    href = many(selection, "data", "school", "stage", township=None, district=None)
    # Seat minus other is the township's; a school has its own share.
    how = "%" if indicator["scope"] == "seat_vs_other" else say.text_of(indicator["value_unit"])
    rows = [_school(row, {**indicator, "value_unit": how}, href) for row in sorted(records(mine), key=_stage_order)]
    frame = pd.DataFrame(rows)
    heads = {"stage": "学段", "name": "学校", "seat": "镇驻地", "number": head("现值", how), "note": "说明"}
    heads |= {key: head(use, unit(indicator[key])) for key, use in USES}
    missing = sum(row["unreported"] for row in rows)
    return CardContent(
        SCHOOLS,
        title=f"各校 {len(rows)} 行" + (f"，{missing} 行{words.UNREPORTED}" if missing else "") if rows else "各校数值",
        how=ADDS_UP.get(indicator["scope"], "各校分子、分母之和即全镇数值") + "；点学校名看它报送的原始行。",
        frame=frame,
        table=take(frame, heads, numbers=("number", "numerator", "denominator")),
        empty="没有学校的数据：本学年未报，或本镇没有这一学段（范围）的学校。",
    )


def _school(row: Mapping, indicator: Mapping, href) -> dict:
    value = {**indicator, **row}
    missing = is_missing(row["value"])
    plain = "" if missing else yes_no({**value, "denominator_measure": indicator["denominator"]})
    return {
        "stage": words.STAGE.get(row["stage"], ""),
        "name": row["name"],
        "href": href(row["school_id"], row["stage"]),
        "seat": "是" if not is_missing(row["seat"]) and row["seat"] else "",
        "value": UNREPORTED if missing else plain or say.value_text(value),
        "number": figure(row["value"], indicator["value_unit"]),
        "note": UNREPORTED if missing else plain,
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "unreported": missing,
    }
