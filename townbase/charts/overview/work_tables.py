"""Tables of work: what is nearly met, what moved, which schools, which returns."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.charts.base.glyphs import status
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, esc, is_missing, join

OPEN, MANY = 10, 20
NAMED = 3


def nearly_table(frame: pd.DataFrame) -> Markup:
    """`frame`: township_id, name, href, district, unmet, missing, what, short_by, units, owner; a row a township × what it lacks."""
    columns = [
        Column("乡镇（街道）"), Column("区县", phone=False), Column("差几项", number=True), Column("差什么", css="tb-wrap"),
        Column("差多少", css="tb-wrap", sort=False), Column("责任单位"),
    ]  # fmt: skip
    rows = [
        TableRow((_link(row.name, row.href), row.district, Cell(_lacks(row), row.unmet), row.what, Markup(f"<b>{esc(row.short_by)}</b>"), row.owner),
                 id=str(row.township_id))
        for row in tuples(frame)
    ]  # fmt: skip
    return table(columns, rows, caption="差 1—2 项的乡镇：差什么、差多少、责任单位", css="tb-top", most=OPEN)


def _lacks(row) -> Markup:
    late = Markup(f'<small class="tb-line2">另有 {int(row.missing)} 项未报</small>') if row.missing else Markup("")
    return Markup(f"{int(row.unmet)} 项{late}")


def goal_townships(frame: pd.DataFrame) -> Markup:
    """`frame`: township_id, name, href, district, state, n, lacks, owners; a row a township."""
    columns = [
        Column("乡镇（街道）"),
        Column("区县", phone=False),
        Column("判定"),
        Column("核心指标", number=True),
        Column("差什么", css="tb-wrap", sort=False),
        Column("责任单位", phone=False),
    ]
    rows = [
        TableRow(
            (_link(row.name, row.href), row.district, status(row.state, words.GOAL_STATUS[row.state]), Cell(f"{row.n} 项", row.n), row.lacks, row.owners),
            id=str(row.township_id),
        )
        for row in tuples(frame)
    ]  # fmt: skip
    return table(columns, rows, caption=f"{words.UNMET}的乡镇：差什么、差多少、责任单位", css="tb-top", most=MANY)


def holding_table(frame: pd.DataFrame) -> Markup:
    """`frame`: label, href, n; a row an indicator and stage."""
    rows = [(_link(row.label, row.href), row.n) for row in tuples(frame)]
    columns = [Column("指标", css="tb-wrap"), Column(f"{words.UNMET}乡镇", number=True)]
    return table(columns, rows, caption=f"{words.UNMET}乡镇最多的核心指标", most=OPEN)


def change_table(frame: pd.DataFrame) -> Markup:
    """`frame`: of views.overview.changes: group, word, way, township_id, name, href, district, note."""
    columns = [Column("乡镇（街道）"), Column("区县"), Column("变化"), Column("变化的核心指标", css="tb-wrap")]
    rows = [
        TableRow((_link(row.name, row.href), row.district, _moved(row), row.note or "—"), id=str(row.township_id))
        for row in tuples(frame)
    ]
    return table(columns, rows, caption="与上年相比判定有变化的乡镇", css="tb-top", most=MANY)


def _moved(row) -> Markup:
    css = ' class="tb-strong"' if row.way == "down" else ""
    return Markup(f"<span{css}>{'↓ ' * (row.way == 'down')}{esc(row.word)}</span>")


def moved_table(frame: pd.DataFrame) -> Markup:
    """`frame`: a row a kind of change: word, way, n, href (its whole list), places (the first by name and href)."""
    rows = []
    for row in tuples(frame):
        css = ' class="tb-strong"' if row.way == "down" and row.n else ""
        count = _link(f"{row.n} 个", row.href) if row.n else "0 个"
        names = join([_link(*each) for each in row.places], "、")
        more = "等" if row.n > len(row.places) else ""
        rows.append((Markup(f"<span{css}>{esc(row.word)}</span>"), count, Markup(f"{names}{more}")))
    return table(
        [Column("变化"), Column("个数", number=True), Column("乡镇（街道）", css="tb-wrap")],
        rows,
        caption="与上年相比",
        css="tb-moved",
    )


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
    """`frame`: area_id, name, href, label, due, reported, lacking; areas × returns."""
    labels = list(dict.fromkeys(frame["label"]))
    columns = [Column("未报齐的地方"), *(Column(label, number=True) for label in labels)]
    rows = []
    for _, own in frame.groupby("area_id", sort=False):
        by = {row.label: row for row in tuples(own)}
        cells = [_lacking(by[label]) if label in by else Markup('<span class="tb-note">齐</span>') for label in labels]
        rows.append((_link(own["name"].iloc[0], own["href"].iloc[0]), *cells))
    return table(columns, rows, caption="未报齐的数据")


def gap_table(frame: pd.DataFrame) -> Markup:
    """`frame`: what, why, n, townships (list of name and href); a line names the first few townships."""
    columns = [Column("指标", css="tb-wrap"), Column("乡镇（街道）", css="tb-wrap")]
    rows = [
        (Markup(f'{esc(row.what)}<small class="tb-line2">{esc(row.why)}</small>'), _places(row.townships))
        for row in tuples(frame)
    ]
    return table(columns, rows, caption="不能判定的核心指标", css="tb-top", most=OPEN)


def _places(townships: list[tuple[str, str]]) -> Markup:
    text = join([_link(*each) for each in townships[:NAMED]], "、")
    rest = len(townships) - NAMED
    return Markup(f"{text}等 {len(townships)} 个") if rest > 0 else text


def _lacking(row) -> Markup:
    return Markup(f"<b>{int(row.lacking)}</b> <small>/ {int(row.due)}</small>")


def _link(name: object, href: object) -> Markup:
    return esc(name) if is_missing(href) else Markup(f'<a data-nav href="{esc(href)}">{esc(name)}</a>')
