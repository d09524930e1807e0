"""The one opening call of a page, and its closing.

    def body(p):
        headline("…")
        card("strip", …)

    with page("overview") as p:
        remembered(p, body)

`p` holds what the reader chose and the call that answers questions; whatever fails in the body becomes
one sentence with a number (errors.py). A body that has nothing more to say returns; after st.stop()
Streamlit would not draw the footer either.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import Any, NoReturn

import pandas as pd
import streamlit as st

from townbase import store, theme, words
from townbase.asking import tuples
from townbase.page_records import PAGES, PageRecord
from townbase.selection import Selection
from townbase.ui import (
    download_buttons,
    errors,
    filters,
    filters_in_words,
    finder,
    firststart,
    masthead,
    options,
    picture,
    router,
    seen_rows,
    version,
)
from townbase.ui.drawn import Drawn
from townbase.ui.markup import empty, notice, show
from townbase.views.shared.card import Card

CONTEXT = "tb_context"
_apart: ContextVar[Page | None] = ContextVar("apart", default=None)
_visited: ContextVar[store.Session | None] = ContextVar("visited", default=None)
frozen: set[str] = set()


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


@contextmanager
def page(name: str) -> Iterator[Page]:
    """Open a page, run its body inside the error boundary, close it with the footer."""
    if (session := _visited.get()) is not None:
        opened = page_of(name, session, Selection())
        with apart(opened):
            yield opened
        return
    try:
        opened = open_page(name)
    except Exception as error:
        errors.stop_with(error)
    try:
        yield opened
    except Exception as error:  # st.stop and reruns are no Exception and pass
        errors.report(error)
    close_page(opened)


def open_page(name: str) -> Page:
    """Configuration, sheet, first start, address, masthead, filters and notices."""
    st.set_page_config(
        page_title=f"{PAGES[name].title} · {words.PRODUCT}",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(f"<style>{theme.css()}</style>")
    stale = firststart.ready()
    opened, dropped = _read(name)
    freeze(name)
    router.mount(dropped, opened.selection.clause or "")
    picture.mount()
    opened.seen = seen_rows.open_at(opened.href(name))
    finder.mount(opened.session)
    masthead.masthead(name, opened.selection, opened.info, filters_in_words.joined(opened.chosen))
    filters.draw(name, opened.selection, opened.options)
    if dropped:
        notice(_dropped(dropped))
    if stale:
        notice(stale)
    if opened.selection.release:
        version.say_release(opened.selection.release, opened.href(name, release=None))
    else:
        version.offer_newer()
    return opened


def close_page(opened: Page) -> None:
    if not opened.ended:
        download_buttons.whole_page(opened)
    masthead.footer(opened.info, opened.sources, opened.selection.href(opened.name))


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
    choices = _options(session)
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


def _read(name: str) -> tuple[Page, list[tuple[str, str]]]:
    session = version.session()
    choices = _options(session)
    if choices.default_year is None:
        _nothing_yet()
    query = st.query_params.to_dict()
    allowed = options.allowed(choices, name, query, partial(store.ask, session))
    selection, dropped = Selection.from_query(query, allowed)
    selection, contradicted = _agree(selection, choices)
    opened = st.session_state[CONTEXT] = page_of(name, session, selection)
    return opened, dropped + contradicted


@lru_cache(maxsize=4)
def _options(session: store.Session) -> options.Options:
    """The same for every run on one version and scope; working it out again costs more than all of the rest."""
    return options.load(partial(store.ask, session))


def _agree(selection: Selection, choices: options.Options) -> tuple[Selection, list[tuple[str, str]]]:
    """A township of another district: the township stays, the district goes."""
    if selection.township is None or selection.district in (None, choices.district_of(selection.township)):
        return selection, []
    kept = selection.but(district=None).but(township=selection.township, school=selection.school, with_=selection.with_)
    return kept, [("district", selection.district)]


def _nothing_yet() -> NoReturn:
    masthead.bare()
    show(empty("数据中没有任何学年的学校名录，暂无可显示的内容。", "提供学校名录（schools）后重新发布即可显示。"))
    st.stop()


def _dropped(pairs: list[tuple[str, str]]) -> str:
    text = words.listing([f"{words.FILTER.get(key, key)}“{_short(value)}”" for key, value in pairs], 3, "项")
    return f"网址中的{text}{words.INAPPLICABLE}于本页或在当前数据中不存在，已忽略。"


def _short(value: str, most: int = 20) -> str:
    return value if len(value) <= most else value[:most] + "…"


def freeze(*names: str) -> None:
    """All that the imports made stays out of later collections; once for each page's imports."""
    if not frozen.issuperset(names):
        frozen.update(names)
        gc.collect()
        gc.freeze()
