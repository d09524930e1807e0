"""What comes next: registered children carried on, a range from past errors, places, schools."""

import pytest

TOWNSHIPS = "township_id | name | district_id\n t1 | 谷雨镇 | d1"
YEARS = range(2021, 2026)


def city(make, *, births=lambda b: 100, pupils=None, places=400, local=80, years=YEARS, system="63", schools=("a",)):
    """One township whose primary pupils are 80 % of its registered children unless drawn otherwise."""
    head = {"s": "school_id | school_year | township_id | name | kind | system", "e": "school_id | school_year | stage | grade | pupils"}
    span = range(6, 12) if system == "63" else range(6, 11)
    pupils = pupils or (lambda year, grade: round(births(year - 5 - grade) * local / 100))
    roster = "\n".join(f"{s} | {y} | t1 | 校{s} | primary | {system}" for y in years for s in schools)
    enrolled = "\n".join(f"{s} | {y} | primary | {g} | {pupils(y, g) // len(schools)}" for y in years for g in range(1, len(span) + 1) for s in schools)
    children = "\n".join(f"t1 | {y} | {y - age} | {births(y - age)}" for y in years for age in range(15))
    total = {y: sum(births(y - age) for age in span) for y in years}
    stay = {y: sum(round(births(y - age) * local / 100) for age in span) for y in years}
    residency = "\n".join(f"t1 | {y} | primary | t1 | {stay[y]}\n t1 | {y} | primary | other_city | {total[y] - stay[y]}" for y in years)
    facilities = "\n".join(f"{s} | {y} | primary | {places // len(schools)}" for y in years for s in schools)
    return make(
        {
            "townships": TOWNSHIPS, "schools": f"{head['s']}\n{roster}", "enrolment": f"{head['e']}\n{enrolled}",
            "children": f"township_id | school_year | birth_year | children\n{children}",
            "residency": f"township_id | school_year | stage | destination | children\n{residency}",
            "facilities": f"school_id | school_year | stage | places\n{facilities}",
        },
        "intake_forecast", "school_intake",
    )  # fmt: skip


def row(made, columns, ahead=1, measure="roll", year=2025):
    found = made.one(
        f"select {columns} from intake_forecast where area_kind = 'township' and stage = 'primary' and measure = '{measure}'"
        f" and ahead = {ahead} and school_year = {year}"
    )
    return found if len(found) > 1 else found[0]


def test_equal_years_of_birth_and_a_steady_share_stay_as_they_are(make):
    made = city(make)
    assert row(made, "pupils, expected, low, high") == pytest.approx((480, 480, 480, 480))
    assert row(made, "expected", measure="intake") == pytest.approx(80)


def test_smaller_years_of_birth_arrive_when_they_come_of_age(make):
    made = city(make, births=lambda b: 50 if b >= 2020 else 100)
    assert [row(made, "expected", ahead) for ahead in (1, 2, 3)] == pytest.approx([440, 400, 360])
    assert row(made, "expected", 1, "intake") == pytest.approx(40)


def test_six_years_on_all_of_primary_school_is_of_children_who_are_small_now(make):
    made = city(make, births=lambda b: 50 if b >= 2020 else 100)
    assert row(made, "expected", 6) == pytest.approx(240)
    # children were first counted in 2021: four years on could be tested, five could not
    assert row(made, "backtested, low is null", 4) == (True, False)
    assert row(made, "backtested, low is null, high is null, word", 5) == (False, True, True, None)


def test_places_and_classes_stand_beside_the_pupils_expected(make):
    made = city(make, births=lambda b: 50 if b >= 2020 else 100, places=400)
    # 440 pupils in classes of 45 are 10 classes; 40 more pupils than places
    assert row(made, "classes_needed, places_spare") == (10, -40)
    # nobody said how many teachers there are
    assert row(made, "teachers, teachers_needed") == (None, None)


def test_at_98_percent_the_stay_at_homes_are_added(make):
    assert row(city(make), "expected_98") == pytest.approx(480 + 0.98 * 600 - 480)


def test_the_range_is_what_the_method_missed_by_in_years_then_known(make):
    # a tenth of every class goes in 2024: the forecast of 2023 was a ninth too high of what came
    made = city(make, pupils=lambda year, grade: 72 if year >= 2024 else 80, local=80)
    [(tests, error)] = made.rows(
        "select tests, error from forecast_error where area_kind = 'township' and stage = 'primary' and measure = 'roll' and ahead = 1 and school_year = 2025"
    )
    assert tests == 4
    assert error == pytest.approx(0.1)
    assert row(made, "low, high") == pytest.approx((row(made, "expected") * 0.9, row(made, "expected") * 1.1))
    # in 2023 nobody knew yet
    assert made.rows(
        "select error from forecast_error where area_kind = 'township' and measure = 'roll' and stage = 'primary' and ahead = 1 and school_year = 2023"
    )[0][0] == pytest.approx(0)


def test_a_first_year_has_a_forecast_without_a_range(make):
    assert row(city(make, years=[2025]), "low, high, error, word") == (None, None, None, None)


@pytest.mark.parametrize(("places", "word"), [(470, "short"), (480, "spare"), (500, "spare")])
def test_places_are_compared_with_the_whole_range(make, places, word):
    assert row(city(make, places=places), "word") == word


def test_a_place_inside_the_range_is_open(make):
    made = city(make, pupils=lambda year, grade: 72 if year >= 2024 else 80, places=432)
    assert row(made, "word") == "open"


def test_the_first_grade_of_a_school_is_its_share_of_the_townships(make):
    made = city(make, births=lambda b: 50 if b >= 2020 else 100, schools=("a", "b"))
    assert made.rows("select school_id, pupils, round(expected, 6) from school_intake where school_year = 2025 and ahead = 1 order by 1") == [
        ("a", 40, 20.0), ("b", 40, 20.0),
    ]  # fmt: skip


def test_under_the_5_4_system_primary_has_five_years(make):
    made = city(make, births=lambda b: 50 if b >= 2020 else 100, system="54")
    assert row(made, "expected") == pytest.approx(80 * 5 - 40)


def test_without_children_there_is_no_forecast_and_no_zero(make):
    made = make({"townships": TOWNSHIPS, "schools": "school_id | school_year | township_id | name | kind\n a | 2025 | t1 | 甲 | primary"}, "intake_forecast")
    assert made.rows("select * from intake_forecast") == []
