"""The address is the only home of the filters."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.support.hypothesis_setup import given, st
from townbase.page_records import PAGES
from townbase.selection import BELOW, DEFAULTS, FIXED, KEYS, Selection

ALLOWED = {
    "year": {"2024", "2025"},
    "district": {"d1", "d2"},
    "township": {"t1", "t2"},
    "school": {"s1"},
    "action": {"1", "10"},
    "indicator": {"backbone"},
    "with": {"t2"},
    "batch": {"第一批", "a&b=c"},
    "managing_body": {"教体局"},
    "formula": {"gap"},
    **{key: set(values) for key, values in FIXED.items()},
}
ANY_QUERY = st.fixed_dictionaries({}, optional={key: st.sampled_from(sorted(values)) for key, values in ALLOWED.items()})


def read(**query):
    return Selection.from_query(query, ALLOWED)


def test_an_empty_address_chooses_nothing_and_writes_nothing():
    selection, dropped = read()
    assert (selection, dropped, selection.query()) == (Selection(), [], {})


def test_known_values_are_read_and_numbers_become_numbers():
    selection, dropped = read(year="2025", district="d1", action="10")
    assert (selection.year, selection.district, selection.action, dropped) == (2025, "d1", 10, [])


def test_unknown_keys_and_values_are_dropped_and_named():
    selection, dropped = read(district="d9", colour="red", year="二〇二五", township="t1")
    assert selection == Selection(township="t1")
    assert dropped == [("district", "d9"), ("colour", "red"), ("year", "二〇二五")]


def test_a_field_name_is_not_an_address_key():
    assert read(with_="t2")[1] == [("with_", "t2")]


def test_a_default_is_left_out_of_the_address():
    assert read(counted="all", urban="city", order="official")[0].query() == {}


@given(ANY_QUERY)
def test_an_address_that_was_written_reads_back_the_same(query):
    selection, dropped = Selection.from_query(query, ALLOWED)
    assert dropped == []
    assert Selection.from_query(selection.query(), ALLOWED) == (selection, [])


@given(ANY_QUERY, st.sampled_from(sorted(PAGES)))
def test_a_link_carries_exactly_what_its_page_reads(query, page):
    selection, _ = Selection.from_query(query, ALLOWED)
    parts = urlsplit(selection.href(page))
    assert parts.path == ("./" if page == "overview" else page)
    carried = dict(parse_qsl(parts.query))
    assert carried == {key: value for key, value in selection.query().items() if key in PAGES[page].keys}


def test_a_link_may_change_take_away_and_name_the_other_township():
    selection = Selection(year=2024, district="d1", township="t1")
    assert selection.href("township", school="s1") == "township?year=2024&district=d1&township=t1&school=s1"
    assert selection.href("overview", district=None) == "./?year=2024"
    assert selection.href("township", with_="t2") == "township?year=2024&district=d1&township=t1&with=t2"


def test_a_choice_higher_up_ends_the_ones_below():
    selection = Selection(district="d1", township="t1", school="s1", with_="t2")
    assert selection.but(district="d2") == Selection(district="d2")
    assert selection.but(township="t2") == Selection(district="d1", township="t2")
    assert selection.but(district="d1") == selection
    assert selection.but(district="d2", township="t2") == Selection(district="d2", township="t2")


def test_a_link_with_a_key_its_page_does_not_read_is_a_mistake():
    with pytest.raises(ValueError, match="overview"):
        Selection().href("overview", township="t1")


def test_reserved_characters_survive_the_address():
    query = dict(parse_qsl(urlsplit(Selection(batch="a&b=c").href("overview")).query))
    assert query == {"batch": "a&b=c"}


def test_every_key_of_a_page_is_a_key_of_the_selection():
    assert {key for page in PAGES.values() for key in page.keys} | set(BELOW) <= set(KEYS) == set(DEFAULTS)
