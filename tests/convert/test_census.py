"""A real census that nobody here made: what comes out adds up to what went in, to the pupil."""

import contextlib
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest

from townbase.convert import convert
from townbase.settings import PACKAGE

SLICE = Path(__file__).parent / "new_hampshire" / "enrolment_slice.csv"
MAPPING = PACKAGE / "convert" / "mappings" / "new_hampshire.toml"
EXTRACTS = ("townships", "schools", "enrolment")

# Written out again, so that a slip in the mapping does not repeat itself here.
STAGE = {
    **dict.fromkeys(["prek", "k"], "preschool"),
    **{f"grade_{grade}": "primary" for grade in range(1, 7)},
    **{f"grade_{grade}": "junior" for grade in (7, 8)},
    **{f"grade_{grade}": "senior" for grade in range(9, 13)},
    "pg": "other",
}


@pytest.fixture(scope="module")
def census():
    """The slice as numbers, with our year and our spelling of the town's code."""
    table = pd.read_csv(SLICE, dtype={"district_no": str, "school_no": str}, encoding="utf-8")
    return table.assign(school_year=table.school_year_end - 1, township_id=table.district_no.str.zfill(4))


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    out = tmp_path_factory.mktemp("census") / "delivery"
    return convert(SLICE, MAPPING, out), out


@pytest.fixture(scope="module")
def published(converted, tmp_path_factory):
    """A connection to what build publishes from the slice."""
    from townbase.build import build

    directory = tmp_path_factory.mktemp("published")
    result = build(converted[1], directory)
    assert result.published
    with contextlib.closing(duckdb.connect(str(next(directory.glob("*.duckdb"))), read_only=True)) as con:
        yield con


def by_stage(census: pd.DataFrame) -> pd.Series:
    long = census.melt(["township_id", "school_year"], list(STAGE), "column", "pupils")
    pupils = long.groupby(["township_id", long.column.map(STAGE).rename("stage"), "school_year"]).pupils.sum()
    return pupils[pupils > 0].rename("pupils")


def test_the_delivery_holds_every_pupil_of_the_census(converted, census):
    enrolment = pd.read_parquet(converted[1] / "enrolment.parquet")
    schools = pd.read_parquet(converted[1] / "schools.parquet")
    given = enrolment.merge(schools, on=["school_id", "school_year"], validate="many_to_one")
    found = given.groupby(["township_id", "stage", "school_year"]).pupils.sum()
    pd.testing.assert_series_equal(found, by_stage(census), check_dtype=False, check_index_type=False)
    assert enrolment.pupils.sum() == census.total.sum()


def test_every_school_year_stands_in_the_roster_once(converted, census):
    schools = pd.read_parquet(converted[1] / "schools.parquet")
    assert len(schools) == len(census) == len(schools.drop_duplicates(["school_id", "school_year"]))
    assert converted[0].years == (2011, 2025)


def test_a_school_that_moved_stands_in_the_town_of_each_year(converted):
    schools = pd.read_parquet(converted[1] / "schools.parquet").set_index(["school_id", "school_year"])
    assert schools.township_id["29035", 2011] == "0427"
    assert schools.township_id["29035", 2012] == "0728"


def test_a_town_takes_its_latest_district_and_its_usual_name_and_says_so(converted):
    townships = pd.read_parquet(converted[1] / "townships.parquet").set_index("township_id")
    assert townships.district_id["0115"] == "100"
    assert townships.name["0388"] == "Newfound Area"
    assert any("换过区县" in note and "0115" in note for note in converted[0].notes)


def test_kinds_follow_the_grades_that_have_pupils(converted, census):
    schools = pd.read_parquet(converted[1] / "schools.parquet")
    both = census.merge(schools, left_on=["school_no", "school_year"], right_on=["school_id", "school_year"])
    primary = both[[f"grade_{grade}" for grade in range(1, 7)]].sum(axis=1) > 0
    junior = both[["grade_7", "grade_8"]].sum(axis=1) > 0
    assert (both.kind[primary & junior] == "nine_year").all()
    assert (both.kind[primary & ~junior] == "primary").all()
    assert (both.kind[~primary & junior] == "junior").all()
    assert (both.kind[~primary & ~junior] == "other").all()


def test_the_same_table_as_a_workbook_gives_the_same_delivery(converted, tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("census")
    table = pd.read_csv(SLICE, encoding="utf-8")
    sheet.append(list(table.columns))
    for row in table.itertuples(index=False):
        sheet.append([float(cell) if isinstance(cell, int) else cell for cell in row])  # as spreadsheets keep numbers
    book.save(tmp_path / "census.xlsx")
    convert(tmp_path / "census.xlsx", MAPPING, tmp_path / "out")
    for name in EXTRACTS:
        pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "out" / f"{name}.parquet"), pd.read_parquet(converted[1] / f"{name}.parquet"))


def test_the_build_adds_up_to_the_census_by_town_stage_and_year(published, census):
    roll = published.execute(
        "select area_id as township_id, stage, school_year, cast(sum(pupils) as bigint) as pupils from roll"
        " where area_kind = 'township' group by all order by all"
    ).df()
    found = roll.set_index(["township_id", "stage", "school_year"]).pupils
    found = found[found > 0]
    pd.testing.assert_series_equal(found, by_stage(census), check_dtype=False, check_index_type=False)


@pytest.mark.parametrize("area_kind", ["city", "district", "township"])
def test_the_build_adds_up_to_the_stated_total_of_every_year(published, census, area_kind):
    rows = published.execute(
        "select school_year, cast(sum(pupils) as bigint) from roll where area_kind = ? group by 1 order by 1",
        [area_kind],
    ).fetchall()
    assert rows == list(census.groupby("school_year").total.sum().items())


def test_what_the_census_cannot_know_is_not_judged(published):
    assert published.execute("select count(*) from township where counted").fetchone() == (0,)
    assert published.execute("select count(*) from progress where verdict is not null").fetchone() == (0,)
    assert published.execute("select sum(counted) from headline").fetchone()[0] in (None, 0)
