"""What every test may lean on: the option --long, and the sample city built once a session."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", default=False, help="also run what takes minutes")


def pytest_configure(config):
    config.addinivalue_line("markers", "long: takes minutes; runs only with --long")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--long"):
        for item in items:
            if "long" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="takes minutes: run with --long"))


@pytest.fixture(scope="session")
def sample_db(tmp_path_factory):
    """The folder in which the shipped sample city is published, built once for the whole session."""
    from townbase.build import build
    from townbase.settings import ROOT

    directory = tmp_path_factory.mktemp("sample_db")
    build(ROOT / "data" / "extracts", directory)
    return directory
