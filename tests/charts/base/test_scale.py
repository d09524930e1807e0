"""The scale that all drawings share: where values stand, what is marked, where a line breaks, how labels step aside."""

import pytest

from tests.support.hypothesis_setup import given, settings, st
from townbase.charts.base.scale import Scale, dodge, even_ticks, labelled_years, padded, path, runs, share_floor, whole_ticks

NUMBERS = st.floats(-1e6, 1e6)


def test_the_ends_of_a_scale_stand_at_its_ends_whichever_way_it_runs():
    up = Scale(10, 20, 98, 2)
    assert [up(10), up(15), up(20)] == [98, 50, 2]


def test_a_scale_of_one_value_puts_it_where_it_was_told_to():
    assert [Scale(5, 5, 0, 100, alone)(5) for alone in (0, 0.5, 1)] == [0, 50, 100]


def test_what_lies_beyond_a_scale_stands_at_its_end_and_is_known_to_lie_beyond():
    scale = Scale(0.7, 1.3, 0, 200)
    assert (scale.clamped(0.2), scale.clamped(9)) == (0, 200)
    assert [scale.holds(value) for value in (0.69, 0.7, 1.3, 1.31)] == [False, True, True, False]


@given(st.lists(NUMBERS, min_size=1, max_size=6), st.floats(0.01, 0.2))
def test_on_a_padded_scale_no_mark_stands_on_the_border(values, part):
    low, high = padded(min(values), max(values), part)
    scale = Scale(low, high, 0, 100)
    assert all(-1e-6 <= scale(value) <= 100 + 1e-6 for value in values)
    assert low < high


@pytest.mark.parametrize(("least", "spare", "floor"), [(0.96, 0.01, 0.95), (0.955, 0.01, 0.9), (0.96, 0.03, 0.9), (0.004, 0.01, 0), (1, 0.01, 0.95)])
def test_an_axis_of_shares_begins_on_a_twentieth_below_its_least_value_and_never_below_0(least, spare, floor):
    assert share_floor(least, spare) == pytest.approx(floor)


def test_even_ticks_take_the_first_step_that_leaves_room():
    assert even_ticks(0.75, 1, (0.05, 0.1), 5) == pytest.approx([0.75, 0.8, 0.85, 0.9, 0.95, 1.0])
    assert even_ticks(0.7, 1, (0.05, 0.1), 5) == pytest.approx([0.7, 0.8, 0.9, 1.0])
    assert even_ticks(0.65, 1, (0.05, 0.1, 0.2), 3.5) == pytest.approx([0.65, 0.75, 0.85, 0.95])
    assert even_ticks(0, 1, (0.05, 0.1, 0.2), 3.5) == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1.0])


def test_whole_ticks_do_not_crowd():
    assert whole_ticks(3, 9, log=False) == [4, 6, 8]
    assert len(whole_ticks(300, 2600, log=False)) <= 6 and len(whole_ticks(90, 11_000, log=True)) <= 7


def test_the_last_year_is_labelled_and_no_more_than_there_is_room_for():
    assert labelled_years(range(2021, 2026), 7) == [2021, 2022, 2023, 2024, 2025]
    assert labelled_years(range(2016, 2026), 4) == [2016, 2019, 2022, 2025]
    assert labelled_years(range(2025, 2026), 4) == [2025]


def test_a_missing_year_breaks_a_line_in_two():
    points = [(2021, 1.0), (2022, 2.0), (2024, 3.0)]
    assert runs(points) == [[(2021, 1.0), (2022, 2.0)], [(2024, 3.0)]]
    assert runs([]) == []
    assert [path(run, Scale(2021, 2024, 0, 30), Scale(1, 3, 20, 0)) for run in runs(points)] == ["M0.0 20.0L10.0 10.0", "M30.0 0.0"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.floats(0, 340), min_size=1, max_size=15))
def test_labels_never_cover_one_another_keep_their_order_and_stay_inside(places):
    out = dodge(places, 17, 340)
    order = sorted(range(len(places)), key=lambda at: (places[at], at))
    assert all(out[after] - out[before] >= 17 - 1e-6 for before, after in zip(order, order[1:], strict=False))
    assert min(out) >= 8.5 - 1e-6 and max(out) <= 340 - 8.5 + 1e-6


def test_a_label_with_room_stays_where_it_belongs():
    assert dodge([50.0, 150.0], 17, 340) == [50.0, 150.0]


def test_two_labels_that_collide_step_aside_by_the_same_way():
    assert dodge([52.0, 48.0], 14, 190) == [57.0, 43.0]
