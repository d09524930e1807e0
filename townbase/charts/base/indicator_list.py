"""Every indicator with its formula, target, basis and clause, under its goal and action; and one definition alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase.asking import Row, records
from townbase.charts.base.elements import text_link
from townbase.charts.base.table import scroll
from townbase.text import Markup, esc, join

COLUMNS = ("指标", "算法", "目标值", "依据")


def cited(every: Iterable) -> Markup:
    """views.clause_context.Cited: the sentence word for word, the clause itself in bold, a link to its place in the text."""
    return join(
        Markup(
            f'<blockquote class="tb-quote">{esc(one.before)}<b>{esc(one.clause)}</b>{esc(one.after)}'
            f' <span class="tb-screen">{text_link(f"policy?clause={one.clause_id}", "查看原文")}</span></blockquote>'
        )
        for one in every
    )


def definition(one) -> Markup:
    """views.data_defined.Defined, with its clauses in their sentences."""
    terms = join(Markup(f"<dt>{term}</dt><dd>{esc(text)}</dd>") for term, text in one.lines)
    clause = f"<dt>条款</dt><dd>{cited(one.cited)}</dd>" if one.cited else ""
    return Markup(f'<dl class="tb-def">{terms}{clause}</dl>')


def indicators(frame: pd.DataFrame, caption: str, *, open_clauses: bool) -> Markup:
    """Under their goals; an action stands beside each. The clause is folded away until asked for."""
    head = join(Markup(f'<th scope="col">{name}</th>') for name in COLUMNS)
    bodies = join(_goal(str(goal), records(own), open_clauses) for goal, own in frame.groupby("goal", sort=False))
    return scroll(
        Markup(
            f'<table class="tb-t tb-data tb-indicators"><caption class="tb-said">{esc(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead>{bodies}</table>"
        ),
        caption,
    )


def _goal(goal: str, rows: Iterable[Row], open_clauses: bool) -> Markup:
    lines, action = [_group("tb-goal", goal)], None
    for row in rows:
        if row["action"] != action:
            action = row["action"]
            lines.append(_group("tb-action", action))
        lines.append(_indicator(row, open_clauses))
    return Markup(f"<tbody>{join(lines)}</tbody>")


def _group(css: str, name: str) -> Markup:
    return Markup(f'<tr class="{css}"><th scope="rowgroup" colspan="{len(COLUMNS)}">{esc(name)}</th></tr>')


def _indicator(row: Mapping, open_clauses: bool) -> Markup:
    under = "，".join(
        part for part in (row["role"], row["stages"], row["scope"] if row["scope"] != "各乡镇" else "") if part
    )
    clause = _clause(row["cited"], open_clauses) if row["cited"] else ""
    return Markup(
        f'<tr><th scope="row">{text_link(row["href"], row["title"])}<small class="tb-line2">{esc(under)}</small></th>'
        f'<td>{esc(row["formula"])}<small class="tb-line2">数据：{esc(row["source"])}</small></td>'
        f"<td>{esc(row['target'])}</td><td>{esc(row['basis'])}{clause}</td></tr>"
    )


def _clause(every: Iterable, is_open: bool) -> Markup:
    opened = " open" if is_open else ""
    return Markup(
        f'<details class="tb-fold tb-clause"{opened}><summary>条款原文</summary><div>{cited(every)}</div></details>'
    )
