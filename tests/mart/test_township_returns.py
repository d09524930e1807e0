"""What a township and its schools owe each year, and what came: the coverage that the data page shows."""

TOWNSHIPS = """
    township_id | name     | district_id | counted
    t1          | 谷雨镇   | d1          | true
    t2          | 霜降镇   | d1          | true
    c1          | 角宿街道 | d2          | false
"""
SCHOOLS = """
    school_id | school_year | township_id | name   | kind
    p1        | 2024        | t1          | 甲小学 | primary
    p1        | 2025        | t1          | 甲小学 | primary
    k1        | 2025        | t1          | 甲园   | kindergarten
    x1        | 2025        | t1          | 教学点 | teaching_point
    k2        | 2025        | t2          | 乙园   | kindergarten
    c1        | 2025        | c1          | 城小学 | primary
"""


def returns(make, **more) -> dict[tuple, tuple]:
    made = make({"townships": TOWNSHIPS, "schools": SCHOOLS, **more}, "township_returns", "missing_returns", goals={"base_year": 2024})
    rows = made.rows("select township_id, school_year, extract, unit, due, reported from township_returns")
    return {(township, year, extract): (unit, due, reported) for township, year, extract, unit, due, reported in rows}


def test_every_school_but_a_teaching_point_owes_a_return_of_what_anybody_delivers(make):
    found = returns(make, staffing="school_id | school_year | stage | teachers\n p1 | 2025 | primary | 9")
    assert found == {
        ("t1", 2024, "staffing"): ("school", 1, 0),
        ("t1", 2025, "staffing"): ("school", 2, 1),
        ("t2", 2025, "staffing"): ("school", 1, 0),
        ("c1", 2025, "staffing"): ("school", 1, 0),
    }


def test_what_is_kept_by_township_is_owed_by_every_township_from_the_base_year_on(make):
    found = returns(make, residency="township_id | school_year | stage | destination | children\n t1 | 2025 | primary | t1 | 5")
    assert found[("t1", 2025, "residency")] == ("township", 1, 1)
    assert found[("t1", 2024, "residency")] == found[("c1", 2025, "residency")] == ("township", 1, 0)


def test_funds_are_owed_by_counted_townships_from_the_year_they_began(make):
    found = returns(make, funding="township_id | school_year | source | planned | received\n t1 | 2025 | 市 | 10 | 5")
    assert set(found) == {("t1", 2025, "funding"), ("t2", 2025, "funding")}
    assert found[("t1", 2025, "funding")] == ("township", 1, 1)


def test_papers_are_owed_where_a_primary_or_junior_school_stands(make):
    found = returns(
        make,
        assessment="school_id | school_year | stage | grade | subject | kind | pupils | mean | sd | level3\n p1 | 2025 | primary | 4 | 语文 | 市测 | 30 | 80 | 9 | 20",
    )
    assert found[("t1", 2025, "assessment")] == ("township", 1, 1)
    assert found[("c1", 2025, "assessment")] == ("township", 1, 0)
    assert ("t2", 2025, "assessment") not in found


def test_a_survey_without_answers_has_not_come(make):
    found = returns(
        make,
        survey="township_id | school_year | respondent | item | organiser | asked | answered | satisfied\n"
        " t1 | 2025 | parent | satisfaction | bureau | 50 |  |\n t2 | 2025 | parent | satisfaction | bureau | 50 | 40 | 39",
    )
    assert found[("t1", 2025, "survey")] == ("township", 1, 0)
    assert found[("t2", 2025, "survey")] == ("township", 1, 1)


def test_each_question_to_each_group_is_a_return_of_its_own_once_anybody_answered_it(make):
    found = returns(
        make,
        survey="township_id | school_year | respondent | item | organiser | asked | answered | satisfied\n"
        " t1 | 2025 | parent | satisfaction | bureau | 50 | 40 | 39\n t1 | 2025 | parent | satisfaction | school | 50 | 40 | 39\n"
        " t2 | 2025 | parent | satisfaction | bureau | 50 | 40 | 39\n t2 | 2024 | pupil | belonging | bureau | 50 | 40 | 39",
    )
    assert {key[0]: value for key, value in found.items() if key[1] == 2025} == {
        "t1": ("township", 2, 1),
        "t2": ("township", 2, 1),
        "c1": ("township", 2, 0),
    }


def test_a_recoded_township_has_returned_under_its_old_code(make):
    found = returns(
        make,
        residency="township_id | school_year | stage | destination | children\n old | 2024 | primary | old | 50",
        code_changes="kind | old_id | school_year | new_id\n township | old | 2025 | t1",
    )
    assert found[("t1", 2024, "residency")] == ("township", 1, 1)


def test_without_any_delivery_nothing_is_owed(make):
    assert returns(make) == {}
