"""Every indicator that must not be below the city stands on one axis, with what it was and how many townships meet it."""

import pytest

from tests.views.gap.drawn_rows import ALL, BOOKS, row
from townbase import words
from townbase.selection import Selection
from townbase.views.gap import gap_rows, series
from townbase.views.gap.gap import _compared


def drawn(rows, chosen, selection=ALL, area="全市", counts=None):
    return gap_rows.every(rows, 2025, chosen, selection, area, counts or {})


def test_the_rows_count_who_is_level_closing_and_not_and_the_furthest_behind_comes_first():
    rows = [row(-0.02, -0.05, indicator="a", closes=2027, position=1), row(-0.06, -0.05, indicator="b", position=2), row(0.01, 0.0, indicator="c", position=3)]
    part = drawn(rows, rows[0])
    assert part.title == "各项“不低于城区”指标（分学段，全市对照全市城区）：1 项乡镇不低于城区，1 项在缩小，1 项没有缩小"
    assert part.note == "按近年速度，仍低于城区而在缩小的 1 项，预计最晚到2027—2028学年持平。没有缩小的是小学本科比例，按目前的变化不能持平。"
    assert part.frame["state"].tolist() == ["not_closing", "closing", "level"]
    assert part.frame["current"].tolist() == [False, True, False]


def test_a_row_holds_its_base_year_last_year_and_now_and_what_changed():
    years = [row(-0.06, year=2021), row(-0.03, -0.06, 2024), row(-0.02, -0.06)]
    [line] = drawn(years, years[-1]).frame.to_dict("records")
    assert line["places"] == pytest.approx((-6.0, -3.0, -2.0))
    assert (line["gap"], line["since_last"], line["since_base"]) == ("−2.0", "+1.0", "+4.0")
    assert line["said"] == "小学本科比例：2021 年 −6.0 个百分点，2024 年 −3.0 个百分点，2025 年 −2.0 个百分点"


def test_a_year_without_enough_returns_has_no_place_on_the_axis():
    years = [row(-0.06, year=2021), row(-0.03, -0.06, 2024, coverage=0.5), row(-0.02, -0.06)]
    [line] = drawn(years, years[-1]).frame.to_dict("records")
    assert line["places"][1] is None and line["since_last"] == words.MISSING


def test_a_row_counts_the_townships_that_meet_it_with_those_slightly_below():
    rows = [row(-0.02, -0.05, area="d1")]
    counts = {("d1", "x", "primary"): {"unmet": 3, "met": 9, "near": 2}}
    [line] = drawn(rows, rows[0], counts=counts).frame.to_dict("records")
    assert (line["unmet"], line["met"], line["near"]) == (3, 9, 2)


def test_a_click_on_a_row_opens_its_stage_and_leaves_the_filter_of_stages_alone():
    rows = [row(-0.02, -0.05, stage="primary", position=1), row(-0.03, -0.05, stage="junior", position=2)]
    open_ = drawn(rows, rows[0]).frame["href"].tolist()
    assert sorted(open_, reverse=True) == ["gap?indicator=x&panel=primary", "gap?indicator=x&panel=junior"]
    filtered = drawn(rows[:1], rows[0], Selection(stage="primary")).frame["href"].tolist()
    assert filtered == ["gap?indicator=x&stage=primary"]
    assert [series.choose(rows, Selection(indicator="x", panel=panel))["stage"] for panel in ("primary", "junior", None)] == ["primary", "junior", "junior"]
    assert Selection(indicator="x", panel="junior").but(stage="primary").panel is None


def test_rows_of_a_district_say_where_the_citys_value_stands_in():
    rows = [row(-0.02, -0.05, indicator="a", position=1), row(-0.02, -0.05, indicator="b", position=2, urban_from="district")]
    part = drawn(rows, rows[0], Selection(district="d1", urban="district"), "示例一区")
    assert part.frame["mark"].tolist() == ["借用全市值", ""]
    assert "示例一区对照本区县城区" in part.title and part.table["对照"].tolist() == ["借用全市值", "本区县城区"]
    assert "其中 1 项借用全市值" in _compared(rows, {"urban_level": "city"}, Selection(district="d1", urban="district"))


def test_indicators_of_different_units_share_an_axis_of_parts_of_the_urban_value():
    rows = [row(-0.08, -0.1, indicator="a", position=1), row(-0.08, -0.1, indicator="b", position=2) | BOOKS]
    part = drawn(rows, rows[0])
    assert part.frame["places"].iloc[1][2] == pytest.approx(-100 * 0.08 / 0.88)
