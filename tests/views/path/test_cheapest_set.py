"""The cheapest set against every other set: brute force over all subsets of the townships of drawn cities."""

import itertools
from collections import defaultdict

import pytest

from tests.support.hypothesis_setup import given, settings, st
from tests.support.views_marts import asker
from townbase.views.shared import prices

INDICATORS = {"backbone": "teacher", "rooms": "room", "course": "class", "rise": "pupil"}
YEAR = 2025
CASE = st.one_of(st.just(("met", None)), st.tuples(st.just("not_met"), st.integers(1, 9)), st.sampled_from([("not_met", None), ("no_data", None)]))
MOSTLY_UNITS = st.one_of(st.tuples(st.just("not_met"), st.integers(1, 9)), st.just(("met", None)), CASE)
CITY = st.lists(st.fixed_dictionaries(dict.fromkeys(INDICATORS, MOSTLY_UNITS)), min_size=1, max_size=12)
PRICES = st.dictionaries(st.sampled_from(sorted(prices.words.UNIT_KIND)), st.integers(0, 60))


def drawn(city):
    """The tables of a drawn city: one row of progress for each township and indicator."""
    rows = [
        f"t{at} | d | {name} | primary | {YEAR} | core | {verdict} | {units or ''} | township | true"
        for at, town in enumerate(city)
        for name, (verdict, units) in town.items()
    ]
    words = {at: {verdict for verdict, _ in town.values()} for at, town in enumerate(city)}
    status = {at: "not_met" if "not_met" in found else "not_assessable" if "no_data" in found else "met" for at, found in words.items()}
    return {
        "township": "\n".join(["township_id | name | district_id", *(f"t{at} | t{at} | d" for at in status)]),
        "township_status": "\n".join(
            ["township_id | district_id | school_year | reading | status", *(f"t{at} | d | {YEAR} | strict | {word}" for at, word in status.items())]
        ),
        "progress": "\n".join(["township_id | district_id | indicator_id | stage | school_year | role | verdict | shortfall_units | level | counted", *rows]),
        "unit_kind": "\n".join(["indicator_id | kind", *(f"{name} | {kind}" for name, kind in INDICATORS.items())]),
    }


@settings(max_examples=25)
@given(CITY, PRICES, st.integers(0, 12), st.sampled_from(["rows", "units"]))
def test_no_subset_that_brings_as_many_townships_costs_less(city, price, wanted, cost):
    holds(city, price, wanted, cost)


@pytest.mark.long
@settings(max_examples=400)
@given(CITY, PRICES, st.integers(0, 12), st.sampled_from(["rows", "units"]))
def test_no_subset_of_many_more_cities_costs_less(city, price, wanted, cost):
    holds(city, price, wanted, cost)


def holds(city, price, wanted, cost):
    asked = prices.parameters(prices.written(price))
    towns = asker(drawn(city))("path/townships", year=YEAR, district=None, wanted=wanted, cost=cost, **asked)
    chosen = towns[towns["chosen"]]
    costs, flips = defaultdict(int), {}
    for at, town in enumerate(city):
        open_rows = {name: units for name, (verdict, units) in town.items() if verdict != "met"}
        costs[f"t{at}"] = sum(1 if cost == "rows" else price.get(INDICATORS[name], 1) * units for name, units in open_rows.items() if units)
        flips[f"t{at}"] = bool(open_rows) and all(units for units in open_rows.values())
    reachable = min(wanted, sum(flips.values()))
    assert len(chosen) == reachable and all(flips[town] for town in chosen["township_id"])
    assert chosen["cost"].sum() == sum(costs[town] for town in chosen["township_id"])
    open_towns = [town for town in costs if town in set(towns["township_id"])]
    least = min(
        sum(costs[town] for town in some)
        for many in range(len(open_towns) + 1)
        for some in itertools.combinations(open_towns, many)
        if sum(flips[town] for town in some) >= reachable
    )
    assert chosen["cost"].sum() == least


@pytest.mark.parametrize(("text", "found"), [("teacher:10,room:5", {"teacher": 10, "room": 5}), ("room:0", {"room": 0}), (None, {})])
def test_an_address_is_read_as_prices(text, found):
    assert prices.read(text) == found


@pytest.mark.parametrize("text", ["teacher", "teacher:", "teacher:-1", "teacher:1.5", "teacher:１", "gold:3", "room:1,room:2", "room:99999"])
def test_what_is_no_price_is_refused(text):
    assert prices.read(text) is None


@given(PRICES)
def test_what_is_written_is_read_back_without_what_is_usual(price):
    assert prices.read(prices.written(price)) == {kind: each for kind, each in price.items() if each != prices.USUAL}


def test_every_unit_that_a_core_indicator_can_lack_has_a_kind_of_its_own(ask):
    rows = ask("path/rows", year=YEAR, district=None)
    lacked = rows[rows["shortfall_units"].notna()]
    assert set(lacked["kind"]) == {"teacher", "pupil", "room", "school", "class", "answer"}
    assert lacked.groupby("kind")["unit"].agg(lambda units: {unit[0] for unit in units}).map(len).eq(1).all()
