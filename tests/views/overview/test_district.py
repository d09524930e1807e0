"""A district says where it stands and what holds it back."""

import pytest

from tests.support import views_marts as marts
from townbase import words
from townbase.selection import Selection
from townbase.views.overview import unmet_townships
from townbase.views.overview.district import district


@pytest.fixture(scope="module")
def ask():
    return marts.asker(marts.CITY)


@pytest.fixture(scope="module")
def first(ask):
    return district(ask, Selection(district="a"), 2025)


def test_its_headline_stands_against_its_own_eighty_percent(first):
    assert first.title == "示例一区 3 个乡镇（街道）中 1 个六项目标全部达标，距 80%（3 个）还差 2 个"
    assert first.city_href == "./"


def test_only_its_own_counted_townships_are_in_the_heat_table(first):
    assert first.heat.frame["name"].unique().tolist() == ["谷雨镇", "霜降镇", "角宿街道"]


def test_goals_stand_in_their_order_with_the_townships_that_do_not_meet_them(first):
    assert list(zip(first.goals.frame["label"], first.goals.frame["n"], strict=True)) == [
        ("（一）优化学校办学条件", 1),
        ("（三）科学调节师资配备", 2),
    ]
    assert first.goals.title == f"目标（三）科学调节师资配备：2 个乡镇{words.UNMET}，最多"


def test_indicators_are_ranked_by_townships_core_rows_first_and_link_to_the_action_of_this_district(first):
    frame = first.indicators.frame
    assert list(zip(frame["label"], frame["n"], frame["core"], strict=True)) == [
        ("初中骨干教师比例", 2, 2), ("小学学业水平差异率", 1, 1), ("小学本地就读率", 1, 1), ("小学在校午餐保障率", 2, 0),
    ]  # fmt: skip
    assert first.indicators.title == f"初中骨干教师比例：2 个乡镇{words.UNMET}，最多"
    assert frame["href"].iloc[0] == "actions?district=a&action=3&indicator=backbone"


def test_overdue_tasks_are_grouped_by_who_answers_for_them(first):
    frame = first.tasks.frame
    assert list(frame["owner"]) == ["示例一区教体局", "示例一区教体局", "谷雨镇中心学校"]
    assert list(frame["days_overdue"]) == [67, 66, 21]
    assert list(frame["place"]) == ["区县", "谷雨镇", "谷雨镇"]
    assert first.tasks.title == "逾期任务 3 项，涉及 2 个责任单位"


def test_schools_below_the_target_of_a_row_their_township_misses_are_named_with_whole_units(first):
    frame = first.schools.frame
    assert list(zip(frame["name"], frame["short"], strict=True)) == [
        ("霜降二中", "初中骨干教师比例还差 9 名骨干教师"),
        ("谷雨中学", "初中骨干教师比例还差 3 名骨干教师"),
    ]
    assert frame["href"].iloc[0] == "township?district=a&township=a2&school=s3"


def test_a_district_without_work_says_so_in_every_card(ask):
    view = district(ask, Selection(district="b"), 2025)
    for part in (view.attention, view.nearly, view.indicators, view.tasks, view.schools):
        assert part.is_empty
        assert part.empty


def test_filters_that_leave_no_township_break_nothing(ask):
    view = district(ask, Selection(district="b", counted="subdistrict"), 2025)
    assert view.title == "所选条件下没有纳入 80% 范围的乡镇（街道）"
    assert view.goals.is_empty


def test_equals_share_the_place_in_the_finding():
    assert unmet_townships.most(["甲", "乙", "丙"], [6, 5, 6]) == f"甲、丙：各 6 个乡镇{words.UNMET}，最多"
    assert unmet_townships.most(["甲"], [0]) == ""
