"""The marts say what an independent recomputation from the extracts says, row by row."""

import pytest

from tests.oracle.compare import disagreements, published
from tests.oracle.deliveries import read_city
from tests.oracle.random_city import YEARS, random_city
from tests.oracle.values import values_of
from townbase.build import build
from townbase.settings import POLICY, ROOT

SHOWN = 40


@pytest.fixture(scope="module")
def sample_city():
    city = read_city(ROOT / "data" / "extracts", POLICY)
    return city, values_of(city)


def test_the_sample_of_the_judged_year_agrees(sample_db, sample_city):
    lines = disagreements(published(sample_db), *sample_city, 2025)
    assert not lines, f"{len(lines)} differ:\n" + "\n".join(lines[:SHOWN])


@pytest.mark.long
@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2026])
def test_the_sample_of_the_other_years_agrees(sample_db, sample_city, year):
    lines = disagreements(published(sample_db), *sample_city, year)
    assert not lines, f"{len(lines)} differ:\n" + "\n".join(lines[:SHOWN])


@pytest.mark.parametrize(
    "seed", [1, 2, pytest.param(3, marks=pytest.mark.long), pytest.param(4, marks=pytest.mark.long)]
)
def test_a_small_city_full_of_edges_agrees_in_every_year(tmp_path, seed):
    extracts = random_city(tmp_path / "extracts", seed)
    build(extracts, tmp_path / "db")
    city = read_city(extracts, POLICY)
    values = values_of(city)
    lines = [line for year in YEARS for line in disagreements(published(tmp_path / "db"), city, values, year)]
    assert not lines, f"{len(lines)} differ:\n" + "\n".join(lines[:SHOWN])
