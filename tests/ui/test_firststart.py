"""Before the first page: build what is missing, say what is wrong, leave alone what is not ours."""

import errno
import shutil
import sys
import threading
from dataclasses import replace

import pytest

import townbase
from tests.support.draw_delivery import delivery
from tests.support.small_city import TABLES, words_of
from townbase import faults, settings, store, versions
from townbase.build import build
from townbase.findings import Finding, Refused
from townbase.ui.start import building, firststart


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


def test_the_app_writes_what_security_md_lists_and_nothing_else(place, draw, monkeypatch):
    delivery(place / "extracts", TABLES)
    (place / "tmp").mkdir()
    (place / "home").mkdir()
    (place / "cwd").mkdir()
    for name, value in {"TMPDIR": "tmp", "TEMP": "tmp", "HOME": "home", "USERPROFILE": "home"}.items():
        monkeypatch.setenv(name, str(place / value))  # of the builder, which is a process of its own
    monkeypatch.chdir(place / "cwd")
    before = everything(place)
    draw(overview)
    version = versions.current(place / "db")
    written = {path: change for path, change in everything(place).items() if before.get(path) != change}
    names = {path.relative_to(place).as_posix() for path in written if path.is_file()}
    assert names == {"db/current", "db/build.lock", f"db/townbase-{version}.duckdb", f"db/townbase-{version}.json"}
    served = everything(place)
    draw(overview)
    assert everything(place) == served


def everything(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


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


def breaks(error):
    def run(_extracts, _db, _progress):
        raise error

    return run


def test_a_build_that_breaks_is_one_sentence_with_a_number_and_can_be_tried_again(place, draw, monkeypatch):
    delivery(place / "extracts", TABLES)
    with monkeypatch.context() as patched:
        patched.setattr(building, "build_apart", breaks(RuntimeError("内部细节")))
        test = draw(overview)
        assert "tb-error" in words_of(test) and "内部细节" not in words_of(test) and not test.exception
    assert [button.label for button in test.button] == ["重试"]
    test.button[0].click().run()
    assert "共 3 个乡镇" in words_of(test)


def test_a_full_disk_at_the_first_start_is_said_and_can_be_tried_again(place, draw, monkeypatch):
    delivery(place / "extracts", TABLES)
    with monkeypatch.context() as patched:
        full = faults.Broken([faults.finding(OSError(errno.ENOSPC, "No space left on device"), place / "db")])
        patched.setattr(building, "build_apart", breaks(full))
        test = draw(overview)
    said = words_of(test)
    assert "数据准备没有完成" in said and "磁盘已满" in said and "No space" not in said
    assert [button.label for button in test.button] == ["重试"]
    test.button[0].click().run()
    assert "共 3 个乡镇" in words_of(test)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """Built once for all tests of this file: a delivery, another, and a city of its own name; each a folder with
    extracts and db. The second stands in the first one's db too, published after it."""
    folder = tmp_path_factory.mktemp("once")
    changed = {**TABLES, "schools": TABLES["schools"].replace("丙校", "丁校")}
    for name, tables, said in (("twice", TABLES, {}), ("real", TABLES, {"synthetic": False, "city": "甲市"})):
        build(delivery(folder / name / "extracts", tables, **said), folder / name / "db")
    build(delivery(folder / "twice" / "extracts", changed), folder / "twice" / "db")
    return folder


@pytest.fixture
def twice(place, once):
    """(first, second): two published versions in this test's folder, the second served."""
    shutil.copytree(once / "twice", place, dirs_exist_ok=True)
    second, first = versions.published(place / "db")
    return first, second


def test_a_delivery_of_ones_own_that_is_out_of_date_goes_on_and_says_the_command(place, draw, twice):
    delivery(place / "extracts", {**TABLES, "schools": TABLES["schools"].replace("丙校", "戊校")})
    said = words_of(draw(overview))
    assert "数据文件夹中的数据与现在显示的结果不一致" in said and "python -m townbase build" in said
    assert "政策条目或计算方法" not in said and "共 3 个乡镇" in said
    assert versions.current(place / "db") == twice[1]


def test_a_change_of_policy_or_method_is_told_as_that(draw, twice, monkeypatch):
    monkeypatch.setattr(townbase, "__version__", "99.0")
    assert "政策条目或计算方法比当前数据新" in words_of(draw(overview))


@pytest.mark.parametrize("named", [True, False])
def test_extracts_that_are_absent_say_nothing_about_what_is_served(place, draw, twice, monkeypatch, named):
    shutil.rmtree(place / "extracts")
    if not named:
        monkeypatch.delenv("TOWNBASE_EXTRACTS")
    said = words_of(draw(overview))
    assert "共 3 个乡镇" in said and "tb-notice" not in said


def test_a_first_start_that_comes_second_shows_what_somebody_else_published(place, once, draw, monkeypatch):
    def refused_meanwhile(_extracts, db, _progress):
        shutil.copytree(once / "real" / "db", db, dirs_exist_ok=True)
        raise Refused([Finding("error", "db", "", "这里发布的是甲市的结果", "请换一个文件夹")])

    delivery(place / "extracts", TABLES)
    monkeypatch.setattr(building, "build_apart", refused_meanwhile)
    said = words_of(draw(overview))
    assert "甲市" in said and "共 3 个乡镇" in said and "未通过检查" not in said


class TestTheSampleNeverTakesACitysPlace:
    """Issue: a delivery built into a folder was replaced by the sample at the first page view, without a word."""

    @pytest.fixture
    def real(self, place, once, monkeypatch):
        """A city published in the folder that the app serves; TOWNBASE_EXTRACTS not set, as in a new terminal."""
        shutil.copytree(once / "real", place, dirs_exist_ok=True)
        (version,) = versions.published(place / "db")
        monkeypatch.delenv("TOWNBASE_EXTRACTS")
        monkeypatch.setattr(building, "build_apart", breaks(AssertionError("the app must not publish here")))
        return version

    def still_served(self, place, real, draw):
        said = words_of(draw(overview))
        assert versions.current(place / "db") == real
        assert versions.published(place / "db") == [real]
        return said

    def test_by_a_page_view(self, place, real, draw):
        assert "甲市" in self.still_served(place, real, draw)

    def test_by_a_page_view_when_the_delivery_calls_itself_invented(self, place, real, draw):
        real = build(delivery(place / "more", TABLES, city="甲市", synthetic=True), place / "db").version
        assert "甲市" in words_of(draw(overview))
        assert versions.current(place / "db") == real

    def test_by_a_page_view_after_a_change_of_policy(self, place, real, draw, monkeypatch):
        monkeypatch.setattr(townbase, "__version__", "99.0")
        assert "政策条目或计算方法" in self.still_served(place, real, draw)

    def test_by_a_page_view_when_its_record_is_lost(self, place, real, draw):
        versions.record_file(place / "db", real).unlink()
        self.still_served(place, real, draw)

    @pytest.mark.parametrize("fault", ["damaged", "gone", "pointer"])
    def test_by_a_page_view_when_its_file_or_pointer_is_lost(self, place, real, draw, fault):
        path = versions.database(place / "db", real)
        if fault == "damaged":
            path.write_bytes(path.read_bytes()[:-4096])
        elif fault == "gone":
            path.unlink()
        else:
            (place / "db" / "current").write_bytes(b"\xff\xfe")
        said = words_of(draw(overview))
        assert not list((place / "db").glob("*.part"))
        if fault == "pointer":
            assert "甲市" in said and "current" in said
        else:
            assert "发布的数据无法读取，暂不能显示" in said and "tb-error" not in said

    def test_by_a_build_that_names_no_extracts(self, place, real):
        with pytest.raises(Refused, match="演示数据不会自行取代它"):
            build(settings.ROOT / "data" / "extracts", place / "db")
        assert versions.current(place / "db") == real


def test_a_damaged_version_gives_way_to_the_last_good_one_and_the_page_says_so(place, draw, twice):
    first, second = twice
    path = versions.database(place / "db", second)
    path.write_bytes(path.read_bytes()[: 2**16])
    said = words_of(draw(overview))
    assert f"版本 {second} 的数据文件已损坏，本页改用此前发布的完好结果（版本 {first}）" in said
    assert "共 3 个乡镇" in said and "tb-error" not in said


def test_a_reader_of_a_version_that_breaks_is_told_that_the_page_shows_another(place, draw, twice):
    first, second = twice
    test = draw(overview)
    assert test.session_state["tb_version"] == second
    store.close_all()
    versions.database(place / "db", second).write_bytes(b"")
    test.run()
    assert test.session_state["tb_version"] == first
    assert "此前查看的结果的数据文件已损坏" in words_of(test)


def test_the_shipped_sample_is_built_again_when_out_of_date_or_damaged(place, draw, twice, monkeypatch):
    monkeypatch.setattr(sys.modules["townbase.versions.fingerprint"], "SHIPPED_SAMPLE", shipped := place / "shipped")
    shipped.write_text(versions.delivered(place / "extracts"), encoding="utf-8")
    for version in twice:
        record = versions.read_record(place / "db", version)
        versions.write_record(place / "db", version, replace(record, sample=True))
    # a child process would look at the true file: here the build stays in this one
    monkeypatch.setattr(building, "build_apart", build)
    path = versions.database(place / "db", twice[1])
    path.write_bytes(path.read_bytes()[:-1])
    assert "tb-notice" not in words_of(draw(overview))
    assert versions.served(place / "db") == versions.Served(twice[1])
    delivery(place / "extracts", {**TABLES, "schools": TABLES["schools"].replace("丙校", "戊校")})
    shipped.write_text(versions.delivered(place / "extracts"), encoding="utf-8")
    assert "python -m townbase" not in words_of(draw(overview))
    assert versions.current(place / "db") == versions.fingerprint(place / "extracts") not in twice


def test_an_older_version_chosen_by_hand_is_left_alone(place, draw, twice):
    first, _second = twice
    versions.point(place / "db", first)
    assert firststart.ready() is None
    assert versions.current(place / "db") == first


def test_two_readers_start_one_build(place, monkeypatch):
    go, starts = threading.Event(), []

    def slow(_extracts, _db, progress):
        starts.append(1)
        progress(1, 2, "计算")
        go.wait(10)

    monkeypatch.setattr(building, "build_apart", slow)
    first = building.start_or_join("a" * 12, place / "extracts", place / "db")
    second = building.start_or_join("a" * 12, place / "extracts", place / "db")
    go.set()
    first.thread.join(10)
    assert first is second and len(starts) == 1
    assert (first.done, first.total, first.step) == (1, 2, "计算")


def test_what_was_refused_is_not_tried_again_until_it_changes(place, monkeypatch):
    tries = []

    def refuses(_extracts, _db, progress):
        tries.append(1)
        raise Refused([Finding("error", "a", "", "b", "c")])

    monkeypatch.setattr(building, "build_apart", refuses)
    for wanted in ("a" * 12, "a" * 12, "b" * 12):
        building.start_or_join(wanted, place / "extracts", place / "db").thread.join(10)
    assert len(tries) == 2
