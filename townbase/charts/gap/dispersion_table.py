"""差异系数: districts down, the seven resources across; the ground says how near the limit, ▲ what is over it. Behind a fold."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase.charts.base.glyphs import glyph
from townbase.text import Markup, esc, join
from townbase.words import number


def dispersion_tables(
    frame: pd.DataFrame, heads: Mapping[str, tuple[str, str]], stages: Mapping[str, str], variants: Mapping[str, str]
) -> Markup:
    """`frame`: stage, variant, limit, rows (name, href, passing, cells by resource); each variant opens on request.

    heads: resource -> (full name, column head)
    """
    sheets = frame.to_dict("records")
    shown = (_fold(f"看各区县七项资源：{name}", sheets, variant, heads, stages) for variant, name in variants.items())
    return join(shown)


def _fold(text: str, sheets: list, variant: str, heads: Mapping, stages: Mapping[str, str]) -> Markup:
    own = join(_sheet(sheet, heads, stages) for sheet in sheets if sheet["variant"] == variant)
    return Markup(
        f'<details class="tb-fold"><summary>{esc(text)}</summary><div class="tb-cvs">{own}</div></details>'
        if own
        else ""
    )


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
