"""Townships that need attention: name, district, where the work lies, and the number of unmet rows."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.text import Markup, esc, join

OPEN = 6


def attention_list(frame: pd.DataFrame) -> Markup:
    """`frame`: name, href, district, unmet, where, missing; the first six stand open, the rest folds away."""
    rows = [_row(row) for row in tuples(frame)]
    rest = rows[OPEN:]
    more = (
        Markup(f"<details><summary>其余 {len(rest)} 个乡镇</summary>{_table(rest)}</details>") if rest else Markup("")
    )
    return Markup(f'<div class="tb">{_table(rows[:OPEN])}{more}</div>')


def _table(rows: list[Markup]) -> Markup:
    return Markup(
        f'<table class="tb-t tb-list"><caption class="tb-said">{words.UNMET}核心指标最多的乡镇</caption><tbody>{join(rows)}</tbody></table>'
    )


def _row(row) -> Markup:
    missing = f"；另有 {int(row.missing)} 项未报" if row.missing else ""
    return Markup(
        f'<tr><th scope="row"><a data-nav href="{esc(row.href)}"><b>{esc(row.name)}</b></a> <small>{esc(row.district)}</small>'
        f'<small class="tb-line2">集中在{esc(row.where)}{missing}</small></th>'
        f'<td class="n"><b class="tb-strong">{int(row.unmet)}</b> <small>项{words.UNMET}</small></td></tr>'
    )
