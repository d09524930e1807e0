"""A district says where it stands and what holds it back.

Held here too: townbase.views.overview.goals, townbase.views.overview.schools_below.
"""

import pytest

from tests.support import views_marts as marts
from townbase import words
from townbase.selection import Selection
from townbase.views.overview.overview import overview as district


@pytest.fixture(scope="module")
def ask():
    return marts.asker(marts.CITY)


@pytest.fixture(scope="module")
def first(ask):
    return district(ask, Selection(district="a"), 2025)


def test_its_headline_stands_against_its_own_eighty_percent(first):
    assert first.title == "2025—2026学年，示例一区 3 个乡镇（街道）中 1 个六项目标全部达标，距 80%（3 个）还差 2 个"
    assert first.city_href == "./"


def test_only_its_own_counted_townships_are_in_the_heat_table(first):
    assert first.matrix.frame["name"].unique().tolist() == ["谷雨镇", "霜降镇", "角宿街道"]


def test_goals_stand_in_their_order_with_the_townships_that_do_not_meet_them(first):
    assert list(zip(first.goals.frame["title"], first.goals.frame["not_met"], strict=True)) == [("优化学校办学条件", 1), ("科学调节师资配备", 2)]
    assert first.goals.title == f"{words.UNMET}乡镇最多的是师资配备、办学条件"
    assert first.goals.frame["href"].iloc[1] == "./?district=a&goal=3"


def test_its_townships_stand_against_the_goals_with_their_unmet_core_rows(first):
    cells = first.grid.frame.set_index(["place", "goal"])
    assert cells["n"].to_dict() == {("谷雨镇", 1): 0, ("谷雨镇", 3): 1, ("霜降镇", 1): 1, ("霜降镇", 3): 2, ("角宿街道", 1): 0, ("角宿街道", 3): 0}
    assert cells.at[("谷雨镇", 1), "overdue"] == 2 and cells.at[("谷雨镇", 1), "met"] == 1
    assert first.grid.title == f"各乡镇六项目标：2 个乡镇有{words.UNMET}"


def test_its_map_holds_its_own_townships_alone(first):
    assert dict(zip(first.map.frame["name"], first.map.frame["state"], strict=True)) == {
        "谷雨镇": "not_met",
        "霜降镇": "not_met",
        "角宿街道": "met",
        "亢宿街道": "out",
    }


def test_overdue_tasks_stand_with_the_longest_first_and_who_answers_for_them(first):
    frame = first.tasks.frame
    assert list(frame["days_overdue"]) == [67, 66, 21]
    assert list(frame["place"]) == ["区县", "谷雨镇", "谷雨镇"]
    assert list(frame["owner"]) == ["示例一区教体局", "示例一区教体局", "谷雨镇中心学校"]
    assert first.tasks.title == "逾期任务 3 项，最久逾期 67 天"
    assert list(zip(first.offices.frame["office"], first.offices.frame["n"], strict=True)) == [("未登记牵头处室", 2), ("人事处", 1)]


def test_schools_below_the_target_of_a_row_their_township_misses_are_named_with_whole_units(first):
    frame = first.schools.frame
    assert list(zip(frame["name"], frame["short"], strict=True)) == [
        ("霜降二中", "初中骨干教师比例还差 9 名"),
        ("谷雨中学", "初中骨干教师比例还差 3 名"),
    ]
    assert frame["href"].iloc[0] == "township?district=a&township=a2&school=s3"


def test_of_a_measure_that_counts_schools_the_school_is_not_told_to_lack_a_school():
    drawn = marts.CITY | {"indicators": marts.CITY["indicators"].replace("名骨干教师", "所骨干达标的学校")}
    shorts = district(marts.asker(drawn), Selection(district="a"), 2025).schools.frame["short"]
    assert shorts.tolist() == ["初中骨干教师比例：本校未达到"] * 2


def test_a_district_without_work_says_so_in_every_card(ask):
    view = district(ask, Selection(district="b"), 2025)
    for part in (view.attention, view.nearly, view.offices, view.tasks, view.schools):
        assert part.is_empty
        assert part.empty


def test_filters_that_leave_no_township_break_nothing(ask):
    view = district(ask, Selection(district="b", counted="subdistrict"), 2025)
    assert view.title == "所选条件下没有纳入 80% 范围的乡镇（街道）"
    assert view.goals.is_empty
