"""Where a township's children go to school, and what may not be shown of few of them."""

from tests.support.draw_marts import indicator

LOCAL = [indicator("local", stages="primary junior", numerator="local", denominator="found", rule="rising", threshold="each_year")]
TOWNSHIPS = """
    township_id | name   | district_id | counted | junior_served_by
    t1          | 谷雨镇 | d1          | true    | old2
    t2          | 霜降镇 | d1          | true    |
    t3          | 小寒镇 | d1          | true    |
"""
SCHOOLS = "school_id | school_year | township_id | name | kind\n" + "".join(
    f"a | {year} | t1 | 甲校 | primary\n b | {year} | t2 | 乙校 | junior\n c | {year} | t3 | 丙校 | primary\n" for year in (2024, 2025)
)
CODES = "kind | old_id | school_year | new_id\n township | old2 | 2025 | t2\n township | old1 | 2025 | t1"


def city(make, residency, **more):
    return make(
        {"townships": TOWNSHIPS, "schools": SCHOOLS, "code_changes": CODES, "residency": residency, **more},
        *("progress", "local_enrolment", "township_measurement"),
        indicators=LOCAL,
        goals={"base_year": 2024},
    )


RESIDENCY = """
    township_id | school_year | stage   | destination  | children
    old1        | 2024        | primary | old1         | 40
    old1        | 2024        | primary | t2           | 60
    t1          | 2025        | primary | t1           | 45
    t1          | 2025        | primary | t2           | 50
    t1          | 2025        | primary | not_enrolled | 3
    t1          | 2025        | primary | unknown      | 2
    t1          | 2024        | junior  | old2         | 50
    t1          | 2024        | junior  | other_city   | 50
    t1          | 2025        | junior  | old2         | 60
    t1          | 2025        | junior  | other_city   | 40
    t3          | 2025        | junior  | t2           | 30
    t3          | 2025        | primary | t3           | 9
    t2          | 2025        | junior  | t2           | 28
"""


def account(made, area, stage, year=2025, kind="township"):
    return made.one(
        "select local, found, elsewhere, unplaced, value, word, reason from local_enrolment"
        f" where area_kind = '{kind}' and area_id = '{area}' and stage = '{stage}' and school_year = {year}"
    )


def test_children_not_found_in_school_are_told_and_not_divided_by(make):
    assert account(city(make, RESIDENCY), "t1", "primary") == (45, 95, 50, 5, 45 / 95, "each_year", None)


def test_the_serving_township_is_local_also_under_its_old_code(make):
    made = city(make, RESIDENCY)
    assert account(made, "t1", "junior") == (60, 100, 40, 0, 0.6, "each_year", None)
    assert made.verdict("t1", stage="junior", indicator_id="local") == ("met", "each_year")


def test_another_townships_school_is_local_only_for_the_stage_it_serves(make):
    assert account(city(make, RESIDENCY), "t1", "primary", 2024)[:3] == (40, 100, 60)


def test_a_township_that_none_serves_has_no_value_and_stays_in_the_sums(make):
    made = city(make, RESIDENCY)
    assert account(made, "t3", "junior") == (0, 30, 30, 0, None, None, "not_served")
    assert made.verdict("t3", stage="junior", indicator_id="local") == ("not_applicable", "not_served")
    assert account(made, "city", "junior", kind="city")[:4] == (88, 158, 70, 0)


def test_fewer_than_ten_children_are_left_out_everywhere(make):
    made = city(make, RESIDENCY)
    assert account(made, "t3", "primary") == (None, None, None, None, None, None, "under_10")
    assert account(made, "city", "primary", kind="city")[:4] == (45, 95, 50, 5)
    assert made.one("select withheld from local_enrolment where area_kind = 'city' and stage = 'primary' and school_year = 2025") == (1,)
    assert made.row("verdict, reason, value, numerator, denominator", "t3", indicator_id="local") == (
        "too_small", "few_people", None, None, None,
    )  # fmt: skip
    assert made.rows("select value from township_measurement where township_id = 't3' and stage = 'primary' and measure <> 'pupils'") == [(None,), (None,)]


def test_under_thirty_children_show_a_value_and_no_verdict(make):
    made = city(make, RESIDENCY + "    t2 | 2024 | junior | t2 | 27\n t2 | 2024 | junior | t1 | 9\n")
    assert made.row("verdict, reason, value", "t2", stage="junior", indicator_id="local") == ("too_small", "few_people", 1.0)


def test_an_account_with_a_missing_part_is_no_account(make):
    made = city(make, RESIDENCY.replace("| not_enrolled | 3", "| not_enrolled | "))
    assert made.rows("select 1 from local_enrolment where area_id = 't1' and stage = 'primary' and school_year = 2025") == []
    assert made.verdict(indicator_id="local") == ("no_data", "not_reported")


def test_pupils_from_outside_are_known_only_when_every_school_has_returned(make):
    enrolment = "school_id | school_year | stage | grade | pupils | classes\n a | 2025 | primary | 1 | 70 | 2"
    made = city(make, RESIDENCY, enrolment=enrolment)
    select = "select value from township_measurement where measure = 'outside_intake' and township_id = 't1' and school_year = 2025"
    assert made.rows(select) == [(25.0,)]
    more = SCHOOLS + "a2 | 2025 | t1 | 二校 | primary\n"
    made = city(make, RESIDENCY, enrolment=enrolment, schools=more)
    assert made.rows(select) == []
