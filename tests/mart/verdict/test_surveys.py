"""Satisfaction: whose survey counts, how few answers are too few, and where chance could have decided."""

import pytest

from tests.support.draw_marts import indicator

PARENTS = indicator("parents", stages="none", numerator="satisfied_parent", denominator="answered_parent", threshold="0.95")


def city(make, *answers, row=PARENTS):
    return make(
        {
            "townships": "township_id | name | district_id | counted\n t1 | 谷雨镇 | d1 | true",
            "schools": "school_id | school_year | township_id | name | kind\n s1 | 2025 | t1 | 甲校 | primary",
            "survey": "\n".join(["township_id | school_year | respondent | item | organiser | asked | answered | satisfied", *answers]),
        },
        "progress",
        indicators=[row],
    )


def parents(made, columns="verdict, reason"):
    return made.row(columns, stage="none", indicator_id="parents")


def test_a_third_party_is_believed_before_the_bureau_and_the_bureau_before_the_school(make):
    school = "t1 | 2025 | parent | satisfaction | school | 100 | 100 | 100"
    bureau = "t1 | 2025 | parent | satisfaction | bureau | 100 | 100 | 98"
    third = "t1 | 2025 | parent | satisfaction | third_party | 100 | 100 | 60"
    assert parents(city(make, school), "value") == 1.0
    assert parents(city(make, school, bureau), "value") == 0.98
    assert parents(city(make, school, bureau, third), "value") == 0.6


def test_an_organiser_without_an_answer_does_not_silence_the_next(make):
    made = city(
        make,
        "t1 | 2025 | parent | satisfaction | third_party | 100 | | ",
        "t1 | 2025 | parent | satisfaction | bureau | 100 | 100 | 98",
    )
    assert parents(made, "value") == 0.98


@pytest.mark.parametrize(
    ("answered", "satisfied", "expected"),
    [(30, 30, ("met", "point", 1.0)), (29, 29, ("too_small", "few_people", 1.0)), (9, 9, ("too_small", "few_people", None))],
)
def test_under_30_answers_no_verdict_and_under_10_no_value(make, answered, satisfied, expected):
    made = city(make, f"t1 | 2025 | parent | satisfaction | third_party | 99 | {answered} | {satisfied}")
    assert parents(made, "verdict, reason, value") == expected


@pytest.mark.parametrize(("satisfied", "expected"), [(94, ("not_met", True)), (96, ("met", True)), (80, ("not_met", False))])
def test_borderline_is_a_mark_beside_the_verdict_of_the_point_value(make, satisfied, expected):
    # 95 % interval of 80 of 100: 71.1 to 86.7 %
    made = city(make, f"t1 | 2025 | parent | satisfaction | third_party | 100 | 100 | {satisfied}")
    assert parents(made, "verdict, borderline") == expected


def test_the_mark_is_drawn_only_for_surveys_by_a_third_party(make):
    made = city(make, "t1 | 2025 | parent | satisfaction | bureau | 100 | 100 | 94")
    assert parents(made, "verdict, borderline") == ("not_met", False)


def test_a_large_sample_leaves_nothing_to_chance(make):
    made = city(make, "t1 | 2025 | parent | satisfaction | third_party | 9999 | 9999 | 9300")
    assert parents(made, "verdict, borderline") == ("not_met", False)


def test_a_survey_of_the_year_that_nobody_held_is_not_reported(make):
    made = city(make, "t1 | 2025 | pupil | satisfaction | third_party | 100 | 100 | 99")
    assert parents(made) == ("no_data", "not_reported")


def test_belonging_is_of_pupils_and_teachers_together(make):
    row = indicator("parents", stages="none", role="monitor", rule="tracked", threshold=None,
        numerator="satisfied_belonging", denominator="answered_belonging")  # fmt: skip
    made = city(
        make,
        "t1 | 2025 | pupil   | belonging | third_party | 100 | 100 | 90",
        "t1 | 2025 | teacher | belonging | third_party | 100 | 100 | 70",
        "t1 | 2025 | parent  | belonging | third_party | 100 | 100 | 1",
        row=row,
    )
    assert parents(made, "numerator, denominator") == (160.0, 200.0)
