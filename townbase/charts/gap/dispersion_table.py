"""差异系数: districts down, the seven resources across; the ground says how near the limit, ▲ what is over it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase.charts.base.glyphs import glyph
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc, join
from townbase.words import number


def dispersion_tables(
    frame: pd.DataFrame, heads: Mapping[str, tuple[str, str]], stages: Mapping[str, str], variants: Mapping[str, str]
) -> Markup:
    """`frame`: stage, variant, limit, rows (name, href, passing, cells by resource); the official variant stands open.

    heads: resource -> (full name, column head)
    """
    sheets = frame.to_dict("records")
    first, *others = variants
    shown = join(_sheet(sheet, heads, stages) for sheet in sheets if sheet["variant"] == first)
    more = join(_sheet(sheet, heads, stages) for sheet in sheets if sheet["variant"] in others)
    other = esc(variants[others[0]])
    fold = (
        f'<details class="tb-fold"><summary>另一种算法：{other}</summary><div class="tb-cvs">{more}</div></details>'
        if more
        else ""
    )
    return Markup(f'<div class="tb-cvs">{shown}</div>{fold}')


def _sheet(sheet: Mapping, heads: Mapping[str, tuple[str, str]], stages: Mapping[str, str]) -> Markup:
    text = f"{stages[sheet['stage']]}（上限 {number(sheet['limit'], 2)}）"
    top = join(Markup(f'<th scope="col" title="{esc(full)}">{esc(short)}</th>') for full, short in heads.values())
    body = join(_row(row, heads) for row in sheet["rows"])
    return Markup(
        f'<div class="tb-scroll" tabindex="0" role="region" aria-label="{esc(text)}"><table class="tb-t tb-cv">'
        f'<caption class="tb-said">差异系数：{esc(text)}</caption><thead><tr><th scope="col">{esc(text)}</th>{top}'
        f'<th scope="col" class="n tb-wide">七项达标<br>学校</th></tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(row: Mapping, heads: Mapping) -> Markup:
    name = Markup(f'<a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a>') if row["href"] else esc(row["name"])
    cells = join(_cell(row["cells"].get(resource)) for resource in heads)
    return Markup(f'<tr><th scope="row">{name}</th>{cells}<td class="n tb-wide">{esc(row["passing"])}</td></tr>')


def _cell(cell: Mapping | None) -> Markup:
    if cell is None:
        return Markup("<td>—</td>")
    text = f"（{cell['text']}）" if cell["few"] else cell["text"]
    inside = f"{glyph('not_met', '超过上限')}{esc(text)}" if cell["over"] else esc(text)
    if cell["most"]:
        inside = f"<b>{inside}</b>"
    css = "tb-h4" if cell["over"] else f"tb-cv{cell['step']}"
    return Markup(f'<td class="{css}" title="{esc(cell["hint"])}">{inside}</td>')


def raise_table(frame: pd.DataFrame, *, most: int = 10) -> Markup:
    """Schools to raise first; the first rows stand open, the rest folds away."""
    heads = [
        Column("学校", css="tb-let"), Column("乡镇", phone=False, css="tb-let"), Column("资源", css="tb-let"),
        Column("现值", number=True, phone=False), Column("标准", number=True, phone=False),
        Column("还差", number=True), Column("占本区县差异", number=True, phone=False), Column("差异系数", number=True, phone=False),
        Column("若达到标准", number=True, phone=False), Column("下降", number=True),
    ]  # fmt: skip
    rows = [
        [
            _link(row["href"], row["school"]),
            Markup(f"{_link(row['township_href'], row['township'])} <small>{esc(row['district'])}</small>"),
            _resource(row),
            row["now"], row["threshold"], Markup(f"<b>{esc(row['lacking'])}</b>"), row["share"], row["before"], row["after"], row["by"],
        ]
        for row in frame.to_dict("records")
    ]  # fmt: skip
    shown, rest = (table(heads, part, caption="先提升哪些学校", css="tb-raise") for part in (rows[:most], rows[most:]))
    if len(rows) <= most:
        return shown
    return Markup(f'{shown}<details class="tb-fold"><summary>其余 {len(rows) - most} 行</summary>{rest}</details>')


def _resource(row: Mapping) -> Markup:
    """The resource; where the district is over its limit, that too."""
    mark = f' <b class="tb-s tb-strong">{glyph("not_met")} 区县超过上限</b>' if row["over"] else ""
    return Markup(f"{esc(row['stage'])}{esc(row['resource'])}{mark}")


def _link(href: str, text: object) -> Markup:
    return Markup(f'<a data-nav href="{esc(href)}">{esc(text)}</a>')
