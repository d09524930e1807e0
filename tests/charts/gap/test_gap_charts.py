"""The charts of the gap page: every mark has its number in text, red never stands alone, no text is markup."""

import re

import pandas as pd
import pytest

from townbase import words
from townbase.charts.gap.difference_table import dependent_table, difference_table, flip_table
from townbase.charts.gap.dispersion_table import dispersion_tables, raise_table
from townbase.charts.gap.dumbbell import dumbbell
from townbase.charts.gap.slope import slope
from townbase.charts.gap.small_multiples import small_multiples
from townbase.charts.gap.split_bars import split_bars
from townbase.charts.gap.theil_bars import theil_bars

NASTY = "<b onclick=x>&\"'"


def panel(**changes):
    row = {
        "title": "本科比例",
        "href": "gap?a&b",
        "current": False,
        "points": [(2024, -5.0), (2025, -1.0)],
        "years": (2021, 2025),
        "text": "−1.0",
        "state": "closing",
        "when": "2027—2028学年追平",
        "mark": "",
        "before": "2021 年 −5.0",
        "label": "本科比例：…",
    }
    return row | changes


def dot(**changes):
    row = {
        "name": "示例一区",
        "mark": "",
        "href": "gap?district=d1",
        "whole": False,
        "town": 0.8,
        "urban": 0.9,
        "own_urban": None,
        "town_said": "80.0%",
        "urban_said": "90.0%",
        "own_said": "—",
        "gap_said": "−10.0",
        "state": "closing",
        "when": "2027—2028学年追平",
        "verdict": "",
        "code": "",
    }
    return row | changes


def line(**changes):
    return {
        "name": "示例一区",
        "href": "gap?district=d1",
        "whole": False,
        "start": -5.0,
        "end": -1.0,
        "start_said": "−5.0",
        "end_said": "−1.0",
        "state": "closing",
    } | changes


def test_all_panels_share_one_axis():
    markup = small_multiples(pd.DataFrame([panel(points=[(2024, -10.0), (2025, -10.0)]), panel(points=[(2024, -5.0), (2025, -5.0)])]))
    deep, half = (float(y) for y in re.findall(r'cy="([\d.]+)"', markup))
    zero = float(re.search(r"M0 ([\d.]+)H", markup)[1])
    assert deep - zero == pytest.approx(2 * (half - zero), abs=0.2)


def test_a_panel_that_does_not_close_has_word_and_shape_besides_red():
    markup = small_multiples(pd.DataFrame([panel(state="not_closing", when="没有缩小")]))
    assert "tb-g-not_met" in markup and "没有缩小" in markup and "−1.0" in markup


def test_a_panel_of_one_year_is_a_dot_and_one_without_data_draws_nothing_but_the_citys_line():
    one, none = re.findall(r"<svg.*?</svg>", small_multiples(pd.DataFrame([panel(points=[(2025, -1.0)]), panel(points=[])])))
    assert ("<circle" in one, 'fill="none"' in one) == (True, False)
    assert "<circle" not in none


def test_a_missing_year_is_a_gap_in_the_line_of_a_panel_and_a_year_between_two_gaps_a_dot():
    points = [(2019, -6.0), (2020, -5.0), (2022, -4.0), (2024, -2.0), (2025, -1.0)]
    markup = small_multiples(pd.DataFrame([panel(points=points, years=(2019, 2025))]))
    assert [line.count("L") for line in re.findall(r'<path d="(M[^"]*)" fill="none"', markup)] == [1, 1]
    assert re.findall(r'<circle cx="([\d.]+)"[^>]* r="([\d.]+)"', markup) == [("145.0", "3.5"), ("75.0", "1.5")]


def test_a_row_and_a_panel_that_borrow_the_citys_value_say_so_in_a_word():
    marked = dumbbell(pd.DataFrame([dot(mark="借用全市值"), dot()]), caption="…", area="区县")
    assert [("借用全市值" in row) for row in re.findall(r"<tr.*?</tr>", marked, re.S)[1:]] == [True, False]
    panels = re.findall(r"<figure.*?</figure>", small_multiples(pd.DataFrame([panel(), panel(mark="借用全市值")])), re.S)
    assert [("借用全市值" in one) for one in panels] == [False, True]


def test_the_dots_of_a_dumbbell_stand_where_the_values_are_and_are_told_apart_without_colour():
    markup = dumbbell(pd.DataFrame([dot(), dot(name="示例二区", town=0.7, urban=0.9)]), caption="…", area="区县")
    towns = [float(x) for x in re.findall(r'tb-dot-town" style="left:([\d.]+)%', markup)]
    urban = [float(x) for x in re.findall(r'tb-dot-urban" style="left:([\d.]+)%', markup)]
    assert urban[0] == urban[1] > towns[0] > towns[1]
    assert towns[0] - towns[1] == pytest.approx(urban[0] - towns[0], abs=0.02)
    for text in ("80.0%", "90.0%", "−10.0"):
        assert text in markup


def test_a_dumbbell_of_equal_values_still_draws():
    assert "left:50.00%" in dumbbell(pd.DataFrame([dot(town=0.9, urban=0.9)]), caption="…", area="区县")


def test_the_districts_own_urban_value_is_a_tick_with_its_number():
    markup = dumbbell(pd.DataFrame([dot(own_urban=0.95, own_said="95.0%")]), caption="…", area="区县", own="本区县城区")
    assert 'title="本区县城区 95.0%"' in markup


def test_a_row_that_does_not_close_carries_shape_and_word():
    markup = dumbbell(pd.DataFrame([dot(state="not_closing", when="没有缩小")]), caption="…", area="区县")
    assert 'aria-label="没有缩小"' in markup and "tb-worse" in markup


def test_the_slope_says_both_ends_and_marks_what_does_not_close_by_word_and_dashes():
    markup = slope(pd.DataFrame([line(), line(name="示例二区", end=-7.0, end_said="−7.0", state="not_closing")]), caption="…", years=(2021, 2025))
    assert re.search(r'示例二区</a> −7.0 <span class="tb-g tb-g-not_met"[^>]*></span><span class="tb-wide"> 没有缩小</span>', markup)
    assert 'stroke-dasharray="7 3"' in markup
    assert "示例一区 2021 年 −5.0，2025 年 −1.0" in markup


def test_bars_of_a_split_go_right_for_smaller_and_left_hatched_for_larger_gaps():
    row = {"name": "全市", "href": "", "heads": ["乡镇自身变化", "城区变化"], "parts": [("+8.0", 0.08), ("−4.0", -0.04)], "change": ("+4.0", 0.04)}
    markup = split_bars(pd.DataFrame([row]), caption="…")
    assert re.findall(r'class="([^"]*)" style="left:([\d.]+)%;width:([\d.]+)%"', markup) == [
        ("", "50", "50.0"),
        ("tb-minus", "25.0", "25.0"),
        ("tb-sum-bar", "50", "25.0"),
    ]


def cell(**changes):
    return {"text": "0.20", "over": False, "most": False, "step": 2, "few": False, "hint": "…"} | changes


def sheet(variant, value):
    return {"stage": "primary", "variant": variant, "limit": 0.5, "rows": [{"name": "甲区", "href": "", "passing": "7/9", "cells": {"L4": value}}]}


def test_a_coefficient_over_the_limit_has_a_shape_and_one_of_few_returns_has_brackets():
    heads, stages, variants = {"L4": ("教学及辅助用房", "用房"), "L5": ("运动", "运动")}, {"primary": "小学"}, {"weighted": "加权", "unweighted": "不加权"}
    markup = dispersion_tables(pd.DataFrame([sheet("weighted", cell(over=True)), sheet("unweighted", cell(few=True))]), heads, stages, variants)
    shown, folded = markup.split("<details")
    assert 'aria-label="超过上限"' in shown and "（0.20）" in folded
    assert shown.count("<td>—</td>") == 1


def test_unmet_townships_stand_open_the_others_fold_away():
    rows = [
        {
            "district": "示例一区",
            "name": name,
            "href": "township?t",
            "high": high,
            "complete": True,
            "heads": ["小学语文"],
            "cells": [("not_met" if high else "met", "0.171")],
        }
        for name, high in (("谷雨镇", True), ("霜降镇", False))
    ]
    shown, folded = difference_table(pd.DataFrame(rows)).split("<details")
    assert "谷雨镇" in shown and "霜降镇" not in shown and "霜降镇" in folded
    assert 'aria-label="不低于 0.15"' in shown


def test_the_fold_counts_who_has_not_reported_apart_and_unreported_looks_other_than_not_applicable():
    row = {"district": "示例一区", "href": "township?t", "high": False, "heads": ["初中语文"]}
    late = row | {"name": "霜降镇", "complete": False, "cells": [("no_data", "未报")]}
    none = row | {"name": "大雪镇", "complete": True, "cells": [("not_applicable", words.INAPPLICABLE)]}
    markup = difference_table(pd.DataFrame([late, none]))
    assert "其余 2 个乡镇（1 个都低于 0.15，1 个未报齐）" in markup
    first, second = re.findall(r"<tr>.*?</tr>", markup, re.S)[1:]
    assert "tb-g-missing" in first and "未报" in first
    assert "tb-g-not_applicable" in second and words.INAPPLICABLE in second


def test_the_parts_of_a_theil_bar_are_as_long_as_they_are_large():
    bars = [
        {"year": 2021, "total": 0.02, "parts": {"a": 0.01, "b": 0.004, "c": 0.006}},
        {"year": 2025, "total": 0.01, "parts": {"a": 0.005, "b": 0.005, "c": 0.0}},
    ]
    markup = theil_bars(pd.DataFrame([{"title": "用房", "heads": {"a": "甲", "b": "乙", "c": "丙"}, "bars": bars}]))
    assert re.findall(r'style="width:([\d.]+)%"', markup) == ["50.00", "20.00", "30.00", "25.00", "25.00", "0.00"]
    assert "0.0200" in markup and "50.0%" in markup


def test_a_school_of_a_district_over_its_limit_carries_shape_and_word():
    school = dict.fromkeys(
        ("school", "href", "township", "township_href", "district", "stage", "resource", "now", "threshold", "lacking", "share", "before", "after", "by"), "x"
    )
    over, under = re.findall(r"<tr>.*?</tr>", raise_table(pd.DataFrame([school | {"over": True}, school | {"over": False}])), re.S)[1:]
    assert "tb-g-not_met" in over and "区县超过上限" in over and "超过上限" not in under


def test_names_are_never_markup():
    words = {"district": NASTY, "name": NASTY, "href": NASTY}
    school = dict.fromkeys(
        ("school", "href", "township", "township_href", "district", "stage", "resource", "now", "threshold", "lacking", "share", "before", "after", "by"), NASTY
    ) | {"over": True}
    for markup in (
        small_multiples(pd.DataFrame([panel(title=NASTY, href=NASTY, label=NASTY, when=NASTY, text=NASTY, before=NASTY)])),
        dumbbell(pd.DataFrame([dot(name=NASTY, href=NASTY, town_said=NASTY, when=NASTY)]), caption=NASTY, area=NASTY),
        slope(pd.DataFrame([line(name=NASTY, href=NASTY)]), caption=NASTY, years=(2021, 2025)),
        split_bars(pd.DataFrame([{"name": NASTY, "href": NASTY, "heads": [NASTY], "parts": [(NASTY, 1.0)], "change": (NASTY, 1.0)}]), caption=NASTY),
        difference_table(pd.DataFrame([words | {"high": True, "complete": True, "heads": [NASTY], "cells": [("not_met", NASTY)]}])),
        dependent_table(pd.DataFrame([words | {"stage": NASTY, "heads": [NASTY], "words": [("not_met", NASTY)]}])),
        flip_table(pd.DataFrame([words | {"worse": [(NASTY, NASTY, NASTY)], "better": []}]), (NASTY, NASTY)),
        raise_table(pd.DataFrame([school])),
        dispersion_tables(
            pd.DataFrame([sheet("weighted", cell(text=NASTY, hint=NASTY))]), {"L4": (NASTY, NASTY)}, {"primary": NASTY}, {"weighted": NASTY, "x": NASTY}
        ),
    ):
        assert "<b onclick" not in markup
