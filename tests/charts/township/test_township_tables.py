"""The tables of a township's page: what is unmet, overdue, signed, found and returned over the years."""

import datetime as dt

import pandas as pd

from townbase import words
from townbase.charts.township import found_list, pick_table, task_tables, unmet_table, year_tables

HOSTILE = "<script>x</script>"


def test_a_township_to_choose_shows_what_is_left_in_red_and_no_verdict_where_none_is():
    rows = [
        {"name": HOSTILE, "district": "甲区", "href": "?a", "code": "not_met", "word": "未达标 2 项", "goals_not_met": 2, "unmet_core": 3, "tasks_overdue": 0},
        {"name": "乙镇", "district": "甲区", "href": "?b", "code": None, "word": "不在范围", "goals_not_met": None, "unmet_core": None, "tasks_overdue": None},
    ]
    drawn = pick_table.pick_table(pd.DataFrame(rows))
    assert HOSTILE not in drawn and '<b class="tb-red">3</b>' in drawn and '<span class="tb-muted">不在范围</span>' in drawn
    assert drawn.count(words.MISSING) == 2


def test_what_was_found_says_where_it_stands_and_has_notes_only_where_there_is_one():
    rows = [{"name": "甲镇", "href": "?a", "kind": "乡镇", "township": "", "district": "甲区", "note": ""}]
    assert "说明" not in found_list.found_list(pd.DataFrame(rows))
    rows.append({"name": "旧校", "href": "?b", "kind": "学校", "township": "甲镇", "district": "甲区", "note": f"现为{HOSTILE}"})
    drawn = found_list.found_list(pd.DataFrame(rows))
    assert "说明" in drawn and "甲镇，甲区" in drawn and HOSTILE not in drawn


def test_the_three_longest_overdue_tasks_stand_open_and_the_rest_are_kept_back():
    late = [{"title": f"任务{n}", "href": f"?t={n}", "who": "甲镇", "lead_office": HOSTILE, "days_overdue": 100 - n} for n in range(5)]
    drawn = task_tables.overdue(pd.DataFrame(late))
    assert HOSTILE not in drawn and all(f"任务{n}" in drawn for n in range(5))
    assert "其余 2" in drawn and '<b class="tb-red">100 天</b>' in drawn


def test_a_task_without_a_title_is_called_by_its_number_and_only_overdue_is_red():
    row = {"title": None, "task_id": "T1-1", "unit_name": None, "due": dt.date(2025, 6, 30), "owner_unit": "甲区", "lead_office": "基教处"}
    rows = [{**row, "status": "overdue", "days_overdue": 12}, {**row, "title": "建校", "unit_name": "甲校", "status": "done", "days_overdue": None}]
    drawn = task_tables.tasks(pd.DataFrame(rows))
    assert "T1-1" in drawn and drawn.count("tb-red") == 1 and f"{words.TASK['overdue']} 12 天" in drawn and words.TASK["done"] in drawn


def test_a_goal_signed_otherwise_than_reckoned_says_so():
    row = {"goal": "目标（一）", "computed": "met", "computed_word": "达标", "certified": "not_met", "certified_word": "未通过", "decided_on": "2026-01-05"}
    drawn = task_tables.certification(pd.DataFrame([{**row, "differs": True}, {**row, "computed": None, "certified": "met", "differs": False}]))
    assert drawn.count("不一致") == 1 and words.MISSING in drawn


def test_core_rows_stand_open_and_reference_rows_are_folded_and_counted():
    row = {
        "title": HOSTILE, "stage": "小学", "href": "?i", "schools_href": "?s", "value": "70.0%", "target": "城区 80%", "need": ("3", "名教师"),
        "change": "+1.0", "fell_back": False, "lead": "", "lead_href": "", "at": 0.4, "shape": "not_met", "urban_at": None, "low_at": None, "high_at": None,
    }  # fmt: skip
    drawn = unmet_table.unmet_table(pd.DataFrame([{**row, "is_core": core} for core in (True, False, False)]))
    assert HOSTILE not in drawn and drawn.count("<details") == 1 and "另有 2 项参考指标" in drawn and '<b class="tb-red">3</b>' in drawn


def test_a_year_of_under_ten_children_is_hidden_whole():
    row = {"stage_word": "初中", "school_year": 2025, "value": 0.9, "local": 90, "found": 100, "elsewhere": 8, "unplaced": 2, "reason": None}
    drawn = year_tables.local(pd.DataFrame([row, {**row, "school_year": 2024, "reason": "under_10", "local": 3, "found": 7}]))
    assert "90／100" in drawn and words.HIDDEN in drawn and "3／7" not in drawn


def test_the_roll_of_a_township_is_a_line_a_year():
    drawn = year_tables.roll(pd.DataFrame({"学年": ["2025"], "小学": [1200], "合计": [1200]}), "在校生")
    assert drawn.count("1,200") == 2 and "在校生" in drawn


def test_the_years_of_an_indicator_have_a_word_where_they_are_judged():
    row = {"year": "2025", "value": "70.0%", "parts": "7／10", "target": "80%", "urban": "82%", "missing": "1 名", "change": "−1.0", "fell_back": False}
    rows = [{**row, "code": "not_met", "word": words.UNMET, "borderline": False}, {**row, "code": "", "word": "", "borderline": False}]
    drawn = year_tables.indicator_years(pd.DataFrame(rows))
    assert drawn.count(words.UNMET) == 1 and words.MISSING in drawn


def test_a_school_that_is_short_stands_in_red_and_its_name_leads_on():
    row = {"name": HOSTILE, "href": "?s", "seat": True, "value": "50.0%", "short": True, "numerator": 5, "denominator": 10, "source_href": "?r"}
    drawn = year_tables.indicator_schools(pd.DataFrame([row]))
    assert HOSTILE not in drawn and "tb-red" in drawn and 'href="?s"' in drawn and "5／10" in drawn
