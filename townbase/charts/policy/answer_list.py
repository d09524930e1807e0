"""What answers one demand, strongest first, beside the text; and the places where a word was found."""

from __future__ import annotations

import pandas as pd

from townbase.asking import Row, records
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc, join


def answer_list(frame: pd.DataFrame) -> Markup:
    """`frame` of views.policy.policy: kind, code, title, href, target, basis, owner, state, change, unmet, of."""
    return Markup(f'<ul class="tb-answers">{join(_answer(row) for row in records(frame))}</ul>')


def _answer(row: Row) -> Markup:
    facts = [part for part in (row["state"], row["change"]) if part]
    under = "；".join(part for part in (_said("目标值", row["target"]), _said("依据", row["basis"]), _said("责任层级", row["owner"])) if part)  # fmt: skip
    return Markup(
        f'<li><span class="tb-answer-kind">{esc(row["kind"])}</span>{text_link(row["href"], row["title"])}'
        f"<p>{glyph(_shape(row))} {esc('；'.join(facts))}</p><small>{esc(under)}</small></li>"
    )


def _shape(row: Row) -> str:
    if row["code"] == "monitor":
        return "monitor"
    if not row["of"]:
        return "missing"
    return "not_met" if row["unmet"] else "met"


def _said(name: str, text: str) -> str:
    return f"{name}：{text}" if text else ""


def behind_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.policy.behind: text, href, title, unmet, of."""
    heads = [Column("政策要求", css="tb-wrap"), Column("由什么衡量", css="tb-wrap"), Column("未达标乡镇", number=True)]
    rows = (
        [text_link(row["href"], row["text"]), row["title"], f"{row['unmet']}/{row['of']}"] for row in records(frame)
    )
    return table(heads, rows, caption=caption)


def found_table(frame: pd.DataFrame, caption: str) -> Markup:
    """`frame` of views.policy.found: kind, name, where, href."""
    heads = [Column("内容", css="tb-wrap"), Column("类别"), Column("所在")]
    rows = ([text_link(row["href"], row["name"]), row["kind"], row["where"]] for row in records(frame))
    return table(heads, rows, caption=caption)
