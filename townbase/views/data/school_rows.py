"""The rows behind one school's figure: what it returned, in which file and row, from whom and when."""

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
from townbase.views.data.drill_limits import is_academic, is_of_townships, tested
from townbase.views.data.export_columns import amount, take
from townbase.views.data.figure_sources import USES, lines
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP, ONE
from townbase.views.shared.indicator_definition import unit
from townbase.views.shared.link_templates import of_indicator
from townbase.views.township.indicator_detail import yes_no

ROWS = Card(
    key="rows",
    file="原始行",
    filters=(*OF_TOWNSHIP, *ONE),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.SCHOOL_ROWS,
)

HEADS = {
    "stage": "学段", "use": "用途", "meaning": "填报数", "value": "数值", "unit": "单位", "note": "说明", "extract": "数据", "code": "报送代码",
    "file": "文件", "row": "行", "as_of": "数据时点", "kind": "来源", "review": "审核", "sha256": "SHA-256",
}  # fmt: skip


@dataclass(frozen=True)
class SourceRows:
    """`figures`: the figure itself, a line per stage. `crumbs`: (words, href) from the data page down."""

    title: str
    figures: tuple[str, ...]
    crumbs: tuple[tuple[str, str], ...]
    rows: CardContent
    defined: Defined


def school_rows(ask: Ask, selection: Selection, year: int) -> SourceRows | None:
    """None where the roster of the year does not hold the school, or no such indicator is in the policy rows."""
    found = defined(ask, selection.indicator)
    where = {"school": selection.school, "year": year, "stage": selection.stage}
    who = records(ask("data/school_value", indicator=selection.indicator, **where))
    if found is None or not who:
        return None
    indicator, school = found.row, who[0]
    ends = is_of_townships(indicator)
    stages = [one["stage"] for one in who if not is_missing(one["stage"])]
    return SourceRows(
        title=f"{school['name']}：{indicator['title']}的原始行",
        figures=() if ends else tuple(_figures(indicator, who, year)),
        crumbs=_crumbs(selection, indicator, school),
        rows=_part(
            [] if ends else lines(ask, indicator, where, stages), _why_none(ask, indicator, selection, school, year)
        ),
        defined=found,
    )


def fraction(indicator: Mapping, one: Mapping) -> str:
    """分子 54 名 ÷ 分母 212 名; of what is missing nothing is said, '' where both are"""
    parts = []
    for key, use in USES:
        if not is_missing(one[key]):
            parts.append(f"{use} {amount(one[key])} {unit(indicator[key])}".rstrip())
    return " ÷ ".join(parts)


def _crumbs(selection: Selection, indicator: Mapping, school: Mapping) -> tuple[tuple[str, str], ...]:
    whole = selection.but(school=None, township=None, stage=None, indicator=None)
    return (
        (DATA.title, whole.href("data")),
        (indicator["title"], of_indicator(whole, indicator["indicator_id"], selection.stage)),
        (
            say.text_of(school["township_name"]) or school["township_id"],
            selection.but(school=None).href("township", township=school["township_id"], district=None),
        ),
        (
            school["name"],
            selection.href("township", township=school["township_id"], school=school["school_id"],
                           district=None, indicator=None, stage=None),
        ),
    )  # fmt: skip


def _figures(indicator: Mapping, who: Iterable[Row], year: int) -> Iterable[str]:
    """2025—2026学年小学：63.6%＝分子 7 名 ÷ 分母 11 名"""
    for one in who:
        lead = f"{words.year_label(year)}{words.STAGE.get(say.text_of(one['stage']), '')}"
        text = fraction(indicator, one)
        if is_missing(one["value"]):
            yield f"{lead}：没有数值" + (f"（只有{text}）" if text else "，分子或分母未报")
            continue
        plain = yes_no({**one, "form": indicator["form"], "denominator_measure": indicator["denominator"]})
        if plain:
            yield f"{lead}：{plain}（{indicator['title']}按学校计，{'计入' if plain == '是' else '不计入'}分子）"
            continue
        per = (
            ""
            if is_missing(indicator["per"]) or float(indicator["per"]) == 1
            else f" × {words.count(float(indicator['per']))}"
        )
        yield f"{lead}：{_value(indicator, one)}＝{text}{per}"


def _value(indicator: Mapping, one: Mapping) -> str:
    row = {**indicator, **{key: one[key] for key in ("value", "numerator", "denominator")}}
    if row["scope"] == "seat_vs_other":  # the difference is the township's; a school has its own share
        row["value_unit"] = "%"
    return say.value_text(row)


def _part(rows: list[Row], empty: str) -> CardContent:
    placed = [(row["file"], row["row"]) for row in rows if row["row"] is not None]
    files = list(dict.fromkeys(file for file, _ in placed))
    frame = pd.DataFrame(rows)
    return CardContent(
        ROWS,
        title=f"{len(placed)} 个数，来自 {len(files)} 个文件的 {len(set(placed))} 行：{'、'.join(files)}"
        if files
        else "原始行",
        how="行号从表头下第一行数起，与报送的文件核对。校验码只列前 12 位，全文在数据表里。",
        frame=frame,
        table=take(frame, HEADS, numbers=("value", "row")),
        empty=empty,
    )


def _why_none(ask: Ask, indicator: Mapping, selection: Selection, school: Mapping, year: int) -> str:
    if is_academic(indicator):
        found = records(
            ask("township/tested", township=school["township_id"], year=year, stage=selection.stage or "primary")
        )
        return f"学业水平不提供分校数据。{tested(found)}"
    if is_of_townships(indicator):
        return "本指标按乡镇统计，没有分校数据。点上面的乡镇名看全镇数值。"
    return "这所学校没有这一学段，或本学年没有报送；报送后自动出现。"
