"""Townships × ten actions: in a cell how many judged rows are not met, and a red corner where its tasks are late."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, esc

MARKS = {
    "borderline": glyph("borderline"),
    "missing": glyph("missing"),
    "none": Markup("—"),
    "met": Markup("·"),
    "blank": Markup(""),
}
DARKEST, OPEN = 4, 12
ORDER = {"not_met": 0, "not_assessable": 1}


def heat(frame: pd.DataFrame, names: pd.DataFrame) -> Markup:
    """`frame`: of views.overview.heat.townships_by_action; `names`: action, title, short. The unmet first, the rest on request."""
    columns = [
        Column("乡镇（街道）"), Column("区县", phone=False), Column(f"{words.UNMET}目标", number=True, phone=False),
        Column(f"{words.UNMET}核心", number=True), *(Column(row.short, css="tb-mid") for row in tuples(names)),
        Column("逾期任务", number=True, phone=False),
    ]  # fmt: skip
    towns = [list(own) for _, own in groupby(tuples(frame), key=lambda row: row.township_id)]
    towns.sort(key=lambda own: (ORDER.get(own[0].status, 2), -own[0].unmet_core))
    return table(
        columns,
        [_row(own) for own in towns],
        caption="各乡镇×十大行动：未达标的应评指标项数",
        css="tb-grid tb-heat",
        most=OPEN,
    )


def heat_key(note: str = "") -> Markup:
    """What numbers, colours and marks of the table say."""
    steps = Markup("").join(
        Markup(f'<i class="tb-cell-{n}">{n}{"+" * (n == DARKEST)}</i>') for n in range(1, DARKEST + 1)
    )
    parts = [
        Markup(f'<span class="tb-steps-key">格内为{words.UNMET}指标项数 {steps}</span>'),
        Markup('<span class="tb-steps-key"><i class="tb-cell-1 tb-core">1</i> 下划线：其中有核心指标</span>'),
        Markup('<span class="tb-steps-key"><i class="tb-has-late"></i> 右上角：有任务逾期</span>'),
        Markup("<span>· 指标全部达标</span>"),
        Markup(f"<span>{glyph('missing')} {words.UNDECIDED}</span>"),
    ]
    if note:
        parts.append(Markup(f"<span>{esc(note)}</span>"))
    return Markup(f'<div class="tb-key">{Markup("").join(parts)}</div>')


def _row(own: list) -> TableRow:
    head = own[0]
    name = Markup(f'<a data-nav href="{esc(head.href)}">{esc(head.name)}</a>')
    core = Markup(f'<b class="tb-strong">{head.unmet_core}</b>') if head.unmet_core else "0"
    cells = (Cell(_cell(row), row.n if row.mark != "none" else None) for row in own)
    row = (name, head.district, head.goals_not_met, Cell(core, head.unmet_core), *cells, head.tasks_overdue or "–")
    return TableRow(row, id=str(head.township_id), unmet=head.status == "not_met")


def _cell(row) -> Markup:
    css = "tb-cell" + (f" tb-cell-{min(row.n, DARKEST)}" if row.mark == "unmet" else "")
    css += " tb-core" * bool(row.core) + " tb-has-late" * bool(row.late)
    text = row.n if row.mark == "unmet" else MARKS.get(row.mark, "·")
    said = esc(f"{row.name} · {row.title}：{row.said}")
    return Markup(
        f'<a data-nav tabindex="-1" class="{css}" href="{esc(row.cell_href)}" data-tip="{said}" aria-label="{said}">{text}</a>'
    )
