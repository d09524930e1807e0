"""What the served version holds and a new delivery does not is asked about before it is gone."""

import shutil

import pytest

from tests.support.draw_delivery import delivery
from townbase import store, versions
from townbase.build import build
from townbase.findings import Refused

YEARS = (2023, 2024, 2025)
TOWNSHIPS = range(1, 7)


def city(schools=4, years=YEARS, townships=TOWNSHIPS, pupils=None) -> dict[str, str]:
    """Six townships with four schools each, with rosters and enrolment of three years; pupils: rows of one year only."""
    roster = [(f"s{town}{school}", year, f"t{town}") for town in townships for school in range(schools) for year in years]
    returned = [(school, year) for school, year, _ in roster if (school, year) not in (pupils or ())]
    lines = {
        "townships": ["township_id | name | district_id", *(f"t{town} | {town}镇 | d1" for town in townships)],
        "schools": ["school_id | school_year | township_id | name | kind", *(f"{s} | {y} | {t} | {s}校 | primary" for s, y, t in roster)],
        "enrolment": ["school_id | school_year | stage | grade | pupils", *(f"{s} | {y} | primary | 1 | {30 + y % 7}" for s, y in returned)],
        "survey": [
            "township_id | school_year | respondent | item | organiser | asked | answered | satisfied",
            *(f"t{town} | {year} | parent | satisfaction | bureau | 50 | {40 + year % 7} | 30" for town in townships for year in years),
        ],
    }
    return {name: "\n".join(rows) for name, rows in lines.items()}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    build(delivery(folder / "extracts", city()), folder / "db")
    return folder / "db"


@pytest.fixture
def db(published, tmp_path):
    return shutil.copytree(published, tmp_path / "db")


def refused(folder, db) -> str:
    served = versions.current(db)
    with pytest.raises(Refused) as caught:
        build(folder, db)
    assert versions.current(db) == served
    return str(caught.value)


def test_the_same_city_with_other_figures_is_published(db, tmp_path):
    assert build(delivery(tmp_path / "again", {name: text.replace("| 30", "| 29") for name, text in city().items()}), db).published


def test_an_extract_that_is_no_longer_there(db, tmp_path):
    told = refused(delivery(tmp_path / "less", {name: text for name, text in city().items() if name != "survey"}), db)
    assert "survey.parquet：上一版本有这个文件（18 行），这次没有" in told
    assert "--accept-shrink" in told


def test_an_extract_that_lost_more_than_a_fifth_of_its_rows(db, tmp_path):
    missing = {(f"s{town}0", year) for town in TOWNSHIPS for year in YEARS}
    told = refused(delivery(tmp_path / "less", city(pupils=missing)), db)
    assert "enrolment.parquet：只有 54 行，上一版本有 72 行，少了五分之一以上" in told
    assert "schools.parquet" not in told


def test_a_school_year_that_is_gone_also_where_rows_are_not_published(db, tmp_path):
    told = refused(delivery(tmp_path / "less", city(years=(2024, 2025))), db)
    for name in ("schools", "enrolment", "survey"):
        assert f"{name}.parquet，2023 学年：上一版本有这一学年，这次一行也没有" in told


def test_half_a_years_returns(db, tmp_path):
    missing = {(f"s{town}{school}", 2025) for town in TOWNSHIPS for school in range(3)}
    assert "enrolment.parquet，2025 学年：只有 6 行，上一版本有 24 行" in refused(delivery(tmp_path / "less", city(pupils=missing)), db)


def test_half_a_roster(db, tmp_path):
    told = refused(delivery(tmp_path / "less", city(townships=(1, 2))), db)
    assert "townships.parquet：只有 2 个乡镇（街道），上一版本有 6 个乡镇（街道），少了一半以上" in told
    assert "schools.parquet，2025 学年：只有 8 所学校，上一版本有 24 所学校" in told


def test_other_faults_are_told_with_it(db, tmp_path):
    folder = delivery(tmp_path / "less", city(years=(2024, 2025)), city=None)
    told = refused(folder, db)
    assert "2023 学年" in told
    assert "缺少 city" in told


def test_a_file_that_cannot_be_read_is_not_called_smaller(db, tmp_path):
    folder = delivery(tmp_path / "broken", city())
    (folder / "enrolment.parquet").write_bytes(b"PAR1")
    told = refused(folder, db)
    assert "不是可读的 Parquet" in told
    assert "上一版本" not in told


def test_what_is_accepted_is_published_and_stays_a_warning(db, tmp_path):
    result = build(delivery(tmp_path / "less", city(years=(2024, 2025))), db, accept_shrink=True)
    assert result.published
    assert any("2023 学年" in finding.line() and finding.severity == "warning" for finding in result.findings)


def test_a_real_city_is_not_held_against_the_invented_one(db, tmp_path):
    assert build(delivery(tmp_path / "real", city(years=(2025,)), synthetic=False), db).published


def test_a_version_that_is_being_read_can_be_compared_with(db, tmp_path):
    session = store.open_session(db)
    store._run(session, "select 1", {})
    refused(delivery(tmp_path / "less", city(years=(2025,))), db)


def test_a_served_file_that_cannot_be_opened_is_said_to_be_no_measure(db, tmp_path):
    versions.database(db, versions.current(db)).write_bytes(b"damaged")
    result = build(delivery(tmp_path / "less", city(years=(2025,))), db)
    assert any("打不开" in finding.what for finding in result.findings)
