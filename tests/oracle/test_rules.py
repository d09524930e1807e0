"""The recomputation's own rules, held to figures that were worked out by hand or published."""

from collections import Counter
from datetime import date

import pytest

from tests.oracle.measures import seven_resource_pass
from tests.oracle.roll_up import action_status, clock_after, headline_of, passes, status_of, status_of_task
from tests.oracle.verdicts import Verdict, rising_word, wilson


def test_wilson_of_eight_in_ten_is_the_textbook_interval():
    low, high = wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)


@pytest.mark.parametrize(
    ("shares", "word"),
    [
        ([0.60, 0.61, 0.62], "each_year"),
        ([0.99, 0.98, 0.98], "high"),
        ([0.97, 0.98, 0.979], "overall"),
        ([0.60, 0.70, 0.65], "overall"),
        ([0.60, 0.60, 0.60], "none"),
        ([0.60, 0.61, 0.61], "overall"),
        ([0.99, 0.985], "high"),
        ([0.979, 0.99, 0.98], "high"),
    ],
)
def test_rising_words(shares, word):
    assert rising_word(shares) == word


def verdicts(met, *attainments):
    return [Verdict("met", "point")] * met + [Verdict("not_met", "point", attainment=part) for part in attainments]


@pytest.mark.parametrize(
    ("judged", "strict", "six_of_seven"),
    [
        (verdicts(7), True, True),
        (verdicts(6, 0.85), False, True),
        (verdicts(6, 0.84), False, False),
        (verdicts(6, None), False, False),
        (verdicts(5, 0.99), False, False),
        (verdicts(5, 0.99, 0.99), False, False),
        (verdicts(12, 0.9, 0.9), False, True),
        (verdicts(11, 0.9, 0.9), False, False),
    ],
)
def test_readings(judged, strict, six_of_seven):
    assert (passes(judged, "strict"), passes(judged, "six_of_seven")) == (strict, six_of_seven)


def test_a_goal_that_does_not_apply_stands_in_nobodys_way():
    assert status_of(Counter(met=5, not_applicable=1)) == "met"
    assert status_of(Counter(met=4, not_assessable=1, not_applicable=1)) == "not_assessable"
    assert status_of(Counter(met=4, not_assessable=1, not_met=1)) == "not_met"


def standing(status, townships, slightly_below=0, tasks_overdue=0):
    return [{"status": status, "slightly_below": slightly_below, "tasks_overdue": tasks_overdue}] * townships


def test_eighty_of_ninety_nine_are_needed():
    assert headline_of(standing("met", 67) + standing("not_assessable", 5) + standing("not_met", 27)) == {
        "counted": 99,
        "met": 67,
        "met_slightly_below": 0,
        "met_tasks_overdue": 0,
        "not_met": 27,
        "not_assessable": 5,
        "needed": 80,
        "missing_to_needed": 13,
    }
    assert headline_of(standing("met", 5))["needed"] == 4
    assert headline_of(standing("met", 5, slightly_below=1))["met_slightly_below"] == 5
    assert headline_of(standing("met", 5, tasks_overdue=2))["met_tasks_overdue"] == 5


def test_four_fifths_are_in_progress_and_tasks_speak_only_where_nothing_is_judged():
    assert action_status(4, 4, 0, Counter()) == "met"
    assert action_status(5, 4, 5, Counter()) == "in_progress"
    assert action_status(4, 3, 0, Counter()) == "behind"
    assert action_status(4, 4, 5, Counter()) == "not_assessable"
    assert action_status(0, 0, 1, Counter(due=1)) == "not_assessable"
    assert action_status(0, 0, 0, Counter(due=2, overdue=1)) == "tasks_overdue"
    assert action_status(0, 0, 0, Counter(due=2)) == "tasks_on_schedule"


def test_a_task_is_overdue_the_day_after_it_was_due():
    due = date(2025, 11, 30)
    assert status_of_task("in_progress", due, None, due) == "in_progress"
    assert status_of_task("in_progress", due, None, date(2025, 12, 1)) == "overdue"
    assert status_of_task("done", due, date(2025, 12, 1), date(2025, 12, 5)) == "done_late"
    assert status_of_task("not_started", due, None, date(2025, 10, 1)) == "not_due"


def test_what_became_of_the_deadline():
    words = {(then, now): clock_after(then, now) for then in ("met", "not_met") for now in ("met", "not_met")}
    assert words == {
        ("met", "met"): "met_in_time",
        ("met", "not_met"): "fell_back",
        ("not_met", "met"): "met_late",
        ("not_met", "not_met"): "not_met_in_time",
    }


def school(**changes):
    """A primary school of 100 pupils just at every threshold."""
    at_threshold = {
        **{"college_teachers": 4.2, "backbone_teachers": 1, "arts_pe_teachers": 0.9, "floor_area": 450},
        **{"sports_area": 750, "equipment_value": 200000, "multimedia_rooms": 2.3},
    }
    return {"stage": "primary", "pupils": 100, **at_threshold, **changes}


def test_a_school_passes_with_six_of_seven_and_the_last_at_85_percent():
    assert seven_resource_pass(school()) == 1
    assert seven_resource_pass(school(sports_area=640)) == 1
    assert seven_resource_pass(school(sports_area=630)) == 0
    assert seven_resource_pass(school(sports_area=740, floor_area=440)) == 0
    assert seven_resource_pass(school(sports_area=None)) is None
