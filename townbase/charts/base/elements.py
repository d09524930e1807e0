"""Small pieces of the township and action pages: chips, next steps, quotations, the list to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from townbase import words
from townbase.asking import Row
from townbase.charts.base.glyphs import glyph, status
from townbase.text import Markup, esc, join


def chips(choices: Iterable[Row], label: str) -> Markup:
    """A choice of links; choice: label, title, href, current."""
    items = join(
        Markup(
            f'<li><a data-nav href="{esc(one["href"])}" title="{esc(one["title"])}"{" aria-current=true" if one["current"] else ""}>'
            f"{esc(one['label'])}</a></li>"
        )
        for one in choices
    )
    return Markup(f'<nav aria-label="{esc(label)}"><ul class="tb-chips">{items}</ul></nav>')


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
    owner = f"<small>责任单位：{esc(step.owner)}</small>" if step.owner else ""
    return Markup(
        f'<li><b><a data-nav href="{esc(step.href)}">{esc(step.head)}</a></b>{esc(step.line)}{where}{owner}</li>'
    )


def quotes(texts: Iterable[str]) -> Markup:
    """The policy's own words, as they stand."""
    return join(Markup(f'<blockquote class="tb-quote">{esc(text)}</blockquote>') for text in texts)


def definition(sentence) -> Markup:
    """views.definitions.Definition as a list of terms and its clauses."""
    lines = (("性质", sentence.role), ("算法", sentence.formula), ("目标", sentence.target), ("依据", sentence.basis))
    terms = join(Markup(f"<dt>{term}</dt><dd>{esc(text)}</dd>") for term, text in lines if text)
    cited = f"<dt>条款</dt><dd>{quotes(sentence.clauses)}</dd>" if sentence.clauses else ""
    return Markup(f'<dl class="tb-def">{terms}{cited}</dl>')


def definitions(every: Iterable) -> Markup:
    """Many definitions, each under its indicator's name."""
    return join(Markup(f"<p><b>{esc(one.title)}</b></p>{definition(one)}") for one in every)


def pick_list(districts: Iterable[Row]) -> Markup:
    """Townships under their districts; district: name, rows of name, href, code (None = not counted), word."""
    return Markup(f'<div class="tb-pick">{join(_district(one) for one in districts)}</div>')


def _district(one: Mapping) -> Markup:
    items = join(
        Markup(f'<li><a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a>{_word(row)}</li>')
        for row in one["rows"]
    )
    return Markup(f"<section><h3>{esc(one['name'])}</h3><ul>{items}</ul></section>")


def _word(row: Mapping) -> Markup:
    if row["code"] is None:
        return Markup(f'<span class="tb-muted">{esc(row["word"])}</span>')
    return status(row["code"], row["word"])


def only_unmet(table: Markup, unmet: int, monitors: int) -> Markup:
    """The bullet table with its switches: judged rows on a wide screen, only the unmet ones on a phone, until asked."""
    wide = (
        f'<label class="tb-toggle tb-only-wide tb-only-unmet"><input type="checkbox">只看{words.UNMET}</label>'
        if unmet
        else ""
    )
    more = (
        f'<label class="tb-toggle tb-only-wide tb-with-monitors"><input type="checkbox">也列{words.MONITORED}（{monitors} 项，不作判定）</label>'
        if monitors
        else ""
    )
    thin = f'<label class="tb-toggle tb-only-thin"><input type="checkbox">显示全部指标（现只列{words.UNMET} {unmet} 项）</label>'
    return Markup(f'<div class="tb-only">{wide}{more}{thin}{table}</div>')


def term(text: object) -> Markup:
    """A word whose meaning (words/term_meanings.csv) is told under the pointer, the focus or a tap."""
    return Markup(f'<dfn tabindex="0">{esc(text)}</dfn>')


def text_link(href: str, text: object) -> Markup:
    """A link the router follows."""
    return Markup(f'<a data-nav href="{esc(href)}">{esc(text)}</a>')
