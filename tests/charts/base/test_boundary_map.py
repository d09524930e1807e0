"""A map of outlines: an area a township, which tells and leads; borders of districts are those between two of them."""

import pandas as pd

from townbase.charts.base.boundary_map import boundary_map

RINGS = pd.DataFrame(
    [
        {"township_id": name, "ring": 1, "longitudes": [x, x + 1, x + 1, x], "latitudes": [36.0, 36.0, 37.0, 37.0]}
        for name, x in (("a", 116.0), ("b", 117.0), ("c", 118.0))
    ]
)


def town(name, district, state="met", text=""):
    return {
        "township_id": name, "name": f"{name}镇", "district": f"示例{district}", "district_id": district, "district_href": f"./?district={district}",
        "row": district, "state": state, "text": text, "said": "达标 <b>", "href": f"township?township={name}",
    }  # fmt: skip


def drawn(*towns, rings=RINGS):
    return boundary_map(pd.DataFrame(towns), rings).data


def areas(traces):
    return {trace.customdata[0][0]: trace for trace in traces if trace.hoveron == "fills"}


def test_an_area_tells_its_state_and_leads_to_its_township():
    found = areas(drawn(town("a", "一区"), town("b", "一区", "not_met", "2")))
    assert found["a镇"].text == "<b>a镇</b>（示例一区）<br>达标 &lt;b&gt;"
    assert found["b镇"].customdata[0][-1] == "township?township=b"
    assert found["b镇"].meta["row"] == "一区"
    assert found["a镇"].fillcolor != found["b镇"].fillcolor


def test_the_strong_lines_are_those_between_districts_and_around_all():
    traces = drawn(town("a", "一区"), town("b", "一区"), town("c", "二区"))
    [borders] = [trace for trace in traces if trace.line.width == 1.8]
    lines = set(zip(borders.x[::3], borders.x[1::3], strict=True))
    assert (118.0, 118.0) in lines and (117.0, 117.0) not in lines
    assert len(borders.x) == 3 * (3 + 3 + 1 + 2)  # top, bottom, the one between, both ends


def test_numbers_stand_inside_and_names_lead_to_districts():
    traces = drawn(town("a", "一区", "not_met", "3"), town("b", "二区"))
    [numbers] = [trace for trace in traces if trace.mode == "text" and trace.hoverinfo == "skip"]
    assert (numbers.text, numbers.x, numbers.y) == (("3",), (116.5,), (36.5,))
    [names] = [trace for trace in traces if trace.mode == "text" and trace.hoverinfo != "skip"]
    assert names.text == ("一区", "二区")
    assert [row[-1] for row in names.customdata] == ["./?district=一区", "./?district=二区"]


def test_who_is_not_in_question_is_ground_of_a_city_and_left_out_of_a_district():
    city = drawn(town("a", "一区"), town("b", "二区"))
    assert any(trace.line.width == 0.6 and max(x for x in trace.x if x) == 119 for trace in city)
    district = drawn(town("a", "一区"), town("b", "一区"))
    assert not any(trace.line.width == 0.6 for trace in district)
