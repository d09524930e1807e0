"""One indicator area by area, over the years, and what changed it.

Held here too: townbase.views.gap.area_tables.
"""

import pytest

from tests.views.gap.drawn_rows import ALL, BOOKS, areas, row
from townbase import words
from townbase.selection import Selection
from townbase.views.gap import areas as gap_areas
from townbase.views.gap import gap_rows, trend
from townbase.views.gap import gap_words as say
from townbase.views.gap.area_sentences import split_sentence
from townbase.views.gap.gap import _compared, _headline, _widest
from townbase.views.gap.split import split


def drawn(rows, chosen, selection=ALL, counts=None):
    return gap_areas.side_by_side(rows, 2025, chosen, selection, counts or {})


def test_every_finding_names_the_urban_schools_it_is_held_against():
    own = {"kind": "district", "urban_from": "district"}
    rows = [row(-0.02, -0.05, area="city", name="全市", kind="city"), row(-0.01, -0.05, **own), row(-0.09, -0.05, area="d2", name="示例二区", **own)]
    chosen = Selection(urban="district")
    part = drawn(rows, rows[0], chosen)
    assert part.title == "小学本科比例：2 个区县低于本区县城区；示例二区差距最大，低 9.0 个百分点"
    assert part.note.startswith("自基期以来与本区县城区的差距没有缩小的有 1 个区县：示例二区。")
    assert "本区县城区（全市一行为全市城区）" in part.how
    assert "各行为全市合计，与全市城区相比" in gap_rows.every(rows[:1], 2025, None, chosen, "全市", {}).note
    assert "全市合计仍与全市城区相比" in _compared(rows[:1], {"urban_level": "city"}, chosen)
    assert _headline("示例一区", rows[1:2], 2025, 0) == "示例一区：1 项“不低于城区”指标中，乡镇合计仍有 1 项低于本区县城区，合计差距都在缩小"


def test_the_district_that_is_furthest_behind_by_the_other_urban_value_is_named_beside():
    rows = areas(row(-0.05, -0.09, own_urban=0.82), row(-0.03, -0.09, area="d2", name="示例二区", town=0.79, own_urban=0.9))
    rows[0]["urban"] = 0.85
    assert "换用本区县城区对照，差距最大的是示例二区，低 11.0 个百分点。" in drawn(rows, rows[0], ALL).note
    assert "换用" not in drawn([rows[0], rows[1]], rows[0], ALL).note


def test_a_district_without_an_urban_value_of_its_own_is_marked_on_screen_and_in_files():
    rows = [
        row(-0.02, -0.05, area="city", name="全市", kind="city"), row(-0.01, -0.05, urban_from="district"), row(-0.09, -0.05, area="d2", name="示例二区"),
    ]  # fmt: skip
    part = drawn(rows, rows[0], Selection(urban="district"))
    assert part.frame["mark"].tolist() == ["借用全市值", ""]
    assert "示例二区（借用全市值）差距最大" in part.title
    assert part.note.endswith("示例二区没有可用的区县城区对照值，以全市城区的数值代替（借用全市值）。")
    assert part.table["对照"].tolist() == ["全市城区", "借用全市值", "本区县城区"]
    assert set(drawn(rows, rows[0], ALL).frame["mark"]) == {""}


def test_values_that_do_not_subtract_to_the_difference_say_that_it_is_not_rounded():
    apart = row(-0.0156, -0.05, town=0.6356, urban=0.6512)  # 63.6, 65.1 and 1.6
    even = row(-0.02, -0.05, town=0.63, urban=0.65)
    assert (say.rounds_apart(apart), say.rounds_apart(even)) == (True, False)
    assert "差值按未四舍五入的数计算" in drawn(areas(apart), apart, ALL).how
    assert "未四舍五入" not in drawn(areas(even)[1:], even, ALL).how
    assert "差值按未四舍五入的数计算" in _widest(apart, True, "city") and "未四舍五入" not in _widest(even, True, "city")


def test_districts_stand_by_need_under_the_city_and_link_one_level_down():
    rows = areas(row(-0.01, -0.05, closes=2026), row(-0.09, -0.05, area="d2", name="示例二区"))
    part = drawn(rows, rows[0], ALL)
    assert part.frame["name"].tolist() == ["示例二区", "示例一区"]
    assert part.title == "小学本科比例：2 个区县低于全市城区；示例二区差距最大，低 9.0 个百分点"
    assert part.frame["href"].tolist() == ["gap?district=d2&indicator=x&panel=primary", "gap?district=d1&indicator=x&panel=primary"]


def test_in_a_district_townships_keep_their_official_order_and_link_to_their_pages():
    rows = [row(-0.02, -0.05), *(row(gap, -0.05, area=area, name=area, kind="township") for area, gap in (("t1", -0.01), ("t2", -0.2)))]
    part = drawn(rows, rows[0], Selection(district="d1"))
    assert part.frame["name"].tolist() == ["t1", "t2"]
    assert part.frame["href"].iloc[1] == "township?district=d1&township=t2&indicator=x&stage=primary"


def test_a_township_short_of_less_than_one_teacher_is_met_and_not_drawn_as_work():
    near = row(-0.02, -0.01, area="t1", name="谷雨镇", kind="township", verdict="met", reason="whole_unit")
    far = row(-0.03, -0.01, area="t2", name="霜降镇", kind="township", verdict="not_met", reason="point")
    part = drawn([row(-0.02, -0.05), near, far], far, Selection(district="d1"))
    assert part.title == "小学本科比例：1 个乡镇低于全市城区，1 个不低于（含略低、按达标计的 1 个）；霜降镇差距最大，低 3.0 个百分点"
    assert part.frame.set_index("name").loc["谷雨镇", ["shape", "when", "verdict"]].tolist() == ["slightly_below", "", "略低（不足一个单位，按达标计）"]
    assert part.frame.set_index("name").loc["霜降镇", "shape"] == "not_met"


def test_areas_with_too_few_returns_are_left_out_and_counted():
    part = drawn(areas(row(-0.01, -0.05), row(-0.5, area="d2", coverage=0.5)), row(-0.01), ALL)
    assert part.frame["name"].tolist() == ["示例一区"]
    assert f"另有 1 个{words.UNREPORTED}齐" in part.note


def test_a_district_that_does_not_close_has_a_shape_of_its_own_and_is_named():
    part = drawn(areas(row(-0.01, -0.05), row(-0.09, -0.05, area="d2", name="示例二区")), row(-0.01), ALL)
    assert part.frame.set_index("name")["shape"].to_dict() == {"示例二区": "not_closing", "示例一区": "town"}
    assert "没有缩小的有 1 个区县：示例二区。" in part.note


def test_a_dot_has_its_way_from_the_base_year_and_its_townships_in_words():
    then = row(-0.09, year=2021, town=0.7)
    now = row(-0.02, -0.09, town=0.8)
    [dot] = drawn([then, now], now, counts={("d1", "x", "primary"): {"unmet": 3, "met": 9, "near": 2}}).frame.to_dict("records")
    assert (dot["base"], dot["town"]) == pytest.approx((70.0, 80.0))
    assert dot["years_said"] == "2021 年 −9.0"
    assert dot["townships"] == "未达标 3 个乡镇，达标 9 个，其中略低 2 个"


def test_the_trend_leaves_out_a_year_without_enough_returns():
    years = [row(-0.09, year=2021), row(-0.05, -0.09, 2024, coverage=0.5), row(-0.02, -0.09)]
    part = trend.trend(years, years[-1], ALL, "全市")
    assert part.frame["year"].tolist() == [2021, 2025]
    assert part.title == "全市小学本科比例：乡镇由 2021 年 80.0% 到 2025 年 80.0%，城区由 89.0% 到 82.0%"


def test_what_changed_a_gap_is_said_as_rises_of_both_sides():
    part = row(-0.02, -0.05, area="city", name="全市", kind="city", change_town=0.09, change_urban=-0.06)
    assert split_sentence(part) == "全市差距缩小 3.0 个百分点：乡镇提高 9.0，城区提高 6.0"
    assert split_sentence(part | {"rule": "at_most"}) == "全市差距缩小 3.0 个百分点：乡镇改善 9.0，城区改善 6.0"
    assert split_sentence(part | {"change_town": -0.01, "change_urban": 0.04}).endswith("乡镇下降 1.0，城区下降 4.0")


def test_the_citys_part_stands_once_where_all_are_held_against_the_same_city():
    city = row(-0.02, -0.05, area="city", name="全市", kind="city", change_town=0.04, change_urban=-0.01)
    here = row(-0.03, -0.06, change_town=0.04, change_urban=-0.01)
    part = split([city, here], 2025, here, ALL)
    assert [len(parts) for parts in part.frame["parts"]] == [2, 1]
    assert part.how.startswith("差值变化 = 乡镇提高 − 城区提高；各处都与同一城区相比，城区提高都是 +1.0")
    assert part.table[["差值变化", "乡镇提高", "城区提高"]].iloc[0].tolist() == [3.0, 4.0, 1.0]
    own = split([city, here | {"change_urban": -0.02, "urban_from": "district"}], 2025, here, Selection(urban="district"))
    assert [len(parts) for parts in own.frame["parts"]] == [2, 2]


def test_the_base_year_has_nothing_to_split():
    first = row(-0.05, year=2021)
    assert split([first], 2021, first, ALL).empty == "2021—2022学年是基期，从下一学年起可以看变化。"


def test_who_is_not_behind_has_no_gap_that_widens():
    ahead = row(0.01, 0.02, area="d2", name="示例二区", change_town=0.0, change_urban=-0.01)
    level = row(0.01, -0.02, name="示例一区", change_town=0.04, change_urban=-0.01)
    assert split_sentence(ahead).startswith("示例二区仍不低于城区，差值变化 −1.0 个百分点：乡镇持平，城区提高 1.0")
    assert split_sentence(level).startswith("示例一区由低于城区变为不低于城区，差值变化 +3.0 个百分点")
    city = row(-0.02, -0.05, area="city", name="全市", kind="city", change_town=0.04, change_urban=-0.01)
    behind = row(-0.03, -0.01, name="示例三区", change_town=0.0, change_urban=-0.02)
    assert "差距扩大的有" not in split([city, ahead, level], 2025, level, ALL).note
    assert "差距扩大的有示例三区。" in split([city, ahead, behind], 2025, level, ALL).note


def test_pupils_are_named_as_the_main_part_only_where_they_are_more_than_half():
    most = row(-0.2, -0.5, change_town=0.1, change_urban=0.0, change_pupils=0.2) | BOOKS
    less = row(-0.2, -0.5, change_town=0.2, change_urban=0.0, change_pupils=0.1) | BOOKS
    assert "主要因学生数变化" in split_sentence(most)
    assert "主要因" not in split_sentence(less)
