"""A bureau's first day to its end: twelve mistakes, twelve findings, mended, checked, published, and the city's own pages in
a real browser without a trace of the sample."""

import shutil

import pytest

from tests.e2e.conftest import _chromium, open_tab, running, settled
from tests.template.first_day import CITY, first_day
from tests.template.test_first_day import mend, run, spoil
from townbase.page_records import PAGES
from townbase.ui.masthead import pages

SAMPLE = ("示例市", "示例一区", "示例", "角宿")  # its codes begin with 99, so the city itself is told as invented


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """The day as a clerk and an administrator lived it; its published folder and delivery."""
    _chromium()
    folder = tmp_path_factory.mktemp("day")
    day = first_day(folder / "own")
    shutil.copytree(day.forms, folder / "sound")
    spoil(day)
    code, lines = run("convert", day.forms, "--out", day.delivery)
    assert (code, sum(line.startswith("【") for line in lines)) == (1, 12)
    mend(day, folder / "sound")
    assert run("convert", day.forms, "--out", day.delivery)[0] == 0
    assert run("check", "--extracts", day.delivery)[0] == 0
    assert run("build", "--extracts", day.delivery, "--db", day.published)[0] == 0
    return day


@pytest.fixture(scope="module")
def own_server(city, tmp_path_factory):
    with running(city.published, tmp_path_factory.mktemp("home"), city.delivery) as address:
        yield address


@pytest.fixture(scope="module")
def own_tab(browser, own_server):
    tabs = open_tab(browser, own_server, "desktop")
    yield next(tabs)
    next(tabs, None)


@pytest.mark.parametrize("name", pages())
def test_every_page_is_the_citys_own_and_has_no_trace_of_the_sample(own_tab, name):
    own_tab.goto("./" if name == "overview" else name)
    settled(own_tab)
    said = own_tab.inner_text("[data-testid=stApp]")
    assert CITY in said and own_tab.title().startswith(PAGES[name].title)
    assert not [word for word in SAMPLE if word in said]
    assert own_tab.locator(".tb-error").count() == 0


def test_a_click_leads_from_the_citys_search_to_a_township_it_typed_in(own_tab):
    own_tab.goto("township?find=清明镇")
    settled(own_tab)
    own_tab.get_by_role("link", name="清明镇", exact=True).first.click()
    own_tab.wait_for_url("**/township?*township=990301001*")
    settled(own_tab)
    said = own_tab.inner_text("[data-testid=stApp]")
    assert "清明镇" in own_tab.inner_text("h1") and "数据未报" in said
