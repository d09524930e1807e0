"""One indicator in a browser: a dot says its value, leads to its township, and an old address finds the page."""

import pytest

from tests.e2e.conftest import settled

POINT = """figure => {
  const curve = figure.data.findIndex(trace => trace.name === '未达标'), trace = figure.data[curve];
  const dot = figure.querySelectorAll('.scatterlayer .trace')[curve].querySelector('.point').getBoundingClientRect();
  return { x: dot.x + dot.width / 2, y: dot.y + dot.height / 2, name: trace.customdata[0][0], value: trace.customdata[0][2], href: trace.customdata[0].at(-1), id: trace.ids[0] };
}"""


def opened(tab, address):
    tab.goto("./" + address)
    settled(tab)
    figure = tab.locator(".st-key-card-standing .js-plotly-plot")
    figure.scroll_into_view_if_needed()
    tab.wait_for_timeout(500)
    return figure


def test_a_dot_tells_its_value_lights_its_row_and_leads_to_its_township(sized_tab):
    tab = sized_tab
    figure = opened(tab, "indicator?indicator=backbone&stage=primary")
    dot = figure.evaluate(POINT)
    tab.mouse.move(dot["x"], dot["y"])
    tip = figure.locator(".hoverlayer .hovertext")
    tip.wait_for()
    assert dot["name"] in tip.text_content() and dot["value"] in tip.text_content()
    tab.mouse.click(dot["x"], dot["y"])
    tab.wait_for_url("**/" + dot["href"])
    tab.locator("h1", has_text=dot["name"]).wait_for()


@pytest.mark.parametrize("old", ["data?indicator=backbone&stage=primary"])
def test_an_old_address_leads_to_the_page_and_back_does_not_meet_it_again(tab, old):
    tab.goto("./data")
    settled(tab)
    tab.goto("./" + old)
    tab.wait_for_url("**/indicator?indicator=backbone&stage=primary")
    tab.locator("h1", has_text="县级以上学科骨干教师比例（小学）").wait_for()
    tab.go_back()
    tab.locator("h1", has_text="数据说明").wait_for()
