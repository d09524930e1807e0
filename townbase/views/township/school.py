"""The panel of one school: its values against the urban value, its measures down to file and row, its roll."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from townbase import words
from townbase.asking import Ask, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import export_cells, indicator_definition
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP
from townbase.views.township import histories
from townbase.views.township.indicator_detail import source_rows, yes_no

VALUES = Card(
    key="values",
    file="学校指标",
    filters=(*OF_TOWNSHIP, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition="",
)
MEASURES = Card(
    key="measures", file="学校原始数据", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
)
SOURCES = Card(
    key="sources", file="数据来源", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
)
ROLL = Card(
    key="school-roll", file="在校生分学年", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition=""
)

GRADES = ("k1", "k2", "k3", *(str(n) for n in range(1, 13)), "other")
GRADE = {"k1": "小班", "k2": "中班", "k3": "大班", "other": "其他"} | {
    str(n): f"{words.numeral(n)}年级" for n in range(1, 13)
}


@dataclass(frozen=True)
class SchoolView:
    """`measures` and `sources` are the drill to the source row; `back` is the township, `elsewhere` says that the
    address names another one."""

    name: str
    township: str
    elsewhere: str
    headline: str
    line: str
    back: str
    values: CardContent
    measures: CardContent
    years: CardContent
    roll: CardContent
    roll_years: CardContent
    sources: CardContent


def school_view(ask: Ask, selection: Selection, year: int) -> SchoolView | None:
    """None where the roster of the year does not hold the school (or it is out of scope)."""
    found = ask("township/school", school=selection.school, year=year)
    if found.empty:
        return None
    who = found.iloc[0].to_dict()
    measures = ask("township/school_measures", school=selection.school, year=year)
    roll = ask("township/school_roll", school=selection.school, year=year)
    values = _values(
        ask("township/school_values", school=selection.school, year=year, urban=selection.urban), selection, ask
    )
    return SchoolView(
        name=who["name"],
        township=say.text_of(who["township_name"]),
        elsewhere=_elsewhere(who, selection),
        headline=_headline(who),
        line=_line(who, year),
        back=selection.href("township", township=who["township_id"], school=None, indicator=None, stage=None),
        values=values,
        years=histories.school_years(ask("township/school_years", school=selection.school, year=year), values.frame),
        measures=_measures(measures),
        roll=_roll(roll),
        roll_years=replace(_roll(roll), how="", frame=histories.roll_years(roll)),
        sources=_sources(measures, roll[roll["school_year"] == year]),
    )


def _elsewhere(who: Mapping, selection: Selection) -> str:
    """A hand-made address may pair a township with another's school; the school is what is shown."""
    if selection.township in (None, who["township_id"]):
        return ""
    return f"网址中的乡镇与学校不符：{who['name']}属于{say.text_of(who['township_name'])}，以下按学校显示。"


def _headline(who: Mapping) -> str:
    parts = [words.SCHOOL_KIND.get(who["kind"], "")]
    parts += [words.OWNERSHIP[who["ownership"]]] if not is_missing(who["ownership"]) else []
    parts += ["镇驻地学校"] if _true(who["seat"]) else []
    parts += ["城区对照学校"] if _true(who["urban_reference"]) else []
    return f"{who['name']}（{'，'.join(part for part in parts if part)}）"


def _line(who: Mapping, year: int) -> str:
    pupils = "在校（园）学生数未报" if is_missing(who["pupils"]) else f"在校（园）学生 {words.count(who['pupils'])} 人"
    system = f"，{words.SYSTEM[who['system']]}" if not is_missing(who["system"]) else ""
    merged = (
        f"，由 {words.count(who['rosters'])} 个原学校代码合并"
        if not is_missing(who["rosters"]) and who["rosters"] > 1
        else ""
    )
    return f"{words.year_label(year)}{pupils}{system}{merged}。学校不作判定，只列数值。"


def _values(frame: pd.DataFrame, selection: Selection, ask: Ask) -> CardContent:
    rank = {name: at for at, name in enumerate(ask("shared/indicator_order")["indicator_id"])}
    order = frame.assign(at=frame["indicator_id"].map(rank), stage_at=frame["stage"].map(say.STAGE_ORDER)).sort_values(
        ["stage_at", "goal", "action", "at"], kind="stable"
    )
    known = order["value"].notna().any()
    shown = pd.DataFrame([_value(row, selection) for row in records(order)] if known else [])
    short = int(shown["short"].sum()) if len(shown) else 0
    if short:
        shown = shown.sort_values("short", ascending=False, kind="stable")
    heads = {
        "stage": "学段",
        "title": "指标",
        "unit": "单位",
        "own": "本校",
        "numerator": "分子",
        "denominator": "分母",
        "all": "全镇",
        "rule": "目标",
        "aim": "目标值",
        "city": "城区",
        "remark": "说明",
    }
    return CardContent(
        VALUES,
        title=_below(len(shown), short),
        how="目标是对全镇的要求，列在这里供对照；低于目标的在前，红色。学业水平不列分校数据。",
        frame=shown,
        table=shown[list(heads)].rename(columns=heads) if len(shown) else shown,
        empty="本学年没有这所学校的指标数据；学校报送后自动出现。",
    )


def _below(listed: int, short: int) -> str:
    """本校 36 项中 5 项低于乡镇目标"""
    if not listed:
        return "各项数值"
    return f"本校 {listed} 项中 {short} 项低于乡镇目标" if short else f"本校 {listed} 项数值都不低于乡镇目标"


def _value(row: Mapping, selection: Selection) -> dict:
    judged = {**row, "denominator_measure": row["denominator_measure"]}
    stage = None if row["stage"] == "none" else row["stage"]
    return {
        "key": (row["indicator_id"], row["stage"]),
        "stage": words.STAGE.get(row["stage"], ""),
        "title": row["title"],
        "href": selection.href("indicator", indicator=row["indicator_id"], stage=stage),
        "rows_href": source_rows(selection, selection.school, row["indicator_id"], stage),
        "value": absent(row) or yes_no(judged) or say.value_text(row),
        "parts": f"{_amount(row['numerator'])}／{_amount(row['denominator'])}",
        "township": say.plain_value(row["township_value"], row),
        "target": say.target_text(row),
        "urban": say.plain_value(row["urban_value"], row),
        "short": bool(row["short"]),
        "unit": export_cells.unit(row),
        "own": export_cells.value(row["value"], row),
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "all": export_cells.value(row["township_value"], row),
        "rule": export_cells.rule(row),
        "aim": export_cells.target(row),
        "city": export_cells.value(row["urban_value"], row),
        "remark": absent(row) or {"是": "达到", "否": "未达到"}.get(yes_no(judged), ""),
    }


def absent(row: Mapping) -> str:
    """Why there is no value: nothing to count (no boarders), or nothing returned."""
    if not is_missing(row["value"]):
        return ""
    return words.VERDICT["not_applicable"] if row["denominator"] == 0 else words.VERDICT["no_data"]


def _measures(frame: pd.DataFrame) -> CardContent:
    shown = pd.DataFrame([_measure(row) for row in records(frame)])
    heads = {"stage": "学段", "meaning": "填报数", "figure": "数值", "counted": "单位", "file": "来源文件", "at": "行"}
    return CardContent(
        MEASURES,
        title=f"填报数 {len(shown)} 个：每个数来自哪个文件哪一行",
        how="行号从表头下第一行数起；“计算”表示由在校生等数据算出，不是报送的数。",
        frame=shown,
        table=export_cells.typed(shown[list(heads)].rename(columns=heads), "行") if len(shown) else shown,
        empty="本学年没有这所学校的原始数据；学校报送后自动出现。",
    )


def _measure(row: Mapping) -> dict:
    derived = is_missing(row["source_row"])
    meaning = indicator_definition.meaning(row["measure"])
    asked = meaning.endswith(indicator_definition.YES_NO)
    return {
        "stage": words.STAGE.get(row["stage"], row["stage"]),
        "meaning": meaning.removesuffix(indicator_definition.YES_NO),
        "amount": ("是" if row["value"] else "否") if asked else _amount(row["value"]),
        "unit": "" if asked else indicator_definition.unit(row["measure"]),
        "file": "计算" if derived else row["source_file"],
        "row": "" if derived else words.count(row["source_row"]),
        "figure": None if is_missing(row["value"]) else words.rounded_to(float(row["value"]), 1),
        "counted": "是为 1，否为 0" if asked else indicator_definition.unit(row["measure"]),
        "at": None if derived else int(row["source_row"]),
    }


def _sources(measures: pd.DataFrame, roll: pd.DataFrame) -> CardContent:
    """The files of the year with this school's rows in each, enrolment among them."""
    ends = [roll.assign(source_row=roll[end]) for end in ("first_row", "last_row")]
    frame = pd.concat([part for part in (measures, *ends) if len(part)] or [measures])
    files = frame.dropna(subset=["source_file", "source_row"]).drop_duplicates(["source_file"])
    spans = set(roll["source_file"].dropna())
    shown = pd.DataFrame(
        [
            {
                "file": row["source_file"],
                "rows": _rows(
                    frame[frame["source_file"] == row["source_file"]]["source_row"], row["source_file"] in spans
                ),
                "first": int(frame[frame["source_file"] == row["source_file"]]["source_row"].min()),
                "last": int(frame[frame["source_file"] == row["source_file"]]["source_row"].max()),
                "as_of": words.date_table(row["as_of"]),
                "day": words.day(row["as_of"]),
                "kind": words.SOURCE_KIND.get(row["source_kind"], say.text_of(row["source_kind"])),
                "reviewed": words.REVIEWED[None if is_missing(row["reviewed"]) else bool(row["reviewed"])],
                "sha256": say.text_of(row["sha256"]),
            }
            for row in records(files)
        ]
    )
    heads = {
        "file": "文件",
        "first": "首行",
        "last": "末行",
        "day": "数据时点",
        "kind": "来源",
        "reviewed": "审核",
        "sha256": "SHA-256",
    }
    return CardContent(
        SOURCES,
        title="来源文件和行",
        how="SHA-256 是文件的校验码，可与报送单位手中的文件核对。",
        frame=shown,
        table=shown[list(heads)].rename(columns=heads) if len(shown) else shown,
        empty="没有来源行：本学年没有这所学校的报送数据。",
    )


def _rows(numbers: pd.Series, is_span: bool) -> str:
    """9,050 or 74,307—74,312 (a span: one row a grade)"""
    parts = [words.count(n) for n in sorted(numbers.dropna().unique())]
    return "—".join(dict.fromkeys((parts[0], parts[-1]))) if is_span else "、".join(parts)


def _roll(frame: pd.DataFrame) -> CardContent:
    """Pupils by year and grade with their sum; a grade without rows is —."""
    if frame.empty or frame["pupils"].isna().all():
        return CardContent(ROLL, "历年在校（园）生", empty="没有这所学校的在校生数据。由学籍或统计部门报送后即可显示。")
    by = frame.groupby(["school_year", "grade"])["pupils"].sum(min_count=1).dropna().unstack()
    by = by.reindex(columns=[grade for grade in GRADES if grade in by.columns]).sort_index(ascending=False)
    by = by.assign(total=by.sum(axis=1, min_count=1))
    shown = by.reset_index()
    table = shown.rename(columns=GRADE | {"school_year": "学年", "total": "合计"})
    last = int(by.index[0])
    source = frame[frame["school_year"] == last].iloc[0]
    rows = frame[frame["school_year"] == last]
    return CardContent(
        ROLL,
        title=f"{words.year_label(last)}在校（园）生 {words.count(float(by['total'].loc[last]))} 人",
        how=f"来源：{source['source_file']} 第 {int(rows['first_row'].min()):,}—{int(rows['last_row'].max()):,} 行。",
        frame=shown,
        table=table.assign(学年=[words.year_label(year) for year in shown["school_year"]]),
    )


def _amount(value: float) -> str:
    if is_missing(value):
        return words.MISSING
    return words.count(value) if float(value).is_integer() else words.number(value, 1)


def _true(value: object) -> bool:
    return not is_missing(value) and bool(value)
