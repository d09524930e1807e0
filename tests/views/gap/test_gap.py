"""The gap page says from the rows where town and city differ, whether it closes, and says so when it cannot know."""

import pandas as pd
import pytest

from townbase import words
from townbase.selection import Selection
from townbase.views.gap import areas as gap_areas
from townbase.views.gap import difference_rate, dispersion, inequality, not_closing, schools_to_raise, series
from townbase.views.gap import gap_words as say
from townbase.views.gap.gap import _compared, _elsewhere, _headline, _limits, _widest
from townbase.views.shared.link_templates import many

ALL = Selection()
SHARE = {"form": "share", "value_unit": "%", "unit": "名教师", "title": "本科比例", "base_year": 2021, "rule": "not_below_urban"}
BOOKS = SHARE | {"form": "per_head", "value_unit": "册/生"}


def row(gap, base=None, year=2025, *, area="d1", name="示例一区", kind="district", stage="primary", indicator="x", closes=None, coverage=1.0, **more):
    closing = None if base is None or year == 2021 else gap > base
    parts = {"change_town": None, "change_urban": None, "change_pupils": None}
    return SHARE | parts | {
        "area_kind": kind, "area_id": area, "name": name, "school_year": year, "indicator_id": indicator, "stage": stage, "position": 1,
        "town": 0.8, "urban": 0.8 - gap, "own_urban": None, "urban_from": "city", "town_numerator": 80.0, "town_denominator": 100.0,
        "town_coverage": coverage, "covered": coverage >= 0.8, "gap": gap, "base_gap": base, "closing": closing, "closes_in": closes,
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
        (row(-0.01, -0.02, closes=2060), "closing", "在缩小，按目前速度 20 年内不能追平"),
        (row(-0.03, -0.02), "not_closing", "没有缩小"),
        (row(-0.03, year=2021), "base", "基期"),
        (row(-0.03), "unknown", "没有基期数据"),
        (row(-0.03, -0.02, coverage=0.79), "missing", f"{words.UNREPORTED}齐"),
    ],
)
def test_what_a_gap_does_is_one_of_seven_words(drawn, state, when):
    assert (say.state(drawn), say.when(drawn)) == (state, when)


def test_a_gap_above_the_city_that_shrinks_is_not_called_not_closing():
    assert say.state(row(0.01, 0.05)) == "level"


def test_without_a_choice_the_indicator_furthest_behind_stands_open():
    rows = [row(-0.02, -0.05, indicator="a"), row(-0.10, -0.20, indicator="b"), row(0.01, 0.0, indicator="c"), row(-0.5, indicator="d", coverage=0.1)]
    assert series.choose(rows, ALL)["indicator_id"] == "b"
    assert series.choose(rows, Selection(indicator="c"))["indicator_id"] == "c"
    assert series.choose([], ALL) is None


def test_the_small_multiples_count_who_is_level_closing_and_not():
    rows = [row(-0.02, -0.05, indicator="a", closes=2027, position=1), row(-0.06, -0.05, indicator="b", position=2), row(0.01, 0.0, indicator="c", position=3)]
    part = series.multiples(rows, 2025, rows[0], ALL, "全市")
    assert part.title == "各项“不低于城区”指标（分学段，全市对照全市城区）：1 项乡镇不低于城区，1 项在缩小，1 项没有缩小"
    assert part.note == "按基期以来的平均变化推算，仍低于城区而在缩小的 1 项，最晚到2027—2028学年追平。没有缩小的是小学本科比例，按目前的变化不能追平。"
    assert part.frame["current"].tolist() == [True, False, False]


def test_a_click_on_a_panel_opens_its_stage_and_leaves_the_filter_of_stages_alone():
    rows = [row(-0.02, -0.05, stage="primary", position=1), row(-0.03, -0.05, stage="junior", position=2)]
    open_ = series.multiples(rows, 2025, rows[0], ALL, "全市").frame["href"].tolist()
    assert open_ == ["gap?indicator=x&panel=primary", "gap?indicator=x&panel=junior"]
    filtered = series.multiples(rows[:1], 2025, rows[0], Selection(stage="primary"), "全市").frame["href"].tolist()
    assert filtered == ["gap?indicator=x&stage=primary"]
    assert [series.choose(rows, Selection(indicator="x", panel=panel))["stage"] for panel in ("primary", "junior", None)] == ["primary", "junior", "junior"]
    assert Selection(indicator="x", panel="junior").but(stage="primary").panel is None


def test_an_indicator_without_the_stage_of_the_filter_says_at_which_it_exists():
    rows = pd.DataFrame([row(-0.02, -0.05, stage="junior", indicator="x"), row(-0.02, -0.05, stage="primary", indicator="y")])
    chosen = Selection(indicator="x", stage="primary")
    [text] = _elsewhere(lambda name, **_: rows, [row(-0.02, -0.05, indicator="y")], chosen, 2025)
    assert text == "“本科比例”只有初中，没有小学，现显示小学差距最大的一项。"
    assert "不能按学校与城区比较" in _elsewhere(lambda name, **_: rows, [row(-0.02, -0.05, indicator="y")], Selection(indicator="z", stage="primary"), 2025)[0]
    assert _elsewhere(lambda name, **_: rows, [row(-0.02, -0.05, indicator="x", stage="junior")], Selection(indicator="x"), 2025) == []


def test_the_furthest_behind_is_furthest_by_what_the_panels_show():
    low, high = row(-0.02, -0.05, indicator="a", urban=0.25), row(-0.03, -0.05, indicator="b", urban=0.98)
    assert series.widest([low, high])["indicator_id"] == "b"  # points
    assert series.widest([low, high, row(0.1, 0.1, indicator="c") | BOOKS])["indicator_id"] == "a"  # parts of the urban value
    assert _widest(low, True, "city").startswith("差距最大的是小学本科比例：")
    assert "按与城区相差的百分比，差距最大的是小学本科比例" in _widest(low, False, "city") and "低 2.0 个百分点（8%）" in _widest(low, False, "city")


def test_every_finding_names_the_urban_schools_it_is_held_against():
    own = {"kind": "district", "urban_from": "district"}
    rows = [row(-0.02, -0.05, area="city", name="全市", kind="city"), row(-0.01, -0.05, **own), row(-0.09, -0.05, area="d2", name="示例二区", **own)]
    chosen = Selection(urban="district")
    parts = [gap_areas.dumbbell(rows, 2025, rows[0], chosen), gap_areas.slope(rows, 2025, rows[0], chosen)]
    assert [part.title for part in parts] == [
        "小学本科比例：2 个区县低于本区县城区；示例二区差距最大，低 9.0 个百分点",
        "2021 年以来：1 个区县与本区县城区的差距没有缩小",
    ]
    assert all("本区县城区（全市一行为全市城区）" in part.how for part in parts)
    assert series.multiples(rows[:1], 2025, None, chosen, "全市").how.startswith("横线为全市城区水平")
    assert "各图为全市合计，与全市城区相比" in series.multiples(rows[:1], 2025, None, chosen, "全市").how
    assert "全市合计仍与全市城区相比" in _compared(rows[:1], {"urban_level": "city"}, chosen)
    assert _headline("示例一区", rows[1:2], 2025, 0) == "示例一区：1 项“不低于城区”指标中，乡镇合计仍有 1 项低于本区县城区，合计差距都在缩小"


def test_the_district_that_is_furthest_behind_by_the_other_urban_value_is_named_beside():
    rows = areas(row(-0.05, -0.09, own_urban=0.82), row(-0.03, -0.09, area="d2", name="示例二区", town=0.79, own_urban=0.9))
    rows[0]["urban"] = 0.85
    assert "换用本区县城区对照，差距最大的是示例二区，低 11.0 个百分点。" in gap_areas.dumbbell(rows, 2025, rows[0], ALL).note
    assert "换用" not in gap_areas.dumbbell([rows[0], rows[1]], 2025, rows[0], ALL).note


def test_a_district_without_an_urban_value_of_its_own_is_marked_on_screen_and_in_files():
    rows = [
        row(-0.02, -0.05, area="city", name="全市", kind="city"), row(-0.01, -0.05, urban_from="district"), row(-0.09, -0.05, area="d2", name="示例二区"),
    ]  # fmt: skip
    part = gap_areas.dumbbell(rows, 2025, rows[0], Selection(urban="district"))
    assert part.frame["mark"].tolist() == ["", "借用全市值", ""]
    assert "示例二区（借用全市值）差距最大" in part.title
    assert part.note.endswith("示例二区没有可用的区县城区对照值，以全市城区的数值代替（借用全市值）。")
    assert part.table["对照"].tolist() == ["全市城区", "借用全市值", "本区县城区"]
    assert gap_areas.slope(rows, 2025, rows[0], Selection(urban="district")).table["对照"].tolist() == ["全市城区", "本区县城区", "借用全市值"]
    assert set(gap_areas.dumbbell(rows, 2025, rows[0], ALL).frame["mark"]) == {""}


def test_panels_of_a_district_say_where_the_citys_value_stands_in():
    rows = [row(-0.02, -0.05, indicator="a", position=1), row(-0.02, -0.05, indicator="b", position=2, urban_from="district")]
    part = series.multiples(rows, 2025, rows[0], Selection(district="d1", urban="district"), "示例一区")
    assert part.frame["mark"].tolist() == ["借用全市值", ""]
    assert "示例一区对照本区县城区" in part.title and part.table["对照"].tolist() == ["借用全市值", "本区县城区"]
    assert "其中 1 项借用全市值" in _compared(rows, {"urban_level": "city"}, Selection(district="d1", urban="district"))


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


def test_values_that_do_not_subtract_to_the_difference_say_that_it_is_not_rounded():
    apart = row(-0.0156, -0.05, town=0.6356, urban=0.6512)  # 63.6, 65.1 and 1.6
    even = row(-0.02, -0.05, town=0.63, urban=0.65)
    assert (say.rounds_apart(apart), say.rounds_apart(even)) == (True, False)
    assert "差值按未四舍五入的数计算" in gap_areas.dumbbell(areas(apart), 2025, apart, ALL).how
    assert "未四舍五入" not in gap_areas.dumbbell(areas(even)[1:], 2025, even, ALL).how
    assert "差值按未四舍五入的数计算" in _widest(apart, True, "city") and "未四舍五入" not in _widest(even, True, "city")


def test_indicators_of_different_units_share_an_axis_of_parts_of_the_urban_value():
    rows = [row(-0.08, -0.1, indicator="a", position=1), row(-0.08, -0.1, indicator="b", position=2) | BOOKS]
    part = series.multiples(rows, 2025, rows[0], ALL, "全市")
    assert "百分比" in part.how
    assert part.frame["points"].iloc[1][0][1] == pytest.approx(-100 * 0.08 / 0.88)


def areas(*drawn):
    return [row(-0.02, -0.05, area="city", name="全市", kind="city", closes=2027), *drawn]


def test_districts_stand_by_need_under_the_city_and_link_one_level_down():
    rows = areas(row(-0.01, -0.05, closes=2026), row(-0.09, -0.05, area="d2", name="示例二区"))
    part = gap_areas.dumbbell(rows, 2025, rows[0], ALL)
    assert part.frame["name"].tolist() == ["全市", "示例二区", "示例一区"]
    assert part.title == "小学本科比例：2 个区县低于全市城区；示例二区差距最大，低 9.0 个百分点"
    assert part.frame["href"].tolist() == ["", "gap?district=d2&indicator=x&panel=primary", "gap?district=d1&indicator=x&panel=primary"]


def test_in_a_district_townships_keep_their_official_order_and_link_to_their_pages():
    rows = [row(-0.02, -0.05), *(row(gap, -0.05, area=area, name=area, kind="township") for area, gap in (("t1", -0.01), ("t2", -0.2)))]
    part = gap_areas.dumbbell(rows, 2025, rows[0], Selection(district="d1"))
    assert part.frame["name"].tolist() == ["示例一区", "t1", "t2"]
    assert part.frame["href"].iloc[2] == "township?district=d1&township=t2&indicator=x&stage=primary"


def test_a_township_short_of_less_than_one_teacher_is_met_and_not_drawn_as_work():
    near = row(-0.02, -0.01, area="t1", name="谷雨镇", kind="township", verdict="met", reason="whole_unit")
    far = row(-0.03, -0.01, area="t2", name="霜降镇", kind="township", verdict="not_met", reason="point")
    part = gap_areas.dumbbell([row(-0.02, -0.05), near, far], 2025, far, Selection(district="d1"))
    assert part.title == "小学本科比例：1 个乡镇低于全市城区，1 个不低于（含略低、按达标计的 1 个）；霜降镇差距最大，低 3.0 个百分点"
    assert part.frame.set_index("name").loc["谷雨镇", ["state", "when", "verdict"]].tolist() == ["level", "", "略低（不足一个单位，按达标计）"]
    assert part.frame.set_index("name").loc["霜降镇", "state"] == "not_closing"


def test_areas_with_too_few_returns_are_left_out_and_counted():
    part = gap_areas.dumbbell(areas(row(-0.01, -0.05), row(-0.5, area="d2", coverage=0.5)), 2025, row(-0.01), ALL)
    assert part.frame["name"].tolist() == ["全市", "示例一区"]
    assert f"另有 1 个{words.UNREPORTED}齐" in part.note


def test_the_slope_names_what_is_not_closing_and_waits_in_the_base_year():
    rows = areas(row(-0.01, -0.05), row(-0.09, -0.05, area="d2"))
    assert gap_areas.slope(rows, 2025, rows[0], ALL).title == "2021 年以来：1 个区县与全市城区的差距没有缩小"
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
        "unweighted": other, "unweighted_within": other <= 0.5, "allowed": 0.5, "schools": 9, "at_threshold": 4, "due": 10, "coverage": coverage, "covered": coverage >= 0.8,
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


def school(name, district, falls_by, over, *, raised=0.4, before=0.6):
    return {
        "school_id": name, "school": name, "township_id": "t1", "township": "谷雨镇", "district_id": district, "district_name": district, "stage": "primary",
        "resource": "L4", "value": 3.0, "threshold": 4.5, "lacking": 20.0, "share_of_spread": 0.1, "coefficient_of_variation": before,
        "coefficient_raised": raised, "falls_by": falls_by, "allowed": 0.5, "over": over,
    }  # fmt: skip


def test_the_schools_of_a_district_over_its_limit_are_said_first_and_marked():
    rows = pd.DataFrame([school("甲小学", "乙区", 0.0001, True, raised=0.5999), school("丙小学", "丁区", 0.05, False, before=0.3, raised=0.25)])
    part = schools_to_raise.to_raise(lambda name, **_: rows, ALL, 2025, [coefficient("乙区", 0.6), coefficient("丁区", 0.3)], "")
    assert part.title == "先提升哪些学校：乙区小学教学及辅助用房差异系数 0.60 超过上限 0.50，其低于标准的 1 所学校列在最前"
    assert part.note.startswith("超过上限的，只补其中任何一所都仍超过上限。")
    assert part.frame["over"].tolist() == [True, False]
    assert part.frame["by"].tolist() == ["不足 0.001", "0.050"]
    assert part.table["超过上限"].tolist() == ["是", "否"]


def test_a_district_over_its_limit_without_a_school_to_raise_is_named_and_not_called_good():
    part = schools_to_raise.to_raise(lambda name, **_: pd.DataFrame(), ALL, 2025, [coefficient("乙区", 0.6)], "")
    assert part.is_empty and not part.good
    assert part.note == "超过上限的乙区小学教学及辅助用房没有补到标准就能降低差异系数的学校。"


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
    part = difference_rate.townships(RATES, [], "mean_difference", ALL, "")
    assert part.title == "差异率：2 个乡镇中 1 个有学科不低于 0.15"
    assert part.frame["cells"].tolist() == [[("met", "0.100")], [("not_met", "不低于 0.15")]]
    assert part.table.iloc[1].dropna().tolist() == ["示例一区", "霜降镇", "不低于 0.15"]


def without(township, name, verdict):
    return {"township_id": township, "name": name, "district_id": "d1", "district_name": "示例一区", "stage": "junior", "verdict": verdict, "reason": ""}


def test_what_is_not_reported_is_counted_apart_and_told_from_what_does_not_apply():
    tested = rates(
        ("t1", "谷雨镇", "primary", "语文", "mean_difference", 0.10, True, True, 3),
        ("t1", "谷雨镇", "junior", "语文", "mean_difference", 0.10, True, True, 3),
        ("t2", "霜降镇", "primary", "语文", "mean_difference", 0.11, True, True, 3),
        ("t3", "大雪镇", "primary", "语文", "mean_difference", 0.12, True, True, 3),
    )
    part = difference_rate.townships(
        tested, [without("t2", "霜降镇", "no_data"), without("t3", "大雪镇", "not_applicable"), without("t4", "小满镇", "no_data")], "mean_difference", ALL, ""
    )
    assert part.title == "差异率：3 个乡镇已报的学段、学科都低于 0.15，2 个未报齐"
    assert [cells[1] for cells in part.frame["cells"]] == [("met", "0.100"), ("no_data", "未报"), ("not_applicable", words.INAPPLICABLE), ("no_data", "未报")]
    assert part.frame["complete"].tolist() == [True, False, True, False]
    assert part.table["初中语文·判定"].tolist() == ["低于 0.15", "未报", words.INAPPLICABLE, "未报"]


def test_a_rate_that_cannot_be_computed_is_not_said_to_be_high_or_unreported():
    part = difference_rate.townships(
        rates(
            ("t1", "谷雨镇", "primary", "语文", "variance_share", None, None, False, 3),
            ("t2", "霜降镇", "primary", "语文", "variance_share", 0.1, True, False, 3),
        ),
        [],
        "variance_share",
        ALL,
        "",
    )
    assert part.frame["cells"].tolist() == [[("", "—")], [("met", "0.100")]]
    assert part.frame["high"].tolist() == [False, False]


def test_only_townships_whose_word_changes_depend_on_the_formula():
    part = difference_rate.dependent(RATES, ALL, "")
    assert part.frame["name"].tolist() == ["谷雨镇"]
    assert part.title == "换用其他算法，1 个乡镇的差异率判定会变"
    assert part.note == "换用校间方差占比 1 个。"


def test_the_address_chooses_the_formula_and_the_judged_one_needs_no_key():
    assert difference_rate.formula_of(RATES, ALL) == "mean_difference"
    assert difference_rate.formula_of(RATES, Selection(formula="variance_share")) == "variance_share"
    assert difference_rate.formula_of(RATES, Selection(formula="mean_spread")) == "mean_difference"
    assert [(chip["href"], chip["current"]) for chip in difference_rate.chips(RATES, "mean_difference", ALL)] == [
        ("gap", True),
        ("gap?formula=variance_share", False),
    ]


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
    assert part.title == f"改用本区县城区对照，3 项判定会变：2 项由达标变为{words.UNMET}，1 项由{words.UNMET}变为达标"
    assert [len(part.frame[side].iloc[0]) for side in ("worse", "better")] == [2, 1]
    assert part.table["按另一对照"].tolist() == [words.UNMET, words.UNMET, "达标"]


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
    [text] = _limits(GIVEN | lacks, 2025, [])
    assert names in text


def test_a_year_before_the_indicators_says_from_when_they_are():
    assert _limits(GIVEN, 2018, []) == ("指标自2021—2022学年起有数据，请选择之后的学年。",)
    assert _limits(GIVEN, 2025, [row(-0.1)]) == ()
