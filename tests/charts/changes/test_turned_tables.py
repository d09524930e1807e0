"""What turned between two versions: both verdicts, why, and a way to each place; a long list says how long it is."""

import pandas as pd

from townbase import words
from townbase.charts.changes import turned_tables

PLACE = {"name": "<i>甲镇", "district": "甲区", "href": "?t", "year": "2025", "before_code": "met", "before": "达标", "now_code": None, "now": ""}


def test_a_township_without_a_verdict_is_not_judged_and_its_name_leads_there():
    drawn = turned_tables.turned_townships(pd.DataFrame([{**PLACE, "causes": "数据修订"}]), "结论变化")
    assert "<i>" not in drawn and 'href="?t"' in drawn and "不判定" in drawn and "数据修订" in drawn


def test_a_row_says_its_figures_once_where_they_did_not_move():
    row = {
        **PLACE, "indicator": "本科", "role": words.ROLE["core"], "before_value": "70%", "now_value": "72%", "before_target": "80%",
        "now_target": "80%", "cause": "新数据", "cause_from": "staffing",
    }  # fmt: skip
    drawn = turned_tables.turned_rows(pd.DataFrame([row]), "判定变化")
    assert "70% → 72%" in drawn and "80% → 80%" not in drawn and "新数据：staffing" in drawn


def test_a_list_longer_than_a_page_says_how_many_it_holds():
    rows = pd.DataFrame([{**PLACE, "causes": ""}] * (turned_tables.MOST + 1))
    assert f"共 {turned_tables.MOST + 1} 行" in turned_tables.turned_townships(rows, "结论变化")
    assert "共" not in turned_tables.turned_townships(rows.head(3), "结论变化")


def test_the_version_in_use_is_no_link():
    drawn = turned_tables.versions([{"name": "a", "href": "?since=a", "current": True}, {"name": "b", "href": "?since=b", "current": False}], "对照：")
    assert "<b>a</b>" in drawn and drawn.count("<a ") == 1
