"""Every rule of an indicator row, each seen from both sides of its line."""

import pytest

from tests.support.draw_delivery import cells
from tests.support.draw_marts import indicator

TOWNSHIPS = """
    township_id | name   | district_id | counted
    t1          | 谷雨镇 | d1          | true
    t2          | 霜降镇 | d1          | true
    t3          | 小寒镇 | d2          | true
    c1          | 城关   | d1          | false
"""
SCHOOLS = """
    school_id | school_year | township_id | name | kind    | urban_reference
    s1        | 2025        | t1          | 甲校 | primary |
    s2        | 2025        | t2          | 乙校 | primary |
    s3        | 2025        | t3          | 丙校 | primary |
    u1        | 2025        | c1          | 城校 | primary | true
"""


def staffing(*rows: str) -> str:
    return "\n".join(["school_id | school_year | stage | teachers | teachers_due | backbone_teachers", *rows])


def city(make, staffing_table, row, **more):
    tables = {"townships": TOWNSHIPS, "schools": SCHOOLS, "staffing": staffing_table, **more.pop("tables", {})}
    return make(tables, "progress", indicators=[row], **more)


@pytest.mark.parametrize(
    ("rule", "threshold", "teachers", "verdict"),
    [
        ("at_least", "0.9", 90, "met"),
        ("at_least", "0.9", 89, "not_met"),
        ("at_most", "0.9", 90, "met"),
        ("at_most", "0.9", 91, "not_met"),
        ("below", "0.9", 89, "met"),
        ("below", "0.9", 90, "not_met"),
    ],
)
def test_a_threshold_is_reached_or_not(make, rule, threshold, teachers, verdict):
    made = city(make, staffing(f"s1 | 2025 | primary | {teachers} | 100 |"), indicator(rule=rule, threshold=threshold))
    assert made.verdict() == (verdict, "point")


def test_changing_the_threshold_in_the_row_changes_the_verdict(make):
    drawn = staffing("s1 | 2025 | primary | 92 | 100 |")
    assert city(make, drawn, indicator(threshold="0.95")).verdict()[0] == "not_met"
    assert city(make, drawn, indicator(threshold="0.9")).verdict()[0] == "met"


def test_a_monitored_row_shows_its_value_and_is_never_judged(make):
    made = city(make, staffing("s1 | 2025 | primary | 1 | 100 |"), indicator(role="monitor", rule="tracked", threshold=None))
    assert made.row("value, verdict, reason, attainment") == (0.01, "no_target", "monitor", None)


BACKBONE = indicator(numerator="backbone_teachers", denominator="teachers", rule="not_below_urban", threshold=None)


def test_a_share_is_held_against_the_pooled_urban_schools(make):
    made = city(
        make,
        staffing("s1 | 2025 | primary | 40 | 40 | 12", "s2 | 2025 | primary | 40 | 40 | 10", "u1 | 2025 | primary | 100 | 100 | 30"),
        BACKBONE,
    )
    assert made.row("target, target_from, verdict, reason") == (0.3, "city_urban", "met", "point")
    assert made.row("verdict, shortfall_units", "t2") == ("not_met", 2)


def test_less_than_one_whole_teacher_short_is_slightly_below_and_met(make):
    # 30 % of 39 teachers are 11.7: eleven are 0.7 short (1.8 points), ten 1.7
    made = city(
        make,
        staffing("s1 | 2025 | primary | 39 | 39 | 11", "s2 | 2025 | primary | 39 | 39 | 10", "u1 | 2025 | primary | 100 | 100 | 30"),
        BACKBONE,
    )
    assert made.row("verdict, reason, state, attainment") == ("met", "whole_unit", "slightly_below", 1)
    assert made.row("verdict, state, shortfall_units", "t2") == ("not_met", "not_met", 1)


# numerator and denominator of the township, of the urban schools; points below; units short
SLIGHTLY = """
    have | of   | urban_have | urban_of | state          | short
    7    | 19   | 8          | 20       | not_met        | 1
    19   | 49   | 8          | 20       | slightly_below |
    38   | 100  | 40         | 100      | not_met        | 2
    39   | 100  | 40         | 100      | not_met        | 1
    799  | 2000 | 40         | 100      | not_met        | 1
    79   | 199  | 40         | 100      | slightly_below |
    0    | 3    | 1          | 5        | not_met        | 1
    3    | 4    | 71         | 72       | not_met        | 1
    40   | 100  | 40         | 100      | met            |
"""


@pytest.mark.parametrize("row", cells(SLIGHTLY)[1])
def test_slightly_below_is_less_than_one_unit_and_less_than_two_points(make, row):
    have, of, urban_have, urban_of, state, short = row
    made = city(make, staffing(f"s1 | 2025 | primary | {of} | {of} | {have}", f"u1 | 2025 | primary | {urban_of} | {urban_of} | {urban_have}"), BACKBONE)
    assert made.row("state, shortfall_units") == (state, int(short) if short else None)
    assert made.row("verdict") == ("met" if state == "slightly_below" else state)


def test_a_school_short_is_never_slight(make):
    # 98 of 99 urban schools are well equipped, 50 of 51 of the town: 0.48 schools short, 0.9 points
    schools = "school_id | school_year | township_id | name | kind | seat | urban_reference\n"
    schools += "".join(f"s{n} | 2025 | t1 | 校{n} | primary | | \n" for n in range(51)) + "".join(
        f"u{n} | 2025 | u | 城{n} | primary | | true\n" for n in range(99)
    )
    returns = "school_id | school_year | stage | equipment_standard_met\n" + "".join(
        f"{place}{n} | 2025 | primary | {int(n > 0)}\n" for place, last in (("s", 51), ("u", 99)) for n in range(last)
    )
    townships = "township_id | name | district_id | counted\n t1 | 谷雨镇 | d1 | true\n u | 城关 | d1 | false"
    row = indicator(numerator="equipment_standard_met", denominator="schools", rule="not_below_urban", threshold=None)
    tables = {"townships": townships, "schools": schools, "facilities": returns}
    assert make(tables, "progress", indicators=[row]).row("state, shortfall_units") == ("not_met", 1)
    assert make(tables, "progress", indicators=[row], settings={"slightly_below_schools": "true"}).row("state") == "slightly_below"


@pytest.mark.parametrize(("points", "state"), [("0", "not_met"), ("0.012", "not_met"), ("0.0123", "slightly_below")])
def test_how_much_is_slight_is_a_setting(make, points, state):
    made = make(
        {"townships": TOWNSHIPS, "schools": SCHOOLS, "staffing": staffing("s1 | 2025 | primary | 49 | 49 | 19", "u1 | 2025 | primary | 20 | 20 | 8")},
        "progress", indicators=[BACKBONE], settings={"slightly_below_points": points},
    )  # fmt: skip
    assert made.row("state") == state


@pytest.mark.parametrize(("have", "of", "state"), [(79, 199, "slightly_below"), (19, 49, "not_met"), (39, 100, "not_met")])
def test_a_value_per_head_is_slight_within_two_percent_of_the_urban_value(make, have, of, state):
    # 40 a hundred in the city: 79 of 199 are 0.6 short and 0.8 % below, 19 of 49 are 0.6 short and 3.1 % below
    made = city(
        make,
        staffing(f"s1 | 2025 | primary | {of} | {of} | {have}", "u1 | 2025 | primary | 100 | 100 | 40"),
        {**BACKBONE, "form": "per_head", "per": 100},
    )
    assert made.row("state") == state


def test_exactly_one_teacher_short_is_one_short(make):
    # 30 % of 40 are 12.000000000000002 in floating point: eleven are one short, whatever the last digit says
    made = city(make, staffing("s1 | 2025 | primary | 40 | 40 | 11", "u1 | 2025 | primary | 10 | 10 | 3"), BACKBONE)
    assert made.row("verdict, shortfall_units") == ("not_met", 1)


TWO_URBANS = {
    "schools": SCHOOLS + "    u2 | 2025 | t3 | 二城校 | primary | true\n",
}


@pytest.mark.parametrize(
    ("level", "judged", "beside"),
    [("city", ("city_urban", "not_met", 0.1, "met"), (0.2, "met")), ("district", ("district_urban", "met", 0.2, "not_met"), None)],
)
def test_a_setting_decides_which_urban_value_is_judged_and_the_other_stands_beside(make, level, judged, beside):
    made = city(
        make,
        staffing("s3 | 2025 | primary | 100 | 100 | 12", "u1 | 2025 | primary | 100 | 100 | 30", "u2 | 2025 | primary | 100 | 100 | 10"),
        BACKBONE,
        tables=TWO_URBANS,
        settings={"urban_level": level},
    )
    # u2 stands in t3 and counts there: (12 + 10) / 200 = 0.11
    assert made.row("target_from, verdict, round(district_target, 9), verdict_district_urban", "t3") == judged


def test_a_district_without_urban_schools_is_judged_against_the_city(make):
    made = city(
        make,
        staffing("s3 | 2025 | primary | 100 | 100 | 12", "u1 | 2025 | primary | 100 | 100 | 30"),
        BACKBONE,
        settings={"urban_level": "district"},
    )
    assert made.row("target, target_from, verdict", "t3") == (0.3, "city_urban", "not_met")


def test_without_an_urban_school_there_is_no_benchmark(make):
    made = city(make, staffing("s1 | 2025 | primary | 40 | 40 | 12"), BACKBONE)
    assert made.verdict() == ("no_data", "no_benchmark")


def test_a_new_row_on_measures_that_exist_needs_nothing_else(make):
    row = indicator("pupils_per_teacher", form="per_head", numerator="pupils", denominator="teachers", rule="at_most", threshold="17")
    made = city(
        make,
        staffing("s1 | 2025 | primary | 10 | 10 |"),
        row,
        tables={"enrolment": "school_id | school_year | stage | grade | pupils | classes\n s1 | 2025 | primary | 1 | 180 | 4"},
    )
    assert made.row("value, verdict", indicator_id="pupils_per_teacher") == (18.0, "not_met")


def test_per_scales_value_and_shortfall(make):
    row = indicator(form="per_head", numerator="backbone_teachers", denominator="teachers", per=100, threshold="30")
    made = city(make, staffing("s1 | 2025 | primary | 40 | 40 | 10"), row)
    assert made.row("value, verdict, shortfall_units") == (25.0, "not_met", 2)


def test_a_row_is_judged_only_in_the_years_it_is_valid(make):
    schools = "school_id | school_year | township_id | name | kind\n" + "".join(
        f" s1 | {year} | t1 | 甲校 | primary\n" for year in (2021, 2022, 2023, 2024, 2025)
    )
    made = city(
        make,
        staffing(*(f"s1 | {year} | primary | 10 | 10 |" for year in range(2021, 2026))),
        indicator(valid_from=2022, valid_to=2024),
        tables={"schools": schools},
    )
    assert made.rows("select school_year from progress where township_id = 't1' order by 1") == [(2022,), (2023,), (2024,)]


def test_attainment_stays_within_one_and_is_none_without_data(make):
    made = city(
        make,
        staffing("s1 | 2025 | primary | 45 | 100 |", "s2 | 2025 | primary | 100 | 100 |"),
        indicator(threshold="0.9"),
    )
    assert [made.row("attainment", township) for township in ("t1", "t2", "t3")] == [0.5, 1.0, None]


def test_where_lower_is_better_attainment_turns_round(make):
    made = city(make, staffing("s1 | 2025 | primary | 80 | 100 |"), indicator(rule="at_most", threshold="0.4"))
    assert made.row("attainment, shortfall_units") == (0.5, None)


def test_a_township_that_is_not_counted_shows_values_and_no_verdict(make):
    made = city(make, staffing("u1 | 2025 | primary | 8 | 10 |"), indicator())
    assert made.row("counted, value, verdict, reason, shortfall_units, attainment, borderline", "c1") == (
        False, 0.8, None, None, None, None, False,
    )  # fmt: skip
