"""A published delivery of twelve townships, for the tests that harm it."""

import shutil

import pytest

from tests.build.published import OTHER
from tests.support.draw_delivery import delivery
from tests.support.faults import TWELVE
from townbase.build import build


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """A delivery, another one, and the first of them published; copied by every test that harms it."""
    folder = tmp_path_factory.mktemp("once")
    delivery(folder / "in", TWELVE)
    delivery(folder / "other", OTHER)
    build(folder / "in", folder / "db")
    return folder


@pytest.fixture
def place(once, tmp_path):
    shutil.copytree(once, tmp_path / "place")
    return tmp_path / "place"
