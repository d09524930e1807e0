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
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import NoReturn

import streamlit as st

from townbase import store, theme, words
from townbase.access import CITY
from townbase.page_records import PAGES
from townbase.selection import Selection
from townbase.ui import errors, finder, masthead, picture, router, version, viewer
from townbase.ui.cards import download_buttons, seen_rows
from townbase.ui.choices import filters, filters_in_words, options
from townbase.ui.markup import empty, headed, notice, show
from townbase.ui.memory import calls, kept
from townbase.ui.opened import CONTEXT, Page, apart, current, options_of, page_of, visited
from townbase.ui.start import firststart, guard

frozen: set[str] = set()


@contextmanager
def page(name: str) -> Iterator[Page]:
    """Open a page, run its body inside the error boundary, close it with the footer."""
    if (session := visited()) is not None:
        opened = page_of(name, session, Selection())
        with apart(opened):
            _filters(opened)
            yield opened
            _footer(opened)
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
    seen_by = viewer.viewer()
    stale = firststart.ready()
    opened, dropped = _read(name)
    viewer.log_page(seen_by.account, opened.href(name), opened.session.version)
    freeze(name)
    router.mount(dropped, opened.selection.clause or "")
    picture.mount()
    opened.seen = seen_rows.open_at(opened.href(name))
    finder.mount(opened.session)
    # The masthead names the reader, so it is drawn for each.
    masthead.masthead(name, opened.selection, opened.info, filters_in_words.joined(opened.chosen), seen_by.name)
    calls.show_written(_filters(opened).calls)
    if guard.listens_beyond() and not viewer.signs_in():
        notice(viewer.OPEN_TO_ALL)
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
    calls.show_written(_footer(opened).calls)


def _filters(opened: Page) -> kept.Kept:
    def write() -> None:
        filters.draw(opened.name, opened.selection, opened.options)

    return kept.pages.once(("filters", *opened.rests_on), write)


def _footer(opened: Page) -> kept.Kept:
    def write() -> None:
        masthead.footer(opened.info, opened.sources, opened.selection.href(opened.name))

    return kept.pages.once(("footer", *opened.rests_on), write)


def headline(text: object, sub: object = "", crumbs: Iterable[tuple[str, str]] = ()) -> None:
    """The one h1 of a page, the sentence below it, and the way back up as (text, href). Who does not see the whole city
    has no way up to it."""
    if current().session.scope is not None:
        crumbs = [(name, href) for name, href in crumbs if not name.startswith(CITY)]
    show(headed(text, sub, crumbs))


def _read(name: str) -> tuple[Page, list[tuple[str, str]]]:
    session = version.session()
    choices = options_of(session)
    if choices.default_year is None:
        _nothing_yet()
    query = st.query_params.to_dict()
    allowed = options.allowed(choices, name, query, partial(store.ask, session))
    selection, dropped = Selection.from_query(query, allowed)
    selection, contradicted = _agree(selection, choices)
    if session.scope is not None:
        selection = _within(selection, name, choices, partial(store.ask, session))
    opened = st.session_state[CONTEXT] = page_of(name, session, selection)
    return opened, dropped + contradicted


def _agree(selection: Selection, choices: options.Options) -> tuple[Selection, list[tuple[str, str]]]:
    """A township of another district: the township stays, the district goes."""
    if selection.township is None or selection.district in (None, choices.district_of(selection.township)):
        return selection, []
    kept = selection.but(district=None).but(township=selection.township, school=selection.school, with_=selection.with_)
    return kept, [("district", selection.district)]


def _within(selection: Selection, page: str, choices: options.Options, ask: options.Ask) -> Selection:
    """Who does not see the whole city always stands in one district: that of the township or school, else the first."""
    if selection.district is not None or "district" not in PAGES[page].keys:
        return selection
    township = selection.township
    if township is None and selection.school is not None:
        township = next(iter(ask("shared/frame_school", school=selection.school)["township_id"]), None)
    if choices.knows(township):
        return replace(selection, district=choices.district_of(str(township)))
    own = next(iter(choices.names["district"]), None)
    return replace(selection, district=own)


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
