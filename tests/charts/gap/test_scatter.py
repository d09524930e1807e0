"""The scatter holds every row once, its urban line, no address, no theme, and nothing that moves under a thumb."""

import json

import pandas as pd
import pytest

from tests.support.hypothesis_setup import given, settings, st
from townbase import theme
from townbase.charts.base.plot import CONFIG
from townbase.charts.gap.scatter import scatter

NASTY = '<a href="http://example.invalid/">&\'镇'


def dot(**changes):
    row = {
        "name": "谷雨镇",
        "district": "示例一区",
        "pupils": 500,
        "height": 80.0,
        "state": "level",
        "href": "township?township=t1",
        "named": False,
        "value_said": "80.0%",
        "urban_said": "90%",
        "gap_said": "−10.0 个百分点",
        "pupils_said": "500 人",
    }
    return row | changes


def drawn(*rows, line: float = 90.0, line_label: str = "全市城区 90%"):
    return json.loads(scatter(pd.DataFrame(rows), line=line, line_label=line_label, axis="本科比例（%）", across="小学在校生（人）").to_json())


TOWNS = [dot(pupils=100 * at, height=70.0 + at, state="below" if at < 8 else "level", named=at < 4) for at in range(1, 31)]


def test_every_row_is_one_dot_red_and_triangular_where_below():
    below, level = sorted(drawn(*TOWNS)["data"], key=lambda trace: trace["marker"]["symbol"], reverse=True)
    assert (len(below["x"]), len(level["x"])) == (7, 23)
    assert sorted(below["x"] + level["x"]) == [row["pupils"] for row in TOWNS]
    assert (below["marker"]["symbol"], below["marker"]["color"]) == ("triangle-up", theme.MARK["not_met"])
    assert (level["marker"]["symbol"], level["marker"]["color"]) == ("circle", theme.MARK["met"])
    assert len([name for trace in (below, level) for name in trace["text"] if name]) == 3


def test_the_urban_value_is_a_dashed_line_with_its_label_and_stands_inside_the_axis():
    layout = drawn(*TOWNS, line=99.0, line_label="全市城区 99%")["layout"]
    [line] = layout["shapes"]
    assert (line["y0"], line["y1"], line["line"]["dash"]) == (99.0, 99.0, "dash")
    low, high = layout["yaxis"]["range"]
    assert low < 71 and high > 99
    label = next(each for each in layout["annotations"] if each["text"] == "全市城区 99%")
    assert label["y"] == 99.0 and label["yref"] == "y"


def test_what_stands_at_the_pointer_is_chinese_and_whole():
    [trace] = drawn(dot())["data"]
    assert trace["customdata"] == [["谷雨镇", "示例一区", "80.0%", "90%", "−10.0 个百分点", "500 人", "township?township=t1"]]
    for word in ("数值", "城区", "差值", "在校生", "<extra></extra>"):
        assert word in trace["hovertemplate"]


def test_nothing_moves_and_nothing_of_a_screens_theme_is_in_the_figure():
    figure = drawn(*TOWNS)
    layout = figure["layout"]
    assert layout["xaxis"]["fixedrange"] and layout["yaxis"]["fixedrange"] and layout["dragmode"] is False and layout["showlegend"] is False
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert layout["font"]["family"].endswith(theme.FONT) and "colorway" not in json.dumps(figure)
    assert CONFIG["displayModeBar"] is False and CONFIG["scrollZoom"] is False


def test_a_name_is_text_and_no_host_is_in_the_figure():
    figure = drawn(dot(name=NASTY, district=NASTY, state="below", named=True), line_label=NASTY)
    text = json.dumps(figure["data"][0]["customdata"] + figure["data"][0]["text"], ensure_ascii=False) + figure["layout"]["annotations"][0]["text"]
    assert "<a" not in text and "&lt;a" in text
    assert "http" not in json.dumps(drawn(*TOWNS))


def test_a_wide_spread_makes_the_axis_logarithmic_with_whole_ticks():
    near, far = drawn(dot(pupils=500), dot(pupils=900))["layout"]["xaxis"], drawn(dot(pupils=90), dot(pupils=9000))["layout"]["xaxis"]
    assert (near["type"], far["type"]) == ("linear", "log")
    assert (near["title"]["text"], far["title"]["text"]) == ("小学在校生（人）", "小学在校生（人），对数刻度")
    assert far["ticktext"] == ["100", "200", "500", "1,000", "2,000", "5,000", "10,000"]
    assert near["tickvals"][0] >= near["range"][0] and near["tickvals"][-1] <= near["range"][1]


@given(st.lists(st.integers(1, 20_000), min_size=1, max_size=40), st.lists(st.floats(-100, 100), min_size=1, max_size=40), st.floats(-100, 100))
@settings(max_examples=60)
def test_whatever_the_sizes_every_dot_lies_on_the_axes_and_every_tick_is_whole(pupils, heights, line):
    rows = [dot(pupils=size, height=heights[at % len(heights)], state="below", named=at < 3) for at, size in enumerate(pupils)]
    layout = drawn(*rows, line=line)["layout"]
    low, high = layout["xaxis"]["range"]
    ends = (10**low, 10**high) if layout["xaxis"]["type"] == "log" else (low, high)
    assert ends[0] < min(pupils) <= max(pupils) < ends[1]
    floor, top = layout["yaxis"]["range"]
    assert floor < min([*(row["height"] for row in rows), line]) and top > max([*(row["height"] for row in rows), line])
    assert all(tick == int(tick) and ends[0] <= tick <= ends[1] for tick in layout["xaxis"]["tickvals"]) and layout["xaxis"]["tickvals"]


def test_names_that_lie_together_stand_on_different_sides():
    close = [dot(name=f"第{at}个很长的镇", pupils=1000 + at, height=70 + at / 10, state="below", named=True) for at in range(3)]
    [trace] = drawn(*close, dot(pupils=200, height=99.0, state="below"), dot(pupils=1900, height=99.0, state="below"))["data"]
    assert len(set(trace["textposition"][:3])) == 3


@pytest.mark.parametrize("at", [0.02, 0.98])
def test_a_name_at_the_edge_stands_inwards(at):
    ends = [dot(pupils=100, height=50.0), dot(pupils=900, height=100.0)]
    figure = drawn(*ends, dot(name="边上的一个镇", pupils=100 + 800 * at, height=75.0, state="below", named=True))
    place = next(trace["textposition"] for trace in figure["data"] if "边上的一个镇" in trace["text"])
    assert place == (["middle right"] if at < 0.5 else ["middle left"])
