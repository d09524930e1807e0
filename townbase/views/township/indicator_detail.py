"""One indicator of one township opened: its years, its schools, its definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import export_cells
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP, ONE
from townbase.views.shared.clause_context import in_context
from townbase.views.shared.indicator_definition import Definition, define
from townbase.views.township import indicator_rows

DETAIL = Card(
    key="detail",
    file="指标历年",
    filters=(*OF_TOWNSHIP, *ONE, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition="",
)
DETAIL_SCHOOLS = Card(
    key="detail-schools",
    file="指标分校",
    filters=(*OF_TOWNSHIP, *ONE),
    follows_opened=True,
    body_is_table=False,
    definition="",
)


@dataclass(frozen=True)
class IndicatorDetail:
    """`years` and `schools` are parts with ready texts in their frames; `back` closes the detail, `rows_href` leads to
    the delivered rows behind the township's figure."""

    years: CardContent
    schools: CardContent
    definition: Definition
    back: str
    rows_href: str


def indicator_detail(ask: Ask, selection: Selection, year: int) -> IndicatorDetail | None:
    """The indicator of the address (with its stage); None where the township has no such row."""
    if selection.indicator is None:
        return None
    found = ask("shared/indicator_definition", indicator=selection.indicator)
    rows = ask("township/rows", township=selection.township, year=year, urban=selection.urban)
    stage = selection.stage or "none"
    own = rows[(rows["indicator_id"] == selection.indicator) & (rows["stage"] == stage)]
    if found.empty or own.empty:
        return None
    indicator = found.iloc[0].to_dict()
    where = ask("township/where", township=selection.township, year=year)
    mine = where[(where["indicator_id"] == selection.indicator) & (where["stage"] == stage)]
    now = own.sort_values("school_year").iloc[-1].to_dict()
    return IndicatorDetail(
        years=_years(own),
        schools=_schools(
            mine, now, selection, _tested(ask, selection, year) if indicator_rows.is_academic(now) else ""
        ),
        definition=define(indicator, in_context(records(ask("shared/clauses")))),
        back=selection.href("township", indicator=None, stage=None),
        rows_href=source_rows(selection, None, selection.indicator, None if stage == "none" else stage),
    )


def source_rows(selection: Selection, school: str | None, indicator: str, stage: str | None) -> str:
    """The address of the rows behind one school's figure; without a school behind the township's."""
    where = {"school": school, "township": None} if school else {"school": None}
    return selection.href("data", **where, district=None, indicator=indicator, stage=stage)


def _years(own: pd.DataFrame) -> CardContent:
    past = records(own.sort_values("school_year", ascending=False))
    now = past[0]
    frame = pd.DataFrame([_year(row) for row in past])
    table = pd.DataFrame(
        [
            {"学年": words.year_label(row["school_year"])}
            | _part_cells(row)
            | export_cells.held(row, indicator_rows.hides_value(row))
            for row in past
        ]
    )
    return CardContent(
        DETAIL,
        title=f"{say.row_title(now)}：{say.verdict_text(now) or '不作判定'}"
        + (f"，{say.shortfall_text(now)}" if say.shortfall_text(now) else ""),
        how=f"{words.ROLE.get(now['role'], '')}；{indicator_rows.hint(now)}".rstrip("；"),
        frame=frame,
        table=export_cells.typed(table, "还差"),
    )


def _part_cells(row: Mapping) -> dict[str, object]:
    """Numerator and denominator, where the page shows them."""
    known = row["form"] != "difference_rate" and not is_missing(row["numerator"]) and not is_missing(row["denominator"])
    return {"分子": row["numerator"] if known else None, "分母": row["denominator"] if known else None}


def _year(row: Mapping) -> dict:
    hidden = indicator_rows.hides_value(row)
    return {
        "year": words.year_label(row["school_year"]),
        "value": words.MISSING if hidden else indicator_rows.value_said(row),
        "parts": _parts(row),
        "target": say.target_text(row),
        "urban": say.plain_value(row["urban_value"], row),
        "code": "" if is_missing(row["verdict"]) else row["verdict"],
        "borderline": say.mark(row) == "borderline",
        "word": say.verdict_text(row),
        "missing": say.shortfall_text(row),
        "change": "" if hidden or indicator_rows.is_partial(row) else say.change_text(row),
        "fell_back": say.fell_back_text(row),
    }


def _tested(ask: Ask, selection: Selection, year: int) -> str:
    """Where the drill of an academic result ends: pupils counted and the file."""
    found = ask("township/tested", township=selection.township, year=year, stage=selection.stage)
    if found.empty:
        return "本学年没有参加监测的记录。"
    row = found.iloc[0]
    file = (
        ""
        if is_missing(row["file"])
        else f"来源：{row['file']}（数据时点 {words.date_table(row['as_of'])}，SHA-256 {row['sha256']}）。"
    )
    return f"参加监测学生 {words.count(row['tested'], '人次')}。{file}"


def _schools(where: pd.DataFrame, now: Mapping, selection: Selection, tested: str) -> CardContent:
    if tested:
        empty = f"学业水平只列判定和全镇数值，不提供分校数据。{tested}"
    elif now["stage"] == "none" or now["rule"] == "rising" and now["threshold"] == "each_year":
        empty = "本指标按乡镇统计，没有分校数据。"
    else:
        empty = "没有学校的数据：本学年未报，或本镇没有这一学段（范围）的学校。"
    frame = pd.DataFrame([_school(row, now, selection) for row in records(where)])
    heads = {
        "name": "学校",
        "seat": "镇驻地",
        "figure": "现值",
        "unit": "单位",
        "numerator": "分子",
        "denominator": "分母",
        "remark": "说明",
    }
    return CardContent(
        DETAIL_SCHOOLS,
        title=f"各校{say.row_title(now)}" + (f"（{len(frame)} 所，驻地学校在前）" if len(frame) else ""),
        how="各校分子、分母之和即全镇数值。",
        frame=frame,
        table=frame[list(heads)].rename(columns=heads) if len(frame) else frame,
        empty=empty,
    )


def _school(row: Mapping, now: Mapping, selection: Selection) -> dict:
    # Seat minus other is the township's; a school has its own share.
    unit = "%" if now["scope"] == "seat_vs_other" else now["value_unit"]
    value = {
        **now,
        "value_unit": unit,
        "value": row["value"],
        "numerator": row["numerator"],
        "denominator": row["denominator"],
    }
    return {
        "name": row["name"],
        "seat": "是" if not is_missing(row["seat"]) and row["seat"] else "",
        "href": selection.href("township", school=row["school_id"], indicator=None, stage=None),
        "rows_href": source_rows(selection, row["school_id"], row["indicator_id"], _stage(row)),
        "value": words.UNREPORTED if is_missing(row["value"]) else yes_no(value) or say.value_text(value),
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "short": _is_short(value),
        "figure": export_cells.value(row["value"], value),
        "unit": export_cells.unit(value),
        "remark": words.UNREPORTED
        if is_missing(row["value"])
        else {"是": "达到", "否": "未达到"}.get(yes_no(value), ""),
    }


def _stage(row: Mapping) -> str | None:
    return None if row["stage"] == "none" else row["stage"]


def yes_no(row: Mapping) -> str:
    """A school of a row that counts schools is simply there or not: 是, 否; '' for any other row."""
    if row["denominator_measure"] != "schools" or row["form"] != "share" or row["denominator"] != 1:
        return ""
    return "是" if row["numerator"] else "否"


def _is_short(row: Mapping) -> bool:
    """Below the target the township is held to: where the work is, not a verdict on the school."""
    at = say.ratio_to_target(row["value"], row)
    return row["rule"] != "rising" and at is not None and at < 1 - 1e-9


def _parts(row: Mapping) -> str:
    if is_missing(row["numerator"]) or is_missing(row["denominator"]) or row["form"] == "difference_rate":
        return words.MISSING
    return f"{_whole(row['numerator'])}／{_whole(row['denominator'])}"


def _whole(amount: float) -> str:
    return words.count(amount) if float(amount).is_integer() else words.number(amount, 1)
