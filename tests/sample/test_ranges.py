"""Ranges that whoever knows schools expects, over three seeds, judged from the extracts alone."""

import pytest

from townbase import policy
from townbase.sample import assemble, describe
from townbase.sample.judged import core_rows
from townbase.sample.onepage import coefficients, headline_parts

HELD_AGAINST_THE_CITY = ("bachelor", "backbone", "college_preschool", "function_room", "ict_use")


@pytest.fixture(scope="module", params=[1, 2, 3])
def drawn_city(request):
    """The frames of a city and its core rows, judged."""
    tables = policy.tables()
    extracts = assemble.extracts(tables, request.param)
    return extracts, core_rows(extracts, tables["indicators"])


def _of(rows, indicator, stage, year=2025):
    return rows[(rows.indicator_id == indicator) & (rows.stage == stage) & (rows.school_year == year)]


def test_the_headline_does_not_hang_on_what_is_forgiven(drawn_city):
    _, rows = drawn_city
    share, exact = headline_parts(rows)
    assert 0.35 <= share <= 0.70
    assert exact >= share * 2 / 3


def test_degrees_in_primary_schools_reach_from_some_70_to_some_98_percent(drawn_city):
    _, rows = drawn_city
    here = _of(rows, "bachelor", "primary")
    value = here[here.denominator >= 20].value
    assert 0.60 <= value.min() <= 0.76
    assert 0.94 <= value.max() <= 0.995
    assert value.std() > 0.04


def test_townships_spread_by_points_around_the_city_and_do_not_sit_under_it(drawn_city):
    _, rows = drawn_city
    held = rows[rows.indicator_id.isin(HELD_AGAINST_THE_CITY) & (rows.school_year == 2025)]
    distance = held.value - held.urban
    just_under = held.met & (distance < 0)
    assert just_under.sum() / held.met.sum() < 0.08
    assert distance.quantile(0.05) < -0.06
    assert distance[held.met].quantile(0.9) > 0.03
    assert distance.groupby([held.indicator_id, held.stage]).std().min() > 0.02


def test_every_core_row_fails_somewhere_in_some_year(drawn_city):
    _, rows = drawn_city
    failed = (~rows[rows.school_year <= 2025].met).groupby([rows.indicator_id, rows.stage]).any()
    assert failed.all(), failed[~failed].index.tolist()
    assert len(failed) >= 56


def test_a_third_of_the_townships_lose_children_in_some_year(drawn_city):
    _, rows = drawn_city
    local = rows[(rows.indicator_id == "local_enrolment") & (rows.school_year <= 2025)].sort_values("school_year")
    step = local.groupby(["t", "stage"]).value.diff()
    fell = local[step < -1e-9].t.nunique() / local.t.nunique()
    assert 0.28 <= fell <= 0.5
    assert 0.8 < (step.dropna() > 0).mean() < 0.94


def test_coefficients_reach_from_a_tenth_to_above_the_limit(drawn_city):
    extracts, _ = drawn_city
    found = coefficients(extracts)
    assert found.value.quantile(0.1) < 0.15
    limit = found.stage.map({"primary": 0.50, "junior": 0.45})
    assert 0.03 <= (found.value > limit).mean() <= 0.25
    assert found.value.max() > 0.55


def test_classes_are_large_in_the_city_and_tiny_in_the_hills(drawn_city):
    extracts, _ = drawn_city
    roster = extracts["schools"][["s", "school_year", "urban_rural_code"]]
    rows = extracts["enrolment"].query("school_year == 2025").merge(roster, on=["s", "school_year"])
    size = rows.pupils / rows.classes
    primary, junior = rows.stage == "primary", rows.stage == "junior"
    city, village = rows.urban_rural_code.isin(["111", "112"]), rows.urban_rural_code == "220"
    assert 0.04 < (size[primary & city] > 45).mean() < 0.5
    assert size[primary].max() > 52 and size[junior].max() > 58
    assert size[primary & village].quantile(0.1) < 12
    assert size[primary & city].median() > size[primary & village].median() + 8


def test_kindergartens_close_as_children_fall_and_public_ones_merge(drawn_city):
    extracts, _ = drawn_city
    kindergartens = extracts["schools"].query("kind == 'kindergarten'")
    count = kindergartens.groupby("school_year").size()
    public = kindergartens.query("ownership == 'public'").groupby("school_year").size()
    assert count[2026] < 0.85 * count[2019]
    assert public[2020] > public[2016] and public[2026] < public[2020]
    merged = set(extracts["code_changes"].query("kind == 'school'").old_id) & set(kindergartens.school_id)
    assert len(merged) >= 20


def test_some_townships_lack_places_and_most_have_some_to_spare(drawn_city):
    extracts, _ = drawn_city
    keys = ["s", "school_year", "stage"]
    pupils = extracts["enrolment"].groupby(keys, as_index=False).pupils.sum()
    rows = extracts["facilities"].query("school_year == 2025").merge(pupils, on=keys)
    sums = rows.groupby(["stage", "t"])[["places", "pupils"]].sum()
    short = (sums.pupils > sums.places).groupby("stage").mean()
    assert (short > 0.03).all() and (short < 0.35).all()


def test_births_fall_and_rise_once_more_in_the_dragon_year(drawn_city):
    extracts, _ = drawn_city
    born = extracts["children"].query("school_year == 2026").groupby("birth_year").children.sum()
    assert born[2024] > born[2023]
    assert born[2026] < born[2025] < born[2024] < 0.6 * born[2017]


def test_seniors_are_about_half_of_the_juniors(drawn_city):
    extracts, _ = drawn_city
    count = extracts["enrolment"].query("school_year == 2025").groupby("stage").pupils.sum()
    assert 0.45 <= count["senior"] / count["junior"] <= 0.60


def test_the_page_of_ranges_says_them_all_and_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = describe(1)
    for word in ("示例市", "幼儿园", "高中学生", "出生", "核心指标", "本科以上学历教师比例·小学", "一个单位也不放宽", "本地就读率", "差异系数", "班额", "逾期"):
        assert word in text
    assert len(text.splitlines()) < 100
    assert list(tmp_path.iterdir()) == []
