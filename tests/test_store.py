"""The store reads one published version, from many threads, and can do nothing else."""

import threading
import time

import duckdb
import pandas as pd
import pytest

from tests.support.draw_delivery import delivery
from townbase import store, versions
from townbase.build import build

CITY = {
    "townships": "township_id|name|district_id|counted\nt1|谷雨镇|d1|true\nt2|白露镇|d2|true",
    "schools": "school_id|school_year|township_id|name|kind\ns1|2025|t1|谷雨小学|primary\ns2|2025|t2|白露小学|primary",
}
QUERIES = {
    "names": "select township_id, name from townships where list_contains($districts, district_id) order by township_id",
    "one": "select name from townships where township_id = $township",
    "many": "select name from townships where list_contains($townships, township_id) order by name",
    "slow": "select count(*) as n from range(1000000) as a(i), range(1000000) as b(j)",
    "numbers": "select i, i * $factor as product from range(20000) as t(i)",
    "version": "select version from delivery_info",
    "writes": "copy (select 1) to 'stolen.csv'",
    "reads": "select * from read_csv('secret.csv')",
    "attaches": "attach 'other.duckdb'",
    "unlocks": "set enable_external_access = true",
    "installs": "install httpfs",
    "globs": "select * from glob('*')",
    "creates": "create table mine as select 1",
    "python": "select * from frame_of_the_caller",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A small city, published once for all tests of this file."""
    folder = tmp_path_factory.mktemp("store")
    build(delivery(folder / "extracts", CITY), folder / "db")
    return folder


@pytest.fixture
def session(published, tmp_path, monkeypatch):
    (tmp_path / "query").mkdir()
    for name, text in QUERIES.items():
        (tmp_path / "query" / f"{name}.sql").write_text(text, encoding="utf-8")
    monkeypatch.setattr(store, "SQL", tmp_path)
    store.close_all()
    yield store.open_session(published / "db")
    store.close_all()


def test_a_question_is_answered_by_its_file(session):
    assert store.ask(session, "one", township="t2")["name"].tolist() == ["白露镇"]


def test_a_list_may_be_a_parameter(session):
    assert store.ask(session, "many", townships=["t1", "t2"])["name"].tolist() == ["白露镇", "谷雨镇"]


def test_the_whole_city_is_in_scope_unless_a_scope_is_given(session, published):
    assert store.ask(session, "names")["township_id"].tolist() == ["t1", "t2"]
    district = store.open_session(published / "db", scope=("d2",))
    assert store.ask(district, "names")["township_id"].tolist() == ["t2"]
    assert store.ask(store.open_session(published / "db", scope=()), "names").empty


def test_a_scope_never_sees_anothers_answer(session, published):
    one, two = (store.open_session(published / "db", scope=(district,)) for district in ("d1", "d2"))
    assert [store.ask(asked, "names")["name"].tolist() for asked in (one, two, one)] == [["谷雨镇"], ["白露镇"], ["谷雨镇"]]


def test_an_answer_is_kept_and_a_change_to_a_frame_does_not_reach_it(session):
    first = store.ask(session, "one", township="t1")
    first["name"] = "改过"
    first.loc[0, "name"] = "改过"
    assert store.ask(session, "one", township="t1")["name"].tolist() == ["谷雨镇"]


def test_one_and_true_are_different_parameters(session):
    assert store._frozen(1) != store._frozen(True) != store._frozen("1")


def test_a_question_nobody_wrote_is_an_error(session):
    for name in ("nothing", "../contract/schools", "ONE", ""):
        with pytest.raises(FileNotFoundError):
            store.ask(session, name)


def test_a_parameter_too_many_or_too_few_is_an_error(session):
    for params in ({}, {"township": "t1", "year": 2025}):
        with pytest.raises(duckdb.Error):
            store.ask(session, "one", **params)


@pytest.mark.parametrize("name", ["writes", "reads", "attaches", "unlocks", "installs", "globs", "creates", "python"])
def test_the_store_can_do_nothing_but_read_its_own_file(session, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    frame_of_the_caller = pd.DataFrame({"a": [1]})
    assert len(frame_of_the_caller) == 1
    before = sorted(tmp_path.iterdir())
    with pytest.raises(duckdb.Error):
        store.ask(session, name)
    assert sorted(tmp_path.iterdir()) == before


def test_a_query_that_takes_too_long_is_stopped(session, monkeypatch):
    monkeypatch.setattr(store, "QUERY_SECONDS", 0.2)
    began = time.monotonic()
    with pytest.raises(store.TooSlow, match="已停止"):
        store.ask(session, "slow")
    assert time.monotonic() - began < 10
    assert store.ask(session, "one", township="t1")["name"].tolist() == ["谷雨镇"]


def test_many_threads_each_get_their_own_answer(session):
    wrong = []

    def reader(factor):
        for turn in range(5):
            own = factor * 100 + turn
            frame = store.ask(session, "numbers", factor=own)
            if not (frame["product"] == frame["i"] * own).all():
                wrong.append(own)

    threads = [threading.Thread(target=reader, args=(factor,)) for factor in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_kept_answers_are_bounded(session, monkeypatch):
    monkeypatch.setattr(store, "_cache", store._Cache(1_000_000))
    for factor in range(10):
        store.ask(session, "numbers", factor=factor)
    assert 0 < store._cache._weight <= 1_000_000
    assert len(store._cache._frames) < 10


def test_a_session_stays_with_its_version_when_a_newer_one_is_published(published, tmp_path, session):
    db = tmp_path / "db"
    first = build(published / "extracts", db).version
    pinned = store.open_session(db)
    second = build(delivery(tmp_path / "second", {**CITY, "funding": "township_id|school_year|source\nt1|2025|省"}), db).version
    assert store.newest(db) == second
    assert store.ask(pinned, "version")["version"].tolist() == [first]
    assert store.ask(store.open_session(db), "version")["version"].tolist() == [second]


def test_without_a_published_version_there_is_no_session(tmp_path):
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(store.NoDatabase, match="build"):
            store.open_session(folder)


def test_a_version_that_was_removed_says_so(session):
    gone = store.Session(session.directory, "f" * 12)
    with pytest.raises(store.NoDatabase, match="不在"):
        store.ask(gone, "version")


def test_what_is_served_is_stale_once_its_input_changed(published, tmp_path):
    assert not store.stale(published / "db", published / "extracts")
    changed = delivery(tmp_path, {**CITY, "townships": CITY["townships"].replace("白露", "寒露")})
    assert store.stale(published / "db", changed)
    assert store.stale(tmp_path / "nothing_published", published / "extracts")


def test_only_the_last_versions_keep_a_connection(published, tmp_path, session):
    connections = store._Connections(2)
    path = versions.database(published / "db", session.version)
    copies = [tmp_path / f"townbase-{number}.duckdb" for number in range(3)]
    for copy in copies:
        copy.write_bytes(path.read_bytes())
        cursor = connections.cursor(copy)
        assert cursor.execute("select count(*) from townships").fetchone() == (2,)
        cursor.close()
    assert list(connections._open) == copies[1:]
    connections.close()
