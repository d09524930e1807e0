"""Before the first page: build what is missing, say what is wrong, leave alone what is not ours."""

import shutil
import threading

import pytest

from tests.support.draw_delivery import delivery
from tests.support.small_city import TABLES, words_of
from townbase import settings, versions
from townbase.findings import Finding, Refused
from townbase.ui import firststart


def overview():
    from townbase.ui import headline, page

    with page("overview") as p:
        headline(f"共 {len(p.options.townships)} 个乡镇")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty folder to publish into, and extracts that the test may change."""
    monkeypatch.setenv("TOWNBASE_DB", str(tmp_path / "db"))
    monkeypatch.setenv("TOWNBASE_EXTRACTS", str(tmp_path / "extracts"))
    monkeypatch.setattr(firststart, "FRESH", 0.0)
    firststart._forget()
    yield tmp_path
    firststart._forget()


def test_nothing_published_is_built_and_then_served(place, draw):
    delivery(place / "extracts", TABLES)
    test = draw(overview)
    assert '<h1 class="tb-headline">共 3 个乡镇</h1>' in words_of(test)
    assert versions.current(place / "db") == versions.fingerprint(place / "extracts")


def test_a_refused_delivery_is_said_in_words_and_can_be_looked_at_again(place, draw):
    delivery(place / "extracts", TABLES)
    (place / "extracts" / "townships.parquet").unlink()
    test = draw(overview)
    text = words_of(test)
    assert "数据未通过检查，暂不能显示" in text and "【错误】" in text
    assert "Traceback" not in text and not test.exception
    delivery(place / "extracts", TABLES)
    test.button[0].click().run()
    assert "共 3 个乡镇" in words_of(test)


def test_a_build_that_breaks_is_one_sentence_with_a_number(place, draw, monkeypatch):
    delivery(place / "extracts", TABLES)

    def breaks(*_args, **_more):
        raise RuntimeError("内部细节")

    monkeypatch.setattr(firststart, "build", breaks)
    test = draw(overview)
    assert "tb-error" in words_of(test) and "内部细节" not in words_of(test) and not test.exception


def test_a_delivery_of_ones_own_that_is_out_of_date_goes_on_and_says_the_command(place, draw):
    delivery(place / "extracts", TABLES)
    draw(overview)
    served = versions.current(place / "db")
    delivery(place / "extracts", {**TABLES, "schools": TABLES["schools"].replace("丙校", "丁校")})
    test = draw(overview)
    assert "python -m townbase build" in words_of(test) and "共 3 个乡镇" in words_of(test)
    assert versions.current(place / "db") == served


def test_the_shipped_sample_is_built_again_when_out_of_date(place, draw, monkeypatch):
    delivery(place / "extracts", TABLES)
    draw(overview)
    delivery(place / "extracts", {**TABLES, "schools": TABLES["schools"].replace("丙校", "丁校")})
    monkeypatch.setattr(firststart, "_is_sample", lambda extracts: True)
    assert "python -m townbase" not in words_of(draw(overview))
    assert versions.current(place / "db") == versions.fingerprint(place / "extracts")


def test_only_the_folder_that_ships_is_the_sample(place):
    assert firststart._is_sample(settings.ROOT / "data" / "extracts")
    assert not firststart._is_sample(place / "extracts")


def test_an_older_version_chosen_by_hand_is_left_alone(place, draw):
    delivery(place / "extracts", TABLES)
    draw(overview)
    newest = versions.current(place / "db")
    older = "0" * 12
    shutil.copy(versions.database(place / "db", newest), versions.database(place / "db", older))
    versions.point(place / "db", older)
    assert firststart.ready() is None
    assert versions.current(place / "db") == older


def test_two_readers_start_one_build(place, monkeypatch):
    go, starts = threading.Event(), []

    def slow(_extracts, _db, progress):
        starts.append(1)
        progress(1, 2, "计算")
        go.wait(10)

    monkeypatch.setattr(firststart, "build", slow)
    first = firststart._build("a" * 12, place / "extracts", place / "db")
    second = firststart._build("a" * 12, place / "extracts", place / "db")
    go.set()
    first.thread.join(10)
    assert first is second and len(starts) == 1
    assert (first.done, first.total, first.step) == (1, 2, "计算")


def test_what_was_refused_is_not_tried_again_until_it_changes(place, monkeypatch):
    tries = []

    def refuses(_extracts, _db, progress):
        tries.append(1)
        raise Refused([Finding("error", "a", "", "b", "c")])

    monkeypatch.setattr(firststart, "build", refuses)
    for wanted in ("a" * 12, "a" * 12, "b" * 12):
        firststart._build(wanted, place / "extracts", place / "db").thread.join(10)
    assert len(tries) == 2
