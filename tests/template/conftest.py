"""The filled set of the first day, made once; a test that spoils it takes its own copy."""

import shutil

import pytest

from tests.template.clerk import FORMS
from tests.template.first_day import FILLED, Day, first_day
from townbase.template.info import FILE as INFO_FILE


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory) -> Day:
    return first_day(tmp_path_factory.mktemp("first_day"))


@pytest.fixture
def day(filled_once, tmp_path) -> Day:
    shutil.copytree(filled_once.forms, tmp_path / "填报")
    return Day(tmp_path / "填报", tmp_path / "交付", tmp_path / "发布")


@pytest.fixture
def filled(day) -> Day:
    """Without the tables that nobody filled in: opening them takes longer than all the rest."""
    kept = {INFO_FILE, *(FORMS[name].file for name in ("townships", "code_changes", *FILLED))}
    for path in day.forms.iterdir():
        if path.name not in kept:
            path.unlink()
    return day
