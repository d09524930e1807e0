"""The Theil index and its parts against NumPy: groups reckoned for themselves, not as what is left."""

import math

import pandas as pd
import pytest

from tests.support.hypothesis_setup import given, settings, st
from tests.support.mart_formulas import mart, resources, theil

SCHOOL = st.tuples(st.sampled_from(["d1", "d2", "d3"]), st.sampled_from(["town", "urban", "other"]), st.integers(0, 800), st.none() | st.integers(0, 9000))


def made(schools):
    return mart("theil", **resources(schools))["theil"]


def split(frame, keys):
    """(between, within) of a grouping: within = each group's share of the whole times its own index."""
    groups = [own for _, own in frame.groupby(keys)]
    between = theil([own.pupils.sum() for own in groups], [own.amount.sum() for own in groups])
    total = frame.amount.sum()
    within = sum(own.amount.sum() / total * theil(own.pupils, own.amount) for own in groups if own.amount.sum() > 0)
    return between, within


def test_equal_schools_have_an_index_of_nothing():
    row = made([("d1", "town", 50, 250), ("d2", "urban", 10, 50)]).iloc[0]
    assert [row.total, row.between_districts, row.sides_in_districts, row.rest] == pytest.approx([0, 0, 0, 0], abs=1e-12)


def test_all_in_one_school_gives_the_logarithm_of_the_pupils():
    row = made([("d1", "town", 50, 0), ("d1", "urban", 50, 80)]).iloc[0]
    assert row.total == pytest.approx(math.log(2), abs=1e-12)
    assert (row.between_districts, row.between_sides) == pytest.approx((0, math.log(2)), abs=1e-12)


def test_where_nobody_has_any_there_is_no_index():
    assert made([("d1", "town", 50, 0), ("d1", "urban", 50, 0)]).empty


@settings(max_examples=80, deadline=None)
@given(st.lists(SCHOOL, min_size=1, max_size=14))
def test_the_parts_are_those_of_an_independent_reckoning_and_add_up(schools):
    frame = pd.DataFrame([(d, side, p, n) for d, side, p, n in schools if p and n is not None], columns=["district", "side", "pupils", "amount"])
    found = made(schools)
    if frame.amount.sum() == 0:
        assert found.empty
        return
    row = found.iloc[0]
    total = theil(frame.pupils, frame.amount)
    between, within = split(frame, "district")
    sides, same = split(frame, "side")
    nested, rest = split(frame, ["district", "side"])
    assert row.total == pytest.approx(total, abs=1e-9)
    assert (row.between_districts, row.within_districts) == pytest.approx((between, within), abs=1e-9)
    assert (row.between_sides, row.within_sides) == pytest.approx((sides, same), abs=1e-9)
    assert (row.sides_in_districts, row.rest) == pytest.approx((nested - between, rest), abs=1e-9)
    assert row.between_districts + row.sides_in_districts + row.rest == pytest.approx(row.total, abs=1e-9)
    assert min(row.between_districts, row.sides_in_districts, row.rest, row.within_districts, row.within_sides) > -1e-9
    assert row.schools == len(frame)
