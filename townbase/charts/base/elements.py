"""Small pieces that several pages share: chips, quotations, definitions, links."""

from __future__ import annotations

from collections.abc import Iterable

from townbase.asking import Row
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


def term(text: object) -> Markup:
    """A word whose meaning (words/term_meanings.csv) is told under the pointer, the focus or a tap."""
    return Markup(f'<dfn tabindex="0">{esc(text)}</dfn>')


def text_link(href: str, text: object) -> Markup:
    """A link the router follows."""
    return Markup(f'<a data-nav href="{esc(href)}">{esc(text)}</a>')
