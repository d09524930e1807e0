"""A real census in the two shapes that once needed code: a mapping alone reads them, to the pupil."""

import tomllib
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from townbase.convert import convert
from townbase.settings import PACKAGE

SLICE = Path(__file__).parent / "new_hampshire" / "enrolment_slice.csv"
MAPPING = (PACKAGE / "convert" / "mappings" / "new_hampshire.toml").read_text(encoding="utf-8")
GRADES = list(tomllib.loads(MAPPING)["grades"])
KEYS = ["sau_no", "sau_name", "district_no", "district_name", "school_no", "school_name"]


@pytest.fixture(scope="module")
def census():
    return pd.read_csv(SLICE, dtype=dict.fromkeys(KEYS, str), encoding="utf-8")


def by_grade(out: Path) -> pd.Series:
    """Pupils by school, our year and the table's column; the roster of zeros left out."""
    enrolment = pd.read_parquet(out / "enrolment.parquet")
    column = {tuple(pair): column for column, pair in tomllib.loads(MAPPING)["grades"].items()}
    enrolment["grade"] = [column[pair] for pair in zip(enrolment.stage, enrolment.grade, strict=True)]
    return enrolment.set_index(["school_id", "school_year", "grade"]).pupils.sort_index()


def expected(census: pd.DataFrame) -> pd.Series:
    long = census.melt(["school_no", "school_year_end"], GRADES, "grade", "pupils")
    long = long[long.pupils > 0].assign(school_year=long.school_year_end - 1).rename(columns={"school_no": "school_id"})
    return long.set_index(["school_id", "school_year", "grade"]).pupils.sort_index()


def agree(out: Path, census: pd.DataFrame) -> None:
    pd.testing.assert_series_equal(by_grade(out), expected(census), check_dtype=False, check_index_type=False)


def test_grades_split_by_sex_in_two_columns_are_added_up(census, tmp_path):
    # The census does not tell boys from girls: the halves are drawn here, and only their sums are looked at.
    split = census[["school_year_end", *KEYS]].copy()
    for grade in GRADES:
        split[f"{grade} boys"] = census[grade] // 2
        split[f"{grade} girls"] = census[grade] - census[grade] // 2
    split["total"] = census.total
    split.to_csv(tmp_path / "split.csv", index=False)
    text = MAPPING
    for column, (stage, grade) in tomllib.loads(MAPPING)["grades"].items():
        line = next(line for line in text.splitlines() if line.startswith(f"{column} = ["))
        halves = [f'"{column} {half}" = ["{stage}", "{grade}", "{half}"]' for half in ("boys", "girls")]
        text = text.replace(f"\n{line}\n", "\n" + "\n".join(halves) + "\n")
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    convert(tmp_path / "split.csv", tmp_path / "m.toml", tmp_path / "out")
    agree(tmp_path / "out", census)


def test_a_state_workbook_with_preamble_subtotals_footers_and_no_year_is_read(census, tmp_path):
    year = census[census.school_year_end == census.school_year_end.max()]
    book = openpyxl.Workbook()
    sheet = book.active
    for line in ("New Hampshire Department of Education", "Public School Enrollments by Grade", "As of October 1"):
        sheet.append([line])
    sheet.append([])
    sheet.append([*KEYS, *GRADES, "total"])
    for town, schools in year.groupby("district_name", sort=True):
        for row in schools.itertuples(index=False):
            sheet.append([getattr(row, column) for column in [*KEYS, *GRADES, "total"]])
        sheet.append([None, None, None, f"{town} Total", None, None, *_sums(schools)])
    sheet.append(["State Total", *[None] * 5, *_sums(year)])
    sheet.append(["Source: reports of the school districts."])
    book.save(tmp_path / "state.xlsx")
    text = MAPPING.replace('school_year = "school_year_end"\n', "").replace(
        "[columns]", '[rows]\ntotal = ["Total"]\n\n[constant]\nschool_year = 2026\n\n[columns]'
    )
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    result = convert(tmp_path / "state.xlsx", tmp_path / "m.toml", tmp_path / "out")
    agree(tmp_path / "out", year)
    towns = year.district_name.nunique()
    assert any(f"合计行 {towns + 1:,} 行" in line for line in result.balance)
    assert sum("相符" in line for line in result.balance) == towns + 2  # each total row, and the column of totals


def _sums(schools: pd.DataFrame) -> list[int]:
    return [int(schools[column].sum()) for column in [*GRADES, "total"]]
