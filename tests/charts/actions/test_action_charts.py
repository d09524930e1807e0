"""The smaller charts of the action pages: what is not known has no place, names are escaped, folds lose nothing.

Held here too: townbase.charts.base.change_list.
"""

import re

import pandas as pd

from townbase import words
from townbase.charts.actions.action_tables import status_table
from townbase.charts.actions.district_table import district_table
from townbase.charts.actions.indicator_table import indicator_table
from townbase.charts.actions.owner_table import owner_table
from townbase.charts.actions.pair_table import pair_table
from townbase.charts.actions.seat_table import seat_table
from townbase.charts.actions.township_table import action_table
from townbase.charts.base.glyphs import status

EVIL = "<script>\"'"


def held(**changes):
    return {
        "title": "骨干教师比例", "stage": "小学", "href": "indicator?indicator=backbone", "action": "教师", "core": True, "value": "24.6%", "number": 0.246,
        "target": "城区 25.6%", "not_met": 30, "slightly": 10, "met": 65, "missing": 5, "step": -2, "against": "少 2", "lacking": 309, "unit": "名",
    } | changes  # fmt: skip


def test_a_bar_is_red_as_far_as_townships_are_not_met_and_outlined_where_slightly_below():
    markup = indicator_table(pd.DataFrame([held()]), caption="x", of_all=True)
    assert '<i style="width:30.0%">' in markup and '<u style="width:10.0%">' in markup
    assert "309 名" in markup and markup.count('href="indicator?indicator=backbone"') == 2
    assert "↓" not in markup and "↓ 多 3" in indicator_table(pd.DataFrame([held(step=3, against="多 3")]), caption="x", of_all=True)


def test_names_are_escaped_everywhere():
    pair = pd.DataFrame([{
        "title": EVIL, "stage": EVIL, "href": EVIL, "target": EVIL, "value": EVIL, "code": "met", "word": EVIL,
        "other_value": EVIL, "other_code": "", "other_word": EVIL,
    }])  # fmt: skip
    owner = pd.DataFrame([{"owner": EVIL, "lead": EVIL, "href": None, "units": 1, "done": 0, "overdue": 1, "days": 3, "tasks": EVIL}])
    for markup in (
        indicator_table(pd.DataFrame([held(title=EVIL, stage=EVIL, href=EVIL)]), caption=EVIL, of_all=False),
        pair_table(pair, (EVIL, EVIL)),
        owner_table(owner),
    ):
        assert "<script>" not in markup


def seat(**changes):
    return {
        "name": "谷雨镇", "href": "x", "district": "示例一区", "stage": "小学", "seat": "90.0%", "other": "80.0%", "difference": "+10.0", "note": "",
        "apart": False, "seat_change": "+1.0", "other_change": "+1.0", "seat_at": 0.9, "other_at": 0.1,
    } | changes  # fmt: skip


def test_a_township_with_only_seat_schools_says_so_and_has_no_dots():
    markup = seat_table(pd.DataFrame([seat(note=f"全镇只有驻地学校，{words.INAPPLICABLE}", seat_at=None, other_at=None)]))
    assert f"全镇只有驻地学校，{words.INAPPLICABLE}" in markup
    assert "tb-track" not in markup


def test_where_the_rest_fell_while_the_seat_rose_the_fall_is_red():
    assert "↓ −2.0" in seat_table(pd.DataFrame([seat(apart=True, other_change="−2.0")]))
    assert "↓" not in seat_table(pd.DataFrame([seat(other_change="−2.0")]))


def test_what_folds_away_is_still_there():
    markup = seat_table(pd.DataFrame([seat(name=f"镇{n}") for n in range(30)]), most=24)
    assert "其余 6 行" in markup
    assert all(f"镇{n}<" in markup for n in range(30))


def test_a_district_whose_count_fell_is_marked_and_its_years_are_a_line():
    bars = [{"year": 2024, "share": 0.5, "text": "2024 年"}, {"year": 2025, "share": 0.25, "text": "2025 年"}]
    row = {"name": "区", "href": "x", "met": 1, "townships": 4, "behind": 2, "text": "", "against": "比上年少 1 个", "fewer": True, "bars": bars}
    markup = district_table(pd.DataFrame([row]), caption="x")
    assert "↓ 比上年少 1 个" in markup and "1/4" in markup and markup.count("<path") == 1


def test_the_ten_show_only_the_words_that_occur_and_what_is_overdue_in_red():
    row = dict.fromkeys(("met", "in_progress", "behind", "not_assessable", "tasks_on_schedule", "tasks_overdue", "none"), 0)
    frame = pd.DataFrame([row | {"name": "甲", "href": "x", "met": 3, "met_before": None, "not_met": 0, "overdue": 2, "overdue_href": "y", "rows_href": "z"}])
    markup = status_table(frame)
    heads = re.findall(r"<th scope=\"col\"[^>]*>([^<]*)</th>", markup)
    assert heads == ["行动", "", "达标", "上年达标", f"{words.UNMET}项数", "逾期任务"]
    assert '<b class="tb-red">2</b>' in markup
    assert "—" in markup  # nobody could be judged the year before


def test_a_township_that_still_owes_rows_says_so_beside_its_count():
    town = {
        "district_id": "a",
        "district": "甲区",
        "name": "谷雨镇",
        "href": "township",
        "all_met": False,
        "status": "met",
        "word": "达标",
        "not_met": 0,
        "judged": 16,
        "cells": [],
    }
    drawn = action_table(pd.DataFrame([town | {"missing": 1}, town | {"missing": 0}]), [], by_district=True, caption="乡镇")
    assert drawn.count("另 1 项待判定") == 1 and "待判定" not in drawn.replace("另 1 项待判定", "")


def test_a_table_wider_than_a_phone_says_that_it_can_be_swiped():
    column = {"indicator_id": "i", "href": "x", "title": "指标", "core": True, "stage_word": "小学", "target": "95%", "urban": "90.0%"}
    town = {
        "district_id": "a",
        "district": "甲区",
        "name": "谷雨镇",
        "href": "t",
        "all_met": False,
        "status": "met",
        "word": "达标",
        "not_met": 0,
        "judged": 1,
        "missing": 0,
    }
    cell = {"shape": "met", "label": "达标", "number": ""}

    def of(n):
        return action_table(pd.DataFrame([town | {"cells": [cell] * n}]), [column] * n, by_district=False, caption="乡镇")

    assert '<p class="tb-swipe">左右滑动可看全部指标</p>' in of(6)
    assert "tb-swipe" not in of(2)


def test_under_way_is_hollow_and_behind_is_full():
    assert "tb-g-under_way" in status("in_progress", "推进中") and "tb-g-not_met" in status("behind", "滞后")
