"""The queries that count anew, over the townships that filters leave: the headline in both readings, and the rolls."""

import re

import pytest

from tests.support.draw_marts import insert_table
from townbase.settings import SQL

TOWNSHIPS = """
    township_id | name   | district_id | kind | counted | batch  | managing_body
    t1          | 谷雨镇 | d1          | 镇   | true    | 第一批 | 教体局
    t2          | 霜降镇 | d1          | 镇   | true    | 第二批 | 教体局
    t3          | 小寒街 | d2          | 街道 | true    | 第一批 | 管委会
    t4          | 大寒街 | d2          | 街道 | false   |        |
"""
STATUS = """
    township_id | district_id | school_year | reading      | status  | slightly_below
    t1          | d1          | 2025        | strict       | met     | 2
    t2          | d1          | 2025        | strict       | not_met | 0
    t3          | d2          | 2025        | strict       | met     | 0
    t1          | d1          | 2025        | six_of_seven | met     | 2
    t2          | d1          | 2025        | six_of_seven | met     | 0
    t3          | d2          | 2025        | six_of_seven | met     | 0
"""
ROLL = """
    area_kind | area_id | stage   | grade | school_year | pupils
    township  | t1      | primary | 1     | 2025        | 100
    township  | t1      | primary | 2     | 2025        | 110
    township  | t1      | junior  | 7     | 2025        | 40
    township  | t4      | primary | 1     | 2025        | 500
    school    | s1      | primary | 1     | 2025        | 100
    township  | t2      | primary | 1     | 2024        | 100
"""
RETURNS = """
    township_id | school_year | extract   | due | reported
    t1          | 2025        | enrolment | 2   | 2
    t1          | 2025        | staffing  | 2   | 0
    t4          | 2025        | enrolment | 1   | 1
    t2          | 2024        | enrolment | 20  | 18
"""
ROSTER = """
    school_year | roster_whole
    2024        | true
    2025        | true
"""
ALL = {"districts": ["d1", "d2"], "district": None, "counted": "all", "batch": None, "managing_body": None}


@pytest.fixture
def ask(alone):
    con = alone("reading").con
    drawn_tables = {"township": TOWNSHIPS, "township_status": STATUS, "roll": ROLL, "township_returns": RETURNS, "roster_year": ROSTER}
    for name, drawn in drawn_tables.items():
        insert_table(con, name, drawn)

    def asked(query, **more):
        text = (SQL / "query" / "shared" / f"{query}.sql").read_text(encoding="utf-8")
        wanted = {name: value for name, value in {**ALL, **more}.items() if re.search(rf"\${name}\b", text)}
        return con.execute(text, wanted).fetchall()

    return asked


def test_without_filters_the_headline_is_that_of_all_counted_townships(ask):
    # area kind, area, year, reading, counted, met, of them slightly below, not met, open, needed, share
    assert ask("headline_recount") == [
        ("city", "city", 2025, "six_of_seven", 3, 3, 1, 0, 0, 3, 0.8),
        ("city", "city", 2025, "strict", 3, 2, 1, 1, 0, 3, 0.8),
        ("district", "d1", 2025, "six_of_seven", 2, 2, 1, 0, 0, 2, 0.8),
        ("district", "d1", 2025, "strict", 2, 1, 1, 1, 0, 2, 0.8),
        ("district", "d2", 2025, "six_of_seven", 1, 1, 0, 0, 0, 1, 0.8),
        ("district", "d2", 2025, "strict", 1, 1, 0, 0, 0, 1, 0.8),
    ]


@pytest.mark.parametrize(
    ("filters", "counted", "met"),
    [
        ({"counted": "town"}, 2, 1), ({"counted": "subdistrict"}, 1, 1), ({"batch": "第一批"}, 2, 2), ({"managing_body": "教体局"}, 2, 1),
        ({"batch": "第二批", "counted": "town"}, 1, 0),
    ],
)  # fmt: skip
def test_filters_narrow_the_headline(ask, filters, counted, met):
    [city] = [row for row in ask("headline_recount", **filters) if row[0] == "city" and row[3] == "strict"]
    assert city[4:6] == (counted, met)


def test_a_reader_of_one_district_gets_that_district_and_the_city_as_a_whole(ask):
    rows = {(row[0], row[1]): row[4:6] for row in ask("headline_recount", districts=["d1"]) if row[3] == "strict"}
    assert rows == {("city", "city"): (3, 2), ("district", "d1"): (2, 1)}


def test_a_choice_that_leaves_nobody_has_no_row(ask):
    assert ask("headline_recount", batch="第三批") == []


def test_rolls_add_up_over_the_grades_of_the_townships_left(ask):
    assert ask("roll_recount", districts=["d2"]) == [("primary", 2025, 500, True)]
    assert ask("roll_recount") == [("junior", 2025, 40, True), ("primary", 2024, 100, False), ("primary", 2025, 710, True)]
    # streets that do not count are no part of the streets of the headline
    assert ask("roll_recount", counted="subdistrict") == []


def test_a_sum_over_too_few_returns_is_not_held_against_other_years(ask):
    assert [row[3] for row in ask("roll_recount", batch="第二批")] == [False]
