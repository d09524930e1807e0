"""One page under AppTest: opened at an address, and what it says."""

import contextlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.support.draw_delivery import delivery
from townbase import store, versions
from townbase.build import build
from townbase.settings import ROOT
from townbase.ui.start import firststart


@contextlib.contextmanager
def serving(tables: Mapping[str, str], tmp_path_factory) -> Iterator[Path]:
    """A drawn city built and served to the pages for as long as the context lasts; the folder of its database."""
    folder = delivery(tmp_path_factory.mktemp("drawn") / "d", tables)
    db = tmp_path_factory.mktemp("published")
    build(folder, db)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOWNBASE_DB", str(db))
        patch.setenv("TOWNBASE_EXTRACTS", str(folder))
        yield db


@contextlib.contextmanager
def sample_served(sample_db: Path) -> Iterator[Path]:
    """The sample city, built already, served to the pages for as long as the context lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOWNBASE_DB", str(sample_db))
        patch.delenv("TOWNBASE_EXTRACTS", raising=False)
        firststart._forget()
        yield sample_db
    firststart._forget()


@contextlib.contextmanager
def published(db: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The very file that the pages read, for a test's own questions."""
    session = store.open_session(db)
    file = versions.database(session.directory, session.version)
    with duckdb.connect(str(file), read_only=True, config=dict(store._CONFIG)) as con:
        yield con


def open_page(page: str, **query: object) -> AppTest:
    """The run of a page: "app.py" or "3_gap.py"; the address's keys as words."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)
    if page != "app.py":
        app.switch_page(f"pages/{page}")
    for key, value in query.items():
        app.query_params[key] = str(value)
    return app.run()


def page_text(app: AppTest) -> str:
    """All that the page shows as markup; neither an exception nor the box that says there was one."""
    assert not app.exception
    markup = "\n".join(block.value for block in app.get("html") if "<style>" not in block.value)
    assert "tb-error" not in markup
    return markup


def table_rows(markup: str, css: str) -> list[list[str]]:
    """The cells of every row of the tables of one class, as text, the head first."""
    tables = "".join(re.findall(rf'<table class="tb-t {css}".*?</table>', markup, re.S))
    rows = re.findall(r"<tr.*?</tr>", tables, re.S)
    return [[re.sub("<.*?>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows]
