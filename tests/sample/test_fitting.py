"""Whole counts add up and carry the verdict that was planned."""

import math

import numpy as np

from tests.support.hypothesis_setup import given, st
from townbase.sample.fitting import apportion, fit, least_met


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 50), st.integers(0, 40)), min_size=1, max_size=30),
    st.lists(st.integers(0, 300), min_size=3, max_size=3),
)
def test_what_is_dealt_out_sums_exactly_and_never_passes_a_cap(members, amounts):
    group, weight, cap = (np.array(column) for column in zip(*members, strict=True))
    out = apportion(np.array(amounts), weight.astype(float), group, cap)
    room = np.bincount(group, cap, 3)
    assert (out <= cap).all()
    assert (np.bincount(group, out, 3) == np.minimum(amounts, room)).all()


def test_shares_follow_the_weights_and_the_rest_goes_to_the_largest_remainder():
    out = apportion(np.array([10]), np.array([1.0, 1.0, 1.5]), np.array([0, 0, 0]))
    assert out.tolist() == [3, 3, 4]


@given(st.integers(1, 400), st.integers(1, 999))
def test_the_smallest_numerator_that_meets_is_short_by_less_than_one_unit_and_two_points(denominator, per_mille):
    target = per_mille / 1000
    least = int(least_met(np.array([target]), np.array([denominator]), whole_unit=True)[0])
    short = target * denominator - least
    assert short < 1 and short / denominator < 0.02
    one_less = short + 1
    assert least == 0 or one_less >= 1 - 1e-5 or one_less / denominator >= 0.02 - 1e-5
    assert least in (math.ceil(target * denominator - 1e-6), math.ceil(target * denominator - 1e-6) - 1)


@given(st.integers(10, 400), st.floats(0.5, 0.95), st.booleans(), st.booleans(), st.floats(0, 0.2))
def test_a_fitted_count_carries_the_planned_verdict(denominator, target, met, slight, gap):
    arrays = (np.array([value]) for value in (target, denominator, met, gap, 0.01, slight))
    count = fit(*arrays)[0]
    tolerated = least_met(np.array([target]), np.array([denominator]), whole_unit=True)[0]
    assert (count >= tolerated) == met
    assert not met or slight or count >= target * denominator - 1e-5
    assert 0 <= count <= denominator


def test_without_forgiveness_what_is_met_reaches_the_target_itself():
    count = fit(np.array([0.95]), np.array([90]), np.array([True]), np.array([0.1]), np.array([0.0]))[0]
    assert count == 86
