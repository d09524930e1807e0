"""Every address that a page writes, in markup or behind a mark of a chart, is one that its page reads whole."""

from __future__ import annotations

import html
import re
from functools import partial
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.open_page import published, sample_served
from tests.support.page_cards import scripts, selections
from townbase import store
from townbase.page_records import PAGES
from townbase.selection import Selection
from townbase.ui.choices import options
from townbase.ui.frame import CONTEXT

HREF = re.compile(r'<a data-nav[^>]*? href="([^"]*)"')


@pytest.fixture(scope="module")
def opened(sample_db):
    with sample_served(sample_db):
        with published(sample_db) as con:
            addresses = selections(lambda text: con.execute(text).fetchall(), every=False)
        yield [(page, query, *_opened(page, query)) for page, query in addresses]


def _opened(page: str, query: dict[str, str]):
    app = AppTest.from_file(scripts()[page], default_timeout=120)
    app.query_params.update(query)
    app.run()
    assert not app.exception
    markup = "\n".join(block.value for block in app.get("html") if not block.value.startswith("<style>"))
    return app.session_state[CONTEXT], [html.unescape(href) for href in HREF.findall(markup)]


def led_to(opened) -> list[str]:
    """The addresses behind the marks of its charts."""
    found = []
    for drawn in opened.drawn:
        for trace in drawn.plot.figure().data if drawn.plot else ():
            if trace.customdata is not None:
                found += [point[-1] for point in trace.customdata if len(point) and point[-1]]
    return found


def test_no_link_and_no_mark_leads_to_what_its_page_would_drop(opened):
    wrong = []
    known: dict[str, object] = {}
    for page, query, shown, hrefs in opened:
        ask = partial(store.ask, shown.session)
        choices = known.setdefault("options", options.load(ask))
        for href in {*hrefs, *led_to(shown)}:
            parts = urlsplit(href)
            if parts.scheme or href.startswith("#"):
                continue
            name, asked = parts.path.removeprefix("./").strip("/") or "overview", dict(parse_qsl(parts.query))
            if name not in PAGES:
                wrong.append((page, query, href, "no page"))
                continue
            dropped = Selection.from_query(asked, options.allowed(choices, name, asked, ask))[1]  # type: ignore[arg-type]
            wrong += [(page, query, href, dropped)] if dropped else []
    assert wrong == []
