"""The charts of the township and action pages: order, gaps, escaping, and nothing drawn from nothing."""

import pandas as pd

from townbase import words
from townbase.charts.actions.township_table import action_table
from townbase.charts.base.parts_bar import parts_bar
from townbase.charts.base.sparkline import sparkline
from townbase.charts.township.bullet import bullet as bar
from townbase.charts.township.bullets import MOST, bullets
from townbase.charts.township.panels import alt, panels
from townbase.charts.township.place_tables import schools
from townbase.charts.township.school_values import values
from townbase.charts.township.standing import action_band, goal_line
from townbase.charts.township.steps import report_list
from townbase.views.township.reports import Report

EVIL = "<script>\"'"


def bullet(**changes):
    return {
        "title": "骨干教师比例", "stage": "初中", "href": "township?a=1&b=2", "schools_href": "township?a=1", "value": "20.0%", "target": "城区 25%", "urban": "25%", "at": 0.8,
        "urban_at": 1.0, "low_at": None, "high_at": None, "shape": "not_met", "code": "not_met", "word": words.UNMET, "hint": "", "missing": "还差 3 名",
        "history": [(2024, 0.1, "10%"), (2025, 0.2, "20%")], "change": "", "fell_back": "", "chosen": False,
    } | changes  # fmt: skip


def test_a_goal_carries_its_unmet_rows_and_the_base_year_no_verdict():
    goal = {"numeral": "一", "title": EVIL, "short": EVIL, "code": "not_met", "word": words.UNMET, "unmet": 3, "is_base": False, "href": "x"}
    assert "3 项" in goal_line([goal]) and "<script>" not in goal_line([goal])
    base = goal_line([goal | {"is_base": True}])
    assert "基期，不判定" in base and "3 项" not in base and "tb-g-not_met" not in base


def test_the_cell_of_an_action_shows_both_its_words():
    action = {
        "short": "条件", "title": EVIL, "not_met": 2, "unmet_core": 1, "met": 14, "judged": 16, "tasks_overdue": 3, "indicators": "指标推进中", "tasks": "任务逾期 3 项",
        "note": "", "shade": 2, "chosen": False, "href": "x", "status": "in_progress", "word": "推进中",
    }  # fmt: skip
    markup = action_band(pd.DataFrame([action]))
    assert "指标推进中 · 任务逾期 3 项" in markup and "<u>2</u>" in markup and "逾期 3</b>" in markup and "14/16" in markup
    assert "<script>" not in markup
    met = action_band(pd.DataFrame([action | {"not_met": 0, "unmet_core": 0, "met": 16, "tasks_overdue": 0, "status": "met"}]))
    assert "tb-g-met" in met and "逾期 0" not in met


def test_a_bar_goes_left_of_the_line_when_short_and_an_arrow_says_beyond():
    assert "left:16.7%;width:33.3%" in bar(bullet())
    assert "tb-bl-low" in bar(bullet(at=0.2))
    assert bar(bullet(at=None)) == ""


def test_rows_that_are_not_unmet_are_marked_and_a_long_list_shows_its_first_rows():
    fine, unmet = bullet(code="met", shape="met", word="达标", missing=""), bullet()
    markup = bullets([{"title": "（一）", "code": "not_met", "word": "未达标", "rows": [fine, unmet]}], caption="x")
    assert markup.count('class="tb-fine"') == 1 and "只看未达标（1）" in markup
    groups = [{"title": "（一）", "code": "met", "word": "达标", "rows": [fine] * MOST}, {"title": "（二）", "code": None, "word": "", "rows": [unmet] * 2}]
    markup = bullets(groups, caption="x")
    assert markup.count('<tr class="tb-out"') == 2 and 'class="tb-group tb-out"' in markup and "显示其余 2 行" in markup


def test_names_are_escaped():
    row = bullet(title=EVIL, stage=EVIL, hint=EVIL, missing=EVIL, change=EVIL)
    assert "<script>" not in bullets([{"title": EVIL, "code": None, "word": "", "rows": [row]}], caption=EVIL)
    assert "<script>" not in sparkline([1, 2], EVIL)


def test_a_missing_year_is_a_gap_in_the_line_and_one_year_is_no_line():
    assert sparkline([0.1, 0.2, None, 0.3, 0.4], "x").count("<path") == 2
    assert sparkline([None, 0.3], "x") == ""


def test_the_parts_of_a_bar_fill_it_and_nothing_is_drawn_of_nothing():
    assert parts_bar({"met": 0, "behind": 0}, "x") == ""
    assert parts_bar({"met": 1, "behind": 1}, "x").count("<rect") == 2


def test_an_unmet_cell_carries_its_units_and_a_met_one_a_quiet_word():
    cells = [
        {"shape": "not_met", "number": "3", "label": EVIL, "value": "", "word": ""},
        {"shape": "met", "number": "", "label": "", "value": "", "word": ""},
    ]
    column = {
        "indicator_id": "a",
        "title": "甲",
        "stage_word": "小学",
        "core": True,
        "href": "x",
        "target": "100%",
        "urban": "—",
        "chosen": False,
    }
    town = {
        "name": EVIL, "href": "x", "district": "示例一区", "district_id": "d", "status": "in_progress", "word": "推进中", "not_met": 1, "judged": 2, "missing": 0,
        "all_met": False, "cells": cells,
    }  # fmt: skip
    markup = action_table(pd.DataFrame([town]), [column, column | {"indicator_id": "b"}], by_district=True, caption="x")
    assert ">3</td>" in markup
    assert 'tb-g-dot">达标</td>' in markup
    assert "<script>" not in markup


def test_without_a_verdict_there_is_no_column_of_verdicts():
    row = bullet(code="", shape="", word="", missing="")
    without = bullets([{"title": "（一）", "code": None, "word": "", "rows": [row]}], caption="x")
    assert ">判定<" not in without
    assert "还差" not in without
    assert 'colspan="6"' in without
    with_one = bullets([{"title": "（一）", "code": "met", "word": "达标", "rows": [bullet()]}], caption="x")
    assert "判定</button></th>" in with_one
    assert 'colspan="8"' in with_one


def test_a_row_stands_in_as_many_cells_as_there_are_heads():
    for rows, code in (([bullet()], "not_met"), ([bullet(code="", shape="", word="")], None)):
        markup = bullets([{"title": "（一）", "code": code, "word": "", "rows": rows}], caption="x")
        heads = markup.split("</thead>")[0].count('<th scope="col"')
        body = markup.split("</tr>")[-2]
        assert body.count("<td") + body.count("<th") == heads


def test_what_must_be_returned_is_cut_after_three_and_the_rest_counted():
    reports = [Report(EVIL, "应报 4 所，已报 1 所", tuple((EVIL, "x") for _ in range(7)), "x") for _ in range(5)]
    markup = report_list(reports)
    assert "核心指标 5 项" in markup
    assert "另有 2 项" in markup
    assert "等 7 所" in markup
    assert "<script>" not in markup


def test_the_parts_of_a_schools_value_lead_to_its_rows_where_there_is_a_page_for_them():
    row = {
        "title": "甲",
        "href": "x",
        "stage": "小学",
        "value": "90.9%",
        "short": True,
        "parts": "20／22",
        "rows_href": "data?a=1&b=2",
        "township": "92%",
    }
    frame = pd.DataFrame([row | {"target": "95%", "urban": "95%"}, row | {"short": False, "target": "80%", "urban": "95%"}])
    assert "data?" not in values(frame)
    traced = values(frame, traced=True)
    assert traced.count('href="data?a=1&amp;b=2"') == 2
    assert traced.index("95%") < traced.index("80%")


def test_the_school_table_has_no_column_of_teachers_without_a_return():
    row = {"href": "x", "name": EVIL, "seat": None, "kind": "primary", "kind_word": "小学", "pupils": 20}
    bare = schools(pd.DataFrame([row]))
    assert "专任教师" not in bare
    assert "<script>" not in bare
    known = row | {
        "teachers": 10,
        "bachelor_teachers": 5,
        "college_teachers": 10,
        "backbone_teachers": None,
        "backbone_of": None,
        "degree_teachers": 10,
        "degree_of": 10,
        "kind": "kindergarten",
    }
    full = schools(pd.DataFrame([known]))
    assert "100.0%" in full
    assert "0.0%" not in full.replace("100.0%", "")  # what no indicator asks of a kindergarten is —, not zero
    assert "0.0%" in schools(pd.DataFrame([known | {"backbone_teachers": 0, "backbone_of": 10}])).replace("100.0%", "")


def point(panel, year, value, **changes):
    return {
        "panel": panel, "name": EVIL, "stage": "（小学）", "now": "82.4%", "since": "比上年 +1.0", "year": year, "value": value, "said": f"{value}%", "beside": 90.0,
        "beside_said": "目标 90%", "percent": True, "href": "indicator?a=1",
    } | changes  # fmt: skip


def test_a_panel_says_its_value_in_the_title_and_leads_on():
    frame = pd.DataFrame([point(panel, year, value) for panel in (0, 1) for year, value in ((2021, 70.1), (2022, None), (2023, 82.4))])
    made = panels(frame)
    lines = [trace for trace in made.data if "markers" in trace.mode]
    assert len(lines) == 2 and list(lines[0].y) == [70.1, None, 82.4]
    assert all(point[-1] == "indicator?a=1" for point in lines[0].customdata)
    assert lines[0].hovertemplate.endswith("<extra></extra>")
    assert "82.4%" in made.layout.annotations[0].text and "<script>" not in made.layout.annotations[0].text
    assert made.layout.meta["narrow"]["layout"]["xaxis2.domain"] == [0, 1]
    assert "2021 年 70.1%" in alt(frame)
