"""Rising: four words for a series since the base year, and what stands in their way."""

import pytest

from tests.support.draw_marts import indicator

EACH_YEAR = indicator(rule="rising", threshold="each_year")
SINCE_BASE = indicator(rule="rising", threshold="base_year")


def series(make, row, values: dict[int, int | None], years=range(2021, 2026), **more):
    """One school whose teachers (of 100 due) are drawn by year."""
    return make(
        {
            "townships": "township_id | name | district_id | counted\n t1 | 谷雨镇 | d1 | true",
            "schools": "school_id | school_year | township_id | name | kind\n" + "\n".join(f"s1 | {year} | t1 | 甲校 | primary" for year in years),
            "staffing": "school_id | school_year | stage | teachers | teachers_due\n"
            + "\n".join(f"s1 | {year} | primary | {value} | 100" for year, value in values.items() if value is not None),
        },
        "progress",
        indicators=[row],
        **more,
    )


def by_year(*values: int | None) -> dict:
    return dict(zip(range(2021, 2026), values, strict=True))


@pytest.mark.parametrize(
    ("values", "verdict", "word"),
    [
        ((50, 51, 52, 53, 54), "met", "each_year"),
        ((50, 51, 51, 53, 54), "not_met", "overall"),
        ((50, 60, 55, 56, 57), "not_met", "overall"),
        ((50, 60, 55, 52, 50), "not_met", "none"),
        ((90, 99, 97, 98, 98), "met", "high"),
        ((90, 99, 98, 97, 98), "not_met", "overall"),
        ((99, 99, 99, 99, 98), "met", "high"),
    ],
)
def test_four_words_for_rising_every_year(make, values, verdict, word):
    assert series(make, EACH_YEAR, by_year(*values)).verdict() == (verdict, word)


def test_a_missing_year_in_between_cannot_be_risen_over(make):
    assert series(make, EACH_YEAR, by_year(50, 51, None, 53, 54)).verdict() == ("no_data", "missing_year")


def test_a_missing_base_year_is_a_missing_year(make):
    assert series(make, EACH_YEAR, by_year(None, 51, 52, 53, 54)).verdict() == ("no_data", "missing_year")
    assert series(make, SINCE_BASE, by_year(None, 51, 52, 53, 54)).verdict() == ("no_data", "missing_year")


def test_the_first_year_with_a_value_is_the_first_year(make):
    assert series(make, EACH_YEAR, by_year(50, 51, 52, 53, 54)).verdict(year=2021) == ("no_data", "first_year")
    assert series(make, EACH_YEAR, by_year(None, None, None, None, 54)).verdict() == ("no_data", "first_year")


def test_no_value_this_year_is_not_reported_rather_than_not_risen(make):
    assert series(make, EACH_YEAR, by_year(50, 51, 52, 53, None)).verdict() == ("no_data", "not_reported")


@pytest.mark.parametrize(("last", "verdict"), [(51, ("met", "above_base")), (50, ("not_met", "not_above_base"))])
def test_above_the_base_year_asks_for_no_rise_in_between(make, last, verdict):
    made = series(make, SINCE_BASE, by_year(50, 60, 40, 60, last))
    assert made.verdict() == verdict
    assert made.row("target, target_from, attainment, shortfall_units") == (0.5, "base_year", None, None)


@pytest.mark.parametrize(("last", "verdict"), [(100, ("met", "still_full")), (99, ("not_met", "not_above_base"))])
def test_what_was_full_in_the_base_year_only_has_to_stay_full(make, last, verdict):
    assert series(make, SINCE_BASE, by_year(100, 100, 98, 100, last)).verdict() == verdict


def test_a_count_per_school_is_never_full(make):
    per_school = indicator(rule="rising", threshold="base_year", form="per_head")
    assert series(make, per_school, by_year(100, 100, 100, 100, 100)).verdict() == ("not_met", "not_above_base")


def test_the_base_year_comes_from_the_goal(make):
    made = series(make, EACH_YEAR, by_year(50, 40, 41, 42, 43), goals={"base_year": 2022})
    assert made.verdict() == ("met", "each_year")


def test_an_indicator_that_begins_later_rises_from_its_own_first_year(make):
    made = series(make, {**EACH_YEAR, "valid_from": 2023}, by_year(90, 80, 41, 42, 43))
    assert made.verdict() == ("met", "each_year")
    assert made.verdict(year=2023) == ("no_data", "first_year")


def test_last_years_value_stands_beside_the_rise(make):
    made = series(make, EACH_YEAR, by_year(50, 51, 52, 53, 54))
    assert made.row("target, target_from, round(change, 9)") == (0.53, "last_year", 0.01)
