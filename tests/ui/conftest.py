"""A small city, published once, and pages drawn from it without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.draw_delivery import delivery
from tests.support.small_city import TABLES
from townbase.build import build
from townbase.ui.start import firststart


@pytest.fixture(scope="session")
def extracts(tmp_path_factory):
    return delivery(tmp_path_factory.mktemp("drawn") / "extracts", TABLES)


@pytest.fixture(scope="session")
def published(extracts, tmp_path_factory):
    directory = tmp_path_factory.mktemp("drawn_db")
    build(extracts, directory)
    return directory


@pytest.fixture
def city(extracts, published, monkeypatch):
    """The small city is what this process serves."""
    monkeypatch.setenv("TOWNBASE_EXTRACTS", str(extracts))
    monkeypatch.setenv("TOWNBASE_DB", str(published))
    firststart._forget()
    return published


@pytest.fixture
def draw():
    """draw(script, **query) runs a page script and returns what AppTest saw."""

    def run(script, **query):
        test = AppTest.from_function(script, default_timeout=60)
        test.query_params.update(query)
        return test.run()

    return run
