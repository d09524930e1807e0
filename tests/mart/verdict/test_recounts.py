"""The queries that count anew, over the townships that filters leave: the headline under every reading, and the rolls."""

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
READING = """
    township_id | district_id | school_year | reading      | published | status
    t1          | d1          | 2025        | strict       | met       | met
    t2          | d1          | 2025        | strict       | not_met   | not_met
    t3          | d2          | 2025        | strict       | met       | met
    t1          | d1          | 2025        | no_tolerance | met       | not_met
    t2          | d1          | 2025        | no_tolerance | not_met   | not_met
    t3          | d2          | 2025        | no_tolerance | met       | met
"""
STATUS = """
    township_id | school_year | reading | slightly_below
    t1          | 2025        | strict  | 2
    t2          | 2025        | strict  | 0
    t3          | 2025        | strict  | 0
"""
ROLL = """
    area_kind | area_id | stage   | grade | school_year | pupils
    township  | t1      | primary | 1     | 2025        | 100
    township  | t1      | primary | 2     | 2025        | 110
    township  | t1      | junior  | 7     | 2025        | 40
    township  | t4      | primary | 1     | 2025        | 500
    school    | s1      | primary | 1     | 2025        | 100
"""
ALL = {"districts": ["d1", "d2"], "district": None, "counted": "all", "batch": None, "managing_body": None}


@pytest.fixture
def ask(alone):
    con = alone("reading").con
    for name, drawn in {"township": TOWNSHIPS, "township_reading": READING, "township_status": STATUS, "roll": ROLL}.items():
        insert_table(con, name, drawn)
    return lambda query, **more: con.execute((SQL / "query" / "shared" / f"{query}.sql").read_text(encoding="utf-8"), {**ALL, **more}).fetchall()


def test_without_filters_the_headline_is_that_of_all_counted_townships_reading_by_reading(ask):
    # year, reading, counted, met, of them slightly below, not met, open, needed, share, turned to met, from met
    assert ask("headline_recount") == [(2025, "strict", 3, 2, 1, 1, 0, 3, 0.8, 0, 0), (2025, "no_tolerance", 3, 1, 0, 2, 0, 3, 0.8, 0, 1)]


@pytest.mark.parametrize(
    ("filters", "counted", "met"),
    [
        ({"counted": "town"}, 2, 1), ({"counted": "subdistrict"}, 1, 1), ({"batch": "第一批"}, 2, 2), ({"managing_body": "教体局"}, 2, 1),
        ({"district": "d2"}, 1, 1), ({"districts": ["d1"]}, 2, 1), ({"batch": "第二批", "counted": "town"}, 1, 0),
    ],
)  # fmt: skip
def test_filters_narrow_the_headline(ask, filters, counted, met):
    assert ask("headline_recount", **filters)[0][2:4] == (counted, met)


def test_a_choice_that_leaves_nobody_has_no_row(ask):
    assert ask("headline_recount", batch="第三批") == []


def test_rolls_add_up_over_the_grades_of_the_townships_left(ask):
    assert ask("roll_recount") == [(2025, "junior", 40, 1), (2025, "primary", 710, 2), (2025, "total", 750, 2)]
    assert ask("roll_recount", district="d2") == [(2025, "primary", 500, 1), (2025, "total", 500, 1)]
    # streets that do not count are no part of the streets of the headline
    assert ask("roll_recount", counted="subdistrict") == []
