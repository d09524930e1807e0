"""Built for real over three seeds, the city tells a believable story."""

import contextlib

import duckdb
import pytest

from townbase.build import build
from townbase.sample import write
from townbase.versions import current

HARD = ("backbone", "bachelor", "college_preschool", "function_room", "ict_use", "teacher_full")


@pytest.fixture(scope="module", params=[1, 2, 3])
def built(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(f"seed{request.param}")
    write(folder / "extracts", request.param)
    result = build(folder / "extracts", folder / "db")
    assert [finding.line() for finding in result.findings] == []
    path = folder / "db" / f"townbase-{current(folder / 'db')}.duckdb"
    with contextlib.closing(duckdb.connect(str(path), read_only=True)) as con:
        yield con


def _one(con, text):
    return con.execute(text).fetchone()[0]


def test_the_strict_headline_lies_between_55_and_80_percent(built):
    share = _one(built, "select met / counted from headline where area_kind = 'city' and school_year = 2025 and reading = 'strict'")
    assert 0.55 <= share <= 0.80


def test_few_townships_are_there_at_first_and_more_every_year(built):
    met = built.execute("""
        select school_year, met from headline
        where area_kind = 'city' and reading = 'strict' and school_year between 2021 and 2025 order by school_year
    """).fetchall()
    counts = [count for _, count in met]
    assert counts == sorted(counts)
    assert counts[1] <= 20
    assert counts[-1] > counts[1] * 2


def test_three_to_eight_townships_cannot_be_judged(built):
    missing = _one(built, "select not_assessable from headline where area_kind = 'city' and school_year = 2025 and reading = 'strict'")
    assert 3 <= missing <= 8


def test_a_township_that_fails_fails_few_rows(built):
    most = _one(built, "select max(unmet_core) from township_status where reading = 'strict' and school_year = 2025")
    assert most <= 12


@pytest.mark.parametrize("indicator", HARD)
def test_towns_stand_behind_the_city_in_the_hard_rows(built, indicator):
    gaps = built.execute("select gap from gap where area_kind = 'city' and school_year = 2025 and indicator_id = ?", [indicator]).fetchall()
    assert gaps
    assert all(gap < 0 for (gap,) in gaps)


def test_most_reference_rows_are_met_and_some_are_not(built):
    shares = built.execute("""
        select indicator_id, avg((verdict = 'met')::int) from progress
        where role = 'reference' and counted and school_year = 2025 and township_id <> 'city' and verdict in ('met', 'not_met') group by 1
    """).fetchall()
    assert all(share >= 0.6 for _, share in shares)
    assert any(share < 0.9 for _, share in shares)


def test_some_fell_back_because_the_city_drew_away_and_one_by_its_own_decline(built):
    causes = [c for (c,) in built.execute("select cause from status_change where kind = 'fell_back' and school_year = 2025").fetchall()]
    assert causes.count("target") >= 2
    assert causes.count("own") >= 1


def test_2025_is_the_year_shown_and_2026_is_half_reported(built):
    assert _one(built, "select school_year from year_status where shown_by_default") == 2025
    assert 0.3 < _one(built, "select coverage from year_status where school_year = 2026") < 0.7


def test_one_district_is_stuck_and_another_leaps(built):
    def met(district, year):
        return _one(
            built,
            f"""
            select met / counted from headline
            where area_kind = 'district' and area_id = '{district}' and school_year = {year} and reading = 'strict'
        """,
        )

    assert met("990109", 2025) < 0.35
    assert met("990109", 2025) - met("990109", 2023) < 0.15
    assert met("990122", 2025) - met("990122", 2023) > 0.4


def test_tasks_are_kept_unevenly_between_districts(built):
    overdue = dict(
        built.execute("""
        select district_id, avg((status = 'overdue')::int) from task_status where school_year = 2025 group by 1
    """).fetchall()
    )
    assert max(overdue.values()) > 3 * min(v for d, v in overdue.items() if d != "990101")


def test_third_party_surveys_are_sometimes_borderline(built):
    near = _one(built, "select count(*) from progress where borderline and counted and school_year = 2025")
    assert 3 <= near <= 80
