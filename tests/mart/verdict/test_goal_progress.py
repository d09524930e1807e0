"""A goal by its core rows, read strictly and by six of seven; a township by its goals."""

GOALS = "goal | base_year | judged_year\n 1 | 2021 | 2025\n"
TASKS = "township_id | school_year | tasks_due | tasks_overdue\n t1 | 2025 | 5 | 2\n"
PLACE = "township_id | district_id | counted | school_year\n t1 | d1 | true | 2025\n"


def goal(alone, *rows, reading="strict"):
    """One township, one goal: (verdict, attainment[, role]) a row."""
    lines = [f"t1 | 1 | 2025 | {verdict} | {attainment} | {(more or ['core'])[0]} | township | true | {verdict}" for verdict, attainment, *more in rows]
    made = alone(
        "goal_progress",
        goals=GOALS,
        township_stage=PLACE,
        progress="\n".join(["township_id | goal | school_year | verdict | attainment:double | role | level | counted | state", *lines]),
    )
    return made.one(f"select status from goal_progress where reading = '{reading}'")[0]


MET, UNMET, NEAR, GONE, NO_DATA = ("met", 1.0), ("not_met", 0.5), ("not_met", 0.85), ("not_applicable", ""), ("no_data", "")


def test_one_unmet_core_row_is_enough(alone):
    assert goal(alone, MET, MET, UNMET, NO_DATA) == "not_met"


def test_what_is_not_reported_is_never_met(alone):
    assert goal(alone, MET, MET, NO_DATA) == "not_assessable"
    assert goal(alone, MET, ("too_small", "")) == "not_assessable"
    assert goal(alone, NO_DATA) == "not_assessable"


def test_what_does_not_apply_stands_in_nobodys_way(alone):
    assert goal(alone, MET, GONE) == "met"
    assert goal(alone, GONE, GONE) == "not_applicable"


def test_a_goal_without_core_rows_is_not_assessable(alone):
    assert goal(alone, (*MET, "reference")) == "not_assessable"


def test_reference_rows_do_not_fail_a_goal(alone):
    assert goal(alone, MET, (*UNMET, "reference")) == "met"


def test_six_of_seven_forgives_one_row_that_is_near(alone):
    assert goal(alone, *[MET] * 6, NEAR) == "not_met"
    assert goal(alone, *[MET] * 6, NEAR, reading="six_of_seven") == "met"


def test_six_of_seven_forgives_no_row_that_is_far_or_has_no_attainment(alone):
    assert goal(alone, *[MET] * 6, ("not_met", 0.84), reading="six_of_seven") == "not_met"
    assert goal(alone, *[MET] * 6, ("not_met", ""), reading="six_of_seven") == "not_met"


def test_six_of_seven_wants_six_sevenths(alone):
    assert goal(alone, *[MET] * 11, NEAR, NEAR, reading="six_of_seven") == "not_met"
    assert goal(alone, *[MET] * 12, NEAR, NEAR, reading="six_of_seven") == "met"


def test_below_seven_rows_the_two_readings_are_one(alone):
    assert goal(alone, *[MET] * 5, NEAR, reading="six_of_seven") == "not_met"


def test_six_of_seven_waits_for_missing_rows_too(alone):
    assert goal(alone, *[MET] * 6, NEAR, NO_DATA, reading="six_of_seven") == "not_assessable"


def status(alone, *goals):
    lines = [f"t1 | d1 | {n} | 2025 | strict | {word}" for n, word in enumerate(goals, start=1)]
    made = alone(
        "township_status",
        goals=GOALS,
        action_progress=TASKS,
        goal_progress="\n".join(["township_id | district_id | goal | school_year | reading | status", *lines]),
        progress="township_id | school_year | role | verdict | level | state\n t1 | 2025 | core | met | township | met",
    )
    return made.one("select status from township_status")[0]


def test_a_township_is_met_when_every_goal_that_applies_is(alone):
    assert status(alone, "met", "met", "not_applicable") == "met"
    assert status(alone, "met", "not_assessable", "not_met") == "not_met"
    assert status(alone, "met", "not_assessable", "met") == "not_assessable"


def test_overdue_tasks_stand_beside_the_goals_of_a_township(alone):
    made = alone(
        "township_status",
        goals=GOALS,
        action_progress=TASKS + "t1 | 2025 | 3 | 1",
        goal_progress="township_id | district_id | goal | school_year | reading | status\n t1 | d1 | 1 | 2025 | strict | met",
        progress="township_id | school_year | role | verdict | level | state\n t1 | 2025 | core | met | township | met",
    )
    assert made.one("select status, tasks_due, tasks_overdue from township_status") == ("met", 8, 3)


def test_a_township_to_which_nothing_applies_has_shown_nothing(alone):
    assert status(alone, "not_applicable", "not_applicable") == "not_assessable"


def clock(alone, *shares, year):
    """A township over years from 2021: met core rows of ten; it is met with all ten."""
    progress, goals = [], []
    for at, met in enumerate(shares, start=2021):
        progress += [f"t1 | {at} | core | {'met' if n < met else 'not_met'} | township | any" for n in range(10)]
        goals.append(f"t1 | d1 | 1 | {at} | strict | {'met' if met == 10 else 'not_met'}")
    made = alone(
        "township_status",
        goals=GOALS,
        action_progress=TASKS,
        goal_progress="\n".join(["township_id | district_id | goal | school_year | reading | status", *goals]),
        progress="\n".join(["township_id | school_year | role | verdict | level | state", *progress]),
    )
    return made.one(f"select clock from township_status where school_year = {year}")[0]


def test_before_the_deadline_the_clock_compares_the_pace_with_what_is_needed(alone):
    assert clock(alone, 2, 4, 6, year=2023) == "on_pace"
    assert clock(alone, 2, 3, 5, year=2023) == "off_pace"
    assert clock(alone, 2, year=2021) is None


def test_in_the_judged_year_the_verdict_speaks(alone):
    assert clock(alone, 2, 4, 6, 8, 10, year=2025) is None


def test_after_the_deadline_there_are_four_words(alone):
    assert clock(alone, 2, 4, 6, 8, 10, 10, year=2026) == "met_in_time"
    assert clock(alone, 2, 4, 6, 8, 10, 9, year=2026) == "fell_back"
    assert clock(alone, 2, 4, 6, 8, 9, 10, year=2026) == "met_late"
    assert clock(alone, 2, 4, 6, 8, 9, 9, year=2026) == "not_met_in_time"
