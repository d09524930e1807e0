"""What one indicator row says."""

import pytest

from townbase import words
from townbase.views.shared import row_words as say

ROW = {
    "title": "县级以上学科骨干教师比例", "stage": "junior", "form": "share", "value_unit": "%", "unit": "名县级以上骨干教师",
    "rule": "not_below_urban", "threshold": None, "numerator": 12.0, "denominator": 60.0, "value": 0.2, "target": 0.25,
    "verdict": "not_met", "reason": "point", "borderline": False, "shortfall_units": 3, "change": 0.0204, "due": 2, "reported": 2,
}  # fmt: skip


def row(**changes):
    return ROW | changes


def test_a_shortfall_is_told_in_whole_units():
    assert say.shortfall_text(row()) == "还差 3 名县级以上骨干教师"
    assert say.shortfall_text(row(verdict="met")) == ""


def test_a_small_denominator_is_told_in_whole_things():
    assert say.value_text(row(unit="所学校达标", numerator=2.0, denominator=3.0, value=2 / 3)) == "3 所中 2 所"
    assert say.value_text(row()) == "20.0%"


def test_a_rising_row_has_no_line_to_stand_on_unless_it_is_the_base_year():
    rising = row(rule="rising", threshold="each_year", target=0.19)
    assert say.ratio_to_target(0.2, rising) is None
    assert say.ratio_to_target(0.2, rising | {"threshold": "base_year"}) == pytest.approx(0.2 / 0.19)


def test_left_of_the_line_is_worse_also_where_lower_is_better():
    difference = row(rule="below", form="difference_rate", target=0.15)
    assert say.ratio_to_target(0.175, difference) < 1 < say.ratio_to_target(0.1, difference)


def test_verdicts_carry_what_they_were_judged_by():
    assert say.verdict_text(row(verdict="met", reason="whole_unit")) == words.SLIGHTLY_BELOW
    assert say.verdict_text(row(verdict="not_met", reason="overall", rule="rising")) == f"{words.UNMET}（有的年份下降）"
    assert say.verdict_text(row(borderline=True)) == f"{words.UNMET}（临界）"
    assert say.verdict_text(row(verdict=None, reason=None)) == ""


def test_few_returns_are_counted():
    few = row(verdict="no_data", reason="low_coverage", due=5, reported=3)
    assert say.reason_text(few) == "应报 5 所，这一项有数的 3 所，不足 80%"


def test_falling_back_says_whose_doing_it_was():
    assert say.fell_back_text(row(change_kind="fell_back", change_cause="target")) == "转为未达标（城区提高）"
    assert say.fell_back_text(row(change_kind="newly_met", change_cause="own")) == ""
