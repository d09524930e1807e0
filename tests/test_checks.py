"""A promise about the marts returns the rows that break it, and each becomes a finding."""

import duckdb
import pytest

from townbase.checks import ask_promise, one_row_for_each_key, promise, read_promises
from townbase.sqlfiles import read_room


@pytest.fixture
def con():
    with duckdb.connect() as con:
        con.execute("create table township as select * from (values ('t1', 4), ('t2', null), ('t3', 0)) as t(township_id, pupils)")
        yield con


def test_a_kept_promise_finds_nothing(con):
    assert ask_promise(con, promise("no_negative_pupils", "-- offenders\n-- zh: 学生数不为负\nselect * from township where pupils < 0")) == []


def test_every_offending_row_is_named_with_its_columns(con):
    findings = ask_promise(
        con,
        promise("every_township_has_pupils", "-- offenders\n-- zh: 每个乡镇都有学生\nselect township_id, pupils from township where coalesce(pupils, 0) = 0;"),
    )
    assert [finding.key for finding in findings] == ["township_id=t2，pupils=空", "township_id=t3，pupils=0"]
    assert {finding.what for finding in findings} == {"每个乡镇都有学生"}
    assert {finding.severity for finding in findings} == {"error"}


def test_a_comment_makes_it_a_warning(con):
    findings = ask_promise(con, promise("x", "-- offenders\n-- zh: 每个乡镇都有学生\n-- warning\nselect township_id from township where pupils is null"))
    assert [finding.severity for finding in findings] == ["warning"]


def test_many_offenders_are_counted_and_twenty_shown(con):
    findings = ask_promise(con, promise("x", "-- zh: 没有数字\nselect i from range(50) as t(i)"))
    assert len(findings) == 21
    assert "共 50 处" in findings[-1].line()


def test_a_check_that_cannot_run_does_not_pass(con):
    findings = ask_promise(con, promise("x", "-- zh: 查不到的表\nselect * from nowhere"))
    assert [finding.severity for finding in findings] == ["error"]
    assert "无法运行" in findings[0].what


def test_every_check_of_the_house_says_itself_in_chinese():
    for asked in read_promises():
        assert any("\u4e00" <= letter <= "\u9fff" for letter in asked.zh), asked.name


def test_every_mart_promises_one_row_for_each_key_of_its_first_line():
    promised = {asked.name for asked in read_promises()}
    assert {f"{mart}_has_one_row_for_each_key" for mart in read_room("mart")} <= promised


def test_a_key_that_stands_twice_is_found_with_how_often(con):
    con.execute("insert into township values ('t1', 5)")
    asked = one_row_for_each_key("township", "-- grain: township_id (as delivered), all of them\n-- zh: 乡镇表\nselect 1")
    (found,) = ask_promise(con, asked)
    assert (found.file, found.key, found.what) == ("sql/mart/roster/township.sql", "township_id=t1，times=2", "乡镇表（township）每个键只有一行")


def test_a_key_with_an_empty_part_counts_as_a_key(con):
    con.execute("insert into township values ('t2', null)")
    assert len(ask_promise(con, one_row_for_each_key("township", "-- grain: township_id x pupils: both\n-- zh: 乡镇表\nselect 1"))) == 1
