"""The head of the gap page: what it says of all indicators, of a chosen one, and when it cannot know."""

import pandas as pd
import pytest

from tests.views.gap.drawn_rows import ALL, BOOKS, row
from townbase.selection import Selection
from townbase.views.gap import not_closing, series
from townbase.views.gap.gap import _elsewhere, _headline, _of_one, _widest
from townbase.views.gap.limits import limits


def test_without_a_choice_the_indicator_furthest_behind_stands_open():
    rows = [row(-0.02, -0.05, indicator="a"), row(-0.10, -0.20, indicator="b"), row(0.01, 0.0, indicator="c"), row(-0.5, indicator="d", coverage=0.1)]
    assert series.choose(rows, ALL)["indicator_id"] == "b"
    assert series.choose(rows, Selection(indicator="c"))["indicator_id"] == "c"
    assert series.choose([], ALL) is None


def test_an_indicator_without_the_stage_of_the_filter_says_at_which_it_exists():
    rows = pd.DataFrame([row(-0.02, -0.05, stage="junior", indicator="x"), row(-0.02, -0.05, stage="primary", indicator="y")])
    chosen = Selection(indicator="x", stage="primary")
    [text] = _elsewhere(lambda name, **_: rows, [row(-0.02, -0.05, indicator="y")], chosen, 2025)
    assert text == "“本科比例”只有初中，没有小学，现显示小学差距最大的一项。"
    assert "不能按学校与城区比较" in _elsewhere(lambda name, **_: rows, [row(-0.02, -0.05, indicator="y")], Selection(indicator="z", stage="primary"), 2025)[0]
    assert _elsewhere(lambda name, **_: rows, [row(-0.02, -0.05, indicator="x", stage="junior")], Selection(indicator="x"), 2025) == []


def test_the_furthest_behind_is_furthest_by_what_the_rows_show():
    low, high = row(-0.02, -0.05, indicator="a", urban=0.25), row(-0.03, -0.05, indicator="b", urban=0.98)
    assert series.widest([low, high])["indicator_id"] == "b"  # points
    assert series.widest([low, high, row(0.1, 0.1, indicator="c") | BOOKS])["indicator_id"] == "a"  # parts of the urban value
    assert _widest(low, True, "city").startswith("差距最大的是小学本科比例：")
    assert "按与城区相差的百分比，差距最大的是小学本科比例" in _widest(low, False, "city") and "低 2.0 个百分点（8%）" in _widest(low, False, "city")


def test_where_the_city_closes_and_districts_do_not_the_headline_counts_them_and_the_line_leads_to_them():
    rows = [
        *(row(-0.02, -0.01, area="d1", indicator=indicator) for indicator in "a"),
        *(row(-0.02, -0.01, area="d2", name="示例二区", indicator=indicator) for indicator in "ab"),
        row(-0.02, -0.01, area="d3", name="示例三区"), row(-0.02, -0.01, area="d4", name="示例四区"),
    ]  # fmt: skip
    stuck = not_closing.of(rows, ALL)
    assert stuck.text == "与全市城区的差距没有缩小的有 4 个区县、共 5 项：示例二区 2 项、示例一区小学本科比例、示例三区小学本科比例等 4 个区县。"
    assert [href for _, href in stuck.links][:2] == ["gap?district=d2&indicator=a&panel=primary", "gap?district=d1&indicator=a&panel=primary"]
    assert _headline("全市", [row(-0.02, -0.05)], 2025, stuck.districts).endswith("合计差距都在缩小；4 个区县仍有差距没有缩小")
    assert not_closing.of([], ALL).text == ""


def test_districts_whose_gap_shrinks_or_is_not_reported_are_not_among_the_stuck():
    drawn = [row(-0.02, -0.05), row(-0.03, -0.02, area="d2", name="示例二区"), row(-0.03, -0.02, area="d3", coverage=0.5)]
    asked = lambda name, **_: pd.DataFrame(drawn)  # noqa: E731
    assert [what for what, _ in not_closing.read(asked, ALL, 2025, drawn[:1]).links] == ["示例二区小学本科比例"]
    assert not_closing.read(asked, Selection(district="d2"), 2025, drawn[:1]).districts == 0


def test_while_the_city_has_not_reported_enough_no_district_is_named_as_stuck():
    drawn = [row(-0.03, -0.02, area="d2", name="示例二区")]
    city = [row(-0.03, -0.02, coverage=0.5)]
    assert not_closing.read(lambda name, **_: pd.DataFrame(drawn), ALL, 2025, city).text == ""


GIVEN = {"has_urban": True, "has_counted": True, "district_counted": True, "has_staffing": True, "has_facilities": True, "base_year": 2021}


@pytest.mark.parametrize(
    ("lacks", "names"),
    [({"has_urban": False}, "urban_reference"), ({"has_counted": False}, "counted"), ({"has_staffing": False, "has_facilities": False}, "staffing"),
     ({"district_counted": False}, "本区县没有纳入范围")],
)  # fmt: skip
def test_what_is_missing_is_named_with_the_column_that_would_bring_it(lacks, names):
    [text] = limits(GIVEN | lacks, 2025, [])
    assert names in text


def test_a_year_before_the_indicators_says_from_when_they_are():
    assert limits(GIVEN, 2018, []) == ("指标自2021—2022学年起有数据，请选择之后的学年。",)
    assert limits(GIVEN, 2025, [row(-0.1)]) == ()


def test_a_chosen_indicator_is_the_headline():
    assert _of_one("全市", row(-0.02, -0.05)) == "小学本科比例：全市乡镇合计 80.0%，比全市城区差 2.0 个百分点，差距在缩小"
    assert _of_one("全市", row(0.02, -0.05)) == "小学本科比例：全市乡镇合计 80.0%，不低于全市城区（78.0%）"
    assert _of_one("示例一区", row(-0.02, -0.05, coverage=0.5)).endswith("暂不比较")
