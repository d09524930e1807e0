"""与上次相比 under a hand: a tab, a township that turned, and a release whose links stay inside it."""

from urllib.parse import quote

import pytest

from tests.e2e.conftest import _chromium, open_tab, running, settled
from tests.pages.test_changes import LATER, MEETING
from tests.support.next_delivery import changed
from townbase import versions
from townbase.build import build


@pytest.fixture(scope="module")
def page(browser, eight_db, tmp_path_factory):
    _chromium()
    folder = tmp_path_factory.mktemp("twice")
    versions.name_release(folder / "db", MEETING, build(eight_db[0], folder / "db").version)
    build(changed(eight_db[0], folder / "later", **LATER), folder / "db")
    with running(folder / "db", folder, folder / "later") as address:
        tabs = open_tab(browser, address, "desktop")
        yield next(tabs)
        next(tabs, None)


def test_a_tab_opens_what_was_revised_and_a_township_leads_to_its_page(page):
    page.goto("changes")
    settled(page)
    assert MEETING in page.inner_text("h1")
    page.locator("nav.tb-tabs a", has_text="修订").click()
    page.wait_for_url("**/changes?tab=revised")
    settled(page)
    assert "骨干教师数" in page.inner_text("[data-testid=stApp]")
    page.get_by_role("link", name="立春镇", exact=True).first.click()
    page.wait_for_url("**/township?*township=t1*")
    settled(page)
    assert "立春镇" in page.inner_text("h1")


def test_a_release_stays_shown_from_page_to_page_until_the_reader_leaves_it(page):
    page.goto(f"./?release={quote(MEETING)}")
    settled(page)
    assert "固定显示" in page.inner_text(".tb-notice")
    page.locator("nav a", has_text="乡镇").first.click()
    page.wait_for_url("**/township?release=*")
    settled(page)
    page.locator(".tb-notice a", has_text="查看现用结果").click()
    page.wait_for_url(lambda url: "release=" not in url)
    settled(page)
    assert "固定显示" not in page.inner_text("[data-testid=stApp]")
