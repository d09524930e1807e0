"""Which version a reader sees: kept until a click, and every change that was not asked for is said."""

import re
import shutil

import pytest

from tests.support.draw_delivery import delivery
from tests.support.small_city import TABLES, words_of
from townbase import store, versions
from townbase.build import build
from townbase.ui.start import firststart


def overview():
    from townbase.ui import headline, page

    with page("overview") as p:
        headline(p.session.version)


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """(extracts of the last, published folder) of three versions, the last one served."""
    folder = tmp_path_factory.mktemp("three")
    for name in ("甲校", "己校", "庚校"):
        extracts = delivery(folder / "extracts", {**TABLES, "schools": TABLES["schools"].replace("甲校", name)})
        build(extracts, folder / "db")
    return folder


@pytest.fixture
def served(three, tmp_path, monkeypatch):
    """The same in a folder of this test's own: (db, first, second, third)."""
    shutil.copytree(three, tmp_path / "own")
    monkeypatch.setenv("TOWNBASE_DB", str(tmp_path / "own" / "db"))
    monkeypatch.setenv("TOWNBASE_EXTRACTS", str(tmp_path / "own" / "extracts"))
    firststart._forget()
    yield tmp_path / "own" / "db", *reversed(versions.published(tmp_path / "own" / "db"))
    firststart._forget()
    store.close_all()


def shown(test) -> str:
    """The version that the page was drawn from."""
    return words_of(test).partition('<h1 class="tb-headline">')[2][:12]


def test_new_data_is_offered_and_taken_with_a_click(served, draw):
    db, first, _second, third = served
    versions.point(db, first)
    test = draw(overview)
    versions.point(db, third)
    test.run()
    said = words_of(test)
    assert f"。版本 {first}。" in said  # in the last line of the page
    assert shown(test) == first and f"版本 {third}），本页仍是更新前的结果（版本 {first}）。" in said and re.search(r"数据已更新（\d+年\d+月\d+日发布", said)
    test.button(key="take_update").click().run()
    assert shown(test) == third and "tb-notice" not in words_of(test)


def test_a_rollback_is_no_new_data(served, draw):
    db, first, _second, third = served
    test = draw(overview)
    versions.point(db, first)
    test.run()
    said = words_of(test)
    assert shown(test) == third
    assert "管理员已改回较早发布的结果" in said and "数据已更新" not in said
    assert test.button(key="take_update").label == "查看现用结果"
    test.button(key="take_update").click().run()
    assert shown(test) == first


def test_the_build_of_an_earlier_delivery_is_a_rollback_too(served, draw):
    db, _first, second, _third = served
    test = draw(overview)
    extracts = delivery(db.parent / "extracts", {**TABLES, "schools": TABLES["schools"].replace("甲校", "己校")})
    assert build(extracts, db).version == second
    test.run()
    assert "管理员已改回较早发布的结果" in words_of(test)


def test_a_reader_whose_version_was_cleared_away_is_told_that_the_figures_are_others(served, draw):
    db, first, _second, third = served
    versions.point(db, first)
    test = draw(overview)
    versions.point(db, third)
    store.close_all()
    versions.database(db, first).unlink()
    test.run()
    assert shown(test) == third
    assert "此前查看的结果已被清理，本页改为现在发布的结果，数字可能与刚才不同。" in words_of(test)
    test.run()
    assert "已被清理" not in words_of(test)


def test_what_stands_in_for_a_damaged_file_is_not_offered_as_new_to_who_reads_a_whole_one(served, draw):
    db, first, second, third = served
    versions.point(db, first)
    test = draw(overview)
    versions.point(db, third)
    versions.database(db, third).write_bytes(b"")
    test.run()
    assert shown(test) == first
    said = words_of(test)
    assert f"版本 {third} 的数据文件已损坏" in said and "数据已更新" not in said and "take_update" not in [button.key for button in test.button]
    assert shown(draw(overview)) == second
