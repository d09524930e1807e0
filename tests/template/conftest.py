"""The filled set of the first day, made once; a test that spoils it takes its own copy."""

import shutil

import pytest

from tests.template.first_day import Day, first_day


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory) -> Day:
    return first_day(tmp_path_factory.mktemp("first_day"))


@pytest.fixture
def day(filled_once, tmp_path) -> Day:
    shutil.copytree(filled_once.forms, tmp_path / "填报")
    return Day(tmp_path / "填报", tmp_path / "交付", tmp_path / "发布")
