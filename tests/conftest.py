"""What every test may lean on: the option --long, and the sample city built once a session."""

import os
import sys

import pytest


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", default=False, help="also run what takes minutes")


def pytest_configure(config):
    config.addinivalue_line("markers", "long: takes minutes; runs only with --long")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    """pytest -n auto: a process for each core, of which a browser and a server want their share."""
    return min(os.cpu_count() or 1, 4)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Where several processes share the tests (pytest -n 2), a file stays in one: what it builds is built once."""
    from xdist.scheduler import LoadFileScheduling

    return LoadFileScheduling(config, log)


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--long"):
        for item in items:
            if "long" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="takes minutes: run with --long"))


@pytest.fixture(scope="module", autouse=True)
def no_reader_outlives_its_tests():
    """DuckDB refuses a plain connection to a file that the store still reads with its own, locked configuration."""
    yield
    from townbase import store

    store.close_all()


@pytest.fixture(scope="session")
def sample_db(pytestconfig, tmp_path_factory):
    """The folder in which the shipped sample city is published, one for the whole session."""
    from tests.support.built_once import built_once
    from townbase.settings import ROOT

    return built_once(pytestconfig, "sample", ROOT / "data" / "extracts", tmp_path_factory.mktemp("sample_db"))


@pytest.fixture(scope="session")
def twelve(pytestconfig, sample_db, tmp_path_factory):
    """(extracts, published folder) of twelve townships of the sample that fall short in the most different ways."""
    from tests.support.add_units import short_in_most_ways, shorts
    from tests.support.built_once import built_once
    from tests.support.subset_delivery import cut
    from townbase import store, versions
    from townbase.settings import ROOT

    store.close_all()  # what a test of this process still reads would refuse the plain connection below
    directory = tmp_path_factory.mktemp("twelve")
    chosen = short_in_most_ways(shorts(versions.database(sample_db, versions.current(sample_db))), 12)
    extracts = cut(ROOT / "data" / "extracts", directory / "extracts", chosen)
    return extracts, built_once(pytestconfig, "twelve", extracts, directory / "db")


@pytest.fixture(scope="session")
def eight_db(pytestconfig, tmp_path_factory):
    """(extracts, published folder) of the eight townships with known answers."""
    from tests.support.built_once import built_once
    from tests.support.eight_townships import eight

    directory = tmp_path_factory.mktemp("eight")
    extracts = eight(directory / "extracts")
    return extracts, built_once(pytestconfig, "eight", extracts, directory / "db")


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    """What a test changes in a view or a query shows, though an earlier test opened the same page."""
    if room := sys.modules.get("townbase.ui.memory.kept"):
        room.pages.forget()
