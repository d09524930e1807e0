"""Two figures of every township as dots."""

import pandas as pd

from townbase.charts.gap.two_figures import two_figures

HOSTILE = "<img src=x onerror=alert(1)>"
DOT = {"name": HOSTILE, "district": "甲区", "href": "township?township=t", "across": 3.0, "up": -1.0, "across_said": "3 元/生", "up_said": "−1.0 个百分点"}


def test_every_dot_leads_to_its_township_and_its_name_is_no_markup():
    figure = two_figures(pd.DataFrame([DOT, DOT | {"across": 5.0, "up": 2.0, "href": "township?township=u"}]), across="元/生", up="变化")
    [trace] = figure.data
    assert [point[-1] for point in trace.customdata] == ["township?township=t", "township?township=u"]
    assert not any("<img" in word for point in trace.customdata for word in point)


def test_the_dashed_lines_are_the_medians_and_nothing_is_drawn_through_the_dots():
    frame = pd.DataFrame([DOT | {"across": at, "up": 2 * at} for at in (1.0, 2.0, 9.0)])
    figure = two_figures(frame, across="x", up="y")
    assert len(figure.data) == 1 and figure.data[0].mode == "markers"
    assert {(shape.x0, shape.y0) for shape in figure.layout.shapes} == {(2.0, 0), (0, 4.0)}


def test_one_township_alone_is_drawn_too():
    assert two_figures(pd.DataFrame([DOT]), across="x", up="y").data[0].x == (3.0,)
