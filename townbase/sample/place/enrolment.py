"""Pupils and classes by school and grade: each township's grade dealt out to the schools that stand in it."""

import numpy as np
import pandas as pd

from townbase.asking import tuples
from townbase.sample.draws import Draws
from townbase.sample.fitting import apportion
from townbase.sample.place.children import GRADES, YEARS
from townbase.sample.place.upper import upper_school

CLASS_LIMIT = np.array([25, 30, 35] + [45] * 6 + [50] * 3)
GRADES_OF = {
    "kindergarten": range(3),
    "primary": range(3, 9),
    "teaching_point": range(3, 7),
    "junior": range(9, 12),
    "nine_year": range(3, 12),
}
GRADE_SIX, FIRST_GRADE = GRADES.index("6"), GRADES.index("1")
COLUMNS = ["s", "t", "year", "grade", "stage", "pupils", "classes"]


def enrolment(
    schools: pd.DataFrame, roster: pd.DataFrame, enrolled: np.ndarray, stage: np.ndarray, seed: int
) -> pd.DataFrame:
    """s, t, year, grade, stage (position in STAGES, 3 senior, 4 other), pupils, classes."""
    rows = _with_grades(roster, stage)
    group = ((rows.t * len(GRADES) + rows.grade) * len(YEARS) + rows.year - YEARS[0]).to_numpy()
    rows["pupils"] = apportion(enrolled.reshape(-1), _weights(schools, rows), group)
    rows["classes"] = -(-rows.pupils // _largest(rows, Draws(seed, "class size")))
    rows["grade"] = np.array(GRADES, dtype=object)[rows.grade]
    rows = rows[rows.pupils > 0]
    rows = rows[COLUMNS]
    leavers = rows[rows.grade == "9"].groupby("year").pupils.sum()
    return pd.concat([rows, upper_school(roster, leavers, Draws(seed, "senior"))], ignore_index=True)


def _largest(rows: pd.DataFrame, draws: Draws) -> np.ndarray:
    """Pupils from which a school opens one more class: far over the standard where a city school is full, and few in
    the hills, where villages keep their own."""
    own = draws.unit(int(rows.s.max()) + 1)[rows.s]
    city, hills = rows.code.isin(["111", "112"]).to_numpy(), (rows.code == "220").to_numpy()
    stretch = np.where(city, 0.92 + 0.4 * own * own, np.where(hills, 0.6 + 0.4 * own, 0.86 + 0.3 * own))
    stretch = np.where(rows.grade < FIRST_GRADE, 0.9 + 0.2 * own, stretch)
    return np.floor(CLASS_LIMIT[rows.grade] * stretch).astype(np.int64)


def _with_grades(roster: pd.DataFrame, stage: np.ndarray) -> pd.DataFrame:
    parts = []
    for kind, grades in GRADES_OF.items():
        here = roster[roster.kind == kind]
        for grade in grades:
            parts.append(here.assign(grade=grade))
        if kind == "junior":  # under 5 + 4 a junior school begins with grade 6, and a primary school ends before it
            parts.append(here[here.system == "54"].assign(grade=GRADE_SIX))
    rows = pd.concat(parts, ignore_index=True)
    rows = rows[~((rows.kind == "primary") & (rows.system == "54") & (rows.grade == GRADE_SIX))]
    # a new school fills up from its first grades, a year at a time
    within = np.where(rows.grade >= 9, rows.grade - 9, np.where(rows.grade >= 3, rows.grade - 3, rows.grade))
    rows = rows[(rows.opens == YEARS[0]) | (rows.year - rows.opens >= within)]
    rows = rows.assign(stage=stage[rows.t, rows.grade])
    return rows.sort_values(["s", "year", "grade"]).reset_index(drop=True)


def _weights(schools: pd.DataFrame, rows: pd.DataFrame) -> np.ndarray:
    """A school's draw within its township; a merged school's children go to the one that took it in."""
    size = rows["size"].to_numpy().copy()
    last_years = rows.closes - rows.year
    ending = ((rows.kind == "kindergarten") & (rows.closes < YEARS[-1])).to_numpy()
    size *= np.where(
        ending & (last_years == 1).to_numpy(), 0.7, np.where(ending & (last_years == 0).to_numpy(), 0.4, 1.0)
    )
    for merged in tuples(schools[schools.merged_into >= 0].rename(columns={"size": "weight"})):
        gained = ((rows.s == merged.merged_into) & (rows.year > merged.closes)).to_numpy()
        grades = GRADES_OF[merged.kind]
        gained = gained & rows.grade.between(grades[0], grades[-1]).to_numpy()
        size[gained] += merged.weight
    return size
