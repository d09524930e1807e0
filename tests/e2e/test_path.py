"""The way to the target in a browser: ticks by finger and keyboard, prices, and demands that lead to figures and back."""

import re

import pytest

from tests.e2e.conftest import settled

TICK = ".st-key-card-ticks a.tb-tick"


def ticked(tab) -> int:
    return tab.locator(TICK, has_text="☑").count()


def test_rows_are_ticked_by_a_click_and_by_the_keyboard_and_back_takes_them_away(sized_tab):
    tab = sized_tab
    tab.goto("./path?tab=assumed")
    settled(tab)
    tab.locator(TICK).first.click()
    tab.wait_for_url(re.compile("solved="))
    settled(tab)
    assert ticked(tab) == 1
    assert "假设情形，不是现状" in tab.locator(".tb-notice").text_content()
    tab.locator(TICK, has_text="☐").first.focus()
    tab.keyboard.press("Enter")
    tab.locator(f"{TICK}:has-text('☑') >> nth=1").wait_for()
    settled(tab)
    assert ticked(tab) == 2 and "假设 2 项达标" in tab.locator(".st-key-card-outcome h2").text_content()
    tab.go_back()
    tab.locator(".st-key-card-outcome h2", has_text="假设 1 项达标").wait_for()
    assert ticked(tab) == 1


def test_a_price_that_is_typed_stands_in_the_address_and_is_said(tab):
    tab.goto("./path?cost=units")
    settled(tab)
    field = tab.locator(".st-key-price_teacher input")
    field.fill("25")
    field.press("Enter")
    tab.wait_for_url(re.compile("prices=teacher"))
    tab.locator(".st-key-card-cheapest .tb-how", has_text="教师（名） 25").wait_for()


@pytest.mark.parametrize("clause", ["G3-5", "A1-10", "G2-5"])
def test_a_demand_leads_to_what_answers_it_and_back(sized_tab, clause):
    tab = sized_tab
    tab.goto("./policy")
    settled(tab)
    tab.locator(f'.tb-policy a[href$="policy?clause={clause}"]').first.click()
    tab.wait_for_url(re.compile(f"clause={clause}"))
    settled(tab)
    tab.locator(".tb-answers a").first.click()
    tab.wait_for_url(re.compile("/(indicator|actions)[?]"))
    settled(tab)
    tab.locator(f'a[href$="policy?clause={clause}"]:visible').first.click()
    tab.wait_for_url(re.compile(f"policy[?]clause={clause}"))
    tab.locator("blockquote.tb-quote b").first.wait_for()
