"""Townships and schools keep one history, whatever happened to their codes."""

from tests.support.draw_marts import indicator

TOWNSHIPS = """
    township_id | name   | district_id | counted | junior_served_by
    t1          | 谷雨镇 | d1          | true    | old2
    t2          | 霜降镇 | d1          |         |
"""


def test_a_recoded_township_keeps_one_row_and_its_former_codes(make):
    made = make(
        {
            "townships": TOWNSHIPS,
            "schools": "school_id | school_year | township_id | name | kind\n s1 | 2025 | t1 | 甲校 | primary",
            "code_changes": """
                kind     | old_id | school_year | new_id
                township | old1   | 2022        | mid1
                township | mid1   | 2024        | t1
                township | old2   | 2023        | t2
            """,
        },
        "township",
    )
    assert made.rows("select township_id, former_ids, junior_served_by from township order by 1") == [
        ("t1", "mid1,old1", "t2"),
        ("t2", "old2", None),
    ]


def test_a_township_listed_under_both_codes_is_one_township(make):
    made = make(
        {
            "townships": "township_id | name | district_id | counted\n old | 旧名 | d1 | false\n t1 | 谷雨镇 | d1 | true",
            "schools": "school_id | school_year | township_id | name | kind\n s1 | 2024 | old | 甲校 | primary",
            "code_changes": "kind | old_id | school_year | new_id\n township | old | 2025 | t1",
        },
        "township",
        "roster",
    )
    assert made.rows("select township_id, name, counted from township") == [("t1", "谷雨镇", True)]
    assert made.rows("select township_id from roster") == [("t1",)]


def test_unknown_is_not_counted_and_says_so(make):
    made = make(
        {
            "townships": TOWNSHIPS.replace("old2", "t2"),
            "schools": "school_id | school_year | township_id | name | kind\n s1 | 2025 | t1 | 甲校 | primary",
        },
        "township",
    )
    assert made.rows("select township_id, counted, counted_known from township order by 1") == [
        ("t1", True, True),
        ("t2", False, False),
    ]


def merged(make):
    return make(
        {
            "townships": "township_id | name | district_id | counted\n t1 | 谷雨镇 | d1 | true",
            "schools": """
                school_id | school_year | township_id | name | kind    | seat
                a         | 2023        | t1          | 甲校 | primary | false
                b         | 2023        | t1          | 乙校 | primary | false
                c         | 2023        | t1          | 丙校 | primary | true
                c         | 2024        | t1          | 丙校 | primary | true
            """,
            "code_changes": """
                kind   | old_id | school_year | new_id
                school | a      | 2024        | b
                school | b      | 2024        | c
            """,
            "staffing": """
                school_id | school_year | stage   | teachers | teachers_due
                a         | 2023        | primary | 5        | 10
                b         | 2023        | primary | 5        | 10
                c         | 2023        | primary | 10       | 10
                c         | 2024        | primary | 20       | 25
            """,
            "enrolment": """
                school_id | school_year | stage   | grade | pupils | classes
                a         | 2023        | primary | 1     | 30     | 1
                b         | 2023        | primary | 1     | 40     | 1
                c         | 2023        | primary | 1     | 50     | 2
                c         | 2024        | primary | 1     | 110    | 3
            """,
        },
        *("school", "roll", "measurement", "progress"),
        indicators=[indicator()],
        goals={"base_year": 2023},
    )


def test_schools_that_merged_are_one_school_in_every_year(make):
    made = merged(make)
    assert made.rows("select school_id, school_year, name, rosters, pupils from school order by 2") == [
        ("c", 2023, "丙校", 3, 120),
        ("c", 2024, "丙校", 1, 110),
    ]
    assert made.rows("select school_year, value from indicator_value where area_kind = 'school' and scope = 'all' order by 1") == [
        (2023, 20 / 30),
        (2024, 20 / 25),
    ]
    assert made.rows("select distinct area_id from roll where area_kind = 'school'") == [("c",)]


def test_a_merger_loses_no_return_of_the_township(make):
    made = merged(make)
    assert made.row("numerator, denominator, reported, due", year=2023) == (20, 30, 3, 3)
    assert made.row("change", year=2024) == 20 / 25 - 20 / 30


def test_a_delivered_value_keeps_the_file_and_row_it_came_from(make):
    made = merged(make)
    found = made.one("select school_id, value, source_file, source_row from measurement where delivered_id = 'b' and measure = 'teachers'")
    assert found == ("c", 5.0, "staffing.parquet", 2)
    assert made.one("select source_row from measurement where delivered_id = 'b' and measure = 'pupils'") == (None,)


def test_a_school_s_change_of_code_holds_up_to_its_year_and_a_code_given_out_again_is_a_new_school(make):
    made = make(
        {
            "townships": TOWNSHIPS,
            "schools": """
                school_id | school_year | township_id | name     | kind
                s1        | 2022        | t1          | 甲校     | primary
                s9        | 2022        | t1          | 山口小学 | primary
                s1        | 2024        | t1          | 甲校     | primary
                s9        | 2024        | t2          | 新建小学 | primary
                s7        | 2026        | t1          | 甲校     | primary
                s9        | 2026        | t2          | 新建小学 | primary
                s8        | 2026        | t2          | 新建小学 | primary
            """,
            "code_changes": """
                kind     | old_id | school_year | new_id
                school   | s9     | 2023        | s1
                school   | s9     | 2026        | s8
                school   | s1     | 2026        | s7
                township | old2   | 2023        | t2
            """,
        },
        "roster",
    )
    assert made.rows("select delivered_id, school_year, school_id from roster order by 2, 1") == [
        ("s1", 2022, "s7"),
        ("s9", 2022, "s7"),
        ("s1", 2024, "s7"),
        ("s9", 2024, "s8"),
        ("s7", 2026, "s7"),
        ("s8", 2026, "s8"),
        ("s9", 2026, "s9"),
    ]
