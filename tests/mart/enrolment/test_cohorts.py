"""The same children a year later: joints, merged and recoded schools, missing returns, townships without a stage."""

import pytest

TOWNSHIPS = """
    township_id | name   | district_id | junior_served_by
    t1          | 谷雨镇 | d1          |
    t2          | 霜降镇 | d1          | t1
"""
GRADES = {"k3": "preschool", **{str(g): "primary" for g in range(1, 7)}, **{str(g): "junior" for g in range(7, 10)}}


def schools(*rows: str) -> str:
    return "school_id | school_year | township_id | name | kind | system\n" + "\n".join(
        f"{i} | {y} | {t} | 校{i} | {k} | {s}" for i, y, t, k, s in (row.split() for row in rows)
    )


def enrolment(*rows: str, stages=GRADES) -> str:
    return "school_id | school_year | stage | grade | pupils\n" + "\n".join(
        f"{i} | {y} | {stages[g]} | {g} | {n if n != '-' else ''}" for i, y, g, n in (row.split() for row in rows)
    )


def city(make, roster, pupils, **more):
    return make({"townships": TOWNSHIPS, "schools": roster, "enrolment": pupils, **more}, "cohort")


def step(made, grade, year=2024, area="t1", kind="township"):
    return made.one(
        f"select pupils, next_pupils, retention, joint, reason from cohort where area_kind = '{kind}' and area_id = '{area}'"
        f" and grade = '{grade}' and school_year = {year}"
    )


def test_a_cohort_is_the_next_grade_a_year_later(make):
    made = city(
        make, schools("a 2024 t1 nine_year 63", "a 2025 t1 nine_year 63"), enrolment("a 2024 1 40", "a 2025 1 50", "a 2025 2 38", "a 2024 7 9", "a 2025 7 9")
    )
    assert step(made, "1") == (40, 38, 0.95, False, None)


def test_the_joint_follows_the_system(make):
    by_54 = {**GRADES, "6": "junior"}
    for system, stages, joint in (("63", GRADES, "6"), ("54", by_54, "5")):
        roster = schools(f"a 2024 t1 nine_year {system}", f"a 2025 t1 nine_year {system}")
        made = city(make, roster, enrolment("a 2024 5 40", "a 2024 6 40", "a 2025 6 40", "a 2025 7 30", stages=stages))
        assert {grade: step(made, grade)[3] for grade in ("5", "6")} == {"5": joint == "5", "6": joint == "6"}


def test_kindergarten_to_primary_is_a_joint(make):
    roster = schools("k 2024 t1 kindergarten 63", "k 2025 t1 kindergarten 63", "a 2024 t1 primary 63", "a 2025 t1 primary 63")
    made = city(make, roster, enrolment("k 2024 k3 30", "k 2025 k3 20", "a 2024 1 25", "a 2025 1 27"))
    assert step(made, "k3") == (30, 27, 0.9, True, None)


def test_two_schools_merged_midway_stay_one_cohort(make):
    roster = schools("a 2024 t1 primary 63", "b 2024 t1 primary 63", "b 2025 t1 primary 63")
    codes = "kind | old_id | school_year | new_id\n school | a | 2025 | b"
    made = city(make, roster, enrolment("a 2024 3 20", "b 2024 3 30", "b 2025 4 48"), code_changes=codes)
    assert step(made, "3") == (50, 48, 0.96, False, None)


def test_a_recoded_school_and_a_township_recoded_from_town_to_street_keep_their_history(make):
    towns = TOWNSHIPS + "    old         | 谷雨镇 | d1          |\n"
    roster = schools("a1 2024 old primary 63", "a2 2025 t1 primary 63")
    codes = "kind | old_id | school_year | new_id\n school | a1 | 2025 | a2\n township | old | 2025 | t1"
    made = make({"townships": towns, "schools": roster, "enrolment": enrolment("a1 2024 3 20", "a2 2025 4 19"), "code_changes": codes}, "cohort")
    assert step(made, "3")[:3] == (20, 19, 0.95)


def test_a_township_without_a_junior_school_has_no_ratio_and_no_zero(make):
    roster = schools("a 2024 t2 primary 63", "a 2025 t2 primary 63", "j 2024 t1 junior 63", "j 2025 t1 junior 63")
    made = city(make, roster, enrolment("a 2024 6 12", "a 2025 6 11", "j 2024 7 30", "j 2025 7 45"))
    assert step(made, "6", area="t2") == (12, None, None, True, "no_school")
    # the district holds both: the children are there, in the neighbour's school
    assert step(made, "6", area="d1", kind="district")[:2] == (12, 45)


def test_a_school_that_has_not_returned_leaves_the_ratio_open(make):
    roster = schools("a 2024 t1 primary 63", "b 2024 t1 primary 63", "a 2025 t1 primary 63", "b 2025 t1 primary 63")
    made = city(make, roster, enrolment("a 2024 3 20", "b 2024 3 20", "a 2025 4 20"))
    assert step(made, "3") == (40, None, None, False, "incomplete_next")
    assert step(made, "3", area="city", kind="city")[:3] == (40, None, None)


def test_a_missing_grade_is_missing_and_not_smaller(make):
    roster = schools("a 2024 t1 primary 63", "a 2025 t1 primary 63")
    assert step(city(make, roster, enrolment("a 2024 3 20", "a 2025 4 -")), "3")[4] == "incomplete_next"
    assert step(city(make, roster, enrolment("a 2024 3 20", "a 2025 5 18")), "3")[4] == "no_grade_next"


@pytest.mark.parametrize(("grade", "year", "reason"), [("9", 2024, "last_grade"), ("8", 2025, "last_year")])
def test_the_last_grade_and_the_last_year_say_so(make, grade, year, reason):
    roster = schools("j 2024 t1 junior 63", "j 2025 t1 junior 63")
    made = city(make, roster, enrolment("j 2024 9 20", "j 2024 8 20", "j 2025 9 19", "j 2025 8 18"))
    assert step(made, grade, year)[4] == reason


def test_a_grade_of_none_gives_no_ratio(make):
    roster = schools("a 2024 t1 primary 63", "a 2025 t1 primary 63")
    assert step(city(make, roster, enrolment("a 2024 3 0", "a 2025 4 2")), "3")[2:] == (None, False, "no_pupils")
