"""The rows behind one school's figure: what it returned, in which file and row, from whom and when."""

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
from townbase.views.indicator_definition import YES_NO, Definition, define, meaning, unit
from townbase.views.indicator_detail import yes_no
from townbase.views.part import Part
from townbase.views.records import records
from townbase.views.school import GRADE

Ask = Callable[..., pd.DataFrame]
HEADS = {
    "stage": "学段", "use": "用途", "meaning": "原始量", "amount": "数值", "unit": "单位", "extract": "数据", "code": "报送代码",
    "file": "文件", "row": "行", "as_of": "数据时点", "kind": "来源", "review": "审核", "sha256": "SHA-256",
}  # fmt: skip
RESOURCE = {f"L{n}": f"资源{words.numeral(n)}" for n in range(1, 8)}


@dataclass(frozen=True)
class SourceRows:
    """`figures`: the figure itself, a line per stage. `crumbs`: (words, href) from the data page down."""

    title: str
    figures: tuple[str, ...]
    crumbs: tuple[tuple[str, str], ...]
    rows: Part
    definition: Definition
    cited: tuple[Cited, ...]


def school_rows(ask: Ask, selection, year: int) -> SourceRows | None:
    """None where the roster of the year does not hold the school, or no such indicator is in the policy rows."""
    indicators = ask("data_indicators")
    found = records(indicators[indicators["indicator_id"] == selection.indicator])
    where = {"school": selection.school, "year": year, "stage": selection.stage}
    who = records(ask("data_school_value", indicator=selection.indicator, **where))
    if not found or not who:
        return None
    indicator, school = found[0], who[0]
    rows = [] if _ends_at_file(indicator) else list(_rows(ask, indicator, who, where))
    clauses = records(ask("clauses"))
    return SourceRows(
        title=f"{school['name']}：{indicator['title']}的原始行",
        figures=tuple(_figures(indicator, who, year)),
        crumbs=_crumbs(selection, indicator, school),
        rows=_part(ask, rows, indicator, selection, school, year),
        definition=define(indicator, clauses),
        cited=cited_by(indicator, in_context(clauses)),
    )


def _ends_at_file(indicator: Mapping) -> bool:
    """Nothing of a survey, an account of children or an academic paper is shown by school."""
    extracts = source.extracts_of(indicator["numerator"])
    return is_academic(indicator) or not extracts or any(name in (*source.KEPT_BACK, "funding") for name in extracts)


def _crumbs(selection, indicator: Mapping, school: Mapping) -> tuple[tuple[str, str], ...]:
    whole = selection.but(school=None, township=None, stage=None, indicator=None)
    return (
        (words.PAGE["data"], whole.href("data")),
        (indicator["title"], whole.href("data", indicator=indicator["indicator_id"])),
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


def _figures(indicator: Mapping, who: Iterable[Mapping], year: int) -> Iterable[str]:
    """2025—2026学年小学：63.6%＝ 分子 7 ÷ 分母 11"""
    if _ends_at_file(indicator):
        return
    for one in who:
        stage = words.STAGE.get(one["stage"], "") if not is_missing(one["stage"]) else ""
        lead = f"{words.year_label(year)}{stage}"
        if is_missing(one["value"]):
            parts = [f"{name} {amount(one[key])}" for name, key in (("分子", "numerator"), ("分母", "denominator")) if not is_missing(one[key])]
            yield f"{lead}：没有数值" + (f"（只有{'，'.join(parts)}）" if parts else "，分子或分母未报")
            continue
        plain = yes_no({**one, "form": indicator["form"], "denominator_measure": indicator["denominator"]})
        if plain:
            yield f"{lead}：{plain}（{indicator['title']}按学校计，{'计入' if plain == '是' else '不计入'}分子）"
            continue
        said = f"分子 {amount(one['numerator'])} ÷ 分母 {amount(one['denominator'])}"
        if not is_missing(indicator["per"]) and float(indicator["per"]) != 1:
            said += f" × {words.count(float(indicator['per']))}"
        yield f"{lead}：{_value(indicator, one)}＝{said}"


def _value(indicator: Mapping, one: Mapping) -> str:
    row = {**indicator, **{key: one[key] for key in ("value", "numerator", "denominator")}}
    if row["scope"] == "seat_vs_other":  # the difference is the township's; a school has its own share
        row["value_unit"] = "%"
    return say.value_text(row)


def _rows(ask: Ask, indicator: Mapping, who: Iterable[Mapping], where: Mapping) -> Iterable[dict]:
    """Numerator first, then denominator, each down to the rows that were delivered."""
    stages = [one["stage"] for one in who if not is_missing(one["stage"])]
    if not stages:
        return
    for key, use in (("numerator", "分子"), ("denominator", "分母")):
        measure = indicator[key]
        if not is_missing(measure):
            yield from _of_measure(ask, measure, use, where, stages)


def _of_measure(ask: Ask, measure: str, use: str, where: Mapping, stages: list[str]) -> Iterable[dict]:
    if measure in ("pupils", "classes"):
        yield from _grades(ask, measure, use, where, stages)
    elif measure == "schools":
        yield from _roster(ask, use, where, lambda row: ("名录中的学校（园），计 1 所", "1"))
    elif measure == "bridge_lead_seat":
        yield from _delivered(ask, {("bridge_lead", stage): use for stage in stages}, where)
        yield from _roster(ask, use, where, lambda row: ("是否镇驻地学校", _yes(row["seat"])))
    elif measure == "seven_resource_pass":
        yield from _resources(ask, use, where, stages)
    else:
        yield from _delivered(ask, {(measure, stage): use for stage in stages}, where)


def _delivered(ask: Ask, wanted: Mapping[tuple[str, str], str], where: Mapping) -> Iterable[dict]:
    """wanted: (measure, stage) -> what it is used for; what was not returned says so."""
    measures = list(dict.fromkeys(measure for measure, _ in wanted))
    rows = [row for row in records(ask("data_school_rows", measures=measures, **where)) if (row["measure"], row["stage"]) in wanted]
    for row in sorted(rows, key=lambda row: list(wanted).index((row["measure"], row["stage"]))):
        asked = meaning(row["measure"]).endswith(YES_NO)
        yield _row(
            row, wanted[row["measure"], row["stage"]], meaning(row["measure"]).removesuffix(YES_NO),
            _yes(row["value"]) if asked else amount(row["value"]), "" if asked else unit(row["measure"]),
        )  # fmt: skip
    there = {(row["measure"], row["stage"]) for row in rows}
    for (measure, stage), use in wanted.items():
        if (measure, stage) not in there:
            yield _unreported(measure, use, stage)


def _grades(ask: Ask, measure: str, use: str, where: Mapping, stages: list[str]) -> Iterable[dict]:
    rows = [row for row in records(ask("data_school_grades", **where)) if row["stage"] in stages]
    for row in sorted(rows, key=lambda row: stages.index(row["stage"])):
        said = f"{GRADE.get(row['grade'], row['grade'])}{meaning(measure)}"
        yield _row(row, use, said, amount(row[measure]), unit(measure))
    for stage in stages:
        if not any(row["stage"] == stage for row in rows):
            yield _unreported(measure, use, stage)


def _roster(ask: Ask, use: str, where: Mapping, said) -> Iterable[dict]:
    rows = ask("data_school_roster", school=where["school"], year=where["year"])
    for row in records(rows):
        what, value = said(row)
        yield _row({**row, "stage": None}, use, what, value, "")


def _resources(ask: Ask, use: str, where: Mapping, stages: list[str]) -> Iterable[dict]:
    """Each resource against its standard, then the returned amounts and the pupils it is reckoned from."""
    resources = sorted(records(ask("data_school_resources", **where)), key=lambda row: (stages.index(row["stage"]), row["resource"]))
    for row in resources:
        per = "" if row["per"] == 1 else f"每 {words.count(row['per'])} 名学生"
        said = f"{per}{'生均' if not per else ''}{meaning(row['measure'])}，标准 {words.number(row['threshold'], 2)}"
        word = "没有数值" if is_missing(row["value"]) else "达到" if row["met"] else "不足标准，在 85% 以上" if row["near"] else "不足标准的 85%"
        yield _reckoned(row, f"{use}：{RESOURCE[row['resource']]}", said, f"{words.number(row['value'], 2)}（{word}）")
    if resources:
        wanted = {(row["measure"], row["stage"]): f"{use}：{RESOURCE[row['resource']]}" for row in resources}
        yield from _delivered(ask, wanted, where)
    yield from _grades(ask, "pupils", f"{use}：学生数", where, stages)


def _row(row: Mapping, use: str, what: str, value: str, unit_: str) -> dict:
    return {
        "stage": "" if is_missing(row["stage"]) else words.STAGE.get(row["stage"], row["stage"]),
        "use": use,
        "meaning": what,
        "amount": value,
        "unit": unit_,
        "extract": words.EXTRACT.get(row["extract"], row["extract"]),
        "about": source.about(row["extract"]),
        "code": row["delivered_id"],
        "row": "" if is_missing(row["source_row"]) else words.count(row["source_row"]),
        **file_said({**row, "file": row["source_file"]}),
    }


def _reckoned(row: Mapping, use: str, what: str, value: str) -> dict:
    return _bare(row["stage"], use, what, value) | {"code": row["delivered_id"], "file": "算出"}


def _unreported(measure: str, use: str, stage: str) -> dict:
    """Nothing was returned: the line says in which extract it should have been."""
    extracts = source.extracts_of(measure)
    made = _bare(stage, use, meaning(measure).removesuffix(YES_NO), "数据未报")
    return made | {"extract": source.extract_names(extracts), "about": source.about(extracts[0]) if extracts else ""}


def _bare(stage: str, use: str, what: str, value: str) -> dict:
    return dict.fromkeys((*HEADS, "about"), "") | {"stage": words.STAGE.get(stage, stage), "use": use, "meaning": what, "amount": value}


def _part(ask: Ask, rows: list[dict], indicator: Mapping, selection, school: Mapping, year: int) -> Part:
    files = list(dict.fromkeys(row["file"] for row in rows if row["file"] and row["file"] != "算出"))
    frame = pd.DataFrame(rows)
    return Part(
        title=f"{len(rows)} 行，来自 {len(files)} 个文件：{'、'.join(files)}" if files else "原始行",
        how="行号从表头下第一行数起，与报送的文件核对。",
        frame=frame,
        table=frame[list(HEADS)].rename(columns=HEADS) if rows else frame,
        empty=_why_none(ask, indicator, selection, school, year),
    )


def _why_none(ask: Ask, indicator: Mapping, selection, school: Mapping, year: int) -> str:
    if is_academic(indicator):
        found = records(ask("township_tested", township=school["township_id"], year=year, stage=selection.stage or "primary"))
        return f"学业水平不提供分校数据。{tested(found)}"
    if _ends_at_file(indicator):
        return "本指标按乡镇统计，没有分校数据。点上面的乡镇名看全镇数值。"
    return "这所学校没有这一学段，或本学年没有报送；报送后自动出现。"


def tested(found: list[Mapping]) -> str:
    """Where the drill of an academic result ends: pupils counted, and the file."""
    if not found:
        return "本学年没有参加监测的记录。"
    row = found[0]
    if is_missing(row["file"]):
        return f"本镇参加监测学生 {words.count(row['tested'], '人次')}。"
    return (
        f"本镇参加监测学生 {words.count(row['tested'], '人次')}。来源：{row['file']}"
        f"（数据时点 {words.date_table(row['as_of'])}，SHA-256 {row['sha256']}）。"
    )


def amount(value: float) -> str:
    """A returned figure as it stands: whole, or with what decimals it has (at most two)."""
    if is_missing(value):
        return words.MISSING
    return words.count(value) if float(value).is_integer() else words.number(value, 2)


def _yes(value: object) -> str:
    return words.MISSING if is_missing(value) else "是" if value else "否"
