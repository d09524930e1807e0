"""What a reader made of a table stands in the address: a reload, Back and a shared link show it again, and a file follows."""

import csv
import io
from pathlib import Path

import pytest

from tests.e2e.conftest import settled
from tests.support.read_page import at, card


def first_cells(tab, key):
    return card(tab, key).locator("tbody tr:visible > :first-child").all_inner_texts()


@pytest.fixture
def sorted_grid(window):
    tab = at(window, "./")
    drawn = first_cells(tab, "grid")
    card(tab, "grid").get_by_role("button", name="师资配备").click()
    tab.wait_for_url("**sort=grid.**.desc**")
    ordered = first_cells(tab, "grid")
    assert ordered != drawn and ordered[-1] == drawn[-1]
    return tab, drawn, ordered


def test_a_sorted_table_is_sorted_again_after_a_reload_after_back_and_behind_a_link(sorted_grid):
    tab, _, ordered = sorted_grid
    address = tab.url
    tab.reload()
    settled(tab)
    tab.wait_for_function("document.querySelector('.st-key-card-grid [aria-sort]')")
    assert first_cells(tab, "grid") == ordered
    assert tab.locator(".tb-notice").count() == 0
    card(tab, "grid").locator("tbody tr:first-child th a").click()
    tab.wait_for_url("**district=**")
    settled(tab)
    tab.go_back()
    tab.wait_for_url(address)
    settled(tab)
    tab.wait_for_function("document.querySelector('.st-key-card-grid [aria-sort]')")
    assert first_cells(tab, "grid") == ordered


def test_the_first_head_brings_the_order_of_the_page_back_and_clears_the_address(sorted_grid):
    tab, drawn, _ = sorted_grid
    card(tab, "grid").locator("thead th .tb-sort").first.click()
    assert first_cells(tab, "grid") == drawn
    assert "sort=" not in tab.url


def test_a_tab_keeps_the_order_of_what_stands_above_it(sorted_grid):
    tab, _, ordered = sorted_grid
    tab.locator(".tb-tabs a").nth(1).click()
    tab.wait_for_url("**tab=nearly**sort=grid**")
    settled(tab)
    assert first_cells(tab, "grid") == ordered


def test_a_file_holds_the_rows_in_the_order_seen_and_the_whole_again_afterwards(sorted_grid):
    tab, drawn, ordered = sorted_grid
    name, rows = taken(tab, "grid")
    assert "重新排列" in name
    assert [row[0] for row in rows[1 : len(ordered)]] == ordered[:-1]
    card(tab, "grid").locator("thead th .tb-sort").first.click()
    name, rows = taken(tab, "grid")
    assert "重新排列" not in name
    assert [row[0] for row in rows[1 : len(drawn)]] == drawn[:-1]


def test_only_unmet_and_what_was_looked_for_come_back_too(window, sql):
    [(town,)] = sql("select township_id from township_status where reading = 'strict' and status = 'not_met' order by unmet_core desc, 1 limit 1")
    tab = at(window, f"township?township={town}&tab=rows")
    card(tab, "rows").locator(".tb-only-rows input").check()
    card(tab, "rows").locator(".tb-search input").fill("小学")
    tab.wait_for_url("**unmet=rows&words=rows.**")
    seen = first_cells(tab, "rows")
    tab.reload()
    settled(tab)
    tab.wait_for_function("document.querySelector('.st-key-card-rows .tb-search input')?.value === '小学'")
    assert card(tab, "rows").locator(".tb-only-rows input").is_checked()
    assert first_cells(tab, "rows") == seen


def test_an_address_that_names_a_head_or_a_card_that_is_not_there_shows_the_page_as_it_is(window):
    tab = at(window, "./?sort=grid.99.desc&sort=nothing.1.asc&unmet=grid&words=grid")
    assert tab.locator("[aria-sort]").count() == 0
    assert tab.locator(".tb-notice").count() == 0


def taken(tab, key):
    card(tab, key).locator(".tb-menu summary").click()
    with tab.expect_download() as waiting:
        card(tab, key).locator("[data-take=csv]").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    return waiting.value.suggested_filename, list(csv.reader(io.StringIO(text, newline="")))
