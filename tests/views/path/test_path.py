"""The way to the share that is asked for: cheapest sets by brute force, sums in pandas, and a rebuilt city.

Held here too: townbase.views.path.cheapest, townbase.views.path.definitions, townbase.views.path.others.
"""

import itertools
import math

import pytest

from townbase.selection import Selection
from townbase.views.path.path import path_view
from townbase.views.shared import prices

YEAR = 2025


@pytest.fixture(scope="module")
def view(ask):
    return path_view(ask, Selection(), YEAR)


@pytest.fixture(scope="module")
def city(sql):
    [(counted, met, needed)] = sql("select counted, met, needed from headline where area_kind = 'city' and reading = 'strict' and school_year = ?", YEAR)
    return counted, met, needed


@pytest.mark.parametrize("cost", ["rows", "units"])
@pytest.mark.parametrize("more", [1, 2, 3, 5])
def test_no_other_set_of_as_many_townships_costs_less(ask, city, cost, more):
    counted, met, _ = city
    towns = ask("path/townships", year=YEAR, district=None, wanted=more, cost=cost, **prices.parameters(None))
    reachable = towns[towns["by_units"]]
    chosen = reachable[reachable["chosen"]]
    assert len(chosen) == min(more, len(reachable))
    costs = reachable[f"{cost}_short"].tolist()
    assert chosen[f"{cost}_short"].sum() == min(map(sum, itertools.combinations(costs, len(chosen))))


def test_whoever_lacks_more_than_units_is_in_no_set(ask, sql):
    towns = ask("path/townships", year=YEAR, district=None, wanted=999, cost="rows", **prices.parameters(None))
    mended = towns[towns["by_units"]]["township_id"]
    left = sql(
        "select distinct township_id from progress where school_year = ? and counted and role = 'core' and level = 'township'"
        " and (verdict in ('no_data', 'too_small') or verdict = 'not_met' and shortfall_units is null)",
        YEAR,
    )
    assert set(mended).isdisjoint({township for (township,) in left})
    assert set(towns[towns["by_units"]]["chosen"]) == {True}


def test_met_and_listed_townships_are_all_that_count(ask, city, view):
    counted, met, _ = city
    assert len(view.cheapest.frame) + len(view.apart.frame) == counted - met


def test_what_the_city_lacks_equals_the_sum_in_pandas_by_indicator_and_district(view, sql):
    rows = sql(
        "select indicator_id, stage, district_id, sum(shortfall_units) from progress where school_year = ? and counted"
        " and role = 'core' and level = 'township' and verdict = 'not_met' and shortfall_units is not null group by all",
        YEAR,
    )
    frame = view.shortfall.frame
    assert frame["total"].sum() == sum(units for *_, units in rows)
    assert len(frame) == len({(indicator, stage) for indicator, stage, *_ in rows})
    districts = [name for name in frame.columns if name not in ("title", "href", "unit", "towns", "total")]
    assert (frame[districts].sum(axis=1) == frame["total"]).all()
    assert len(districts) == len({district for _, _, district, _ in rows})


def test_the_needs_of_the_set_are_its_townships_shortfalls_added_up(view):
    assert view.needs.frame["units"].sum() == view.cheapest.frame.query("chosen == '列入'")["units"].sum()


def test_the_title_says_how_far_units_alone_lead(view, city):
    counted, met, needed = city
    reach = len(view.cheapest.frame)
    assert f"距 80%（{math.ceil(0.8 * counted)} 个）还差 {needed - met} 个乡镇" in view.title
    assert f"再增 {reach} 个，到 {met + reach} 个" in view.title


def test_a_share_that_is_reached_already_asks_for_nothing(ask, city):
    counted, met, _ = city
    assert ask("path/headline", year=YEAR, district=None, target=met / counted)["wanted"].tolist() == [0]
    towns = ask("path/townships", year=YEAR, district=None, wanted=0, cost="rows", **prices.parameters(None))
    assert not towns["chosen"].any()
