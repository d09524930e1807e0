"""How many of the counted townships meet all six goals, and how many are still missing to four fifths."""

import pytest


def headline(alone, *statuses, counted=True):
    rows = [f"t{n} | {'d1' if n % 2 else 'd2'} | 2025 | strict | {status} | {n % 2} | {n // 4}" for n, status in enumerate(statuses)]
    return alone(
        "headline",
        goals="goal | base_year\n 1 | 2021",
        township="township_id | district_id\n t0 | d2\n t1 | d1\n t2 | d3",
        township_stage="school_year\n 2025",
        township_status="\n".join(["township_id | district_id | school_year | reading | status | slightly_below | tasks_overdue", *rows]),
    )


CITY = "select counted, met, not_met, not_assessable, needed, missing_to_needed from headline where area_kind = 'city' and reading = 'strict'"


@pytest.mark.parametrize(("counted", "needed"), [(1, 1), (5, 4), (6, 5), (10, 8), (35, 28), (99, 80), (100, 80), (101, 81)])
def test_four_fifths_are_rounded_up_to_whole_townships(alone, counted, needed):
    assert headline(alone, *["met"] * counted).one(CITY)[4] == needed


def test_parts_add_up_and_what_is_missing_is_counted(alone):
    made = headline(alone, "met", "met", "not_met", "not_assessable", "not_met")
    assert made.one(CITY) == (5, 2, 2, 1, 4, 2)
    assert made.rows("select area_id, counted, met from headline where area_kind = 'district' and reading = 'strict' order by 1") == [
        ("d1", 2, 1), ("d2", 3, 1), ("d3", 0, 0),
    ]  # fmt: skip


def test_townships_met_with_a_row_slightly_below_or_an_overdue_task_are_counted(alone):
    made = headline(alone, "met", "met", "not_met", "not_met", "met")
    assert made.one("select met, met_slightly_below, met_tasks_overdue from headline where area_kind = 'city' and reading = 'strict'") == (3, 1, 1)


def test_more_than_enough_leaves_nothing_missing(alone):
    assert headline(alone, *["met"] * 5).one(CITY) == (5, 5, 0, 0, 4, 0)


def test_a_city_that_counts_no_township_has_an_empty_headline(make):
    made = make(
        {
            "townships": "township_id | name | district_id\n t1 | 谷雨镇 | d1",
            "schools": "school_id | school_year | township_id | name | kind\n s1 | 2024 | t1 | 甲校 | primary\n s1 | 2025 | t1 | 甲校 | primary",
            "enrolment": "school_id | school_year | stage | grade | pupils | classes\n s1 | 2024 | primary | 1 | 20 | 1",
        },
        *("headline", "year_status", "action_progress", "status_change", "gap", "local_enrolment", "missing_returns"),
    )
    assert made.rows(CITY + " and school_year = 2025") == [(0, 0, 0, 0, 0, 0)]
    assert made.rows("select count(*) from progress where verdict is not null") == [(0,)]
    # a census: the latest year with pupils is the one to show
    assert made.rows("select school_year from year_status where shown_by_default") == [(2024,)]
