"""The figures of the rows that were added are there, whole parts of what they are counted from, and not all the same."""

import numpy as np
import pytest

# extract | stages | part | whole ("" = a yes or no, or a count of its own)
MEASURES = """
    staffing   | primary junior           | research_teachers       | teachers
    staffing   | primary junior           | exchanged_teachers      | exchange_due
    staffing   | preschool primary junior | allowance_teachers      | allowance_due
    staffing   | primary junior           | housing_met             | housing_needed
    staffing   | primary junior           | recruited_teachers      | recruit_planned
    staffing   | primary junior           | order_finished          | order_trainees
    staffing   | primary junior           | talent_finished         | talent_trainees
    staffing   | primary junior           | care_teachers           | teachers
    staffing   | primary junior           | principals_under_50     | principals
    staffing   | primary junior           | principals_within_terms | principals
    facilities | primary junior           | books_recommended       | books
    facilities | primary junior           | books_weeded            | books
    teaching   | primary junior           | fitness_good            | fitness_passed
    teaching   | primary junior           | support_pupils          | support_due
    teaching   | primary junior           | reform_project          |
    teaching   | primary junior           | quality_class           |
    teaching   | primary junior           | ict_links_used          |
    teaching   | primary junior           | mental_lesson_met       |
    teaching   | primary junior           | joint_activities        |
    teaching   | primary junior           | classes_labour_weekly   |
    teaching   | primary junior           | club_pupils             |
    teaching   | preschool primary junior | parent_class_pupils     |
"""
CASES = [tuple(part.strip() for part in line.split("|")) for line in MEASURES.strip().splitlines()]


@pytest.mark.parametrize(("extract", "stages", "part", "whole"), CASES)
def test_the_measure_is_drawn_for_its_stages(city, extract, stages, part, whole):
    rows = city[extract].query("school_year == 2025")
    for stage in stages.split():
        here = rows[rows.stage == stage]
        values = here[part].to_numpy(dtype=float)
        assert not np.isnan(values).any(), stage
        assert np.unique(values).size > 1, stage
        if whole:
            assert (values <= here[whole].to_numpy(dtype=float)).all(), stage


def test_funds_say_whether_they_come_from_above_or_from_the_district(city):
    received = city["funding"].query("school_year == 2025").groupby("source_level").received.sum()
    assert set(received.index) == {"higher", "local"}
    assert 0.6 < received["higher"] / received.sum() < 0.95


def test_the_share_at_level_three_rises_in_most_townships_and_falls_in_some(city):
    towns = set(city["townships"][city["townships"].counted].township_id)
    roster = city["schools"][["school_id", "school_year", "township_id"]]
    rows = city["assessment"].merge(roster, on=["school_id", "school_year"])
    sums = rows[rows.township_id.isin(towns)].groupby(["township_id", "stage", "school_year"])[["level3", "pupils"]].sum()
    share = (sums.level3 / sums.pupils).unstack("school_year")
    rose = (share[2025] > share[2021])[share[2021].notna() & share[2025].notna()]
    assert 0.6 < rose.mean() < 0.97
