"""The pictures of one indicator: dots apart from one another, each with its words and its address.

Held here too: townbase.charts.indicator.township_dots.
"""

import pandas as pd
import pytest

from townbase import theme
from townbase.charts.base.beeswarm import apart
from townbase.charts.indicator.strip_figure import strip_figure
from townbase.charts.indicator.swarm_figure import NARROW, WIDE, swarm_figure
from townbase.charts.indicator.township_table import township_table
from townbase.charts.indicator.trend_figure import trend_figure

HOSTILE = "<script>alert(1)</script>"


def dot(nth, at, shape="met", **more):
    row = {"id": f"t{nth}", "name": f"镇{nth}", "district": "甲区" if nth % 2 else "乙区", "at": at, "low": None, "high": None, "shape": shape}
    return row | {"value": "20.0%", "against": "与城区差 −1.0", "word": "达标", "named": "", "href": f"township?township=t{nth}"} | more


def drawn(rows, draw=swarm_figure, line=25.0):
    return draw(pd.DataFrame(rows), line=line, line_label="城区 25.0%", axis_title="比例", percent=True)


@pytest.mark.parametrize("half", [40.0, 90.0])
def test_no_two_dots_lie_on_one_another_and_none_leaves_the_plot(half):
    places = [100.0] * 60 + [101.5 + nth / 3 for nth in range(40)]
    spots = [(place + aside, up) for place, (aside, up) in zip(places, apart(places, 5, half), strict=True)]
    assert all((a - c) ** 2 + (b - d) ** 2 >= 97 for nth, (a, b) in enumerate(spots) for c, d in spots[nth + 1 :])
    assert all(abs(up) <= half for _, up in spots)


def test_every_township_is_a_point_with_its_words_and_its_address():
    figure = drawn([dot(nth, 20 + nth % 7, "not_met" if nth % 5 == 0 else "met") for nth in range(30)] + [dot(30, None, "missing")])
    points = {point: facts for trace in figure.data for point, facts in zip(trace.ids, trace.customdata, strict=True)}
    assert len(points) == 31 and all(facts[-1] == f"township?township={point}" for point, facts in points.items())
    assert all(trace.hovertemplate.endswith("<extra></extra>") for trace in figure.data)


def test_a_state_has_its_shape_and_colour():
    figure = drawn([dot(1, 20, "not_met"), dot(2, 30), dot(3, 24, "slightly_below"), dot(4, 25, "borderline"), dot(5, None, "missing")])
    marks = {trace.name: (trace.marker.symbol, trace.marker.color) for trace in figure.data}
    assert marks["未达标"] == ("triangle-up", theme.MARK["not_met"]) and marks["达标"] == ("circle", theme.MARK["met"])
    assert marks["略低，按达标计"][0] == "circle-open" and len(set(marks.values())) == 5


def test_a_narrow_card_gets_its_own_places():
    figure = drawn([dot(nth, 20 + nth / 9) for nth in range(40)])
    narrow = figure.layout.meta["narrow"]
    assert len(narrow["data"]["x"]) == len(figure.data) and max(map(max, narrow["data"]["y"])) <= NARROW.half
    assert max(abs(y) for y in figure.data[0].y) <= WIDE.half and narrow["layout"]["height"] == NARROW.height


def test_a_survey_draws_the_interval_of_what_is_doubtful():
    figure = drawn([dot(1, 94, "borderline", low=90.0, high=96.0), dot(2, 99, low=98.0, high=99.5)], line=95.0)
    [borderline] = [trace for trace in figure.data if trace.name == "临界"]
    assert borderline.error_x.array == (2.0,) and borderline.error_x.arrayminus == (4.0,)
    assert [trace.error_x.array for trace in figure.data if trace.name == "达标"] == [None]


def test_a_strip_has_a_row_a_district_in_the_order_given():
    figure = drawn([dot(2, 0.1), dot(1, 0.2, "not_met"), dot(3, None, "not_met")], draw=strip_figure, line=0.15)
    assert list(figure.layout.yaxis.ticktext) == ["乙区", "甲区"] and [note.text for note in figure.layout.annotations] == ["城区 25.0%", "只列判定"]
    assert sum(len(trace.x) for trace in figure.data) == 3


def test_the_trend_has_both_sides_and_says_their_values():
    frame = pd.DataFrame({"year": [2024, 2025], "label": ["2024", "2025"], "town": [20.0, None], "urban": [25.0, 26.0], "line": [None, None],
                          "town_said": ["20.0%", "—"], "urban_said": ["25.0%", "26.0%"]})  # fmt: skip
    figure = trend_figure(frame, percent=True, zero=False)
    assert {trace.name: list(trace.y) for trace in figure.data} == {"城区": [25.0, 26.0], "乡镇": [20.0, None]}
    assert {note.text for note in figure.layout.annotations} == {"城区 26.0%", "乡镇 20.0%"}


def test_what_is_not_pooled_is_counted_in_bars():
    frame = pd.DataFrame({"year": [2025], "label": ["2025"], "not_met": [9], "not_met_said": ["97 个中 9 个未达标"]})
    [bars] = trend_figure(frame, percent=False, zero=False).data
    assert list(bars.y) == [9] and bars.customdata[0][0] == "97 个中 9 个未达标"


def line(**more):
    row = {"id": "t1", "name": "甲镇", "href": "township?township=t1", "district": "一区", "parts": "35/171", "origin": "data?township=t1", "value": "20.5%"}
    row |= {"number": 0.205, "at": 20.5, "against": "−5.3", "gap": -0.053, "lacking": 9, "change": "+3.4", "moved": 0.034}
    return row | {"shape": "not_met", "code": "not_met", "word": "未达标", "hint": "", "fell_back": ""} | more


def test_a_row_shares_the_id_of_its_dot_and_leads_to_its_rows():
    markup = township_table(pd.DataFrame([line()]), line=25.8, heads=("分子/分母", "与城区差"), unit="名", ordered=False, caption="x")
    assert 'data-row="t1"' in markup and 'href="data?township=t1"' in markup and "还差（名）" in markup


def test_an_academic_result_cannot_be_sorted_by_value():
    rows = [line(id=f"t{nth}", lacking=None) for nth in range(20)]
    markup = township_table(pd.DataFrame(rows), line=0.15, heads=("", "与达标线差"), unit="", ordered=True, caption="x")
    assert markup.count("tb-sort") == 2


def test_delivered_names_stay_text():
    figure = drawn([dot(1, 20, name=HOSTILE, district=HOSTILE, named=HOSTILE), dot(2, 21)])
    assert HOSTILE not in figure.to_json()
    markup = township_table(pd.DataFrame([line(name=HOSTILE)]), line=1.0, heads=("", ""), unit="", ordered=False, caption=HOSTILE)
    assert HOSTILE not in markup
