"""The marts say what an independent recomputation from the extracts says, row by row."""

import contextlib
import shutil
from collections import Counter

import duckdb
import pytest

from tests.oracle.compare import disagreements, published
from tests.oracle.deliveries import read_city
from tests.oracle.random_city import random_city
from tests.oracle.random_shape import YEARS
from tests.oracle.roll_up import progress
from tests.oracle.values import values_of
from townbase.build import build, draft
from townbase.settings import POLICY, ROOT, load_settings

SHOWN = 40
LONG = pytest.mark.long


def told(lines):
    return f"{len(lines)} differ:\n" + "\n".join(lines[:SHOWN])


@pytest.fixture(scope="module")
def sample_city():
    city = read_city(ROOT / "data" / "extracts", POLICY)
    return city, values_of(city)


@pytest.fixture(scope="module")
def edges(tmp_path_factory):
    """A small city full of edges, built: (extracts, published folder, city, values) by seed."""
    built = {}

    def of(seed):
        if seed not in built:
            folder = tmp_path_factory.mktemp(f"edges{seed}")
            extracts = random_city(folder / "extracts", seed)
            build(extracts, folder / "db")
            city = read_city(extracts, POLICY)
            built[seed] = extracts, folder / "db", city, values_of(city)
        return built[seed]

    return of


def test_the_sample_of_the_judged_year_agrees(sample_db, sample_city):
    lines = disagreements(published(sample_db), *sample_city, 2025)
    assert not lines, told(lines)


@LONG
@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2026])
def test_the_sample_of_the_other_years_agrees(sample_db, sample_city, year):
    lines = disagreements(published(sample_db), *sample_city, year)
    assert not lines, told(lines)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=LONG) for seed in range(2, 9))])
def test_a_small_city_full_of_edges_agrees_in_every_year(edges, seed):
    _, db, city, values = edges(seed)
    lines = [line for year in YEARS for line in disagreements(published(db), city, values, year)]
    assert not lines, told(lines)


@pytest.mark.long
def test_judged_by_the_urban_schools_of_the_district_it_agrees_too(edges, tmp_path, monkeypatch):
    extracts, _, city, values = edges(1)
    monkeypatch.setattr(draft, "load_settings", lambda: {**load_settings(), "urban_level": "district"})
    build(extracts, tmp_path)
    lines = [line for year in YEARS for line in disagreements(published(tmp_path), city, values, year, "district")]
    assert not lines, told(lines)
    # the setting changes verdicts here, or this test would say nothing
    assert any("verdict should be" in line for year in YEARS for line in disagreements(published(tmp_path), city, values, year))


def test_the_edges_reach_every_verdict_and_every_reason(edges):
    _, _, city, values = edges(1)
    rows = [row for year in YEARS for row in progress(city, values, year).values()]
    reached = Counter((row.verdict.verdict, row.verdict.reason) for row in rows)
    wanted = {
        *(("not_applicable", word) for word in ("no_school", "no_scope_school", "not_served", "zero_denominator")),
        *(("no_data", word) for word in ("not_reported", "low_coverage", "first_year", "missing_year")),
        *(("met", word) for word in ("point", "whole_unit", "each_year", "high", "above_base", "still_full")),
        *(("not_met", word) for word in ("point", "overall", "none", "not_above_base")),
        *(("no_target", "monitor"), ("too_small", "few_people")),
    }
    assert wanted - set(reached) == set()
    assert any(row.verdict.borderline for row in rows)


CHANGES = [
    (
        "progress",
        "verdict = case verdict when 'met' then 'not_met' else 'met' end where verdict in ('met', 'not_met')",
    ),
    ("progress", "value = value + 0.0001 where value is not null"),
    ("progress", "shortfall_units = shortfall_units + 1 where shortfall_units is not null"),
    ("progress", "reason = 'point' where reason = 'whole_unit'"),
    ("action_progress", "status = 'behind' where status = 'in_progress'"),
    ("goal_progress", "status = 'not_met' where status = 'not_assessable'"),
    ("township_status", "unmet_core = unmet_core + 1"),
    ("headline", "needed = needed - 1 where counted > 0"),
    ("task_status", "status = 'not_due' where status = 'overdue'"),
    ("township_reading", "status = 'met' where reading = 'no_tolerance' and status = 'not_met'"),
    ("township_reading", "status = 'not_met' where reading = 'since_issued' and status = 'not_assessable'"),
    ("headline_reading", "turned_from_met = turned_from_met + 1"),
    ("row_change", "cause = 'target' where cause = 'own' and kind = 'fell_back'"),
    ("status_change", "kind = 'newly_met' where kind <> 'newly_met'"),
    ("township_status", "clock = 'on_pace' where clock = 'off_pace'"),
]


@pytest.mark.parametrize(("mart", "change"), [CHANGES[0], *(pytest.param(*change, marks=LONG) for change in CHANGES[1:])])
def test_a_mart_that_says_otherwise_is_found_out(edges, tmp_path, mart, change):
    _, db, city, values = edges(1)
    spoiled = tmp_path / "spoiled.duckdb"
    shutil.copy(published(db), spoiled)
    with contextlib.closing(duckdb.connect(str(spoiled))) as con:
        changed = con.execute(f"update {mart} set {change}").fetchone()[0]
    assert changed > 0
    lines = [line for year in YEARS for line in disagreements(spoiled, city, values, year)]
    assert any(line.startswith(mart) for line in lines)
