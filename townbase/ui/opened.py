"""The page that is open: what its body needs to know, for a reader or for nobody."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from townbase import store
from townbase.asking import tuples
from townbase.page_records import PAGES, PageRecord
from townbase.selection import Selection
from townbase.ui.cards import download_buttons, seen_rows
from townbase.ui.cards.drawn import Drawn
from townbase.ui.choices import filters_in_words, options
from townbase.views.shared.card import Card

CONTEXT = "tb_context"
_apart: ContextVar[Page | None] = ContextVar("apart", default=None)
_visited: ContextVar[store.Session | None] = ContextVar("visited", default=None)


@dataclass
class Page:
    """What a page body needs. year: the chosen or the default school year. options: names behind the ids."""

    name: str
    session: store.Session
    selection: Selection
    year: int
    default_year: int
    info: Any  # one row of shared/frame_info: city, source, synthetic, delivered_on, version, built_at
    sources: pd.DataFrame
    options: options.Options
    ask: options.Ask
    # every card in the order drawn; a page ends with all their tables in one workbook
    drawn: list[Drawn] = field(default_factory=list)
    # what the page shows without being asked for it: card, or "" -> address key -> value
    opened: dict[str, dict[str, object]] = field(default_factory=dict)
    # of which cards the reader sees other rows, or in another order, than the page draws
    seen: dict[str, seen_rows.Seen] = field(default_factory=dict)
    ended: bool = False  # its last line, the workbook of all its tables, is drawn with its body

    @property
    def rests_on(self) -> tuple[Hashable, ...]:
        """What all that is kept of a page is kept for: nobody is shown what was drawn for another version, scope or address."""
        return self.session, self.name, self.selection, self.year

    @property
    def record(self) -> PageRecord:
        return PAGES[self.name]

    def href(self, page: str, **changes: object) -> str:
        return self.selection.href(page, **changes)

    def opens(self, card: str = "", **keys: object) -> None:
        """Say before the cards are drawn which indicator and stage stand open on one or on all, so that their files name them."""
        self.opened.setdefault(card, {}).update(keys)

    def file(self, card: Card, called: str, ending: str) -> str:
        """The name of a brief or of all briefs: place, what it is, year and version around it."""
        return download_buttons.name(self, download_buttons.of_card(self, card), called, ending)

    @cached_property
    def chosen(self) -> list[tuple[str, str]]:
        """(filter, choice) in words, the year first."""
        return filters_in_words.chosen(self.record, self.selection, self.options, self.ask)

    @property
    def synthetic(self) -> bool:
        return bool(self.info.synthetic)


def current() -> Page:
    """The page that is open, for cards; also inside a fragment's own run."""
    return _apart.get() or st.session_state[CONTEXT]


@contextmanager
def apart(opened: Page) -> Iterator[None]:
    """Inside, this page is the open one, and nobody looks on: a file is made of it, or it is drawn before it is asked for."""
    token = _apart.set(opened)
    try:
        yield
    finally:
        _apart.reset(token)


def is_apart() -> bool:
    return _apart.get() is not None


def visited() -> store.Session | None:
    """The session in which the server visits its own pages, while it does."""
    return _visited.get()


@contextmanager
def visiting(session: store.Session) -> Iterator[None]:
    """Inside, `page` opens each page as its address alone gives it, for nobody."""
    token = _visited.set(session)
    try:
        yield
    finally:
        _visited.reset(token)


def page_of(name: str, session: store.Session, selection: Selection) -> Page:
    """The page of an address, without a screen."""
    ask = partial(store.ask, session)
    choices = options_of(session)
    if choices.default_year is None:
        raise NothingYet
    return Page(
        name=name,
        session=session,
        selection=selection,
        year=selection.year or choices.default_year,
        default_year=choices.default_year,
        info=next(tuples(ask("shared/frame_info"))),
        sources=ask("shared/frame_sources"),
        options=choices,
        ask=ask,
    )


class NothingYet(Exception):
    """No school year has a roster: there is no page."""


@lru_cache(maxsize=32)
def options_of(session: store.Session) -> options.Options:
    """The same for every run on one version and scope; working it out again costs more than all of the rest."""
    return options.load(partial(store.ask, session), whole=session.scope is None)
