"""The charts of the township and action pages: order, gaps, escaping, and nothing drawn from nothing."""

import pandas as pd

from townbase import words
from townbase.charts.actions.township_table import action_table
from townbase.charts.base.elements import only_unmet, report_list
from townbase.charts.base.parts_bar import parts_bar
from townbase.charts.base.sparkline import sparkline
from townbase.charts.township.bullets import bar, bullets
from townbase.charts.township.school_tables import schools, values
from townbase.charts.township.unit_chart import unit_chart
from townbase.text import Markup
from townbase.views.township.next_steps import Report

EVIL = "<script>\"'"


def bullet(**changes):
    return {
        "title": "骨干教师比例", "stage": "初中", "href": "township?a=1&b=2", "value": "20.0%", "target": "城区 25%", "urban": "25%", "at": 0.8,
        "urban_at": 1.0, "low_at": None, "high_at": None, "shape": "not_met", "code": "not_met", "word": words.UNMET, "hint": "", "missing": "还差 3 名",
        "history": [(2024, 0.1, "10%"), (2025, 0.2, "20%")], "change": "", "fell_back": "", "chosen": False,
    } | changes  # fmt: skip


def test_a_cell_shows_work_before_what_is_fine():
    units = [
        {"action": 1, "goal": 1, "shape": shape, "label": shape, "href": "x", "chosen": False}
        for shape in ("monitor", "met", "not_met", "missing", "borderline", "not_applicable")
    ]
    actions = [{"action": 1, "name": "一", "short": "条件", "href": "x", "not_met": 1, "judged": 3, "note": ""}]
    goals = [{"goal": 1, "numeral": "一", "short": "办学条件", "code": "not_met", "word": words.UNMET}]
    markup = unit_chart(units, actions, goals, caption="x").split("<tbody>")[1].split("</tbody>")[0]
    order = sorted(
        ("not_met", "borderline", "missing", "met", "monitor", "not_applicable"),
        key=lambda shape: markup.index(f"tb-g-{shape}"),
    )
    assert order == ["not_met", "borderline", "missing", "met", "monitor", "not_applicable"]


def test_a_bar_goes_left_of_the_line_when_short_and_an_arrow_says_beyond():
    assert "M100.0 13H33.3" in bar(bullet())
    assert "M0 13l9-5v10z" in bar(bullet(at=0.2))
    assert bar(bullet(at=None)) == ""


def test_a_group_without_work_is_marked_so_that_it_can_be_hidden():
    fine = {
        "title": "（一）",
        "code": "met",
        "word": "达标",
        "rows": [bullet(code="met", shape="met", word="达标", missing="")],
    }
    assert '<tbody class="tb-fine">' in bullets([fine], caption="x")
    assert '<tbody class="tb-fine">' not in bullets([fine | {"rows": [bullet()]}], caption="x")


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


def test_the_switch_for_phones_is_there_and_counts_what_is_left():
    markup = only_unmet(Markup("<table></table>"), 3, 2)
    assert f"现只列{words.UNMET} 3 项" in markup
    assert f"也列{words.MONITORED}（2 项" in markup
    assert f"只看{words.UNMET}</label>" not in only_unmet(Markup(""), 0, 0)


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
    assert "判定</th>" not in without
    assert "还差" not in without
    assert 'colspan="6"' in without
    with_one = bullets([{"title": "（一）", "code": "met", "word": "达标", "rows": [bullet()]}], caption="x")
    assert "判定</th>" in with_one
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
    first, rest = traced.split("<details")
    assert "95%" in first
    assert "其余 1 项" in rest


def test_the_school_table_has_no_column_of_teachers_without_a_return():
    row = {"href": "x", "name": EVIL, "seat": None, "kind": "primary", "kind_word": "小学", "pupils": 20}
    bare = schools(pd.DataFrame([row]))
    assert "专任教师" not in bare
    assert "<script>" not in bare
    known = row | {
        "teachers": 10,
        "bachelor_teachers": 5,
        "college_teachers": 10,
        "backbone_teachers": 0,
        "kind": "kindergarten",
    }
    full = schools(pd.DataFrame([known]))
    assert "100.0%" in full  # a kindergarten is asked for college, not for a degree
    assert "0.0%" in full
