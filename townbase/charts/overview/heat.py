"""The heat tables: townships × ten actions in district blocks, and districts × ten actions."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.table import Column, scroll, table
from townbase.text import Markup, esc, is_missing, join

# mark -> class, word read aloud (and found by a search); unmet and overdue carry their number instead.
# Shapes come from the sheet, not as 1,000 pictures: a city of 100 townships stays under 80 KB.
CELL = {
    "met": ("tb-hx tb-g-dot", "达标"),
    "borderline": ("tb-hx tb-g-borderline", "临界"),
    "missing": ("tb-hx tb-g-missing", "未报"),
    "none": ("tb-hx tb-g-not_applicable", words.INAPPLICABLE),
    "blank": ("", ""),
}
BEFORE = {"met": ("met", "六项目标全部达标"), "not_assessable": ("missing", words.UNDECIDED)}
DARKEST = 4
# Townships of a district are more than rows of a township: the same ramp, wider steps.
STEPS = (1, 3, 6, 10)


def heat(frame: pd.DataFrame, names: pd.DataFrame) -> Markup:
    """Blocks that flow in columns. `frame`: a row a township × action (district_id, district, district_href,
    district_note, township_id, name, href, status, action, mark, n, core); `names`: action, title, short."""
    head = _heads(names)
    blocks = (_block(list(block), head) for _, block in groupby(tuples(frame), key=lambda row: row.district_id))
    return Markup(f'<div class="tb-blocks">{join(blocks)}</div>')


def district_heat(frame: pd.DataFrame, names: pd.DataFrame) -> Markup:
    """`frame`: a row a district × action (district_id, name, href, counted, met, action, n)."""
    rows = []
    for _, group in groupby(tuples(frame), key=lambda row: row.district_id):
        own = list(group)
        first, cells = own[0], join(_district_cell(row) for row in own)
        rows.append(
            Markup(
                f'<tr><th scope="row"><a data-nav href="{esc(first.href)}">{esc(first.name)}</a>'
                f"<small>{esc(first.met)}/{esc(first.counted)}</small></th>{cells}</tr>"
            )
        )
    caption = f"各区县十项行动：有核心指标{words.UNMET}的乡镇数"
    return scroll(
        Markup(
            f'<table class="tb-t tb-heat"><caption class="tb-said">{caption}</caption>'
            f'<thead><tr><th scope="col">区县<small>达标/纳入</small></th>{_heads(names)}</tr></thead>'
            f"<tbody>{join(rows)}</tbody></table>"
        ),
        caption,
    )


def district_list(frame: pd.DataFrame) -> Markup:
    """`frame` as district_heat, with open, missing, unfinished; a line a district: met of counted, and how many are missing to 80 %."""
    columns = [
        Column("区县"),
        Column("达标/纳入", number=True),
        Column(words.UNDECIDED, number=True, css="tb-mid"),
        Column("距 80%", number=True),
    ]
    rows = [
        (
            Markup(f'<a data-nav href="{esc(row.href)}">{esc(row.name)}</a>'),
            f"{row.met}/{row.counted}",
            row.open or Markup('<span class="tb-note">0</span>'),
            _reach(row.missing, row.open, row.unfinished),
        )
        for row in tuples(frame.drop_duplicates("district_id"))
    ]
    return table(columns, rows, caption="各区县达标乡镇数", css="tb-districts")


def _reach(missing: int, open_: int, unfinished: bool) -> Markup:
    """Red only where even the townships that cannot be judged yet would not be enough, and nothing is still to come."""
    if not missing:
        return Markup('<span class="tb-s-met">已达到</span>')
    if unfinished:
        return Markup('<span class="tb-note">尚未报齐</span>')
    if missing <= open_:
        return Markup(f'<span class="tb-s-borderline">差 {missing} 个，待定</span>')
    return Markup(f'<b class="tb-strong">还差 {missing} 个</b>')


def heat_key(note: str = "") -> Markup:
    """What the colours and shapes of the township table say."""
    steps = join(Markup(f'<i class="tb-h{n}">{n}{"+" * (n == DARKEST)}</i>') for n in range(1, DARKEST + 1))
    shapes = [
        ("dot", "全部达标"),
        ("borderline", "临界"),
        ("missing", f"{words.UNDECIDED}（{words.UNREPORTED}或人数少）"),
        ("not_applicable", words.INAPPLICABLE),
    ]
    parts = [Markup(f'<span class="tb-steps-key">格内为{words.UNMET}项数 {steps}</span>')]
    parts.append(Markup('<span class="tb-steps-key"><i class="tb-h1 tb-core">1</i> 下划线：其中有核心指标</span>'))
    parts += [Markup(f"<span>{glyph(shape)} {word}</span>") for shape, word in shapes]
    parts.append(Markup(f"<span>{glyph('met')} 名前：六项目标全部达标（只看核心指标）</span>"))
    if note:
        parts.append(Markup(f"<span>{esc(note)}</span>"))
    return Markup(f'<div class="tb-key">{join(parts)}</div>')


def district_key() -> Markup:
    """What the colours of the district table say."""
    bounds = [f"{low}—{high - 1}" for low, high in zip(STEPS, STEPS[1:], strict=False)] + [f"{STEPS[-1]}+"]
    steps = join(Markup(f'<i class="tb-h{n}">{text}</i>') for n, text in enumerate(bounds, 1))
    return Markup(
        f'<div class="tb-key"><span class="tb-steps-key">格内为有核心指标{words.UNMET}的乡镇数 {steps}</span>'
        f"<span>{glyph('dot')} 没有</span></div>"
    )


def _block(block: list, heads: Markup) -> Markup:
    first = block[0]
    rows = join(_row(list(own)) for _, own in groupby(block, key=lambda row: row.township_id))
    return Markup(
        f'<table class="tb-heat"><caption class="tb-said">{esc(first.district)}各乡镇十项行动</caption>'
        f'<thead><tr><th scope="col"><a data-nav href="{esc(first.district_href)}">{esc(first.district)}</a>'
        f"<small>{esc(first.district_note)}</small></th>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(own: list) -> Markup:
    status, name, href = own[0].status, own[0].name, own[0].href
    shape = None if is_missing(status) else BEFORE.get(status)
    before = glyph(*shape) if shape else Markup('<span class="tb-g"></span>')
    cells = join(_cell(row.mark, row.n, row.core) for row in own)
    return Markup(f'<tr><th scope="row">{before}<a data-nav href="{esc(href)}">{esc(name)}</a></th>{cells}</tr>')


def _cell(mark: str, n: int, core: bool) -> Markup:
    if mark == "unmet":
        return Markup(f'<td class="tb-h{min(n, DARKEST)}{" tb-core" if core else ""}">{n}</td>')
    if mark == "overdue":
        return Markup(f'<td class="tb-late">逾{n}</td>')
    css, word = CELL[mark]
    return Markup(f'<td class="{css}">{word}</td>' if css else "<td></td>")


def _district_cell(row) -> Markup:
    if row.n == 0:
        return Markup('<td class="tb-hx tb-g-dot">没有</td>')
    level = sum(row.n >= step for step in STEPS)
    return Markup(f'<td class="tb-h{level}">{row.n}</td>')


def _heads(names: pd.DataFrame) -> Markup:
    return join(
        Markup(f'<th scope="col" title="{esc(row.title)}"><span>{esc(row.short)}</span></th>') for row in tuples(names)
    )
