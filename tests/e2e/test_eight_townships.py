"""The eight townships with known answers (tests/support/eight_answers.py) in a real browser: what stands on the screen, and its links."""

import re

import pytest

from tests.e2e.conftest import BOTH, _chromium, open_tab, running, settled
from tests.support.eight_answers import SAYS


@pytest.fixture(scope="module")
def eight_server(eight_db, tmp_path_factory):
    _chromium()
    extracts, db = eight_db
    with running(db, tmp_path_factory.mktemp("home"), extracts) as address:
        yield address


@pytest.fixture(scope="module", params=BOTH)
def tab(browser, eight_server, request):
    """One tab for all eight, which loads the dashboard's own files once; desktop, then phone."""
    tabs = open_tab(browser, eight_server, request.param)
    page = next(tabs)
    page.is_phone = request.param == "phone"
    yield page
    next(tabs, None)


def township(tab, township_id: str):
    tab.goto(f"township?township={township_id}")
    settled(tab)
    return tab


SHOWN = [*(("desktop", each) for each in SAYS), *(pytest.param("phone", each, marks=pytest.mark.long) for each in ("t2", "t3", "t6"))]


@pytest.mark.parametrize(("tab", "township_id"), SHOWN, indirect=["tab"], scope="module")
def test_the_screen_says_what_was_reckoned_by_hand(tab, township_id):
    page, says = township(tab, township_id), SAYS[township_id]
    shown = page.get_by_role("main").inner_text()
    assert [line for line in says.top if line not in shown] == []
    assert page.get_by_role("heading", level=1).inner_text() == says.top[0]
    steps = page.get_by_role("listitem").filter(has_text="责任单位").all_inner_texts()
    assert len(steps) == len(says.steps)
    for step, parts in zip(steps, says.steps, strict=True):
        assert [part for part in parts if part not in step] == []
    page.get_by_role("link", name="全部指标").click()
    page.wait_for_selector(".tb-bullets")
    rest = page.locator(".st-key-card-rows").get_by_text("显示其余")
    if rest.count():
        rest.click()
    for title, stage, *words in says.rows:
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=title, exact=True)).filter(has_text=stage)
        found = row.inner_text()
        # a phone leaves a fall and the urban column to the indicator's own page
        assert [word for word in words if word not in found and not (tab.is_phone and word.startswith(("退步", "转为")))] == []


def test_the_next_step_leads_to_the_school_that_lacks_the_teacher(tab):
    page = township(tab, "t2")
    page.get_by_role("link", name="雨水镇初中", exact=True).first.click()
    page.get_by_role("heading", level=1).filter(has_text="雨水镇初中").wait_for()
    assert page.url.endswith("township?township=t2&school=t2j")
    row = page.get_by_role("row").filter(has_text="县级以上学科骨干教师比例").first
    assert re.search(r"35\.0%", row.inner_text())


def test_the_overview_of_the_eight_is_read_aloud_and_leads_to_the_one_that_is_short(tab):
    tab.goto("./")
    settled(tab)
    page = tab
    assert page.get_by_role("heading", level=1).inner_text() == "2025—2026学年，8 个乡镇中 4 个六项目标全部达标，距 80%（7 个）还差 3 个"
    assert "另有 2 个暂不能判定：即使全部达标，最多 6 个，仍不足 80%。" in page.get_by_role("main").inner_text()
    tab.goto("./?tab=nearly")
    settled(tab)
    nearly = page.get_by_role("row").filter(has_text="雨水镇").filter(has_text="还差 1 名县级以上骨干教师")
    assert nearly.first.get_by_role("cell").last.inner_text() == "示例一区"  # no task names its office
