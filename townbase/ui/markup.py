"""Markup onto the page, and the pieces that every page needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from townbase.charts.base.glyphs import glyph
from townbase.charts.base.svg_image import pictures
from townbase.text import Markup, esc, join
from townbase.ui.memory import calls


def show(markup: str, after: str = "", width: Literal["stretch", "content"] = "stretch") -> None:
    """Own markup (already escaped) inside the sheet's class; inline SVG goes out as pictures.
    after: markup with a class of its own that stands below and is no part of it"""
    inside = f'<div class="tb">{pictures(markup)}</div>' if markup else ""
    if inside or after:  # Streamlit refuses an empty message
        calls.html(f"{inside}{pictures(after)}", width)


def link(text: object, href: str, css: str = "") -> Markup:
    """A link that is followed without loading the page again; it opens in a new tab like any other."""
    kind = f' class="{css}"' if css else ""
    return Markup(f'<a data-nav{kind} href="{esc(href)}">{esc(text)}</a>')


def headed(text: object, sub: object = "", crumbs: Iterable[tuple[str, str]] = ()) -> Markup:
    """The one h1 of a page, the sentence below it, and the way back up as (text, href), as markup."""
    way = join((link(name, href) for name, href in crumbs), " › ")
    path = f'<p class="tb-crumbs">{way}</p>' if way else ""
    below = f'<p class="tb-sub">{esc(sub)}</p>' if sub else ""
    return Markup(f'{path}<h1 class="tb-headline">{esc(text)}</h1>{below}')


def empty(why: object, what_next: object = "") -> Markup:
    """◌ why there is nothing, and what to do about it."""
    return Markup(f'<p class="tb-empty">{glyph("missing")} {join([why, what_next])}</p>')


def notice(text: object, width: Literal["stretch", "content"] = "stretch") -> None:
    """One line that is read aloud when it appears."""
    show(f'<p class="tb-notice" role="status">{esc(text)}</p>', width=width)
