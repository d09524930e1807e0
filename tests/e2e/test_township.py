"""乡镇 in a real browser: every mark leads, heads sort, charts tell their value; on a phone the order is what to do first."""

import re

import pytest

from tests.e2e.conftest import settled
from tests.support.read_page import at, card

NOW = "school_year = (select school_year from year_status where shown_by_default)"


@pytest.fixture(scope="module")
def short(sql):
    """A township with several unmet core rows in more than one goal, and an overdue task."""
    return sql(
        "select township_id from township_status where reading = 'strict' and status = 'not_met' and tasks_overdue > 0 and goals_not_met > 1"
        f" and {NOW} order by abs(unmet_core - 12), 1 limit 1"
    )[0][0]


def test_an_action_opens_its_rows_and_its_tasks(window, sql, short):
    [(action, name, unmet)] = sql(
        f"select action, short, not_met from action_progress join actions using (action) where township_id = ? and not_met > 0 and {NOW} order by 3 desc limit 1",
        short,
    )
    tab = at(window, f"township?township={short}")
    cell = card(tab, "actions").get_by_role("link").filter(has_text=name)
    assert str(unmet) in cell.inner_text()
    cell.click()
    tab.wait_for_url(f"**action={action}&tab=rows**")
    settled(tab)
    assert (
        card(tab, "rows").locator("tbody tr th[scope=row] a").count()
        == sql(f"select count(*) from progress where township_id = ? and action = ? and {NOW}", short, action)[0][0]
    )
    assert card(tab, "actions").locator("a[aria-current]").inner_text().startswith(name)


def test_a_goal_opens_its_rows(window, short):
    tab = at(window, f"township?township={short}")
    tab.locator(".tb-goals a").filter(has_text="项").first.click()
    tab.wait_for_url(re.compile("goal=.*tab=rows"))
    settled(tab)
    assert card(tab, "rows").locator("tbody .tb-group").count() == 1


def test_an_unmet_row_leads_to_its_indicator_and_its_value_to_the_schools(window, short):
    tab = at(window, f"township?township={short}")
    row = card(tab, "unmet").locator("tbody tr").first
    name = row.locator("th a").inner_text()
    row.locator("td a").first.click()
    tab.wait_for_url("**township?**indicator=**")
    card(tab, "detail").get_by_role("heading").filter(has_text=name).wait_for()
    tab = at(window, f"township?township={short}")
    card(tab, "unmet").locator("tbody tr").first.locator("th a").click()
    tab.wait_for_url("**/indicator?**")
    tab.get_by_role("heading", level=1).filter(has_text=name).wait_for()


def test_a_point_of_the_years_tells_its_value_and_leads_on(window, sql, short):
    tab = at(window, f"township?township={short}")
    plot = card(tab, "local").locator(".js-plotly-plot")
    plot.scroll_into_view_if_needed()
    point = plot.locator(".scatterlayer .trace").last.locator(".points path").last
    box = point.bounding_box()
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    told = plot.locator(".hoverlayer .hovertext")
    told.first.wait_for()
    [(stage, value)] = sql(
        f"select stage, value from local_enrolment where area_kind = 'township' and area_id = ? and value is not null and {NOW}"
        " order by case stage when 'junior' then 0 when 'primary' then 1 else 2 end limit 1",
        short,
    )
    assert f"{value:.1%}" in told.first.text_content()
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.wait_for_url(f"**/retention?**stage={stage}**")


def test_on_a_phone_what_to_do_comes_before_the_years_and_the_years_before_the_schools(window, short):
    tab = at(window, f"township?township={short}")
    tops = {key: card(tab, key).bounding_box()["y"] for key in ("unmet", "steps", "overdue", "local", "roll", "schools")}
    if window.is_phone:
        assert sorted(tops, key=tops.get) == ["unmet", "steps", "overdue", "local", "roll", "schools"]
    else:
        assert abs(tops["unmet"] - tops["steps"]) < 2 and tops["steps"] < tops["overdue"] < tops["schools"]
    assert tab.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= document.documentElement.clientWidth + 1")


def test_the_list_sorts_by_what_is_unmet_and_keeps_only_unmet(window, sql):
    tab = at(window, "township")
    [(most,)] = sql(f"select max(unmet_core) from township_status where reading = 'strict' and {NOW}")
    card(tab, "pick").get_by_role("button", name="未达标核心指标").click()
    first = card(tab, "pick").locator("tbody tr:visible").first
    assert str(most) in first.inner_text()
