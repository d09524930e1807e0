"""The smaller charts of the action pages: what is not known has no place, names are escaped, folds lose nothing."""

import re

import pandas as pd

from townbase import words
from townbase.charts.actions.action_tables import status_table
from townbase.charts.actions.owner_table import owner_table
from townbase.charts.actions.pair_table import pair_table
from townbase.charts.actions.progress_panels import progress_panels
from townbase.charts.actions.seat_table import seat_table
from townbase.charts.actions.spread_panels import spread_panels
from townbase.charts.actions.township_table import action_table
from townbase.charts.base.glyphs import status

EVIL = "<script>\"'"


def town(**changes):
    return {
        "name": "谷雨镇", "href": "township?a=1&b=2", "shape": "met", "label": "达标", "value": "25.0%", "word": "", "at": 0.5, "target_at": 0.75,
        "urban_at": None,
    } | changes  # fmt: skip


def panels(*rows):
    return spread_panels(pd.DataFrame([{"name": "示例一区", "href": "actions?district=a", "text": "1 个中 1 个达标", "rows": list(rows)}]))


def test_a_township_stands_at_its_value_and_its_target_is_a_line():
    markup = panels(town())
    assert '<b style="left:50.0%">' in markup
    assert '<i class="tb-target" style="left:75.0%">' in markup
    assert "tb-urban" not in markup


def test_a_township_without_a_value_has_no_place_on_the_axis_but_its_word():
    markup = panels(town(at=None, shape="missing", word=words.UNREPORTED, value="—"))
    assert "tb-track" not in markup
    assert words.UNREPORTED in markup and "tb-g-missing" in markup


def test_only_what_is_met_folds_away_on_a_phone():
    markup = panels(town(), town(shape="not_met"), town(shape="missing"))
    assert markup.count("tb-fine") == 1
    assert "也列已达标的乡镇" in markup
    assert "也列已达标的乡镇" not in panels(town(shape="not_met"))


def test_names_are_escaped_everywhere():
    pair = pd.DataFrame([{
        "title": EVIL, "stage": EVIL, "href": EVIL, "target": EVIL, "value": EVIL, "code": "met", "word": EVIL,
        "other_value": EVIL, "other_code": "", "other_word": EVIL,
    }])  # fmt: skip
    owner = pd.DataFrame([{"owner": EVIL, "lead": EVIL, "href": None, "units": 1, "done": 0, "overdue": 1, "days": 3, "tasks": EVIL}])
    for markup in (panels(town(name=EVIL, value=EVIL, label=EVIL)), pair_table(pair, (EVIL, EVIL)), owner_table(owner)):
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


def test_a_year_nobody_could_be_judged_in_is_no_column_of_height_zero():
    bars = [{"year": 2024, "share": None, "text": f"2024 年 {words.UNDECIDED}"}, {"year": 2025, "share": 0.0, "text": "2025 年 2 个中 0 个达标"}]
    frame = pd.DataFrame(
        [{"name": "区", "href": "x", "text": "2 个中 0 个达标", "against": "没有上年数据", "fewer": False, "behind": 0, "waiting": 0, "bars": bars}]
    )
    markup = progress_panels(frame)
    assert markup.count("tb-unknown") == 1
    assert markup.count("height:0.0%") == 1


def test_the_ten_show_only_the_words_that_occur_and_what_is_overdue_in_red():
    row = dict.fromkeys(("met", "in_progress", "behind", "not_assessable", "tasks_on_schedule", "tasks_overdue", "none"), 0)
    frame = pd.DataFrame([row | {"name": "甲", "href": "x", "met": 3, "met_before": None, "not_met": 0, "overdue": 2}])
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
    column = {"indicator_id": "i", "chosen": False, "href": "x", "title": "指标", "core": True, "stage_word": "小学", "target": "95%", "urban": "90.0%"}
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
