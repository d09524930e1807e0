"""A build that was refused while nobody looked is told on the data page, until one is published."""

import pytest
from click.testing import CliRunner

from tests.support.draw_delivery import delivery
from tests.support.open_page import open_page, page_text
from tests.support.small_city import TABLES
from townbase import store, versions
from townbase.commands import main
from townbase.ui.start import firststart

BAD = {**TABLES, "staffing": "school_id|school_year|stage|teachers\nnobody|2025|primary|3"}


def build(extracts, db):
    return CliRunner().invoke(main, ["build", "--extracts", str(extracts), "--db", str(db)]).exit_code


@pytest.fixture
def city(tmp_path, monkeypatch):
    """(sound delivery, bad delivery, published folder) after the sound one was published."""
    sound, bad, db = delivery(tmp_path / "sound", TABLES), delivery(tmp_path / "bad", BAD), tmp_path / "db"
    assert build(sound, db) == 0
    monkeypatch.setenv("TOWNBASE_DB", str(db))
    monkeypatch.setenv("TOWNBASE_EXTRACTS", str(sound))
    firststart._forget()
    yield sound, bad, db
    firststart._forget()
    store.close_all()


def test_the_findings_of_a_refused_build_stand_on_the_data_page_until_one_is_published(city):
    sound, bad, db = city
    assert build(bad, db) == 1
    text = page_text(open_page("5_data.py"))
    assert "没有完成：1 项错误，现仍显示原来发布的结果" in text and "nobody 不在名录中" in text
    assert build(sound, db) == 0
    assert versions.read_attempt(db).version == versions.current(db)
    assert "没有完成" not in page_text(open_page("5_data.py"))


def test_a_note_that_cannot_be_read_says_nothing(city):
    (city[2] / versions.ATTEMPT).write_text('{"when": "x"}', encoding="utf-8")
    assert versions.read_attempt(city[2]) is None
    assert "没有完成" not in page_text(open_page("5_data.py"))
