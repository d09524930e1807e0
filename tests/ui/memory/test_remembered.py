"""A page that is remembered: the same as a fresh one, nobody else's, and worked out once however many want it."""

import pathlib
import random
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.open_page import published, sample_served
from tests.support.page_cards import scripts, selections
from tests.support.page_messages import at_once, messages
from tests.support.small_city import words_of
from townbase import store, versions
from townbase.page_records import PAGES
from townbase.selection import Selection
from townbase.ui import version
from townbase.ui.memory import calls, kept
from townbase.ui.memory import remembered as room
from townbase.ui.opened import Page

DRAWN = 30  # addresses a page that are tried at length


@pytest.fixture
def seen_by(monkeypatch):
    """seen_by(scope): from now on the reader sees these districts only; None = the whole city."""
    session = version.session

    def see(scope):
        monkeypatch.setattr(version, "session", lambda: replace(session(), scope=scope))

    return see


def addresses(db, every: bool) -> dict[str, list[dict[str, str]]]:
    with sample_served(db), published(db) as con:
        found = selections(lambda sql: con.execute(sql).fetchall(), every=every)
    drawn: dict[str, list[dict[str, str]]] = {}
    for page, query in found:
        drawn.setdefault(page, []).append(query)
    return drawn


def holds(page: str, query: dict[str, str]) -> None:
    """Written down, shown again, and spoken to Streamlit at once: one and the same."""
    kept.pages.forget()
    first, many = messages(page, query), len(kept.pages)
    again = messages(page, query)
    assert many == len(kept.pages), (page, query)
    assert first == again == at_once(page, query), (page, query)


def test_a_page_that_is_remembered_sends_what_a_fresh_one_sends(sample_db):
    drawn = addresses(sample_db, every=False)
    assert set(drawn) == set(PAGES)
    with sample_served(sample_db):
        for page, queries in drawn.items():
            holds(page, queries[-1])


@pytest.mark.long
@pytest.mark.parametrize("page", list(PAGES))
def test_so_does_every_page_under_drawn_addresses_in_two_scopes_and_two_versions(sample_db, twelve, page, seen_by):
    for db in (sample_db, twelve[1]):
        queries = addresses(db, every=True)[page]
        with sample_served(db), published(db) as con:
            [(district,)] = con.execute("select min(district_id) from townships").fetchall()
            for scope in (None, (district,)):
                seen_by(scope)
                for query in random.Random(1).sample(queries, min(DRAWN, len(queries))):
                    holds(page, query)


def overview():
    from townbase.ui import headline, page, remembered

    def body(p):
        headline("、".join(p.ask("shared/frame_townships")["name"]))

    with page("overview") as p:
        remembered(p, body)


def test_no_reader_is_shown_what_another_may_see(city, draw, seen_by):
    """One page, one address, three scopes, in every order."""
    may = {("d1",): {"谷雨镇", "&lt;霜降&gt;"}, ("d2",): {"小寒镇"}, None: {"谷雨镇", "&lt;霜降&gt;", "小寒镇"}}
    for scope in [*may, *reversed(may), *may]:
        seen_by(scope)
        said = words_of(draw(overview)).partition('<h1 class="tb-headline">')[2].partition("</h1>")[0]
        assert set(said.split("、")) == may[scope], scope


def session_of(city, **changes):
    return replace(store.open_session(city), **changes)


def opened(city, **changes):
    session = changes.pop("session", session_of(city))
    return (changes.get("name", "gap"), session, changes.get("selection", Selection()), changes.get("year", 2025))


def drawn_once(of, body):
    name, session, selection, year = of
    rests_on = Page.rests_on.fget(SimpleNamespace(name=name, session=session, selection=selection, year=year))
    return kept.pages.once(rests_on, body)


def bodies() -> int:
    return sum(key[0] == "body" for key in kept.pages._pages)


def test_every_part_of_what_a_page_rests_on_tells_it_from_another(city):
    pages = [
        opened(city),
        opened(city, name="retention"),
        opened(city, year=2024),
        opened(city, selection=Selection(district="d1")),
        opened(city, selection=Selection(release="0" * 12)),
        opened(city, session=session_of(city, scope=())),
        opened(city, session=session_of(city, scope=("d1",))),
        opened(city, session=session_of(city, scope=("d1", "d2"))),
        opened(city, session=session_of(city, version="0" * 12)),
        opened(city, session=session_of(city, directory=city / "other")),
    ]
    for number, page in enumerate(pages):
        drawn_once(page, lambda n=number: calls.html(str(n)))
    for number, page in enumerate(pages):
        assert drawn_once(page, never).calls == [("html", str(number), "stretch")]


def never():
    raise AssertionError("drawn again")


def test_of_many_who_want_one_page_one_draws_it(city):
    drawn, started, go = [], threading.Barrier(21), threading.Event()

    def body():
        drawn.append(threading.get_ident())
        go.wait(10)
        calls.html("x")

    def ask():
        started.wait(10)
        answers.append(drawn_once(opened(city), body).calls)

    answers: list = []
    readers = [threading.Thread(target=ask) for _ in range(20)]
    for reader in readers:
        reader.start()
    started.wait(10)
    go.set()
    for reader in readers:
        reader.join(10)
    assert len(drawn) == 1 and answers == [[("html", "x", "stretch")]] * 20


def failing():
    import streamlit as st

    from townbase.ui import page, remembered, show

    def body(_):
        show("<p>vorher</p>")
        st.session_state["runs"] = st.session_state.get("runs", 0) + 1
        if st.session_state["runs"] == 1:
            raise ValueError("broken")

    with page("overview") as p:
        remembered(p, body)


def test_a_page_that_failed_is_not_kept_and_shows_what_stood_by_then(city, draw):
    test = draw(failing)
    assert "tb-error" in words_of(test) and "<p>vorher</p>" in words_of(test) and bodies() == 0
    test.run()
    assert "tb-error" not in words_of(test) and bodies() == 1


def test_who_waits_for_a_page_that_fails_draws_it_anew(city):
    tried = []

    def body():
        tried.append(1)
        if len(tried) == 1:
            raise ValueError("broken")
        calls.html("x")

    with pytest.raises(ValueError, match="broken"):
        drawn_once(opened(city), body)
    assert drawn_once(opened(city), body).calls == [("html", "x", "stretch")]


def test_a_file_of_a_remembered_page_is_the_file_of_a_fresh_one(sample_db):
    """It is made by running the body again, unseen: each of its CSV files, to the byte."""
    with sample_served(sample_db):
        app = AppTest.from_file(scripts()["gap"], default_timeout=120).run()
        page = app.session_state["tb_context"]
        spaces = script_of("gap", page.session)
        fresh = calls.Written()
        with room.apart(page), calls.writing(fresh):
            room._draw(page, spaces["body"])
        made = room._files(page, spaces["body"])
        kinds = [button for button in fresh.files if button.startswith("csv-")]
        assert len(kinds) > 2
        for button in kinds:
            assert made(button)() == fresh.files[button]()


def script_of(page, session):
    from townbase.ui import opened

    spaces = {"__name__": "__main__"}
    with opened.visiting(session), pathlib.Path(scripts()[page]).open(encoding="utf-8") as script:
        exec(script.read(), spaces)
    return spaces


def test_what_is_kept_of_a_page_holds_no_frame(sample_db):
    """What its files are made of goes with the run: only plain values and short calls stay."""
    import gc
    import weakref

    with sample_served(sample_db):
        session = store.open_session(sample_db)
        for page in ("overview", "township", "gap"):
            spaces = script_of(page, session)
            tables = [weakref.ref(drawn.table) for drawn in spaces.pop("p").drawn if drawn.table is not None]
            assert tables
            spaces.clear()
            store._cache.clear()
            gc.collect()
            assert not [table for table in tables if table() is not None], page
    assert bodies() == 3
    assert versions.current(sample_db) == session.version
