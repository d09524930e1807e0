"""The first screen: six goals, districts × goals, the map and overdue tasks, on a small drawn city; the lists behind them.

Held here too: townbase.views.overview.goal_grid.
"""

import pytest

from tests.support import views_marts as marts
from townbase import words
from townbase.selection import Selection
from townbase.views.overview import goal_list, overdue_tasks, tile_map
from townbase.views.overview.overview import overview

SCHOOL_TASKS = """
        task_id | action | unit_kind | unit_id | township_id | district_id | school_year | due        | status  | days_overdue | owner_unit | lead_office
        t1      | 3      | school    | s1      | a1          | a           | 2025        | 2025-10-01 | overdue | 66           | 谷雨中学   | 人事处（会同区县）
        t1      | 3      | school    | s2      | a1          | a           | 2025        | 2025-09-01 | overdue | 96           | 谷雨小学   | 人事处（会同区县）
        t2      | 3      | township  | b1      | b1          | b           | 2025        | 2025-10-01 | overdue | 66           | 乙局       | 人事处
        t2      | 3      | township  | a4      | a4          | a           | 2025        | 2025-10-01 | overdue | 66           | 甲局       | 人事处
"""


@pytest.fixture(scope="module")
def ask():
    return marts.asker(marts.CITY)


@pytest.fixture(scope="module")
def city(ask):
    return overview(ask, Selection(), 2025)


def test_a_cell_counts_the_townships_of_a_district_that_do_not_meet_a_goal_and_leads_to_their_list(city):
    cells = city.grid.frame.set_index(["place_id", "goal"])
    assert cells["n"].to_dict() == {("a", 1): 1, ("a", 3): 2, ("b", 1): 0, ("b", 3): 0, ("", 1): 1, ("", 3): 2}
    assert cells.at[("b", 3), "open"] == 1
    assert cells.at[("a", 3), "cell_href"] == "./?district=a&goal=3"
    assert cells.at[("b", 1), "cell_href"] == ""
    assert cells.at[("a", 3), "said"] == f"示例一区 · 科学调节师资配备：{words.UNMET} 2 个，达标 1 个"


def test_the_last_row_sums_the_districts(city):
    last = city.grid.frame[city.grid.frame["place_id"] == ""].iloc[0]
    assert (last["place"], last["met"], last["counted"], last["overdue"]) == ("全市", 2, 5, 3)


def test_a_tile_says_its_townships_state_and_one_without_a_place_is_told(city):
    tiles = city.map.frame.set_index("name")
    assert tiles["state"].to_dict() == {"谷雨镇": "not_met", "霜降镇": "not_met", "角宿街道": "met", "亢宿街道": "out", "立春镇": "met"}
    assert tiles.at["霜降镇", "text"] == "2"
    assert "略低 1 项" in tiles.at["角宿街道", "said"]
    assert city.map.note == "另有 1 个乡镇（街道）没有示意图位置或边界，未画出。"


def test_a_goal_colours_the_map_by_its_own_rows(city):
    tiles = tile_map.by_goal(city.facts, 3, Selection(goal=3)).frame.set_index("name")
    assert tiles.at["霜降镇", "text"] == "2" and tiles.at["立春镇", "state"] == "met"


def test_a_delivery_without_places_says_what_to_fill_in():
    bare = marts.CITY | {"township": marts.CENSUS["township"].replace("|      |         |", "| true |         |")}
    assert "示意图列号" in overview(marts.asker(bare), Selection(), 2025).map.empty


def test_the_list_of_a_goal_names_who_lacks_what_the_unmet_before_the_undecided(city):
    part = goal_list.townships(city.facts, 3, Selection(goal=3))
    rows = [(row.name, row.state, row.n, row.lacks) for row in part.frame.itertuples(index=False)]
    assert rows == [
        ("霜降镇", "not_met", 2, "初中骨干教师比例还差 13 名、小学本地就读率未提升：比上年低（相当于少 9 名；现为 60.0%，上年 60.9%）"),
        ("谷雨镇", "not_met", 1, "初中骨干教师比例还差 3 名"),
        ("雨水镇", "not_assessable", 1, f"初中骨干教师比例（{words.UNREPORTED}：本学年未报，报送后自动出现）"),
    ]
    assert len(part.table) == 4, "a line a core row"
    held = goal_list.indicators(city.facts, 3, Selection(goal=3)).frame
    assert list(zip(held["label"], held["n"], strict=True)) == [("初中骨干教师比例", 2), ("小学本地就读率", 1)]
    assert held["href"].iloc[0] == "indicator?indicator=backbone&stage=junior"
    title, below = goal_list.headline(city.facts, 3, "全市")
    assert title == f"2025—2026学年，目标（三）科学调节师资配备：5 个乡镇（街道）中 2 个{words.UNMET}"
    assert below == f"达标 2 个，{words.UNDECIDED} 1 个。"


def test_tasks_of_schools_are_one_task_of_their_township_and_an_office_is_one_with_or_without_the_districts():
    ask = marts.asker(marts.CITY | {"task_status": SCHOOL_TASKS})
    view = overview(ask, Selection(), 2025)
    [office] = view.offices.frame.to_dict("records")
    assert (office["office"], office["n"], office["days"]) == ("人事处", 2, 96), "a4 is not counted"
    assert office["href"] == "./?office=%E4%BA%BA%E4%BA%8B%E5%A4%84"
    rows = view.tasks.frame
    assert list(zip(rows["place"], rows["owner"], rows["days_overdue"], strict=True)) == [("谷雨镇", "2 所学校（园）", 96), ("立春镇", "乙局", 66)]
    assert overdue_tasks.listed(view.overdue, Selection(office="别的处")).is_empty


def test_a_cell_of_the_matrix_has_two_words_what_its_rows_say_and_what_its_tasks_say(city):
    said = city.matrix.frame.set_index(["name", "action"])["said"]
    assert said[("霜降镇", 3)] == f"指标{words.UNMET} 2 项，其中核心 2 项"
    assert said[("谷雨镇", 8)].endswith(" · 任务逾期 1 项")
    assert city.matrix.table.set_index("乡镇（街道）").at["谷雨镇", "办学活力激发行动·逾期任务（项）"] == 1


def test_who_moved_is_told_by_kind_and_only_a_fall_of_ones_own_is_a_step_back(city):
    kinds = city.moved.frame.set_index("word")
    assert kinds["n"].to_dict() == {"新达标": 2, "退步（自身下降）": 0, f"转为{words.UNMET}（城区提高）": 1, "转为暂不能判定": 1}
    assert kinds.at[f"转为{words.UNMET}（城区提高）", "way"] == "turned"
    assert kinds["href"].unique().tolist() == ["./?tab=changes"]
