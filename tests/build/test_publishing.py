"""A version appears whole or not at all, and what was served before stays served."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from tests.support.draw_delivery import delivery
from townbase import versions
from townbase.build import build, publish
from townbase.findings import Refused

ROOT = Path(__file__).resolve().parents[2]
CITY = {
    "townships": "township_id|name|district_id|counted\nt1|谷雨镇|d1|true\nt2|白露镇|d1|true",
    "schools": "school_id|school_year|township_id|name|kind\ns1|2025|t1|谷雨小学|primary\ns2|2025|t2|白露小学|primary",
    "staffing": "school_id|school_year|stage|teachers|teachers_due\ns2|2025|primary|10|12\ns1|2025|primary|8|",
}
RAW = {
    "residency": "township_id|school_year|stage|destination|children\nt1|2025|primary|t1|41\nt1|2025|primary|t2|3\nt1|2025|primary|not_enrolled|2",
    "children": "township_id|school_year|birth_year|children\nt1|2025|2019|40",
    "survey": "township_id|school_year|respondent|item|organiser|asked|answered|satisfied\nt1|2025|parent|satisfaction|third_party|90|80|70",
    "assessment": "school_id|school_year|stage|grade|subject|kind|pupils|mean|sd|level3\ns1|2025|primary|4|语文|单独一次的测评|40|71.25|9.5|30\ns2|2025|primary|4|语文|另一次测评|40|70.5|9|29",
}


@pytest.fixture
def db(tmp_path):
    return tmp_path / "db"


def drawn(tmp_path, name="first", **more) -> Path:
    return delivery(tmp_path / name, {**CITY, **more})


def read(db, version):
    return contextlib.closing(duckdb.connect(str(versions.database(db, version)), read_only=True))


def content(db, version) -> dict[str, list]:
    with read(db, version) as con:
        names = [name for (name,) in con.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        columns = {name: "* exclude (built_at)" if name == "delivery_info" else "*" for name in names}
        return {name: con.execute(f"select {columns[name]} from {name}").fetchall() for name in names}


def test_a_build_publishes_a_version_and_points_to_it(tmp_path, db):
    result = build(drawn(tmp_path), db)
    assert result.published
    assert versions.current(db) == result.version
    assert (db / "current").read_text(encoding="utf-8") == result.version + "\n"
    assert not list(db.glob("*.part*"))


def test_the_file_says_what_it_was_built_from(tmp_path, db):
    result = build(drawn(tmp_path), db)
    with read(db, result.version) as con:
        assert con.execute("select city, synthetic, code_system, version from delivery_info").fetchall() == [("示例市", True, "other", result.version)]
        assert con.execute("select extract, rows, source_kind, reviewed from source_file order by 1").fetchall() == [
            ("schools", 2, "统计报表", True),
            ("staffing", 2, "统计报表", True),
            ("townships", 2, "统计报表", True),
        ]


def test_tables_and_columns_carry_their_meaning_and_stand_in_key_order(tmp_path, db):
    result = build(drawn(tmp_path), db)
    with read(db, result.version) as con:
        assert con.execute("select comment from duckdb_columns() where table_name = 'staffing' and column_name = 'teachers_due'").fetchone()[0].endswith("| 名")
        assert con.execute("select comment from duckdb_tables() where table_name = 'roster'").fetchone()[0].startswith("grain: ")
        assert con.execute("select school_id, source_row from staffing").fetchall() == [("s1", 2), ("s2", 1)]


def test_delivered_measures_can_be_read_in_long_form_with_their_row(tmp_path, db):
    result = build(drawn(tmp_path), db)
    with read(db, result.version) as con:
        assert con.execute("select delivered_id, measure, value, source_file, source_row from measurement_delivered order by all").fetchall() == [
            ("s1", "teachers", 8.0, "staffing.parquet", 2),
            ("s2", "teachers", 10.0, "staffing.parquet", 1),
            ("s2", "teachers_due", 12.0, "staffing.parquet", 1),
        ]


def test_the_same_input_gives_the_same_version_with_the_same_content(tmp_path, db):
    first = build(drawn(tmp_path, **RAW), db)
    again = build(tmp_path / "first", tmp_path / "elsewhere")
    assert again.version == first.version
    assert content(tmp_path / "elsewhere", again.version) == content(db, first.version)


def test_a_version_that_stands_there_is_not_built_again_but_pointed_to(tmp_path, db):
    first = build(drawn(tmp_path), db)
    second = build(drawn(tmp_path, "second", funding="township_id|school_year|source|planned\nt1|2025|省|5"), db)
    assert versions.current(db) == second.version != first.version
    before = versions.database(db, first.version).stat().st_mtime_ns
    back = build(tmp_path / "first", db)
    assert (back.version, back.published) == (first.version, False)
    assert versions.current(db) == first.version
    assert versions.database(db, first.version).stat().st_mtime_ns == before


def test_raw_rows_about_few_people_are_not_in_the_file(tmp_path, db):
    result = build(drawn(tmp_path, **RAW), db)
    with read(db, result.version) as con:
        names = {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}
    assert not names & set(RAW)
    assert {"townships", "schools", "staffing", "enrolment", "delivery", "funding", "certification", "code_changes"} <= names
    marks = [b"not_enrolled", "单独一次的测评".encode()]
    assert [mark for mark in marks if mark in versions.database(db, result.version).read_bytes()] == []
    raw = with_raw_rows(tmp_path, tmp_path / "first")
    assert all(mark in raw for mark in marks), "these marks would not show even if the rows were there"


def with_raw_rows(tmp_path, folder) -> bytes:
    """A database file that does hold the rows, to know that the search above would have found them."""
    path = tmp_path / "raw.duckdb"
    with contextlib.closing(duckdb.connect(str(path))) as con:
        for name in RAW:
            con.execute(f"create table {name} as select * from read_parquet('{(folder / f'{name}.parquet').as_posix()}')")
    return path.read_bytes()


class TestARefusedBuild:
    """Whatever goes wrong, the pointer still names the old version and nothing new lies about."""

    @pytest.fixture
    def served(self, tmp_path, db):
        return build(drawn(tmp_path), db).version

    @pytest.fixture
    def other(self, tmp_path):
        return drawn(tmp_path, "other", funding="township_id|school_year|source|planned\nt1|2025|省|5")

    def refused(self, folder, db, served) -> str:
        with pytest.raises(Refused) as refusal:
            build(folder, db)
        assert versions.current(db) == served
        assert versions.published(db) == [served]
        return str(refusal.value)

    def test_by_the_contract(self, tmp_path, db, served):
        bad = drawn(tmp_path, "bad", enrolment="school_id|school_year|stage|grade|pupils\ns1|2025|primary|1|-3")
        assert "不能为负数" in self.refused(bad, db, served)

    def test_by_a_mart_that_cannot_be_computed(self, db, served, other, monkeypatch):
        room(monkeypatch, "mart", {"broken": "-- grain: x\nselect nothing from townships"})
        assert "sql/mart/broken.sql" in self.refused(other, db, served)

    def test_by_marts_that_read_each_other(self, db, served, other, monkeypatch):
        room(monkeypatch, "mart", {"hen": "-- grain: x\nselect * from egg", "egg": "-- grain: x\nselect * from hen"})
        assert "互相引用" in self.refused(other, db, served)

    def test_by_a_broken_promise(self, db, served, other, monkeypatch):
        room(
            monkeypatch,
            "check",
            {"every_township_has_a_batch": "-- offenders\n-- zh: 每个乡镇都有建设批次\nselect township_id from townships where batch is null"},
        )
        said = self.refused(other, db, served)
        assert "township_id=t1" in said
        assert "每个乡镇都有建设批次" in said

    def test_by_a_copy_that_differs_from_the_draft(self, db, served, other, monkeypatch):
        make = publish._views

        def lose_a_row(draft, part):
            make(draft, part)
            with contextlib.closing(duckdb.connect(str(part))) as con:
                con.execute("delete from townships where township_id = 't2'")

        monkeypatch.setattr(publish, "_views", lose_a_row)
        assert "与计算结果不一致" in self.refused(other, db, served)

    def test_by_input_that_changes_while_it_is_built(self, db, served, other):
        def overwrite(step, of, label):
            if step == 2:
                (other / "delivery.toml").write_text((other / "delivery.toml").read_text(encoding="utf-8") + "# 又传了一次\n", encoding="utf-8")

        with pytest.raises(Refused, match="被改动"):
            build(other, db, overwrite)
        assert versions.published(db) == [served]

    def test_and_the_next_build_works(self, tmp_path, db, served, other, monkeypatch):
        with monkeypatch.context() as patched:
            room(patched, "mart", {"broken": "-- grain: x\nselect nothing from townships"})
            self.refused(other, db, served)
        assert build(other, db).published


def test_warnings_of_contract_and_checks_are_rows_of_finding(tmp_path, db, monkeypatch):
    room(
        monkeypatch,
        "check",
        {"every_township_has_a_batch": "-- offenders\n-- zh: 每个乡镇都有建设批次\n-- warning\nselect township_id from townships where batch is null"},
    )
    folder = drawn(tmp_path, teaching="school_id|school_year|stage|study_clubs\ns1|2025|junior|2")
    result = build(folder, db)
    with read(db, result.version) as con:
        rows = con.execute("select severity, file, key from finding order by all").fetchall()
    assert [row for row in rows if row[1] == "teaching.parquet"] == [("warning", "teaching.parquet", "第 1 行（school_id=s1，school_year=2025，stage=junior）")]
    assert [row[2] for row in rows if row[1].startswith("sql/check")] == ["township_id=t1", "township_id=t2"]
    assert len(result.findings) == len(rows)


def test_a_mart_marked_as_draft_is_used_but_not_published(tmp_path, db, monkeypatch):
    room(
        monkeypatch,
        "mart",
        {"step": "-- grain: township_id (draft)\nselect township_id from townships", "result": "-- grain: n\nselect count(*) as n from step"},
    )
    result = build(drawn(tmp_path), db)
    with read(db, result.version) as con:
        names = {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}
        assert con.execute("from result").fetchall() == [(2,)]
    assert "step" not in names


def test_a_mart_marked_as_view_is_a_view_of_the_published_file(tmp_path, db, monkeypatch):
    room(monkeypatch, "mart", {"counted_township": "-- grain: township_id (view)\nselect township_id from townships where counted"})
    result = build(drawn(tmp_path), db)
    with read(db, result.version) as con:
        assert con.execute("from counted_township order by 1").fetchall() == [("t1",), ("t2",)]
        assert con.execute("select count(*) from duckdb_tables() where table_name = 'counted_township'").fetchone() == (0,)


def test_progress_counts_every_step_up_to_the_last(tmp_path, db):
    steps = []
    build(drawn(tmp_path), db, lambda *step: steps.append(step))
    assert [step for step, _, _ in steps] == list(range(1, len(steps) + 1))
    assert {of for _, of, _ in steps} == {len(steps)}
    assert steps[0][2] == "核对数据文件"
    assert steps[-1][2] == "发布"


def test_a_second_builder_waits_and_finds_the_work_done(tmp_path, db):
    folder, results = drawn(tmp_path), []
    reached = threading.Event()

    def first():
        results.append(build(folder, db, lambda step, of, label: (reached.set(), time.sleep(0.02))).published)

    builder = threading.Thread(target=first)
    builder.start()
    reached.wait(20)
    second = build(folder, db)
    builder.join()
    assert (results, second.published) == ([True], False)
    assert versions.published(db) == [second.version]


def test_a_builder_killed_while_it_writes_leaves_the_old_version_and_no_lock(tmp_path, db):
    served = build(drawn(tmp_path), db).version
    other = drawn(tmp_path, "other", funding="township_id|school_year|source|planned\nt1|2025|省|5")
    die = "import os; from pathlib import Path; from townbase.build import build, publish; publish._views = lambda *given: os._exit(9); "
    script = die + f"build(Path({str(other)!r}), Path({str(db)!r}))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False).returncode == 9
    assert list(db.glob("*.part")), "it should have died while the file was being written"
    assert versions.current(db) == served
    result = build(other, db)
    assert result.published
    assert versions.current(db) == result.version
    assert not list(db.glob("*.part*"))


def room(monkeypatch, name: str, files: dict[str, str]) -> None:
    """Let one room of sql/ hold these files instead of its own. Without the marts their checks have nothing to ask."""
    from townbase import checks, sqlfiles
    from townbase.build import draft

    def read_room(asked, root=sqlfiles.SQL):
        if (name, asked) == ("mart", "check"):
            return {}
        return files if asked == name else original(asked, root)

    original = sqlfiles.read_room
    for module in (sqlfiles, checks, draft, publish):
        monkeypatch.setattr(module, "read_room", read_room)
