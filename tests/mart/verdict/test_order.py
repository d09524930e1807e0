"""The first word that applies: what is not there, what is not said, what is too small, and only then met or not."""

from tests.support.draw_marts import indicator

TOWNSHIPS = """
    township_id | name   | district_id | counted | junior_served_by
    t1          | 谷雨镇 | d1          | true    |
    t2          | 霜降镇 | d1          | true    | t1
"""
FULL = [indicator(stages="primary junior")]


def city(make, schools, **more):
    indicators = more.pop("indicators", FULL)
    return make({"townships": TOWNSHIPS, "schools": schools, **more}, "progress", indicators=indicators)


def school_rows(*rows):
    return "\n".join(["school_id | school_year | township_id | name | kind | seat", *rows])


def test_a_stage_without_a_school_is_not_applicable(make):
    made = city(make, school_rows("s1 | 2025 | t1 | 甲校 | primary |"))
    assert made.verdict(stage="junior") == ("not_applicable", "no_school")


def test_a_nine_year_school_owes_two_returns(make):
    made = city(
        make,
        school_rows("s1 | 2025 | t1 | 甲校 | nine_year |"),
        staffing="school_id | school_year | stage | teachers | teachers_due\n s1 | 2025 | junior | 9 | 9",
    )
    assert made.verdict(stage="junior") == ("met", "point")
    assert made.verdict(stage="primary") == ("no_data", "not_reported")


def test_a_teaching_point_owes_nothing(make):
    made = city(make, school_rows("s1 | 2025 | t1 | 甲点 | teaching_point |"))
    assert made.verdict() == ("not_applicable", "no_school")


def test_a_township_with_only_a_seat_school_has_no_others_to_judge(make):
    made = city(
        make,
        school_rows("s1 | 2025 | t1 | 甲校 | primary | true", "s2 | 2025 | t2 | 乙校 | primary | false"),
        indicators=[
            indicator("other", scope="other", numerator="paired_supported", denominator="schools"),
            indicator("seat", scope="seat"),
            indicator("apart", scope="seat_vs_other", role="monitor", rule="tracked", threshold=None),
        ],
        teaching="school_id | school_year | stage | paired_supported\n s2 | 2025 | primary | 1",
    )
    assert made.verdict("t1", indicator_id="other") == ("not_applicable", "no_scope_school")
    assert made.verdict("t2", indicator_id="other") == ("met", "point")
    assert made.verdict("t2", indicator_id="seat") == ("not_applicable", "no_scope_school")
    assert made.verdict("t1", indicator_id="apart") == ("not_applicable", "no_scope_school")


def test_seat_against_other_is_the_difference_of_two_shares(make):
    made = city(
        make,
        school_rows("s1 | 2025 | t1 | 甲校 | primary | true", "s2 | 2025 | t1 | 乙校 | primary | false"),
        staffing="school_id | school_year | stage | teachers | teachers_due\n s1 | 2025 | primary | 9 | 10\n s2 | 2025 | primary | 7 | 10",
        indicators=[indicator(scope="seat_vs_other", role="monitor", rule="tracked", threshold=None)],
    )
    value, verdict, numerator = made.row("value, verdict, numerator")
    assert (round(value, 9), verdict, numerator) == (0.2, "no_target", None)
    parts = made.rows("select scope, value from indicator_value where area_id = 't1' and scope in ('seat', 'other') order by 1")
    assert parts == [("other", 0.7), ("seat", 0.9)]


def test_nobody_who_needs_a_bed_is_not_applicable_and_not_zero(make):
    made = city(
        make,
        school_rows("s1 | 2025 | t1 | 甲校 | junior |", "s2 | 2025 | t2 | 乙校 | junior |"),
        facilities="school_id | school_year | stage | boarding_beds | boarding_needed\n s1 | 2025 | junior | 0 | 0\n s2 | 2025 | junior | 3 | 4",
        indicators=[indicator(stages="junior", numerator="boarding_beds", denominator="boarding_needed")],
    )
    assert made.verdict("t1", stage="junior") == ("not_applicable", "zero_denominator")
    assert made.verdict("t2", stage="junior") == ("not_met", "point")


def test_nothing_said_is_not_nobody_needs_it(make):
    # one school says 0, the other says nothing: too little is known to call it not applicable
    made = city(
        make,
        school_rows("s1 | 2025 | t1 | 甲校 | junior |", "s2 | 2025 | t1 | 乙校 | junior |"),
        facilities="school_id | school_year | stage | boarding_beds | boarding_needed\n s1 | 2025 | junior | 0 | 0",
        indicators=[indicator(stages="junior", numerator="boarding_beds", denominator="boarding_needed")],
    )
    assert made.verdict(stage="junior")[0] == "no_data"


def test_null_is_not_zero(make):
    made = city(
        make,
        school_rows("s1 | 2025 | t1 | 甲校 | primary |", "s2 | 2025 | t2 | 乙校 | primary |"),
        staffing="school_id | school_year | stage | teachers | teachers_due\n s1 | 2025 | primary |   | 9\n s2 | 2025 | primary | 0 | 9",
    )
    assert made.row("value, verdict, reason", "t1") == (None, "no_data", "not_reported")
    assert made.row("value, verdict, shortfall_units", "t2") == (0.0, "not_met", 9)


def five_schools(make, reported):
    return city(
        make,
        school_rows(*(f"s{n} | 2025 | t1 | {n}校 | primary |" for n in range(5))),
        staffing="school_id | school_year | stage | teachers | teachers_due\n" + "\n".join(f"s{n} | 2025 | primary | 8 | 8" for n in range(reported)),
    )


def test_four_of_five_returns_are_enough_and_three_are_not(make):
    assert five_schools(make, 4).row("verdict, reported, due, denominator") == ("met", 4, 5, 32)
    assert five_schools(make, 3).row("verdict, reason, value, coverage") == ("no_data", "low_coverage", 1.0, 0.6)


def test_a_missing_roster_is_not_a_township_without_schools(make):
    made = city(
        make,
        school_rows("s1 | 2024 | t1 | 甲校 | primary |", "s2 | 2025 | t2 | 乙校 | primary |"),
    )
    assert made.verdict("t1", year=2025) == ("no_data", "not_reported")
    assert made.verdict("t1", year=2024, stage="junior") == ("not_applicable", "no_school")
