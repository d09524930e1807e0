"""差异系数 against NumPy, the published example, and what raising one school does."""

import numpy as np
import pytest

from tests.support.hypothesis_setup import assume, given, settings, st
from tests.support.mart_formulas import coefficient, mart, resources

# five schools, pupils and books; the published answer is 0.52
EXAMPLE = [("d1", "town", 45, 279), ("d1", "town", 37, 137), ("d1", "town", 89, 935), ("d1", "town", 76, 160), ("d1", "town", 55, 402)]

SCHOOL = st.tuples(st.sampled_from(["d1", "d2"]), st.sampled_from(["town", "urban", "other"]), st.integers(0, 800), st.none() | st.integers(0, 9000))
SCHOOLS = st.lists(SCHOOL, min_size=1, max_size=12)


def made(schools, **which):
    return mart("dispersion", "dispersion_school", **resources(schools, **which))


def one(frame, **where):
    for key, value in where.items():
        frame = frame[frame[key] == value]
    assert len(frame) == 1, frame
    return frame.iloc[0]


def test_the_published_example_gives_what_was_published():
    found = made(EXAMPLE)["dispersion"]
    assert round(one(found, variant="weighted").coefficient_of_variation, 3) == 0.515
    assert round(one(found, variant="weighted").coefficient_of_variation, 2) == 0.52
    assert round(one(found, variant="unweighted").coefficient_of_variation, 3) == 0.489


def test_the_limits_are_those_of_the_rule():
    over = one(made(EXAMPLE)["dispersion"], variant="weighted")
    assert (over.allowed, bool(over.within_limit)) == (0.50, False)
    assert one(made(EXAMPLE, stage="junior")["dispersion"], variant="unweighted").allowed == 0.45


def test_one_school_and_equal_schools_do_not_differ():
    assert one(made([("d1", "town", 50, 250)])["dispersion"], variant="weighted").coefficient_of_variation == 0
    found = made([("d1", "town", 50, 250), ("d1", "town", 10, 50), ("d1", "urban", 300, 1500)])
    assert found["dispersion"].coefficient_of_variation.tolist() == pytest.approx([0, 0], abs=1e-12)


def test_where_nobody_has_any_there_is_no_coefficient():
    found = made([("d1", "town", 50, 0), ("d1", "town", 10, 0)])["dispersion"]
    assert found.coefficient_of_variation.isna().all()


def test_a_school_that_has_not_returned_counts_as_due_and_nowhere_else():
    row = one(made([*EXAMPLE, ("d1", "town", 99, None)])["dispersion"], variant="weighted")
    assert (row.schools, row.due) == (5, 6)
    assert row.coefficient_of_variation == pytest.approx(0.515, abs=5e-4)


@settings(max_examples=60, deadline=None)
@given(SCHOOLS)
def test_every_district_agrees_with_numpy_in_both_variants(schools):
    found = made(schools)["dispersion"]
    for district in ("d1", "d2"):
        known = [(pupils, numerator / pupils) for d, _, pupils, numerator in schools if d == district and pupils and numerator is not None]
        rows = found[found.district_id == district]
        if not known:
            assert rows.empty
            continue
        pupils, values = map(np.array, zip(*known, strict=True))
        official, plain = one(rows, variant="weighted"), one(rows, variant="unweighted")
        assert official.schools == len(known)
        assert official.due == sum(d == district for d, *_ in schools)
        assert official.at_threshold == sum(values >= 4.5 - 1e-9)
        if values.sum() == 0:
            assert np.isnan(float(official.coefficient_of_variation)) and np.isnan(float(plain.coefficient_of_variation))
        else:
            assert official.coefficient_of_variation == pytest.approx(coefficient(pupils, values), abs=1e-9)
            assert plain.coefficient_of_variation == pytest.approx(values.std() / values.mean(), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(SCHOOLS)
def test_the_shares_of_the_spread_add_up_and_raising_a_school_gives_what_numpy_gives(schools):
    found = made(schools)["dispersion_school"]
    known = {f"s{nth:03}": (d, pupils, n / pupils) for nth, (d, _, pupils, n) in enumerate(schools) if pupils and n is not None}
    assert set(found.delivered_id) == set(known)
    for district, own in found.groupby("district_id"):
        members = {key: each for key, each in known.items() if each[0] == district}
        pupils, values = np.array([p for _, p, _ in members.values()]), np.array([v for *_, v in members.values()])
        if values.sum() == 0:
            continue
        before = coefficient(pupils, values)
        if before > 1e-6:
            assert own.share_of_spread.sum() == pytest.approx(1, abs=1e-9)
        for row in own.itertuples():
            raised = values.copy()
            at = list(members).index(row.delivered_id)
            raised[at] = max(raised[at], 4.5)
            # a variance that is nothing but rounding has a root of about 1e-8
            assert row.coefficient_raised == pytest.approx(coefficient(pupils, raised), abs=1e-7)
            assert row.falls_by == pytest.approx(before - coefficient(pupils, raised), abs=1e-7)
            assert row.met or row.lacking == pytest.approx(4.5 * pupils[at] - values[at] * pupils[at], abs=1e-6)


@given(st.integers(1, 500), st.integers(1, 5000))
@settings(max_examples=25, deadline=None)
def test_scaling_every_school_changes_no_coefficient(pupils, numerator):
    assume(numerator != 3 * pupils)
    drawn = [("d1", "town", pupils, numerator), ("d1", "urban", 100, 300)]
    more = [(d, side, p, 7 * n) for d, side, p, n in drawn]
    first, second = made(drawn)["dispersion"], made(more)["dispersion"]
    assert first.coefficient_of_variation.tolist() == pytest.approx(second.coefficient_of_variation.tolist(), abs=1e-9)


POINT = """
    school_id | school_year | township_id | name   | kind           | seat
    s1        | 2025        | t1          | 甲校   | primary        | true
    s2        | 2025        | t1          | 小校   | primary        |
    p1        | 2025        | t1          | 大点   | teaching_point |
    p2        | 2025        | t1          | 小点   | teaching_point |
"""


STAFF = "teachers | college_teachers | bachelor_teachers | backbone_teachers | arts_pe_teachers"
ROOMS = "floor_area | sports_area | equipment_value | multimedia_rooms"


def test_small_teaching_points_are_left_out_small_schools_are_not(make):
    floor = {"s1": 500, "s2": 60, "p1": 200, "p2": 10}
    found = make(
        {
            "townships": "township_id | name | district_id | counted\n t1 | 谷雨镇 | d1 | true",
            "schools": POINT,
            "enrolment": "school_id | school_year | stage | grade | pupils | classes\n"
            " s1 | 2025 | primary | 1 | 100 | 3\n s2 | 2025 | primary | 1 | 20 | 1\n p1 | 2025 | primary | 1 | 50 | 2\n p2 | 2025 | primary | 1 | 49 | 2",
            "staffing": "\n".join([f"school_id | school_year | stage | {STAFF}", *(f"{school} | 2025 | primary | 9 | 9 | 9 | 2 | 2" for school in floor)]),
            "facilities": "\n".join(
                [f"school_id | school_year | stage | {ROOMS}", *(f"{school} | 2025 | primary | {area} | 2000 | 400000 | 5" for school, area in floor.items())]
            ),
        },
        "dispersion", "measurement", "resource_pass",
    )  # fmt: skip
    schools, due, value = found.one("select schools, due, coefficient_of_variation from dispersion where variant = 'weighted' and resource = 'L4'")
    assert (schools, due) == (3, 3)
    assert value == pytest.approx(coefficient([100, 20, 50], [5, 3, 4]), abs=1e-9)
    # a point can pass like a school, but the indicator of schools never counts it
    assert found.one("select passing, schools, due from resource_pass") == (2, 3, 3)
    assert found.rows("select delivered_id from measurement where measure = 'seven_resource_pass' order by 1") == [("s1",), ("s2",)]
