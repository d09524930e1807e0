"""The gap page says from the rows where town and city differ, whether it closes, and says so when it cannot know."""

import pandas as pd
import pytest

from townbase.selection import Selection
from townbase.views import difference, dispersion, gap_areas, gap_series, inequality
from townbase.views import gap_words as say
from townbase.views.gap import _limits
from townbase.views.links import many

ALL = Selection()
SHARE = {"form": "share", "value_unit": "%", "unit": "名教师", "title": "本科比例", "base_year": 2021, "rule": "not_below_urban"}
BOOKS = SHARE | {"form": "per_head", "value_unit": "册/生"}


def row(gap, base=None, year=2025, *, area="d1", name="示例一区", kind="district", stage="primary", indicator="x", closes=None, coverage=1.0, **more):
    closing = None if base is None or year == 2021 else gap > base
    parts = {"change_town": None, "change_urban": None, "change_pupils": None}
    return SHARE | parts | {
        "area_kind": kind, "area_id": area, "name": name, "school_year": year, "indicator_id": indicator, "stage": stage, "position": 1,
        "town": 0.8, "urban": 0.8 - gap, "own_urban": None, "urban_from": "city", "town_numerator": 80.0, "town_denominator": 100.0,
        "town_coverage": coverage, "gap": gap, "base_gap": base, "closing": closing, "closes_in": closes,
    } | more  # fmt: skip


def test_a_gap_of_shares_is_said_in_points_and_a_tiny_one_is_not_said_to_be_none():
    assert say.amount(-0.054, SHARE) == "−5.4 个百分点"
    assert say.amount(-0.0004, SHARE) == "−0.04 个百分点"
    assert say.amount(0.0, SHARE) == "持平"
    assert say.amount(-0.3, BOOKS) == "−0.30 册/生"
    assert say.amount(-0.054, SHARE, signed=False, unit=False) == "5.4"
    assert say.amount(None, SHARE) == "—"


@pytest.mark.parametrize(
    ("drawn", "state", "when"),
    [
        (row(0.01, 0.02), "level", "不低于城区"),
        (row(0.0, 0.0), "level", "不低于城区"),
        (row(-0.01, -0.02, closes=2027), "closing", "2027—2028学年追平"),
        (row(-0.01, -0.02, closes=2060), "closing", "在缩小，20 年内追不平"),
        (row(-0.03, -0.02), "not_closing", "没有缩小"),
        (row(-0.03, year=2021), "base", "基期"),
        (row(-0.03), "unknown", "没有基期数据"),
        (row(-0.03, -0.02, coverage=0.79), "missing", "数据未报齐"),
    ],
)
def test_what_a_gap_does_is_one_of_seven_words(drawn, state, when):
    assert (say.state(drawn), say.when(drawn)) == (state, when)


def test_a_gap_above_the_city_that_shrinks_is_not_called_not_closing():
    assert say.state(row(0.01, 0.05)) == "level"


def test_without_a_choice_the_indicator_furthest_behind_stands_open():
    rows = [row(-0.02, -0.05, indicator="a"), row(-0.10, -0.20, indicator="b"), row(0.01, 0.0, indicator="c"), row(-0.5, indicator="d", coverage=0.1)]
    assert gap_series.choose(rows, ALL)["indicator_id"] == "b"
    assert gap_series.choose(rows, Selection(indicator="c"))["indicator_id"] == "c"
    assert gap_series.choose([], ALL) is None


def test_the_small_multiples_count_who_is_level_closing_and_not():
    rows = [row(-0.02, -0.05, indicator="a", closes=2027, position=1), row(-0.06, -0.05, indicator="b", position=2), row(0.01, 0.0, indicator="c", position=3)]
    part = gap_series.multiples(rows, 2025, rows[0], ALL, "全市")
    assert part.title == "各项“不低于城区”指标（分学段）：1 项乡镇不低于城区，1 项在缩小，1 项没有缩小"
    assert part.note == "按基期以来的平均变化推算，仍低于城区而在缩小的 1 项，最晚到2027—2028学年追平。没有缩小的是小学本科比例，按现在的变化追不平。"
    assert part.frame["current"].tolist() == [True, False, False]


def test_indicators_of_different_units_share_an_axis_of_parts_of_the_urban_value():
    rows = [row(-0.08, -0.1, indicator="a", position=1), row(-0.08, -0.1, indicator="b", position=2) | BOOKS]
    part = gap_series.multiples(rows, 2025, rows[0], ALL, "全市")
    assert "百分比" in part.how
    assert part.frame["points"].iloc[1][0][1] == pytest.approx(-100 * 0.08 / 0.88)


def areas(*drawn):
    return [row(-0.02, -0.05, area="city", name="全市", kind="city", closes=2027), *drawn]


def test_districts_stand_by_need_under_the_city_and_link_one_level_down():
    rows = areas(row(-0.01, -0.05, closes=2026), row(-0.09, -0.05, area="d2", name="示例二区"))
    part = gap_areas.dumbbell(rows, 2025, rows[0], ALL)
    assert part.frame["name"].tolist() == ["全市", "示例二区", "示例一区"]
    assert part.title == "小学本科比例：2 个区县低于城区；示例二区差距最大，低 9.0 个百分点"
    assert part.frame["href"].tolist() == ["", "gap?district=d2&indicator=x&stage=primary", "gap?district=d1&indicator=x&stage=primary"]


def test_in_a_district_townships_keep_their_official_order_and_link_to_their_pages():
    rows = [row(-0.02, -0.05), *(row(gap, -0.05, area=area, name=area, kind="township") for area, gap in (("t1", -0.01), ("t2", -0.2)))]
    part = gap_areas.dumbbell(rows, 2025, rows[0], Selection(district="d1"))
    assert part.frame["name"].tolist() == ["示例一区", "t1", "t2"]
    assert part.frame["href"].iloc[2] == "township?district=d1&township=t2&indicator=x&stage=primary"


def test_a_township_short_of_less_than_one_teacher_is_met_and_not_drawn_as_work():
    near = row(-0.02, -0.01, area="t1", name="谷雨镇", kind="township", verdict="met", reason="whole_unit")
    far = row(-0.03, -0.01, area="t2", name="霜降镇", kind="township", verdict="not_met", reason="point")
    part = gap_areas.dumbbell([row(-0.02, -0.05), near, far], 2025, far, Selection(district="d1"))
    assert part.title == "小学本科比例：1 个乡镇低于城区，1 个不低于城区（含差额不足 1 个整数单位的 1 个）；霜降镇差距最大，低 3.0 个百分点"
    assert part.frame.set_index("name").loc["谷雨镇", ["state", "when", "verdict"]].tolist() == ["level", "", "达标（差额不足 1 名）"]
    assert part.frame.set_index("name").loc["霜降镇", "state"] == "not_closing"


def test_areas_with_too_few_returns_are_left_out_and_counted():
    part = gap_areas.dumbbell(areas(row(-0.01, -0.05), row(-0.5, area="d2", coverage=0.5)), 2025, row(-0.01), ALL)
    assert part.frame["name"].tolist() == ["全市", "示例一区"]
    assert "另有 1 个数据未报齐" in part.note


def test_the_slope_names_what_is_not_closing_and_waits_in_the_base_year():
    rows = areas(row(-0.01, -0.05), row(-0.09, -0.05, area="d2"))
    assert gap_areas.slope(rows, 2025, rows[0], ALL).title == "2021 年以来：1 个区县没有缩小"
    assert gap_areas.slope([each | {"school_year": 2021} for each in rows], 2021, rows[0], ALL).empty == "2021—2022学年是基期，从下一学年起可以看变化。"


def test_the_sentence_of_a_change_names_its_largest_part_first():
    part = row(-0.02, -0.05, area="city", name="全市", kind="city", change_town=0.09, change_urban=-0.06)
    assert gap_areas.split_sentence(part, ["change_town", "change_urban"]) == "全市差距缩小 3.0 个百分点，其中最大的是乡镇自身变化 +9.0，城区变化 −6.0"


def test_who_is_not_behind_has_no_gap_that_widens():
    keys = ["change_town", "change_urban"]
    ahead = row(0.01, 0.02, area="d2", name="示例二区", change_town=0.0, change_urban=-0.01)
    level = row(0.01, -0.02, name="示例一区", change_town=0.04, change_urban=-0.01)
    assert gap_areas.split_sentence(ahead, keys).startswith("示例二区仍不低于城区，差值变化 −1.0 个百分点，其中最大的是城区变化 −1.0")
    assert gap_areas.split_sentence(level, keys).startswith("示例一区由低于城区变为不低于城区，差值变化 +3.0 个百分点")
    city = row(-0.02, -0.05, area="city", name="全市", kind="city", change_town=0.04, change_urban=-0.01)
    behind = row(-0.03, -0.01, name="示例三区", change_town=0.0, change_urban=-0.02)
    assert "差距扩大的有" not in gap_areas.split([city, ahead, level], 2025, level, ALL).note
    assert "差距扩大的有示例三区。" in gap_areas.split([city, ahead, behind], 2025, level, ALL).note


def test_pupils_are_named_as_the_main_part_only_where_they_are_more_than_half():
    keys = ["change_town", "change_urban", "change_pupils"]
    most = row(-0.2, -0.5, change_town=0.1, change_urban=0.0, change_pupils=0.2) | BOOKS
    less = row(-0.2, -0.5, change_town=0.2, change_urban=0.0, change_pupils=0.1) | BOOKS
    assert "主要因学生数变化" in gap_areas.split_sentence(most, keys)
    assert "主要因" not in gap_areas.split_sentence(less, keys)


def coefficient(district, value, resource="L4", *, coverage=1.0, other=0.1):
    return {
        "district_id": district, "name": district, "stage": "primary", "resource": resource, "mean": 5.0, "weighted": value, "weighted_within": value <= 0.5,
        "unweighted": other, "unweighted_within": other <= 0.5, "allowed": 0.5, "schools": 9, "at_threshold": 4, "due": 10, "coverage": coverage,
        "passing": 7, "judged_schools": 9,
    }  # fmt: skip


def test_coefficients_over_the_limit_are_counted_and_the_largest_is_named():
    part = dispersion.table([coefficient("甲区", 0.2), coefficient("乙区", 0.61)], ALL, "")
    assert part.title == "差异系数：2 个（区县 × 学段 × 资源）中 1 个超过上限，最大的是乙区小学教学及辅助用房 0.61"
    assert "有 1 个是否超过上限的判定不同" in part.note


def test_a_coefficient_just_over_the_limit_does_not_read_as_the_limit():
    assert dispersion.coefficient(0.504, 0.5) == "0.504"
    assert dispersion.coefficient(0.496, 0.5) == "0.50"


def test_a_district_with_too_few_returns_is_not_held_against_the_limit():
    part = dispersion.table([coefficient("甲区", 0.9, coverage=0.5)], ALL, "")
    assert "暂不判断" in part.title
    cell = part.frame["rows"].iloc[0][0]["cells"]["L4"]
    assert (cell["over"], cell["few"]) == (False, True)


def test_what_a_school_lacks_is_said_in_whole_people_and_rooms_in_metres_and_in_money():
    assert [dispersion.lacking(2.1, "L2"), dispersion.lacking(0.2, "L7")] == ["3 名", "1 间"]
    assert [dispersion.lacking(400.4, "L4"), dispersion.lacking(345000.0, "L6")] == ["401 ㎡", "34.5 万元"]


def rates(*drawn):
    columns = ["township_id", "name", "stage", "subject", "formula", "value", "met", "judged", "schools"]
    frame = pd.DataFrame(drawn, columns=columns)
    return frame.assign(district_id="d1", district_name="示例一区").to_dict("records")


RATES = rates(
    ("t1", "谷雨镇", "primary", "语文", "mean_difference", 0.10, True, True, 3),
    ("t1", "谷雨镇", "primary", "语文", "variance_share", 0.30, False, False, 3),
    ("t2", "霜降镇", "primary", "语文", "mean_difference", None, False, True, 1),
    ("t2", "霜降镇", "primary", "语文", "variance_share", None, False, False, 1),
)


def test_a_township_with_one_school_gets_a_word_and_never_a_number():
    part = difference.townships(RATES, "mean_difference", ALL, "")
    assert part.title == "差异率：2 个乡镇中 1 个有学科不低于 0.15"
    assert part.frame["cells"].tolist() == [[("met", "0.100")], [("not_met", "不低于 0.15")]]
    assert part.table.iloc[1].dropna().tolist() == ["示例一区", "霜降镇", "不低于 0.15"]


def test_only_townships_whose_word_changes_depend_on_the_formula():
    part = difference.dependent(RATES, ALL, "")
    assert part.frame["name"].tolist() == ["谷雨镇"]
    assert part.title == "换用其他算法，1 个乡镇的差异率判定会变"
    assert part.note == "换用校间方差占比 1 个。"


def test_the_address_chooses_the_formula_and_the_judged_one_needs_no_key():
    assert difference.formula_of(RATES, ALL) == "mean_difference"
    assert difference.formula_of(RATES, Selection(formula="variance_share")) == "variance_share"
    assert difference.formula_of(RATES, Selection(formula="mean_spread")) == "mean_difference"
    assert [(chip["href"], chip["current"]) for chip in difference.chips(RATES, "mean_difference", ALL)] == [("gap", True), ("gap?formula=variance_share", False)]


@pytest.mark.parametrize("selection", [ALL, Selection(district="d1", year=2024, stage="junior")])
def test_addresses_filled_in_are_those_the_selection_writes(selection):
    href = many(selection, "township", "township", "indicator", "stage")
    assert href("t-1", "x", "primary") == selection.href("township", township="t-1", indicator="x", stage="primary")
    assert many(selection, "township", "township", "school")("t 1", "s&2") == selection.href("township", township="t 1", school="s&2")


def flipped(verdict, beside):
    return SHARE | {
        "township_id": "t1", "name": "谷雨镇", "district_id": "d1", "district_name": "示例一区", "indicator_id": "x", "stage": "primary",
        "numerator": 80.0, "denominator": 100.0, "value": 0.8, "target": 0.75, "target_from": "city_urban", "district_target": 0.9,
        "verdict": verdict, "verdict_district_urban": beside,
    }  # fmt: skip


def test_flips_say_which_way_they_go():
    frame = pd.DataFrame([flipped("met", "not_met"), flipped("met", "not_met"), flipped("not_met", "met")])
    part = inequality.flips(lambda name, **_: frame, ALL, 2025, True)
    assert part.title == "改用本区县城区对照，3 项判定会变：2 项由达标变为未达标，1 项由未达标变为达标"
    assert [len(part.frame[side].iloc[0]) for side in ("worse", "better")] == [2, 1]
    assert part.table["按另一对照"].tolist() == ["未达标", "未达标", "达标"]


def test_without_anything_to_compare_it_is_not_claimed_that_nothing_flips():
    part = inequality.flips(lambda name, **_: pd.DataFrame(columns=list(flipped("met", "met"))), ALL, 2025, False)
    assert part.is_empty and "都相同" not in part.title and not part.good


GIVEN = {"has_urban": True, "has_counted": True, "district_counted": True, "has_staffing": True, "has_facilities": True, "base_year": 2021}


@pytest.mark.parametrize(
    ("lacks", "names"),
    [({"has_urban": False}, "urban_reference"), ({"has_counted": False}, "counted"), ({"has_staffing": False, "has_facilities": False}, "staffing"),
     ({"district_counted": False}, "本区县没有纳入范围")],
)  # fmt: skip
def test_what_is_missing_is_named_with_the_column_that_would_bring_it(lacks, names):
    [said] = _limits(GIVEN | lacks, 2025, [])
    assert names in said


def test_a_year_before_the_indicators_says_from_when_they_are():
    assert _limits(GIVEN, 2018, []) == ("指标自2021—2022学年起有数据，请选择之后的学年。",)
    assert _limits(GIVEN, 2025, [row(-0.1)]) == ()
