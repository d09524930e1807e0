"""The figures of one indicator: every area a dot that leads on, the urban value a line, the years two lines that never cover their names."""

import json

import pandas as pd
import pytest

from townbase import theme
from townbase.charts.gap.area_plot import area_list, area_plot
from townbase.charts.gap.trend_plot import trend_plot

NASTY = "<b onclick=x>&\"'"


def area(**changes):
    return {
        "id": "d1", "name": "示例一区", "mark": "", "href": "gap?district=d1", "town": 80.0, "urban": 90.0, "base": 70.0, "shape": "town",
        "town_said": "80.0%", "urban_said": "90.0%", "own_said": "85.0%", "gap_said": "−10.0 个百分点", "gap": -10.0,
        "years_said": "2021 年 −20.0", "when": "没有缩小", "verdict": "", "townships": "未达标 3 个乡镇，达标 9 个",
    } | changes  # fmt: skip


def drawn(*rows):
    return json.loads(area_plot(pd.DataFrame(rows), base_year=2021, suffix="%", against="全市城区").to_json())


def dots(figure):
    return [trace for trace in figure["data"] if "ids" in trace]


def test_every_area_is_a_dot_that_leads_on_and_says_itself():
    [trace] = dots(drawn(area()))
    assert (trace["x"], trace["ids"], trace["customdata"][0][-1]) == ([80.0], ["d1"], "gap?district=d1")
    assert trace["customdata"][0][:3] == ["示例一区", "乡镇 80.0%，城区 90.0%", "差 −10.0 个百分点；2021 年 −20.0"]
    assert trace["hovertemplate"][0].endswith("<extra></extra>")


def test_what_is_not_known_of_an_area_has_no_line_at_the_pointer():
    [trace] = dots(drawn(area(when="", verdict="", own_said="", townships="")))
    assert trace["hovertemplate"][0].count("<br>") == 2


def test_one_urban_value_is_an_upright_line_and_several_are_a_dash_each_and_never_a_ring():
    one, several = drawn(area(), area(id="d2", name="乙区")), drawn(area(), area(id="d2", name="乙区", urban=95.0, urban_said="95.0%"))
    assert [shape["x0"] for shape in one["layout"]["shapes"]] == [90.0] and "全市城区 90.0%" in [each["text"] for each in one["layout"]["annotations"]]
    assert "shapes" not in several["layout"]
    assert [90.0, 95.0] in [trace["x"] for trace in several["data"] if trace.get("marker", {}).get("symbol") == "line-ns"]


def test_a_ring_is_only_for_slightly_below_and_red_has_a_form_of_its_own():
    shapes = ("town", "met", "slightly_below", "not_met", "not_closing")
    found = {trace["marker"]["symbol"]: trace["marker"]["color"] for trace in dots(drawn(*(area(id=each, name=each, shape=each) for each in shapes)))}
    assert found["circle-open"] == theme.MARK["met"]
    assert {symbol for symbol, colour in found.items() if colour == theme.MARK["not_met"]} == {"triangle-up", "triangle-down"}


def test_an_area_without_a_base_year_has_no_tail():
    assert len(drawn(area(base=None))["data"]) == 1


def test_two_areas_of_one_name_are_two_rows():
    figure = drawn(area(), area(id="d2", town=60.0))
    assert len({name for trace in dots(figure) for name in trace["y"]}) == 2


def test_the_list_has_a_link_for_each_dot_and_lights_with_it():
    markup = area_list(pd.DataFrame([area()]), caption="…", area="区县")
    assert 'data-row="d1"' in markup and 'href="gap?district=d1"' in markup and "未达标 3 个乡镇" in markup


def year(at, town=80.0, urban=90.0):
    return {
        "year": at,
        "label": str(at),
        "town": town,
        "urban": urban,
        "town_said": f"{town}%",
        "urban_said": f"{urban}%",
        "gap_said": "−10.0",
        "href": f"gap?year={at}",
    }


def lines(*rows):
    return json.loads(trend_plot(pd.DataFrame(rows), suffix="%", against="全市城区").to_json())


def test_a_missing_year_is_a_gap_in_both_lines():
    for trace in lines(year(2021), year(2022), year(2024), year(2025))["data"]:
        assert trace["x"][:5] == [2021, 2022, None, 2024, 2025]


def test_the_city_is_dashed_and_a_year_leads_to_itself():
    city, town = lines(year(2024), year(2025))["data"]
    assert city["line"]["dash"] == "dash" and "dash" not in town["line"]
    assert town["customdata"][0] == ["80.0%", "，差 −10.0", "gap?year=2024"]


@pytest.mark.parametrize("urban", [80.0, 80.1, 95.0, 70.0])
def test_the_names_of_two_lines_that_end_close_together_stand_apart(urban):
    figure = lines(year(2024, 60.0, 65.0), year(2025, 80.0, urban))
    low, high = figure["layout"]["yaxis"]["range"]
    town, city = (each["y"] for each in figure["layout"]["annotations"][::-1])
    assert abs(town - city) >= 0.085 * (high - low)


def test_names_are_never_markup():
    for figure in (drawn(area(name=NASTY, mark=NASTY, when=NASTY, townships=NASTY)), lines(year(2025) | {"gap_said": NASTY, "town_said": NASTY})):
        assert "<b onclick" not in json.dumps(figure)
    assert "<b onclick" not in area_list(pd.DataFrame([area(name=NASTY, mark=NASTY, when=NASTY)]), caption=NASTY, area=NASTY)
