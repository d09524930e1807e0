"""The drawings of 本地就读: numbers that can be checked, everything escaped, nothing where nothing is."""

import re

import pandas as pd
import pytest

from townbase import theme
from townbase.charts.retention.area_panels import area_panels
from townbase.charts.retention.change_bars import change_bars
from townbase.charts.retention.change_swarm import change_swarm, swarm_alt
from townbase.charts.retention.destination_tables import district_heat, route_table
from townbase.charts.retention.flow_tables import flow_matrix, place_bars
from townbase.charts.retention.forecast_panels import forecast_panels
from townbase.charts.retention.forecast_tables import small_schools
from townbase.charts.retention.rate_trend import rate_trend, trend_alt
from townbase.charts.retention.township_table import township_table
from townbase.charts.retention.triangle import cohort_triangle

EVIL = '<script>"x"</script>'


def lines(**more):
    own = [{"series": "小寒镇", "role": "own", "school_year": y, "value": v, "broke": y == 2024} for y, v in ((2023, 0.65), (2024, 0.63), (2025, 0.61))]
    around = [{"series": "全市纳入的乡镇", "role": "whole", "school_year": y, "value": 0.8, "broke": False} for y in (2023, 2024, 2025)]
    return pd.DataFrame([row | {"said": f"{row['value']:.1%}"} | more for row in own + around])


def test_the_place_is_solid_the_whole_dotted_and_a_year_that_did_not_rise_is_a_red_triangle():
    drawn = {trace.name: trace for trace in rate_trend(lines()).data}
    own, around = drawn["小寒镇"], drawn["全市纳入的乡镇"]
    assert (own.line.dash, around.line.dash) == (None, "dot")
    assert own.marker.symbol == ("circle", "triangle-down", "circle")
    assert own.y == pytest.approx((65, 63, 61))
    assert [facts[0] for facts in own.customdata] == ["65.0%", "63.0%", "61.0%"]


def test_every_line_is_named_at_its_end_and_in_words():
    said = [note.text for note in rate_trend(lines()).layout.annotations]
    assert said == ["<b>小寒镇 61.0%</b>", "全市纳入的乡镇 80.0%"]
    assert trend_alt(lines()).startswith("小寒镇 2023 年 65.0%，2025 年 61.0%")


def test_a_missing_year_is_a_gap_in_the_line():
    frame = lines()
    frame = frame[~((frame["series"] == "小寒镇") & (frame["school_year"] == 2024))]
    own = next(trace for trace in rate_trend(frame).data if trace.name == "小寒镇")
    assert (own.x, own.y) == ((2023, 2024, 2025), (65, None, 61))


def town(nth, rise, **more):
    return {"township_id": f"t{nth}", "name": f"镇{nth}", "district_name": "示例一区", "side": "counted", "href": f"retention?township=t{nth}", "base": "80.0%",
            "value_base": 0.8, "text": f"{0.8 + rise:.1%}", "value": 0.8 + rise, "rise": rise, "change": rise / 2, "found_said": "100 名", "elsewhere": 20,
            "status": "met", "word": "逐年提升"} | more  # fmt: skip


def test_a_dot_says_its_township_and_leads_there_and_what_fell_is_red():
    frame = pd.DataFrame([town(0, 0.02), town(1, -0.03), town(2, 0.01, side="urban"), town(3, 0.0) | {"rise": None}])
    made = change_swarm(frame, 2021)
    fell, rose, urban = made.data
    assert (fell.ids, rose.ids, urban.ids) == (("t1",), ("t0",), ("t2",))
    assert (fell.marker.symbol, rose.marker.symbol) == ("triangle-down", "circle")
    assert list(fell.customdata[0]) == ["镇1", "示例一区", "80.0%", "77.0%", "比 2021 年 −3.0 个百分点", "−1.5 个百分点", "100 名", "retention?township=t1"]
    assert urban.y[0] < rose.y[0]  # the streets stand below
    assert "3 个乡镇（街道）" in swarm_alt(frame, 2021)


def test_the_rows_of_the_swarm_carry_the_ids_of_its_dots_and_links():
    drawn = township_table(pd.DataFrame([town(1, -0.03, status="not_met", word="未提升"), town(0, 0.02)]), 2021)
    assert 'data-row="t1"' in drawn and 'href="retention?township=t1"' in drawn
    assert '<b class="tb-red">−3.0</b>' in drawn and '<b class="tb-red">+' not in drawn
    assert 'data-v="-0.03"' in drawn


def area(id_, name, changes, **more):
    return [
        {"area_id": id_, "name": name, "small": "", "href": f"retention?district={id_}", "school_year": 2021 + nth, "change": change, "around": 0.01 * nth,
         "value": 0.8 + change, "said": f"{0.8 + change:.1%}", "below": 1, "of": 5} | more
        for nth, change in enumerate(changes)
    ]  # fmt: skip


def test_a_panel_an_area_on_one_scale_that_leads_to_it():
    made = area_panels(pd.DataFrame(area("d1", "示例一区", (0, 0.02)) + area("d2", "示例二区", (0, -0.01))))
    assert len(made.data) == 4
    assert made.layout.yaxis.range == made.layout.yaxis2.range
    assert made.data[3].customdata[1][-1] == "retention?district=d2"
    narrow = made.layout.meta["narrow"]["layout"]
    assert {"height", "xaxis.domain", "yaxis2.domain"} <= set(narrow)
    assert any(note.text == "−1.0" and note.font.color == theme.TOKENS["not-met"][0] for note in made.layout.annotations)


def coming(**more):
    known = [{"stage": "junior", "school_year": y, "pupils": n, "coming": False} for y, n in ((2024, 900), (2025, 950))]
    later = [
        {"stage": "junior", "school_year": 2026, "pupils": 1000.4, "low": 980.0, "high": 1020.0, "coming": True, "tested": True, "places": 990, "left": -10.4},
        {"stage": "junior", "school_year": 2027, "pupils": 1100.0, "low": None, "high": None, "coming": True, "tested": False, "places": 990, "left": -110.0},
    ]
    return pd.DataFrame(known + later).assign(href="retention?stage=junior", on=True, **more)


def test_the_range_is_closed_where_past_years_could_test_and_open_beyond():
    made = forecast_panels(coming())
    band, known, ahead = made.data
    assert max(band.x) == 2026  # no edge is drawn where nothing was tested
    ground = next(shape for shape in made.layout.shapes if shape.type == "rect")
    assert (ground.x0, ground.y0, ground.y1) == (2026.5, 0, 1)
    assert ahead.marker.symbol == ("circle", "circle", "circle-open")
    assert list(ahead.customdata[1]) == ["2026 学年", "预计 1,000 人（980—1,020）", "缺学位 10 个", "retention?stage=junior"]
    assert "不给区间" in ahead.customdata[2][1]
    assert any("2027 年缺 110" in note.text for note in made.layout.annotations)
    assert known.y == (900, 950)


def test_names_are_escaped():
    assert all("<script>" not in note.text for note in rate_trend(lines(series=EVIL).head(3)).layout.annotations)
    swarm = change_swarm(pd.DataFrame([town(0, -0.02, name=EVIL)]), 2021)
    assert "<script>" not in swarm.data[0].customdata[0][0] and all("<script>" not in note.text for note in swarm.layout.annotations)
    assert "<script>" not in str(area_panels(pd.DataFrame(area("d1", EVIL, (0, 0.02)))).to_dict())
    frame = pd.DataFrame([{"label": EVIL, "small": EVIL, "href": 'x"y', "n": 3, "share": 1.0, "kind": "named"}])
    assert "<script>" not in place_bars(frame, caption=EVIL)
    assert 'x"y' not in place_bars(frame, caption="去向")
    ways = pd.DataFrame([{"township_id": "t1", "name": EVIL, "href": "a", "goal_name": EVIL, "goal_href": "b", "small": EVIL, "n": 12, "share": 0.1}])
    assert "<script>" not in route_table(ways)


def test_the_heat_of_a_district_is_its_share_and_says_its_children():
    frame = pd.DataFrame([{"name": "示例一区", "href": "retention?district=d1", "n": 100, "rate": 0.2, "district_urban": 62, "other_city": None}])
    drawn = district_heat(frame, {"district_urban": "本区县城区", "other_city": "市外"})
    assert 'class="tb-heat-cell tb-q6"' in drawn and "62 名，占外出就读 62.0%" in drawn and ">62%<" in drawn
    assert "—" in drawn


def test_ranked_places_add_up_in_the_last_row():
    frame = pd.DataFrame([{"label": name, "small": "", "href": None, "n": n, "share": n / 30, "kind": "named"} for name, n in (("甲", 10), ("乙", 20))])
    assert re.search(r"合计</th><td></td><td class=\"n\">30</td>", place_bars(frame, caption="去向"))


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
