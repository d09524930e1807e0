"""Children are born once, grow a year a year, and are counted in one place."""

import numpy as np
import pandas as pd
import pytest

STAGE_BIRTHS = {"preschool": (3, 5), "primary": (6, 11), "junior": (12, 14)}
IN_CITY = ["other_city", "not_enrolled", "unknown"]


@pytest.fixture(scope="module")
def grades(city):
    """Pupils by current township, grade and year."""
    roster = city["schools"][["school_id", "school_year", "township_id"]]
    rows = city["enrolment"].merge(roster, on=["school_id", "school_year"])
    rows["township_id"] = _now(rows.township_id, city)
    return rows.groupby(["township_id", "grade", "school_year"]).pupils.sum()


def _now(ids: pd.Series, city) -> pd.Series:
    changes = city["code_changes"]
    return ids.replace(dict(changes[changes.kind == "township"][["old_id", "new_id"]].itertuples(index=False)))


def test_a_grade_is_next_years_next_grade_within_a_stage(grades):
    table = grades.unstack("school_year")
    for lower in (1, 2, 3, 4, 7, 8):
        now = table.xs(str(lower), level="grade").to_numpy()[:, :-1]
        later = table.xs(str(lower + 1), level="grade").to_numpy()[:, 1:]
        many = now >= 60
        assert abs(later[many] / now[many] - 1).max() < 0.08, lower
        assert abs(np.nansum(later) / np.nansum(now) - 1) < 0.015, lower


def test_a_town_loses_children_where_the_junior_school_begins(city, grades):
    towns = city["townships"]
    here = set(towns[towns.counted & (towns.district_id != "990110") & towns.junior_served_by.isna()].township_id)
    sixth = grades.xs("6", level="grade").unstack("school_year")[2023]
    seventh = grades.xs("7", level="grade").unstack("school_year")[2024]
    inside = [t for t in sixth.index if t in here]
    urban = [t for t in sixth.index if t in set(towns[~towns.counted].township_id)]
    assert seventh[inside].sum() / sixth[inside].sum() < 0.97
    assert seventh[urban].sum() / sixth[urban].sum() > 1.01


def test_kindergartens_empty_by_some_eleven_percent_a_year(city):
    rolls = city["enrolment"].query("stage == 'preschool'").groupby("school_year").pupils.sum()
    change = (rolls[2026] / rolls[2021]) ** (1 / 5) - 1
    assert -0.13 < change < -0.095
    assert (rolls.loc[2021:].diff().dropna() < 0).all()


def test_the_birth_peak_moves_up_a_grade_a_year(city):
    table = city["enrolment"].groupby(["grade", "school_year"]).pupils.sum().unstack("grade")
    assert table.loc[2022:2026, "1"].idxmax() == 2023
    assert [table.loc[y, list("123456")].idxmax() for y in (2023, 2024, 2025, 2026)] == ["1", "2", "3", "4"]


def test_residency_accounts_for_every_registered_child(city):
    born = city["children"].copy()
    born["township_id"] = _now(born.township_id, city)
    gone = city["residency"].copy()
    gone["township_id"] = _now(gone.township_id, city)
    usual = ~gone.township_id.str.startswith("990110")  # there grade 6 is junior
    accounted = gone[usual].groupby(["township_id", "school_year", "stage"]).children.sum()
    for stage, (youngest, oldest) in STAGE_BIRTHS.items():
        of_age = born[(born.school_year - born.birth_year).between(youngest, oldest)]
        registered = of_age.groupby(["township_id", "school_year"]).children.sum()
        there = accounted.xs(stage, level="stage")
        assert (registered[there.index] == there).all(), stage


def test_no_more_children_arrive_in_a_township_than_its_schools_enrol(city):
    arriving = city["residency"][~city["residency"].destination.isin(IN_CITY)]
    arriving = arriving.groupby(["destination", "school_year", "stage"]).children.sum()
    roster = city["schools"][["school_id", "school_year", "township_id"]]
    pupils = city["enrolment"].merge(roster, on=["school_id", "school_year"]).groupby(["township_id", "school_year", "stage"]).pupils.sum()
    enrolled = pupils.reindex(arriving.index).fillna(0)
    assert (enrolled >= arriving).all()


def test_children_zoned_to_a_neighbour_go_there_and_to_no_junior_school_at_home(city):
    served = city["townships"].dropna(subset="junior_served_by")
    assert len(served) == 2
    for town in served.itertuples():
        rows = city["residency"].query("township_id == @town.township_id and stage == 'junior' and school_year == 2025")
        assert town.township_id not in set(rows.destination)
        assert rows.set_index("destination").children.idxmax() == town.junior_served_by


def test_the_five_four_district_begins_junior_school_in_grade_six(city):
    schools = city["schools"].query("system == '54'").school_id
    rows = city["enrolment"][city["enrolment"].school_id.isin(schools) & (city["enrolment"].grade == "6")]
    assert set(rows.stage) == {"junior"}
    assert len(rows) > 0
