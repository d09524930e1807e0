"""How numbers, years, dates and verdicts are said."""

import csv
import math
import re

import pandas as pd
import pytest

from tests.support.hypothesis_setup import given, st
from townbase import policy, words
from townbase.settings import POLICY


@pytest.mark.parametrize(
    ("fraction", "text"),
    [(0.636, "63.6%"), (0, "0.0%"), (1, "100.0%"), (0.6365, "63.7%"), (None, "—"), (math.nan, "—"), (pd.NA, "—")],
)
def test_a_share_has_one_decimal_and_a_missing_one_is_a_dash(fraction, text):
    assert words.share(fraction) == text


def test_a_share_short_of_everything_never_reads_as_everything():
    assert words.share(0.99996) == ">99.9%"


def test_a_share_above_nothing_never_reads_as_nothing():
    assert words.share(0.0001) == "<0.1%"


def test_a_round_target_has_no_decimals_and_another_keeps_its_one():
    assert (words.round_share(0.8), words.round_share(0.955)) == ("80%", "95.5%")


def test_a_difference_of_shares_carries_the_true_minus_and_its_unit():
    assert words.points(-0.054) == "\u22125.4 个百分点"
    assert words.points(0.02) == "+2.0 个百分点"
    assert words.points(-0.054, unit=False) == "\u22125.4"


def test_a_difference_that_rounds_to_nothing_has_no_sign():
    assert words.points(-0.0001, unit=False) == words.points(0.0001, unit=False) == "0.0"


def test_people_are_whole_and_take_a_comma_from_a_thousand_on():
    assert words.count(1246, "人") == "1,246 人"


def test_money_is_said_in_ten_thousands_from_ten_thousand_up():
    assert (words.money(345_000), words.money(2173), words.money(None)) == ("34.5 万元", "2,173 元", "—")


def test_a_share_over_fewer_than_ten_things_is_said_in_things():
    assert words.value(2 / 3, denominator=3, numerator=2, unit="所学校达标") == "3 所中 2 所"
    assert words.value(2 / 3, denominator=3, unit="所学校达标") == "3 所中 2 所"
    assert words.value(0.5, denominator=10, numerator=5, unit="所学校达标") == "50.0%"


def test_a_value_is_said_by_its_form_and_unit():
    assert words.value(0.175, "difference_rate", "") == "0.175"
    assert words.value(2.3, "per_head", "册/生") == "2.30 册/生"
    assert words.value(12.25, "per_head", "个/校") == "12.3 个/校"
    assert words.value(-0.054, "share", "个百分点") == "\u22125.4 个百分点"


def test_a_target_says_its_rule():
    assert words.target(0.95, "at_least") == "≥95%"
    assert words.target(0.15, "below", "difference_rate", "") == "<0.15"
    assert words.target(0.912, "not_below_urban") == "城区 91.2%"
    assert words.target(None, "rising") == "逐年提升"
    assert words.target(None, "tracked") == "—"


def test_every_row_of_the_policy_can_be_said():
    for row in csv.DictReader((POLICY / "indicators.csv").open(encoding="utf-8")):
        assert words.value(0.5, row["form"], row["value_unit"], denominator=20, unit=row["unit"])
        assert words.target(0.5, row["rule"], row["form"], row["value_unit"])
        assert {row["basis"]} <= set(words.BASIS)
        assert {row["role"]} <= set(words.ROLE)
        assert set(row["stages"].split()) <= set(words.STAGE)
        assert row["scope"] in words.SCOPE


def test_a_change_says_its_direction_and_a_change_that_rounds_away_says_level():
    assert words.change(-0.02) == "比上年下降 2.0 个百分点"
    assert words.change(0.4, "per_head", "册/生") == "比上年提高 0.40"
    assert words.change(0.0001) == "与上年持平"


def test_a_school_year_has_a_long_dash_on_the_screen_and_a_hyphen_in_a_file_name():
    assert (words.year_label(2025), words.year_file(2025)) == ("2025—2026学年", "2025-2026学年")


@pytest.mark.parametrize("when", ["2025-12-31", pd.Timestamp("2025-12-31 08:00"), pd.Timestamp("2025-12-31").date()])
def test_a_date_is_words_in_a_sentence_and_digits_in_a_table(when):
    assert (words.date_label(when), words.date_table(when)) == ("2025年12月31日", "2025-12-31")


def test_a_missing_date_is_a_dash():
    assert words.date_label(None) == words.date_table(pd.NaT) == "—"


def test_a_verdict_says_borderline_first_year_and_whole_units():
    assert words.verdict("not_met", "point", True) == f"{words.UNMET}（临界）"
    assert words.verdict("no_data", "first_year") == "首次监测"
    assert words.verdict("no_data", "not_reported", None) == words.UNREPORTED
    assert words.verdict("met", "whole_unit") == words.SLIGHTLY_BELOW
    assert words.verdict(None) == ""


def test_numerals_go_on_after_ten():
    assert [words.numeral(n) for n in (1, 10, 11, 20, 23)] == ["一", "十", "十一", "二十", "二十三"]


def test_batches_stand_in_the_order_of_their_numbers():
    batches = ["第三批", "第十二批", "第一批", "第二十批", "第二批", "第十批"]
    assert sorted(batches, key=words.in_order) == ["第一批", "第二批", "第三批", "第十批", "第十二批", "第二十批"]
    assert sorted(words.numeral(n) for n in range(1, 100)) != sorted(map(words.numeral, range(1, 100)), key=words.in_order)
    assert sorted(map(words.numeral, range(1, 100)), key=words.in_order) == [words.numeral(n) for n in range(1, 100)]


def test_a_long_listing_ends_with_how_many():
    assert words.listing(["甲", "乙", "丙"], 2) == "甲、乙等 3 个"
    assert words.listing(["甲", "乙"], 2) == "甲、乙"


@given(st.floats(min_value=0, max_value=1))
def test_only_a_whole_share_reads_one_hundred(fraction):
    assert (words.share(fraction) == "100.0%") == (fraction >= 1 - 1e-10)


def test_no_word_on_the_screen_uses_half_width_punctuation_between_chinese():
    from townbase.words import terms

    parts = [text for name in dir(terms) if name.isupper() for text in _texts(getattr(terms, name))]
    assert len(parts) > 100
    assert not [text for text in parts if any(mark in text for mark in ",;()!?")]


def _texts(value):
    return [value] if isinstance(value, str) else [v for v in value.values() if isinstance(v, str)] if isinstance(value, dict) else []


@pytest.mark.parametrize(
    ("unit", "counted_in"), [("名县级以上骨干教师", "名"), ("所达到省定办学条件的学校（园）", "所"), ("个开齐开足课程的班", "个班"), ("个学习类社团", "个")]
)
def test_what_is_missing_is_counted_by_the_classifier_of_its_noun(unit, counted_in):
    assert words.classifier(unit) == counted_in
    assert words.value(0.75, "share", numerator=3, denominator=4, unit=unit) == f"4 {counted_in}中 3 {counted_in}"


def test_every_unit_of_the_policy_is_a_classifier_and_a_noun():
    """还差 3 名县级以上骨干教师 is read as a sentence: what follows the noun would be a second verb."""
    for unit in policy.tables()["indicators"]["unit"].dropna():
        assert not re.match("^.(学生|教师|学校（园）|学校|幼儿园|班)[^（]", unit), unit


@given(st.floats(0, 1), st.floats(0, 1))
def test_two_printed_shares_that_do_not_subtract_to_the_printed_difference_are_known(first, second):
    def printed(text: str) -> int:
        return round(float(text.replace("−", "-").removesuffix("%")) * 10)

    apart = printed(f"{words.rounded_to(first, 3) * 100:.1f}") - printed(f"{words.rounded_to(second, 3) * 100:.1f}") != printed(
        f"{words.rounded_to(first - second, 3) * 100:.1f}"
    )
    assert words.shares_apart(first, second) == apart
