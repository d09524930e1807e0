"""SQL files are read for what they need before any of them runs."""

import duckdb
import pytest

from townbase import sqlfiles
from townbase.sqlfiles import SqlFileError, grain, is_draft, is_view, mart_order, read_room, select_of, tables_read


@pytest.fixture
def con():
    with duckdb.connect() as con:
        yield con


def test_a_mart_stands_behind_those_it_reads(con):
    marts = {"a": "select * from c", "b": "select * from raw", "c": "select (select max(x) from b) as x"}
    assert mart_order(con, marts) == ["b", "c", "a"]


def test_the_order_does_not_depend_on_the_order_of_reading(con):
    marts = {"a": "select * from d", "b": "select 1", "c": "select 1", "d": "select 1"}
    assert mart_order(con, marts) == mart_order(con, dict(reversed(marts.items())))


def test_a_circle_is_an_error_that_names_its_members(con):
    with pytest.raises(SqlFileError, match="a → b → a|b → a → b"):
        mart_order(con, {"a": "select * from b", "b": "select * from a"})


def test_names_given_by_with_are_no_tables(con):
    assert tables_read(con, "with x as (select * from y), z as (select * from x) select * from z join w on true") == {"y", "w"}


def test_a_with_name_hides_a_table_only_inside_its_own_query(con):
    assert tables_read(con, "select * from x where exists (with x as (select 1) select * from x)") == {"x"}


def test_a_with_step_may_read_the_table_whose_name_it_takes(con):
    assert tables_read(con, "with school as (select * from school) select * from school") == {"school"}


def test_a_recursive_step_that_reads_itself_is_no_table(con):
    assert tables_read(con, "with recursive n as (select 1 as i union all select i + 1 from n where i < 3) select * from n") == set()


def test_tables_behind_joins_unions_and_subqueries_are_found(con):
    assert tables_read(con, "select * from a left join b on true union all select * from c where x in (select y from d)") == {"a", "b", "c", "d"}


@pytest.mark.parametrize("text", ["create table x as select 1", "select 1; select 2", "selec 1"])
def test_anything_but_one_select_is_an_error_that_names_the_file(con, text):
    with pytest.raises(SqlFileError, match="sql/mart/odd.sql"):
        mart_order(con, {"odd": text})


def test_the_first_line_makes_a_view_or_a_draft():
    assert is_view("-- grain: x (view)\nselect 1")
    assert not is_view("-- grain: x\nselect '(view)'")
    assert is_draft("-- grain: x (draft), raw rows\nselect 1")
    assert not is_draft("-- grain: x\nselect 1")


def test_a_closing_semicolon_does_not_end_the_statement_around_it(con):
    con.execute(f"create table t as {select_of('select 1 as x;  ' + chr(10))}")
    assert con.execute("from t").fetchall() == [(1,)]


def test_every_mart_of_the_house_can_be_put_in_order(con):
    marts = read_room("mart")
    assert sorted(mart_order(con)) == sorted(marts)


def test_every_mart_and_contract_states_its_grain_on_line_one():
    for room in ("contract", "mart"):
        for name, text in read_room(room).items():
            assert text.startswith("-- grain: "), f"sql/{room}/{name}.sql"


def test_files_are_read_by_name(tmp_path):
    (tmp_path / "mart").mkdir()
    (tmp_path / "mart" / "b.sql").write_text("select '镇'", encoding="utf-8")
    (tmp_path / "mart" / "a.sql").write_text("select 1", encoding="utf-8")
    assert list(read_room("mart", tmp_path).items()) == [("a", "select 1"), ("b", "select '镇'")]
    assert sqlfiles.SQL.is_dir()


@pytest.mark.parametrize(
    ("first", "key"),
    [
        ("-- grain: township_id", ["township_id"]),
        ("-- grain: area_kind (city, district) x area_id x school_year: what it holds, and more", ["area_kind", "area_id", "school_year"]),
        ("-- grain: township_id ('city' for rows of level city) x goal, counted only", ["township_id", "goal"]),
    ],
)
def test_the_key_of_a_mart_is_read_from_its_first_line(first, key):
    assert grain(f"{first}\nselect 1") == key


@pytest.mark.parametrize("first", ["select 1", "-- grain: one row a township", "-- grain:", "-- zh: 乡镇表"])
def test_a_mart_without_a_key_on_its_first_line_is_an_error_that_names_it(first):
    with pytest.raises(SqlFileError, match="sql/mart/odd.sql"):
        grain(f"{first}\nselect 1", "sql/mart/odd.sql")
