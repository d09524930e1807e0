"""Markup onto the page, and the pieces that every page needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import streamlit as st

from townbase.access import CITY
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.svg_image import pictures
from townbase.text import Markup, esc, join

NOT_WHOLE = "tb_not_whole"  # the reader does not see the whole city: no way leads up to it


def show(markup: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Own markup (already escaped) inside the sheet's class; inline SVG goes out as pictures."""
    st.html(f'<div class="tb">{pictures(markup)}</div>', width=width)


def link(text: object, href: str, css: str = "") -> Markup:
    """A link that is followed without loading the page again; it opens in a new tab like any other."""
    kind = f' class="{css}"' if css else ""
    return Markup(f'<a data-nav{kind} href="{esc(href)}">{esc(text)}</a>')


def headline(text: object, sub: object = "", crumbs: Iterable[tuple[str, str]] = ()) -> None:
    """The one h1 of a page, the sentence below it, and the way back up as (text, href)."""
    if st.session_state.get(NOT_WHOLE):
        crumbs = [(name, href) for name, href in crumbs if not name.startswith(CITY)]
    show(headed(text, sub, crumbs))


def headed(text: object, sub: object = "", crumbs: Iterable[tuple[str, str]] = ()) -> Markup:
    """The same as markup, for a card that has the page's headline as its own."""
    way = join((link(name, href) for name, href in crumbs), " › ")
    path = f'<p class="tb-crumbs">{way}</p>' if way else ""
    below = f'<p class="tb-sub">{esc(sub)}</p>' if sub else ""
    return Markup(f'{path}<h1 class="tb-headline">{esc(text)}</h1>{below}')


def empty(why: object, what_next: object = "") -> Markup:
    """◌ why there is nothing, and what to do about it."""
    return Markup(f'<p class="tb-empty">{glyph("missing")} {join([why, what_next])}</p>')


def notice(text: object, width: Literal["stretch", "content"] = "stretch") -> None:
    """One line that is read aloud when it appears."""
    show(f'<p class="tb-notice" role="status">{esc(text)}</p>', width)
