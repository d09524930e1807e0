"""Every gap on one axis: marks stand where the numbers are, lead where the name leads, and red never stands alone."""

import re

import pandas as pd
import pytest

from townbase.charts.gap.gap_rows import gap_rows
from townbase.charts.gap.split_bars import split_bars

NASTY = "<b onclick=x>&\"'"


def line(**changes):
    return {
        "title": "本科比例", "stage": "小学", "href": "gap?a&b", "current": False, "state": "closing", "when": "预计 2027—2028学年持平", "mark": "",
        "years": (2021, 2024, 2025), "places": (-6.0, -2.0, -1.0), "town": "80.0%", "urban": "81.0%", "gap": "−1.0", "since_last": "+1.0",
        "since_base": "+5.0", "unmet": 3, "met": 9, "near": 2, "list": "", "said": "本科比例：2021 年 −6.0",
    } | changes  # fmt: skip


def drawn(*rows):
    return gap_rows(pd.DataFrame(rows), caption="…", unit="个百分点")


def places(markup, css):
    return [float(x) for x in re.findall(rf'class="{css}" style="left:([\d.]+)%', markup)]


def test_all_rows_share_one_axis_and_the_citys_level_is_on_it():
    markup = drawn(line(places=(-8.0, -4.0, -2.0)), line(places=(-6.0, -1.0, 2.0)))
    zero, other = places(markup, "tb-gr-zero")
    near, over = places(markup, "tb-gr-now")
    [_, last] = places(markup, "tb-gr-last")
    assert zero == other and near < zero < over
    assert over - zero == pytest.approx(zero - near, abs=0.02) and zero - last == pytest.approx((zero - near) / 2, abs=0.02)


def test_a_cell_of_the_axis_is_said_in_the_key():
    assert "<span>每格 2 个百分点</span>" in drawn(line(places=(-10.0, -4.0, -2.0)))
    assert "<span>每格 0.5 个百分点</span>" in drawn(line(places=(-1.0, -0.5, -0.2)))


def test_the_marks_lead_where_the_name_leads_and_say_themselves():
    markup = drawn(line())
    assert markup.count('href="gap?a&amp;b"') == 2
    assert 'data-tip="本科比例：2021 年 −6.0；预计 2027—2028学年持平"' in markup


def test_a_row_that_does_not_close_has_word_and_shape_besides_red():
    markup = drawn(line(state="not_closing", when="没有缩小"), line())
    assert markup.count('aria-label="没有缩小"') == 1 and "tb-gr-now tb-gr-worse" in markup


def test_a_row_without_a_value_draws_nothing_but_the_citys_line():
    one, none = re.findall(r"<tr.*?</tr>", drawn(line(), line(places=(None, None, None), gap="—", unmet=None, met=None)), re.S)[1:]
    assert "tb-gr-now" in one and "tb-gr-now" not in none and "tb-gr-zero" in none


def test_in_the_base_year_there_is_no_tail_and_no_year_before():
    markup = drawn(line(years=(2021, 2020, 2021), places=(-6.0, None, -6.0)))
    assert "tb-gr-tail" not in markup and "tb-gr-last" not in markup


def test_who_is_met_is_counted_with_those_slightly_below_in_brackets():
    assert "9（2）" in drawn(line()) and ">9<" in drawn(line(near=0))


def test_the_unmet_townships_lead_to_their_list():
    markup = drawn(line(list="indicator?indicator=x"), line(list="indicator?indicator=y", unmet=0))
    assert 'href="indicator?indicator=x"' in markup and "indicator=y" not in markup


def test_a_row_that_borrows_the_citys_value_says_so_in_a_word():
    rows = re.findall(r"<tr.*?</tr>", drawn(line(mark="借用全市值"), line()), re.S)[1:]
    assert ["借用全市值" in row for row in rows] == [True, False]


def part(name, town, urban, change):
    return {"name": name, "href": "", "heads": ["乡镇提高", "城区提高"], "parts": [(str(town), town), (str(urban), urban)], "change": (str(change), change)}


def test_bars_of_a_split_go_right_for_more_and_left_hatched_for_less():
    markup = split_bars(pd.DataFrame([part("全市", 0.08, -0.04, 0.04)]), caption="…", area="区县")
    assert re.findall(r'class="([^"]*)" style="left:([\d.]+)%;width:([\d.]+)%"', markup) == [
        ("", "50", "50.0"),
        ("tb-minus", "25.0", "25.0"),
        ("tb-sum-bar", "50", "25.0"),
    ]


def test_the_whole_stands_open_and_its_areas_fold_away():
    shown, folded = split_bars(pd.DataFrame([part("全市", 0.08, 0.04, 0.04), part("甲区", 0.08, 0.04, 0.04)]), caption="…", area="区县").split("<details")
    assert "全市" in shown and "甲区" not in shown and "各区县（1 个）" in folded and "甲区" in folded


def test_names_are_never_markup():
    for markup in (
        drawn(line(title=NASTY, href=NASTY, stage=NASTY, said=NASTY, when=NASTY, mark=NASTY, list=NASTY)),
        split_bars(pd.DataFrame([part(NASTY, 1.0, 1.0, 1.0) | {"href": NASTY}]), caption=NASTY, area=NASTY),
    ):
        assert "<b onclick" not in markup
