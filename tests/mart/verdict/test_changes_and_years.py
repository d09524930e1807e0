"""What changed against the year before and by whose doing, which year is shown, and what is missing."""

from tests.support.draw_marts import indicator

SCHOOLS = "school_id | school_year | township_id | name | kind | urban_reference\n" + "".join(
    f"s1 | {year} | t1 | 甲校 | primary |\n s2 | {year} | t2 | 乙校 | primary |\n u1 | {year} | c1 | 城校 | primary | true\n" for year in (2024, 2025)
)
TOWNSHIPS = """
    township_id | name   | district_id | counted
    t1          | 谷雨镇 | d1          | true
    t2          | 霜降镇 | d1          | true
    c1          | 城关   | d1          | false
"""


def city(make, *rows, indicators=None, marts=("row_change",), **more):
    staffing = "\n".join(["school_id | school_year | stage | teachers | backbone_teachers", *rows])
    default = [indicator(numerator="backbone_teachers", denominator="teachers", rule="not_below_urban", threshold=None)]
    return make(
        {"townships": TOWNSHIPS, "schools": SCHOOLS, "staffing": staffing, **more},
        *marts,
        indicators=indicators or default,
        goals={"base_year": 2024},
    )


def test_a_fall_is_put_down_to_the_own_value_or_to_the_one_compared_with(make):
    made = city(
        make,
        *("s1 | 2024 | primary | 100 | 31", "s2 | 2024 | primary | 100 | 36", "u1 | 2024 | primary | 100 | 30"),
        *("s1 | 2025 | primary | 100 | 30", "s2 | 2025 | primary | 100 | 25", "u1 | 2025 | primary | 100 | 35"),
    )
    assert made.rows("select township_id, kind, cause from row_change order by 1") == [
        ("t1", "fell_back", "target"),
        ("t2", "fell_back", "own"),
    ]


def test_a_return_that_stops_coming_is_newly_missing(make):
    made = city(
        make,
        *("s1 | 2024 | primary | 100 | 31", "s2 | 2024 | primary | 100 | 20", "u1 | 2024 | primary | 100 | 30"),
        *("s2 | 2025 | primary | 100 | 40", "u1 | 2025 | primary | 100 | 35"),
    )
    assert made.rows("select township_id, kind, cause from row_change order by 1") == [
        ("t1", "newly_missing", None),
        ("t2", "newly_met", "own"),
    ]


def test_a_change_per_head_is_split_into_books_and_pupils_that_add_up(make):
    made = city(
        make,
        indicators=[indicator(form="per_head", numerator="new_books", denominator="pupils", threshold="1")],
        marts=("progress",),
        facilities="school_id | school_year | stage | new_books\n s1 | 2024 | primary | 100\n s1 | 2025 | primary | 110",
        enrolment="school_id | school_year | stage | grade | pupils | classes\n s1 | 2024 | primary | 1 | 100 | 3\n s1 | 2025 | primary | 1 | 80 | 3",
    )
    change, own, pupils = made.row("change, change_own, change_from_pupils")
    # 1.0 to 1.375 books a pupil: fewer pupils explain most of it
    assert (round(change, 9), round(pupils, 9)) == (0.375, round(105 * (1 / 80 - 1 / 100), 9))
    assert abs(own + pupils - change) < 1e-12
    assert pupils > change / 2


def statuses(alone, before, now, cause="target"):
    made = alone(
        "status_change",
        township_status=f"""
            township_id | district_id | school_year | reading | status
            t1          | d1          | 2024        | strict  | {before}
            t1          | d1          | 2025        | strict  | {now}
        """,
        row_change=f"township_id | school_year | role | kind | cause\n t1 | 2025 | core | fell_back | {cause}",
    )
    return made.rows("select kind, cause from status_change")


def test_a_township_moves_in_one_of_three_ways(alone):
    assert statuses(alone, "not_met", "met") == [("newly_met", "own")]
    assert statuses(alone, "met", "not_met") == [("fell_back", "target")]
    assert statuses(alone, "met", "not_met", "own") == [("fell_back", "own")]
    assert statuses(alone, "met", "not_assessable") == [("newly_missing", None)]
    assert statuses(alone, "not_assessable", "met") == []
    assert statuses(alone, "met", "met") == []


def test_the_year_shown_is_the_latest_with_nearly_all_returns(make):
    full = ("s1 | 2024 | primary | 9 | 9", "s2 | 2024 | primary | 9 | 9")
    row = [indicator(numerator="backbone_teachers", denominator="teachers")]
    made = city(make, *full, "s1 | 2025 | primary | 9 | 9", indicators=row, marts=("year_status", "missing_returns"))
    assert made.rows("select school_year, reported, due, shown_by_default, in_progress from year_status order by 1") == [
        (2024, 2, 2, True, False),
        (2025, 1, 2, False, True),
    ]
    assert made.rows("select district_id, school_year, extract, due_schools, reported_schools from missing_returns order by 2") == [
        ("d1", 2024, "staffing", 3, 2),
        ("d1", 2025, "staffing", 3, 1),
    ]
    made = city(make, *full, "s1 | 2025 | primary | 9 | 9", "s2 | 2025 | primary | 9 | 9", indicators=row, marts=("year_status",))
    assert made.rows("select school_year from year_status where shown_by_default") == [(2025,)]


UNCOUNTED = "township_id | name | district_id\nt1 | 谷雨镇 | d1\nt2 | 清明镇 | d1"


def years_of(make, schools, returned, townships=UNCOUNTED):
    """(year, complete, roster whole, shown first) where school i of each year is on the roster, and so many returned."""
    roster = "\n".join(f"s{n} | {year} | t{1 + n % 2} | 第{n}小学 | primary" for year, many in schools.items() for n in range(many))
    pupils = "\n".join(f"s{n} | {year} | primary | 1 | 30" for year, many in returned.items() for n in range(many))
    tables = {
        "townships": townships,
        "schools": f"school_id | school_year | township_id | name | kind\n{roster}",
        "enrolment": f"school_id | school_year | stage | grade | pupils\n{pupils}",
    }
    return make(tables, "year_status").rows("select school_year, complete, roster_whole, shown_by_default from year_status order by 1")


def test_where_no_township_is_counted_the_returns_of_enrolment_decide_which_year_opens(make):
    assert years_of(make, {2024: 20, 2025: 20}, {2024: 20, 2025: 18}) == [(2024, True, True, True), (2025, False, True, False)]
    assert years_of(make, {2024: 20, 2025: 20}, {2024: 20, 2025: 19}) == [(2024, True, True, False), (2025, True, True, True)]


def test_a_year_of_one_school_is_never_complete_although_all_of_it_returned(make):
    assert years_of(make, {2024: 20, 2025: 1, 2026: 1}, {2024: 20, 2025: 1, 2026: 1}) == [
        (2024, True, True, True),
        (2025, False, False, False),
        (2026, False, False, False),
    ]
    assert years_of(make, {2023: 20, 2024: 17, 2025: 16}, {2023: 20, 2024: 17, 2025: 16})[-1] == (2025, True, True, True)


def test_the_gap_closes_when_it_is_smaller_than_in_the_base_year(make):
    made = city(
        make,
        *("s1 | 2024 | primary | 100 | 10", "s2 | 2024 | primary | 100 | 10", "u1 | 2024 | primary | 100 | 30"),
        *("s1 | 2025 | primary | 100 | 20", "s2 | 2025 | primary | 100 | 10", "u1 | 2025 | primary | 100 | 30"),
        marts=("gap",),
    )
    rows = made.rows("select school_year, round(town, 9), round(urban, 9), round(gap, 9), closing, closes_in from gap where area_kind = 'city' order by 1")
    # 20 points behind, 15 a year later: five a year, so 2028
    assert rows == [(2024, 0.1, 0.3, -0.2, None, None), (2025, 0.15, 0.3, -0.15, True, 2028)]


def test_the_roll_counts_every_stage_and_grade_and_a_missing_grade_is_no_smaller_total(make):
    made = city(
        make,
        indicators=[indicator(numerator="classes", denominator="pupils")],
        marts=("roll", "progress"),
        enrolment="""
            school_id | school_year | stage   | grade | pupils | classes
            s1        | 2025        | primary | 1     | 30     | 1
            s1        | 2025        | primary | 2     |        | 1
            s1        | 2025        | senior  | 10    | 40     | 1
            u1        | 2025        | primary | 1     | 50     | 2
        """,
    )
    assert made.rows("select stage, grade, pupils, schools from roll where area_kind = 'city' order by 1, 2") == [
        ("primary", "1", 80, 2), ("primary", "2", None, 1), ("senior", "10", 40, 1),
    ]  # fmt: skip
    assert made.verdict()[0] == "no_data"
