"""Tables of work: what is nearly met, what is overdue, which schools, which returns."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.charts.base.table import Column, scroll, table
from townbase.text import Markup, esc, is_missing, join

OPEN = 10
NAMED = 3


def nearly_table(frame: pd.DataFrame) -> Markup:
    """`frame`: township_id, name, href, district, unmet, missing, what, short_by, owner; a township's lines stand together."""
    rows = [_nearly(list(own)) for _, own in groupby(tuples(frame), key=lambda row: row.township_id)]
    rest = len(rows) - OPEN
    more = (
        Markup(f"<details><summary>其余 {rest} 个乡镇</summary>{_nearly_box(rows[OPEN:])}</details>")
        if rest > 0
        else Markup("")
    )
    return Markup(f'<div class="tb">{_nearly_box(rows[:OPEN])}{more}</div>')


def task_table(frame: pd.DataFrame) -> Markup:
    """`frame`: owner, title, place, href, office, due, days_overdue; in the order given."""
    columns = [Column("责任单位"), Column("任务", css="tb-wrap"), Column("对象"), Column("牵头处室", phone=False),
               Column("应完成", phone=False), Column("逾期", number=True)]  # fmt: skip
    last = None
    rows = []
    for row in tuples(frame):
        rows.append(
            (Markup(f"<b>{esc(row.owner)}</b>") if row.owner != last else Markup(f'<span class="tb-said">{esc(row.owner)}</span>'),
             row.title, _link(row.place, row.href), row.office, row.due,
             Markup(f'<b class="tb-strong">{int(row.days_overdue)}</b> 天'))
        )  # fmt: skip
        last = row.owner
    return _folded(columns, rows, "逾期未完成的任务", "项")


def school_table(frame: pd.DataFrame) -> Markup:
    """`frame`: name, href, township, seat, n, short; in the order given."""
    columns = [
        Column("学校（园）"),
        Column("乡镇（街道）"),
        Column("低于目标", number=True),
        Column("差什么", css="tb-wrap"),
    ]
    rows = [
        (
            Markup(f"{_link(row.name, row.href)}{' <small>驻地</small>' if row.seat else ''}"),
            row.township,
            Markup(f'<b class="tb-strong">{int(row.n)}</b> 项'),
            row.short,
        )
        for row in tuples(frame)
    ]
    return table(columns, rows, caption=f"低于所在乡镇{words.UNMET}项目标值的学校", css="tb-top tb-schools tb-stack")


def missing_table(frame: pd.DataFrame) -> Markup:
    """`frame`: district_id, district, href, label, due_schools, reported_schools, lacking; districts × returns."""
    labels = list(dict.fromkeys(frame["label"]))
    columns = [Column("区县"), *(Column(label, number=True) for label in labels)]
    rows = []
    for _, own in frame.groupby("district_id", sort=False):
        by = {row.label: row for row in tuples(own)}
        cells = [_lacking(by[label]) if label in by else Markup('<span class="tb-note">齐</span>') for label in labels]
        rows.append((_link(own["district"].iloc[0], own["href"].iloc[0]), *cells))
    return table(columns, rows, caption="各区县未报学校数")


def gap_table(frame: pd.DataFrame) -> Markup:
    """`frame`: what, why, n, townships (list of name and href); a line names the first few townships."""
    columns = [Column("指标", css="tb-wrap"), Column("乡镇（街道）", css="tb-wrap")]
    rows = [
        (Markup(f'{esc(row.what)}<small class="tb-line2">{esc(row.why)}</small>'), _places(row.townships))
        for row in tuples(frame)
    ]
    return _folded(columns, rows, "缺数据的核心指标", "项")


def _places(townships: list[tuple[str, str]]) -> Markup:
    text = join([_link(*each) for each in townships[:NAMED]], "、")
    rest = len(townships) - NAMED
    return Markup(f"{text}等 {len(townships)} 个") if rest > 0 else text


def _lacking(row) -> Markup:
    return Markup(f"<b>{int(row.lacking)}</b> <small>/ {int(row.due_schools)}</small>")


def _nearly_box(rows: list[Markup]) -> Markup:
    caption = "差 1—2 项的乡镇：差什么、差多少、责任单位"
    return scroll(
        Markup(
            f'<table class="tb-t tb-nearly tb-stack"><caption class="tb-said">{caption}</caption><thead><tr>'
            '<th scope="col">乡镇（街道）</th><th scope="col">差什么</th><th scope="col">差多少</th><th scope="col">责任单位</th>'
            f"</tr></thead>{join(rows)}</table>"
        ),
        caption,
    )


def _nearly(own: list) -> Markup:
    first, lines = own[0], []
    missing = (
        Markup(f'<small class="tb-line2">另有 {int(first.missing)} 项未报</small>') if first.missing else Markup("")
    )
    for at, row in enumerate(own):
        head = (
            Markup(
                f'<th scope="rowgroup" rowspan="{len(own)}">{_link(row.name, row.href)} <small>{esc(row.district)}</small>{missing}</th>'
            )
            if at == 0
            else Markup("")
        )
        lines.append(
            Markup(
                f"<tr>{head}<td>{esc(row.what)}</td><td><b>{esc(row.short_by)}</b></td><td>{esc(row.owner)}</td></tr>"
            )
        )
    return Markup(f"<tbody>{join(lines)}</tbody>")


def _folded(columns: list[Column], rows: list[tuple], caption: str, unit: str) -> Markup:
    shown = table(columns, rows[:OPEN], caption=caption, css="tb-top")
    rest = rows[OPEN:]
    if not rest:
        return shown
    more = table(columns, rest, caption=caption, css="tb-top")
    return Markup(f'{shown}<details class="tb"><summary>其余 {len(rest)} {unit}</summary>{more}</details>')


def _link(name: object, href: object) -> Markup:
    return esc(name) if is_missing(href) else Markup(f'<a data-nav href="{esc(href)}">{esc(name)}</a>')
