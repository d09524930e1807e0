"""The parts an expert would look for, each in its place."""

import pandas as pd


def test_merged_and_recoded_schools_leave_a_trace(city):
    changes, schools = city["code_changes"], city["schools"]
    of_schools = changes[changes.kind == "school"]
    assert len(of_schools) >= 10
    for change in of_schools.itertuples():
        years = set(schools[schools.school_id == change.old_id].school_year)
        assert max(years) == change.school_year - 1
        assert change.school_year in set(schools[schools.school_id == change.new_id].school_year)


def test_a_town_became_a_subdistrict_and_took_a_new_code(city):
    change = city["code_changes"].query("kind == 'township'").iloc[0]
    schools = city["schools"].query("township_id == @change.old_id")
    assert schools.school_year.max() == 2023
    assert schools.name.str.contains("镇").all()
    assert city["townships"].set_index("township_id").kind[change.new_id] == "街道"
    later = city["schools"].query("township_id == @change.new_id")
    assert not later.name.str.contains("镇").any()


def test_one_township_is_tiny(city):
    rows = city["residency"].query("school_year == 2025 and stage == 'preschool' and destination not in ('not_enrolled', 'unknown')")
    found = rows.groupby("township_id").children.sum()
    assert (found < 30).sum() == 1
    assert found.min() >= 10


def test_one_district_did_not_hand_in_inspection_in_2022(city):
    schools = city["schools"].query("school_year == 2022")[["school_id", "township_id"]]
    seen = city["inspection"].query("school_year == 2022").merge(schools, on="school_id")
    districts = set(city["townships"].district_id)
    assert districts - set(seen.township_id.str[:6]) == {"990106"}


def test_teaching_points_have_pupils_and_no_resources(city):
    points = set(city["schools"].query("kind == 'teaching_point'").school_id)
    assert points & set(city["enrolment"].school_id)
    for extract in ("staffing", "facilities", "teaching", "inspection"):
        assert not points & set(city[extract].school_id)


def test_a_school_of_two_stages_reports_twice(city):
    nine = city["schools"].query("kind == 'nine_year' and school_year == 2024").school_id
    rows = city["staffing"][city["staffing"].school_id.isin(nine) & (city["staffing"].school_year == 2024)]
    assert rows.groupby("school_id").stage.agg(set).map(lambda stages: stages == {"primary", "junior"}).mean() > 0.9


def test_every_township_with_the_stage_is_tested_in_two_subjects_every_year(city):
    rows = city["assessment"]
    assert set(rows.grade) == {"4", "8"}
    assert (rows.groupby(["school_id", "school_year", "grade"]).subject.nunique() == 2).all()
    assert set(rows.school_year) == set(range(2021, 2026))


def test_class_sizes_and_teachers_are_plausible(city):
    pupils = city["enrolment"].query("school_year == 2025 and stage in ('preschool', 'primary', 'junior')")
    size = pupils.groupby("stage")[["pupils", "classes"]].sum()
    per_class = size.pupils / size.classes
    assert 36 < per_class["junior"] <= 50
    assert 30 < per_class["primary"] <= 45
    assert 18 < per_class["preschool"] <= 30
    staff = city["staffing"].query("school_year == 2025").groupby("stage").teachers.sum()
    ratio = size.pupils / staff
    assert 10 < ratio["junior"] < 14
    assert 15 < ratio["primary"] < 18.5
    assert 9 < ratio["preschool"] < 15


def test_some_certificates_differ_from_what_is_computed_and_most_do_not(city):
    signed = city["certification"]
    assert signed.result.isin(["met", "not_met"]).all()
    assert signed.groupby("township_id").goal.nunique().eq(6).all()


def test_the_ledger_names_who_owns_each_task_and_shows_what_is_overdue(city):
    rows = city["delivery"]
    assert rows.owner_unit.notna().all()
    assert rows.lead_office.notna().all()
    past = pd.to_datetime(rows.due) <= pd.Timestamp("2026-10-31")
    overdue = past & (rows.status != "done")
    assert 0.01 < overdue[past].mean() < 0.2
    assert (rows[rows.status == "done"].done_on.notna()).all()
    assert not past[rows.school_year == 2026].any()
