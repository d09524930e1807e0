"""The gap page's marts on the sample city say what pandas says from the delivery: every area, every resource, every township."""

import contextlib
import math

import duckdb
import pytest

from tests.recount import gaps
from tests.recount.delivered import sample
from townbase import versions

YEAR, BASE = 2025, 2021
SHARES = {
    "function_room": ("function_rooms", "function_rooms_due"), "equipment": ("equipment_standard_met", "schools"), "activity_room": ("activity_room_met", "schools"),
    "living_facility": ("living_facility_met", "schools"), "backbone": ("backbone_teachers", "teachers"), "bachelor": ("bachelor_teachers", "teachers"),
    "college_preschool": ("college_teachers", "teachers"), "ict_use": ("ict_teachers", "teachers"),
}  # fmt: skip


@pytest.fixture(scope="module")
def sql(sample_db):
    with contextlib.closing(duckdb.connect(str(versions.database(sample_db, versions.current(sample_db))), read_only=True)) as con:
        yield lambda text: con.execute(text).fetchall()


@pytest.mark.parametrize("indicator", [*SHARES, "new_books"])
def test_every_gap_its_change_and_the_year_it_closes(sql, indicator):
    by_pupils = indicator == "new_books"
    numerator, denominator = SHARES.get(indicator, ("new_books", "pupils"))
    rows = sql(
        "select stage, area_id, town, urban, gap, base_gap, change_town, change_urban, coalesce(change_pupils, 0), closes_in from gap_against"
        f" where against = 'city' and area_kind in ('city', 'district') and indicator_id = '{indicator}' and school_year = {YEAR}"
    )
    assert len(rows) >= 13
    for stage in {row[0] for row in rows}:
        then, now = (gaps.gap_cells(sample(), year, numerator, denominator, stage) for year in (BASE, YEAR))
        for _, area, town, urban, gap, base_gap, *parts, closes in (row for row in rows if row[0] == stage):
            (tn, td), (un, ud) = now[area]
            before = then[area][0][0] / then[area][0][1] - then[area][1][0] / then[area][1][1]
            assert (town, urban, gap, base_gap) == pytest.approx((tn / td, un / ud, tn / td - un / ud, before), abs=1e-12)
            assert parts == pytest.approx(gaps.change_of_gap(then[area], now[area], by_pupils), abs=1e-12)
            yearly = (gap - before) / (YEAR - BASE)
            wanted = math.ceil(YEAR - gap / yearly - 1e-9) if gap < 0 < yearly else None
            assert closes == wanted, (stage, area)


@pytest.fixture(scope="module")
def schools():
    return gaps.resources(sample(), YEAR)


def test_every_coefficient_and_what_the_first_school_would_change(sql, schools):
    rows = sql(
        "select stage, resource, district_id, max(coefficient_of_variation) filter (variant = 'weighted'), max(coefficient_of_variation) filter (variant = 'unweighted')"
        f" from dispersion where school_year = {YEAR} group by all"
    )
    found = {(stage, resource, district): (weighted, plain) for stage, resource, district, weighted, plain in rows}
    wanted = {key: gaps.coefficients(own) for key, own in schools.groupby(["stage", "resource", "district"])}
    assert found.keys() == wanted.keys() and len(found) == 182
    assert all(found[key] == pytest.approx(wanted[key], abs=1e-12) for key in wanted)
    raised = sql(
        f"select stage, resource, district_id, delivered_id, coefficient_raised, share_of_spread from dispersion_school where school_year = {YEAR} and not met order by falls_by desc limit 20"
    )
    for stage, resource, district, school, after, share in raised:
        own = schools[(schools["stage"] == stage) & (schools["resource"] == resource) & (schools["district"] == district)]
        mine = own["school"] == school
        spread = own["pupils"] * (own["value"] - (own["value"] * own["pupils"]).sum() / own["pupils"].sum()) ** 2
        assert share == pytest.approx(spread[mine].sum() / spread.sum(), abs=1e-12)
        assert after == pytest.approx(gaps.coefficients(own.assign(value=own["value"].where(~mine, own["threshold"])))[0], abs=1e-12)


def test_how_many_schools_of_a_district_pass(sql, schools):
    every = schools.assign(part=schools["value"] / schools["threshold"]).groupby(["district", "stage", "school"])["part"]
    passes = (every.apply(lambda f: (f >= 1 - 1e-9).sum() >= 6 and f.min() >= 0.85 - 1e-9))[every.size() == 7]
    wanted = {key: (int(own.sum()), len(own)) for key, own in passes.groupby(["district", "stage"])}
    assert {(d, s): (n, of) for d, s, n, of in sql(f"select district_id, stage, passing, schools from resource_pass where school_year = {YEAR}")} == wanted


def test_where_the_inequality_sits(sql, schools):
    rows = sql(f"select stage, resource, total, between_districts, sides_in_districts, rest, between_sides from theil where school_year = {YEAR}")
    assert len(rows) == 14
    for stage, resource, *found in rows:
        own = schools[(schools["stage"] == stage) & (schools["resource"] == resource)]
        total, districts, both, sides = (gaps.theil(own, groups) for groups in ([], ["district"], ["district", "side"], ["side"]))
        assert found == pytest.approx([total, districts, both - districts, total - both, sides], abs=1e-12)


def test_every_townships_difference_rate_in_all_three_formulas(sql):
    wanted = gaps.difference_rates(sample(), YEAR)
    rows = sql(f"select township_id, stage, subject, formula, value, met from difference_rate where school_year = {YEAR}")
    assert len(rows) == 3 * len(wanted) > 1000
    for *key, formula, value, met in rows:
        rate = wanted.loc[tuple(key), formula]
        assert met == (rate < 0.15 - 1e-9)
        assert value is None or value == pytest.approx(rate, abs=1e-12)
    assert sum(row[4] is not None for row in rows) > 300
