"""The tables under a township and of one school; names are links, missing is — and never 0."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.charts.actions.action_tables import worse
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import status
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc, is_missing, join

SEAT = Markup(" <small>驻地</small>")


def schools(frame: pd.DataFrame) -> Markup:
    heads = [Column("学校"), Column("类型"), Column("在校生", number=True)]
    if "teachers" in frame:
        heads += [
            Column("专任教师", number=True), Column("生师比", number=True, phone=False),
            Column("学历比例", number=True, phone=False), Column("县级以上骨干", number=True, phone=False),
        ]  # fmt: skip
    cells = (_school(row)[: len(heads)] for row in frame.to_dict("records"))
    return table(heads, cells, caption="本镇学校（园）")


def _school(row: Mapping) -> list:
    seat = SEAT if not is_missing(row["seat"]) and row["seat"] else ""
    teachers, pupils = row.get("teachers"), row["pupils"]
    degrees = "college_teachers" if row["kind"] == "kindergarten" else "bachelor_teachers"
    return [
        Markup(f"{text_link(row['href'], row['name'])}{seat}"),
        row["kind_word"],
        words.count(pupils),
        words.count(teachers),
        _each(pupils, teachers),
        _of(row.get(degrees), teachers),
        _of(row.get("backbone_teachers"), teachers),
    ]


def _each(pupils: float | None, teachers: float | None) -> str:
    if is_missing(pupils) or is_missing(teachers) or teachers <= 0:
        return words.MISSING
    return words.number(pupils / teachers, 1)


def _of(part: float | None, whole: float | None) -> str:
    if is_missing(part) or is_missing(whole) or not whole:
        return words.MISSING
    return words.value(part / whole, numerator=part, denominator=whole, unit="名")


def similar(frame: pd.DataFrame) -> Markup:
    heads = [
        Column("乡镇"),
        Column("在校生", number=True),
        Column("六项目标"),
        Column(""),
    ]
    rows = (
        [
            Markup(f"{text_link(row['href'], row['name'])} <small>{esc(row['district_name'])}</small>"),
            words.count(row["pupils"]),
            words.MISSING if is_missing(row["status"]) else status(row["status"], row["word"]),
            text_link(row["compare"], "对比"),
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="规模相近的乡镇")


def overdue(frame: pd.DataFrame) -> Markup:
    """The longest overdue; the whole ledger stands further down."""
    heads = [
        Column("任务", css="tb-wrap"),
        Column("应完成", number=True),
        Column("逾期", number=True),
    ]
    cells = [[_task(row)[0], words.date_table(row["due"]), _days(row)] for row in frame.to_dict("records")]
    return table(heads, cells, caption="逾期任务")


def _days(row: Mapping) -> Markup:
    return Markup(f'<b class="tb-red">{words.count(row["days_overdue"])} 天</b>')


def tasks(frame: pd.DataFrame, most: int = 12) -> Markup:
    """Overdue first; the rest folds away."""
    heads = [
        Column("任务", css="tb-wrap"),
        Column("应完成", phone=False),
        Column("进展"),
        Column("责任单位", phone=False),
        Column("牵头处室", phone=False),
    ]
    cells = [_task(row) for row in frame.to_dict("records")]
    shown, rest = cells[:most], cells[most:]
    first = table(heads, shown, caption="任务")
    if not rest:
        return first
    return join([first, _fold(f"其余 {len(rest)} 项", table(heads, rest, caption="任务（续）"))])


def _task(row: Mapping) -> list:
    title = row["task_id"] if is_missing(row["title"]) else row["title"]
    unit = "" if is_missing(row["unit_name"]) else f"<small class=tb-line2>{esc(row['unit_name'])}</small>"
    return [
        Markup(f"{esc(title)}{unit}"),
        words.date_table(row["due"]),
        _progress(row),
        row["owner_unit"],
        row["lead_office"],
    ]


def _progress(row: Mapping) -> Markup:
    word = words.TASK[row["status"]]
    if row["status"] == "overdue":
        days = "" if is_missing(row["days_overdue"]) else f" {words.count(row['days_overdue'])} 天"
        return Markup(f'<b class="tb-red">{word}{days}</b>')
    return esc(word)


def certification(frame: pd.DataFrame) -> Markup:
    heads = [Column("目标"), Column("测算"), Column("认定"), Column("认定日期", phone=False)]
    rows = (
        [
            row["goal"],
            words.MISSING if is_missing(row["computed"]) else status(row["computed"], row["computed_word"]),
            Markup(f"{status(row['certified'], row['certified_word'])}{' <b>不一致</b>' if row['differs'] else ''}"),
            row["decided_on"],
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="督导认定与测算")


def comparison(frame: pd.DataFrame, here: str, there: str) -> Markup:
    """Two townships row by row; only rows whose verdicts differ."""
    heads = [
        Column("指标"),
        Column("学段"),
        Column(here, number=True),
        Column("判定"),
        Column(there, number=True),
        Column("判定"),
    ]
    rows = (
        [
            text_link(row["href"], row["title"]),
            row["stage"],
            row["value"],
            status(row["code"], row["word"]),
            row["other_value"],
            status(row["other_code"], row["other_word"]),
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption=f"{here}与{there}")


def roll(shown: pd.DataFrame, caption: str) -> Markup:
    """Years down, stages or grades across, the sum last."""
    first, *others = shown.columns
    heads = [
        Column(first),
        *(Column(str(name), number=True) for name in others),
    ]
    rows = ([row[0], *(words.count(cell) for cell in row[1:])] for row in tuples(shown))
    return table(heads, rows, caption=caption)


def local(frame: pd.DataFrame) -> Markup:
    heads = [
        Column("学段、学年"),
        Column("本地就读率", number=True),
        Column("本地／查到", number=True),
        Column("外出就读", number=True),
        Column("未就读或去向不明", number=True, phone=False),
    ]
    return table(heads, map(_local, frame.to_dict("records")), caption="本地就读")


def _local(row: Mapping) -> list:
    head = f"{row['stage_word']} {int(row['school_year'])}"
    if row.get("reason") == "under_10":
        return [head, words.HIDDEN, words.MISSING, words.MISSING, words.MISSING]
    parts = words.MISSING if is_missing(row["found"]) else f"{words.count(row['local'])}／{words.count(row['found'])}"
    return [head, words.share(row["value"]), parts, words.count(row["elsewhere"]), words.count(row["unplaced"])]


def indicator_years(frame: pd.DataFrame) -> Markup:
    heads = [
        Column("学年"),
        Column("现值", number=True),
        Column("分子／分母", number=True, phone=False),
        Column("目标", number=True),
        Column("城区", number=True, phone=False),
        Column("判定", css="tb-words"),
        Column("还差", phone=False),
        Column("比上年", phone=False, css="tb-wrap"),
    ]
    rows = (
        [
            row["year"], row["value"], row["parts"], row["target"], row["urban"],
            status(row["code"], row["word"], row["borderline"]) if row["code"] else words.MISSING,
            row["missing"], worse(row),
        ]
        for row in frame.to_dict("records")
    )  # fmt: skip
    return table(heads, rows, caption="这项指标的历年")


def indicator_schools(frame: pd.DataFrame, traced: bool = False) -> Markup:
    """traced: the parts of a value lead to the delivered rows behind it."""
    heads = [
        Column("学校"),
        Column("现值", number=True),
        Column("分子／分母", number=True),
    ]
    rows = (
        [
            Markup(f"{text_link(row['href'], row['name'])}{SEAT if row['seat'] else ''}"),
            _red(row["value"], row["short"]),
            _parts(f"{words.count(row['numerator'])}／{words.count(row['denominator'])}", row, traced),
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="各校数值")


def values(frame: pd.DataFrame, traced: bool = False) -> Markup:
    """What is below the target first, the rest folded; traced as in indicator_schools."""
    heads = [
        Column("指标", css="tb-wrap"),
        Column("学段"),
        Column("本校", number=True),
        Column("分子／分母", number=True, phone=False),
        Column("全镇", number=True, phone=False),
        Column("目标", number=True),
        Column("城区", number=True, phone=False),
    ]
    rows = [
        [
            text_link(row["href"], row["title"]),
            row["stage"],
            _red(row["value"], row["short"]),
            _parts(row["parts"], row, traced),
            row["township"],
            row["target"],
            row["urban"],
        ]
        for row in frame.to_dict("records")
    ]
    short = int(frame["short"].sum())
    if not short:
        return table(heads, rows, caption="本校各项数值")
    first = table(heads, rows[:short], caption="本校低于目标的数值")
    return join([first, _fold(f"其余 {len(rows) - short} 项", table(heads, rows[short:], caption="本校其余数值"))])


def measures(frame: pd.DataFrame) -> Markup:
    heads = [
        Column("原始量", css="tb-wrap"),
        Column("学段"),
        Column("数值", number=True),
        Column("单位", phone=False),
        Column("来源文件", phone=False),
        Column("行", number=True),
    ]
    rows = (
        [row["meaning"], row["stage"], row["amount"], row["unit"], row["file"], row["row"]]
        for row in frame.to_dict("records")
    )
    return _fold(f"列出 {len(frame)} 个原始量", table(heads, rows, caption="原始量与来源行"), "tb-fold tb-whole")


def sources(frame: pd.DataFrame) -> Markup:
    heads = [
        Column("文件"),
        Column("本校所在行"),
        Column("数据时点"),
        Column("来源"),
        Column("审核"),
        Column("SHA-256", css="tb-hash"),
    ]
    rows = (
        [row["file"], row["rows"], row["as_of"], row["kind"], row["reviewed"], row["sha256"]]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="来源文件")


def _parts(text: str, row: Mapping, traced: bool) -> Markup:
    return text_link(row["rows_href"], text) if traced else esc(text)


def _fold(summary: str, inside: Markup, css: str = "tb-fold") -> Markup:
    """tb-whole: all that the card has stands in it, so that it is open in what is taken away."""
    return Markup(f'<details class="{css}"><summary>{esc(summary)}</summary>{inside}</details>')


def _red(text: str, short: bool) -> Markup:
    return Markup(f'<b class="tb-red">{esc(text)}</b>') if short else esc(text)
