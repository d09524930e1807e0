"""The drawings of 本地就读: numbers that can be checked, everything escaped, nothing where nothing is."""

import re

import pandas as pd

from townbase.charts.retention.change_bars import change_bars
from townbase.charts.retention.flow_tables import destination_table, flow_matrix, place_bars
from townbase.charts.retention.forecast_tables import small_schools
from townbase.charts.retention.rate_lines import rate_lines
from townbase.charts.retention.triangle import cohort_triangle

EVIL = '<script>"x"</script>'


def lines(**more):
    base = {"stage": "junior", "label": "初中 61.3%", "status": "not_met", "href": "retention?stage=junior", "on": True}
    own = [base | {"series": "小寒镇", "school_year": y, "value": v, "broke": b} for y, v, b in ((2023, 0.65, None), (2024, 0.63, -4.2), (2025, 0.61, None))]
    city = [base | {"series": "全市", "school_year": y, "value": 0.8, "broke": None} for y in (2023, 2024, 2025)]
    return pd.DataFrame([row | more for row in own + city])


def test_the_place_is_solid_the_city_dashed_and_a_break_carries_its_children():
    drawn = rate_lines(lines())
    assert drawn.count("stroke-dasharray") == 1
    assert drawn.count("少 4 名") == 1
    assert "2024 年 63.0%" in drawn
    assert "纵轴自 55% 起" in drawn


def test_a_missing_year_is_a_gap_in_the_line():
    frame = lines()
    frame = frame[~((frame["series"] == "小寒镇") & (frame["school_year"] == 2024))]
    path = re.findall(r'<path d="(M[^"]+)" fill="none" stroke="#2B6CB0"', rate_lines(frame))
    assert path[0].count("M") == 2


def test_names_are_escaped():
    assert "<script>" not in rate_lines(lines(label=EVIL, series=EVIL))
    frame = pd.DataFrame([{"label": EVIL, "small": EVIL, "href": 'x"y', "n": 3, "share": 1.0, "kind": "named"}])
    assert "<script>" not in place_bars(frame, caption=EVIL)
    assert 'x"y' not in place_bars(frame, caption="去向")


def test_ranked_places_add_up_in_the_last_row():
    frame = pd.DataFrame([{"label": name, "small": "", "href": None, "n": n, "share": n / 30, "kind": "named"} for name, n in (("甲", 10), ("乙", 20))])
    assert re.search(r"合计</th><td></td><td class=\"n\">30</td>", place_bars(frame, caption="去向"))


def test_a_stage_that_is_not_there_is_a_dash_and_no_zero():
    frame = pd.DataFrame([{"label": "本镇学校", "kind": "local", "primary": 40, "primary_share": 1.0, "junior": None, "junior_share": None}])
    drawn = destination_table(frame)
    assert "—" in drawn
    assert ">0<" not in drawn


def test_the_matrix_shades_what_leaves_and_says_why_a_row_is_missing():
    rows = [
        {"name": "谷雨镇", "href": "a", "total": 100, "reason": None, "local": 60, "to:b": 40},
        {"name": "霜降镇", "href": "b", "total": None, "reason": "under_10", "local": None, "to:b": None},
    ]
    drawn = flow_matrix(pd.DataFrame(rows), {"local": "本地", "to:b": "霜降镇"}, "流动")
    assert '<td class="n">60</td><td class="n tb-q6">40</td>' in drawn
    assert "少于 10 人" in drawn


def test_a_cohort_of_under_ten_shows_children_and_no_percentage():
    rows = [
        {"cohort": 2024, "position": p, "grade": g, "pupils": n, "base": 8, "share": n / 8, "joint": p == 4, "start": "大班"}
        for p, g, n in ((3, "大班", 8), (4, "一年级", 4))
    ]
    drawn = cohort_triangle(pd.DataFrame(rows))
    assert "%" not in drawn.split("<tbody>")[1]
    assert "4人" in drawn


def test_the_joint_is_a_thick_rule_and_the_rest_of_a_row_is_blank():
    rows = [
        {"cohort": c, "position": p, "grade": g, "pupils": n, "base": 100, "share": n / 100, "joint": p == 4, "start": "大班"}
        for c, p, g, n in ((2023, 3, "大班", 100), (2023, 4, "一年级", 80), (2024, 3, "大班", 100))
    ]
    drawn = cohort_triangle(pd.DataFrame(rows))
    assert 'class="tb-joint tb-q4"><b>80%</b><small>80人</small>' in drawn
    assert drawn.endswith("<td></td></tr></tbody></table></div>")


def test_less_and_more_stand_on_both_sides_of_zero():
    rows = [
        {"label": "甲", "n": -20, "exact": -20.0, "is_sum": False},
        {"label": "乙", "n": 10, "exact": 10.0, "is_sum": False},
        {"label": "合计", "n": -10, "exact": -10.0, "is_sum": True},
    ]
    drawn = change_bars(pd.DataFrame(rows), "变化")
    assert 'class="tb-less" style="width:50.0%"' in drawn
    assert 'class="tb-more" style="width:25.0%"' in drawn
    assert "−10" in drawn


def test_thresholds_stay_where_no_school_is_small():
    drawn = small_schools(pd.DataFrame(), 2025, [("少于 10 人", "retention?under=10", True)])
    assert "aria-current" in drawn
    assert "<table" not in drawn
