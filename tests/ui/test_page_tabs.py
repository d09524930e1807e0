"""Tabs whose open one stands in the address."""

from types import SimpleNamespace

import pytest

from townbase import page_records
from townbase.selection import Selection
from townbase.ui import page_tabs as room
from townbase.ui.page_tabs import Tab


@pytest.fixture
def page_with_tabs(monkeypatch):
    record = SimpleNamespace(keys=("year", "tab"), tabs=("first", "second"))
    monkeypatch.setitem(page_records.PAGES, "tried", record)
    shown: list[str] = []
    monkeypatch.setattr(room, "show", shown.append)

    def opened(**chosen):
        selection = Selection(**chosen)
        return SimpleNamespace(name="tried", selection=selection, href=selection.href)

    return opened, shown


def test_the_first_tab_stands_open_where_the_address_says_nothing(page_with_tabs):
    opened, shown = page_with_tabs
    assert room.tabs(opened(), [Tab("first", "甲", 3), Tab("second", "乙")]) == "first"
    assert 'href="tried" aria-current="page">甲' in shown[0] and 'href="tried?tab=second">乙' in shown[0]


def test_the_tab_of_the_address_stands_open_and_keeps_the_filters(page_with_tabs):
    opened, shown = page_with_tabs
    assert room.tabs(opened(tab="second", year=2024), [Tab("first", "甲"), Tab("second", "乙")]) == "second"
    assert 'href="tried?year=2024">甲' in shown[0]


def test_a_tab_that_is_not_offered_gives_way_to_the_first(page_with_tabs):
    opened, _ = page_with_tabs
    assert room.tabs(opened(tab="second"), [Tab("first", "甲")]) == "first"


def test_no_two_pages_share_a_tab():
    found = [tab for record in page_records.PAGES.values() if isinstance(record, page_records.PageRecord) for tab in record.tabs]
    assert len(found) == len(set(found))


def test_a_link_to_another_page_does_not_carry_the_tab(page_with_tabs):
    assert Selection(tab="second", year=2024).href("overview") == "./?year=2024"
