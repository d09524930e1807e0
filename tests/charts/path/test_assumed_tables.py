"""Tables of 假设情形 and 反复未达标."""

import pandas as pd

from townbase.charts.path.again_tables import batch_table, district_table, office_table, repeated_table
from townbase.charts.path.assumed_tables import outcome_table, ticks_table

HOSTILE = "<img src=x onerror=alert(1)>"
TICK = {"id": "t.i.junior", "place": HOSTILE, "href": "township?township=t", "district": "甲区", "title": HOSTILE, "role": "核心指标"}


def test_a_tick_is_a_link_that_says_what_it_does_and_keeps_the_list_in_place():
    row = TICK | {"now": "未达标", "lacking": HOSTILE, "rank": 3, "ticked": False, "toggle": "path?solved=t.i.junior&x=1"}
    markup = ticks_table(pd.DataFrame([row, row | {"ticked": True}]), "表")
    assert "<img" not in markup
    assert markup.count('href="path?solved=t.i.junior&amp;x=1"') == 2 and markup.count("data-stay") == 2
    assert "☐ 假设达标" in markup and "☑ 已假设达标" in markup and 'aria-label="取消假设：' in markup


def test_on_a_township_its_own_name_is_not_said_in_every_row():
    row = TICK | {"now": "未达标", "lacking": "还差 3 名", "rank": 3, "ticked": False, "toggle": "township?solved=x"}
    markup = ticks_table(pd.DataFrame([row]), "表", of_all=False)
    assert "区县" not in markup and "核心指标" in markup and 'href="township?township=t"' not in markup


def test_what_turns_is_bold_and_its_head_says_that_it_is_assumed():
    rows = [{"place": "甲镇", "what": "目标：师资", "published": "未达标", "assumed": "达标", "turned": True}]
    markup = outcome_table(pd.DataFrame([*rows, rows[0] | {"assumed": "推进中", "turned": False}]), "表")
    assert "<b>达标</b>" in markup and "<b>推进中</b>" not in markup and "假设情形，不是现状" in markup


def test_names_of_places_and_offices_are_no_markup():
    town = {"id": "t", "name": HOSTILE, "href": "x", "district": "甲区", "batch": HOSTILE, "rows": 3, "standing": 1, "said": HOSTILE}
    office = {"office": HOSTILE, "href": "x", "due": 9, "missed": 3, "overdue": 1, "late2024": 2, "late2025": 1}
    markup = repeated_table(pd.DataFrame([town]), "表") + office_table(pd.DataFrame([office]), "表")
    assert "<img" not in markup and "2024—2025学年未按期" in markup


def test_a_district_with_more_than_its_part_is_bold_and_a_year_that_is_not_judged_a_dash():
    row = {"district": "甲区", "href": "x", "counted": 3, "counted_share": 30.0, "not_met": 2, "not_met_share": 40.0, "unmet_core": 9}
    assert "<b>45.0</b>" in district_table(pd.DataFrame([row | {"unmet_share": 45.0, "more": True}]), "表")
    batch = {"batch": "第一批", "counted": 3, "met": 1, "share": 33.3, "change": None, "not_assessable": 0, "each": 2.0, "each_before": None}
    assert batch_table(pd.DataFrame([batch]), "表").count("—") >= 2
