"""Eight townships with known answers (tests/eight.py), through a whole build: verdicts, reasons, what is short, goals."""

import contextlib

import duckdb
import pytest

from tests.support.draw_marts import Made
from townbase import versions

# every core row that is neither met by its value nor absent because the township has no school of its kind
ANSWERS = {
    ("t2", "backbone", "junior"): ("not_met", "point", 1),
    ("t3", "backbone", "junior"): ("met", "whole_unit", None),
    ("t5", "study_club", "primary"): ("no_data", "missing_year", None),
    ("t5", "study_club", "junior"): ("no_data", "missing_year", None),
    ("t6", "college_preschool", "preschool"): ("not_met", "point", 2),
    ("t7", "local_enrolment", "primary"): ("too_small", "few_people", None),
    ("t7", "local_enrolment", "junior"): ("too_small", "few_people", None),
}
# (status, goals met, not met, not assessable, the goals that are not met) in the strict reading
STATUS = {
    "t1": ("met", 6, 0, 0, []),
    "t2": ("not_met", 5, 1, 0, [(3, "not_met")]),
    "t3": ("met", 6, 0, 0, []),
    "t4": ("met", 6, 0, 0, []),
    "t5": ("not_assessable", 5, 0, 1, [(2, "not_assessable")]),
    "t6": ("not_met", 5, 1, 0, [(3, "not_met")]),
    "t7": ("not_assessable", 5, 0, 1, [(6, "not_assessable")]),
    "t8": ("met", 5, 0, 0, [(5, "not_applicable")]),
}


@pytest.fixture(scope="module")
def made(eight_db):
    _, db = eight_db
    with contextlib.closing(duckdb.connect(str(versions.database(db, versions.current(db))), read_only=True)) as con:
        yield Made(con)


def test_the_build_has_nothing_to_say_about_the_delivery(made):
    assert made.rows("from finding") == []


def test_every_other_core_row_is_met_by_its_value_or_absent(made):
    found = made.rows(
        "select township_id, indicator_id, stage, verdict, reason, shortfall_units from progress where school_year = 2025"
        " and level = 'township' and counted and role = 'core'"
        " and not (verdict = 'met' and reason in ('point', 'high', 'above_base', 'still_full') or reason in ('no_school', 'no_scope_school'))"
    )
    assert {row[:3]: row[3:] for row in found} == ANSWERS


def test_without_a_junior_school_junior_rows_are_absent_but_its_children_count_as_local(made):
    rows = made.rows(
        "select distinct verdict, reason from progress where township_id = 't4' and stage = 'junior' and school_year = 2025"
        " and indicator_id <> 'local_enrolment'"
    )
    assert rows == [("not_applicable", "no_school")]
    local = made.row("verdict, reason, numerator, denominator", "t4", stage="junior", indicator_id="local_enrolment")
    assert local == ("met", "high", 99, 100)


@pytest.mark.parametrize("township", STATUS)
def test_the_status_of_each_township_and_its_goals(made, township):
    *status, goals = STATUS[township]
    row = "select status, goals_met, goals_not_met, goals_not_assessable from township_status"
    which = f" where township_id = '{township}' and school_year = 2025 and reading = 'strict'"
    assert made.one(row + which) == tuple(status)
    assert made.rows(f"select goal, status from goal_progress{which} and status <> 'met' order by goal") == goals


def test_only_the_urban_value_made_one_fall_back(made):
    fell = made.rows("select township_id, kind, cause from status_change where school_year = 2025")
    assert fell == [("t6", "fell_back", "target")]
    row = made.row("change, round(change_target, 9)", "t6", stage="preschool", indicator_id="college_preschool")
    assert row == (0, -0.1)


def test_the_headline_counts_them(made):
    columns = "counted, met, not_met, not_assessable, needed, missing_to_needed"
    where = "where school_year = 2025 and reading = 'strict' and counted > 0"
    assert made.one(f"select {columns} from headline {where} and area_kind = 'city'") == (8, 4, 2, 2, 7, 3)
    districts = made.rows(f"select area_id, {columns} from headline {where} and area_kind = 'district' order by 1")
    assert districts == [("d1", 4, 3, 1, 0, 4, 1), ("d2", 4, 1, 1, 2, 4, 3)]


def test_an_action_counts_its_tasks_at_the_day_of_the_ledger(made):
    rows = made.rows("select township_id, status, days_overdue from task_status where township_id <= 't4' order by 1")
    assert rows == [("t1", "done", None), ("t2", "overdue", 93), ("t3", "done_late", 10), ("t4", "in_progress", None)]
