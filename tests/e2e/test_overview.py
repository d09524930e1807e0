"""The overview under a hand: bars, cells, tiles, names and offices each tell or lead, at desk and phone width."""

import re

import pytest

from tests.e2e.conftest import settled

NOW = "school_year = (select school_year from year_status where shown_by_default)"


@pytest.fixture
def overview(tab):
    tab.goto("./")
    settled(tab)
    return tab


def test_a_bar_tells_its_year_and_a_click_opens_it(overview, sql):
    [(met,)] = sql("select met from headline where area_kind = 'city' and reading = 'strict' and school_year = 2024")
    bar = overview.locator(".st-key-plot-years .barlayer .trace.bars").first.locator(".point").nth(2)
    bar.hover(force=True)
    told = overview.locator(".st-key-plot-years .hoverlayer .hovertext")
    told.wait_for()
    assert "2024—2025学年" in told.text_content() and f"全部达标 {met} 个" in told.text_content()
    box = bar.bounding_box()
    overview.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    overview.wait_for_url("**year=2024**")


def test_a_district_under_the_pointer_is_outlined_on_the_map_and_back(overview, sql):
    [(district, name, tiles)] = sql(
        "select district_id, any_value(district_name), count(*) from township where counted group by 1 order by count(*) desc, 1 limit 1"
    )
    [(every,)] = sql("select count(*) from township where district_id = ? and tile_x is not null", district)
    overview.locator(".st-key-card-grid").get_by_role("link", name=name, exact=True).hover()
    assert overview.locator(".tb-tile.tb-lit").count() == every >= tiles
    overview.locator(f'.tb-tile[data-row="{district}"]').first.hover()
    assert overview.locator(".st-key-card-grid tr.tb-lit").inner_text().startswith(name)


def test_a_cell_opens_the_list_of_its_townships(overview, sql):
    [(district, goal, n)] = sql(
        f"select district_id, goal, count(*) from goal_progress where reading = 'strict' and status = 'not_met' and {NOW} group by 1, 2 order by 3 desc, 1, 2 limit 1"
    )
    cell = overview.locator(f'.st-key-card-grid tr[data-row="{district}"] a[href$="goal={goal}"]')
    assert re.match(r"\d+", cell.inner_text())[0] == str(n)
    cell.click()
    overview.get_by_role("heading", level=1).filter(has_text=f"中 {n} 个未达标").wait_for()
    settled(overview)
    assert overview.locator(".st-key-card-goal tbody tr[data-row]").count() >= n


def test_a_tile_tells_its_state_and_opens_its_township(overview, sql):
    [(township, name, unmet)] = sql(
        f"select s.township_id, t.name, s.goals_not_met from township_status s join township t using (township_id) where s.reading = 'strict' and s.status = 'not_met' and s.{NOW} order by 3 desc, 1 limit 1"
    )
    tile = overview.locator(f'.tb-tile[href*="township={township}"]')
    assert tile.inner_text() == str(unmet)
    tile.hover()
    assert name in overview.locator("#tb-tip").inner_text() and f"{unmet} 个目标未达标" in overview.locator("#tb-tip").inner_text()
    tile.click()
    overview.get_by_role("heading", level=1).filter(has_text=name).wait_for()


def test_an_office_opens_its_tasks_and_a_tab_opens_without_moving_the_page(overview):
    overview.locator(".tb-tabs").get_by_role("link", name="数据不足").click()
    overview.wait_for_url("**tab=missing**")
    overview.locator(".st-key-card-gaps").wait_for()
    assert overview.locator(".st-key-card-heat").count() == 0
    office = overview.locator(".st-key-card-offices").get_by_role("link").first
    name = office.inner_text()
    office.click()
    overview.get_by_role("heading", level=1).filter(has_text=f"{name}牵头的逾期任务").wait_for()


def test_heads_sort_the_districts_and_the_sum_stays_last(overview):
    grid = overview.locator(".st-key-card-grid table")
    grid.get_by_role("button", name="师资配备").click()
    numbers = [int(cell) for cell in grid.locator("tbody tr:not(.tb-sum) td:nth-child(5)").evaluate_all("cells => cells.map(cell => cell.dataset.v)")]
    assert numbers == sorted(numbers, reverse=True)
    assert grid.locator("tbody tr").last.get_attribute("class") == "tb-sum"


def test_on_a_phone_the_questions_stand_in_their_order(browser, server):
    from tests.e2e.conftest import open_tab

    tabs = open_tab(browser, server, "phone")
    page = next(tabs)
    page.goto("./")
    settled(page)
    tops = [page.locator(f".st-key-card-{key}").bounding_box()["y"] for key in ("years", "goals", "offices", "moved", "map", "grid")]
    assert tops == sorted(tops)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    next(tabs, None)
