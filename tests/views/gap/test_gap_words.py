"""A gap is said with its unit, its direction and what it does, and never rounded away."""

import pytest

from tests.views.gap.drawn_rows import BOOKS, SHARE, row
from townbase import words
from townbase.views.gap import gap_words as say


def test_a_gap_of_shares_is_said_in_points_and_a_tiny_one_is_not_said_to_be_none():
    assert say.amount(-0.054, SHARE) == "−5.4 个百分点"
    assert say.amount(-0.0004, SHARE) == "−0.04 个百分点"
    assert say.amount(0.0, SHARE) == "持平"
    assert say.amount(-0.3, BOOKS) == "−0.30 册/生"
    assert say.amount(-0.054, SHARE, signed=False, unit=False) == "5.4"
    assert say.amount(None, SHARE) == "—"


@pytest.mark.parametrize(
    ("drawn", "state", "when"),
    [
        (row(0.01, 0.02), "level", "不低于城区"),
        (row(0.0, 0.0), "level", "不低于城区"),
        (row(-0.01, -0.02, closes=2027), "closing", "预计 2027—2028学年持平"),
        (row(-0.01, -0.02, closes=2060), "closing", "在缩小，按近年速度 20 年内不能持平"),
        (row(-0.03, -0.02), "not_closing", "没有缩小"),
        (row(-0.03, year=2021), "base", "基期"),
        (row(-0.03), "unknown", "没有基期数据"),
        (row(-0.03, -0.02, coverage=0.79), "missing", f"{words.UNREPORTED}齐"),
    ],
)
def test_what_a_gap_does_is_one_of_seven_words(drawn, state, when):
    assert (say.state(drawn), say.when(drawn)) == (state, when)


def test_a_gap_above_the_city_that_shrinks_is_not_called_not_closing():
    assert say.state(row(0.01, 0.05)) == "level"
