"""What to do next as a numbered list, and what must be returned first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from townbase import words
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import glyph
from townbase.text import Markup, esc, join


def step_list(steps: Iterable) -> Markup:
    """views.next_steps.Step as a numbered list: whole units, value and target, then where and who."""
    return Markup(f'<ol class="tb-steps">{join(_step(step) for step in steps)}</ol>')


def report_list(reports: Sequence, most: int = 3) -> Markup:
    """views.next_steps.Report: what must be returned first; the rest is counted."""
    items = join(_report(one) for one in reports[:most])
    rest = f"<li>另有 {len(reports) - most} 项，见下表“{words.UNREPORTED}”各行。</li>" if len(reports) > most else ""
    head = f"还要补报数据：核心指标 {len(reports)} 项，报齐后才能判定"
    return Markup(f'<div class="tb-reports"><p>{glyph("missing")} <b>{head}</b></p><ul>{items}{rest}</ul></div>')


def _report(one, most: int = 5) -> Markup:
    names = join((text_link(href, name) for name, href in one.schools[:most]), "、")
    more = f"等 {len(one.schools)} 所" if len(one.schools) > most else ""
    silent = f"；未报：{names}{more}" if names else ""
    return Markup(f"<li>{text_link(one.href, one.title)}：{esc(one.line)}{silent}</li>")


def _step(step) -> Markup:
    places = join(
        (
            Markup(f'<a data-nav href="{esc(href)}">{esc(name)}</a>{f"（{esc(text)}）" if text else ""}')
            for name, text, href in step.places
        ),
        "、",
    )
    where = f"<small>在：{places}</small>" if places else ""
    owner = f"责任单位：{esc(step.owner)}；" if step.owner else ""
    return Markup(
        f'<li><b><a data-nav href="{esc(step.href)}">{esc(step.head)}</a></b><small>{esc(step.line)}</small>{where}'
        f'<span class="tb-wins">{owner}<strong>{esc(step.wins)}</strong></span></li>'
    )
