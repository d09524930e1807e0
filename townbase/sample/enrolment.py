"""Pupils and classes by school and grade: each township's grade dealt out to the schools that stand in it."""

import numpy as np
import pandas as pd

from townbase.sample.children import GRADES, YEARS
from townbase.sample.draws import Draws
from townbase.sample.fitting import apportion

CLASS_LIMIT = np.array([25, 30, 35] + [45] * 6 + [50] * 3)
GRADES_OF = {
    "kindergarten": range(3),
    "primary": range(3, 9),
    "teaching_point": range(3, 7),
    "junior": range(9, 12),
    "nine_year": range(3, 12),
}
GRADE_SIX = GRADES.index("6")
NO_STAGE = {"senior": 3, "other": 4}


def enrolment(
    schools: pd.DataFrame, roster: pd.DataFrame, enrolled: np.ndarray, stage: np.ndarray, seed: int
) -> pd.DataFrame:
    """s, t, year, grade, stage (position in STAGES, 3 senior, 4 other), pupils, classes."""
    rows = _with_grades(roster, stage)
    group = ((rows.t * len(GRADES) + rows.grade) * len(YEARS) + rows.year - YEARS[0]).to_numpy()
    rows["pupils"] = apportion(enrolled.reshape(-1), _weights(schools, rows), group)
    limit = CLASS_LIMIT[rows.grade] + np.where((rows.code == "111") & (rows.grade > 2), 2, 0)
    rows["classes"] = -(-rows.pupils // limit)
    rows["grade"] = np.array(GRADES, dtype=object)[rows.grade]
    rows = rows[rows.pupils > 0]
    senior = _senior(roster, Draws(seed, "senior"))
    return pd.concat([rows[["s", "t", "year", "grade", "stage", "pupils", "classes"]], senior], ignore_index=True)


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
    for merged in schools[schools.merged_into >= 0].rename(columns={"size": "weight"}).itertuples():
        gained = ((rows.s == merged.merged_into) & (rows.year > merged.closes)).to_numpy()
        grades = GRADES_OF[merged.kind]
        gained = gained & rows.grade.between(grades[0], grades[-1]).to_numpy()
        size[gained] += merged.weight
    return size


def _senior(roster: pd.DataFrame, draws: Draws) -> pd.DataFrame:
    """Senior and special schools: they count in totals and are never judged."""
    here = roster[roster.kind == "other"]
    parts = []
    factor = draws.between(0.9, 1.1, int(roster.s.max()) + 1)[here.s]
    special = here.name.str.endswith("特殊教育学校")
    for grade in ("10", "11", "12"):
        entered = here.year - int(grade)
        pupils = np.floor(here["size"] * 240 * (1 + 0.02 * (entered - 2006)) * factor).astype(np.int64)
        parts.append(
            here.assign(grade=grade, stage=NO_STAGE["senior"], pupils=pupils, classes=-(-pupils // 50))[~special]
        )
    pupils = np.floor(60 * factor).astype(np.int64)
    parts.append(here.assign(grade="other", stage=NO_STAGE["other"], pupils=pupils, classes=-(-pupils // 10))[special])
    return pd.concat(parts)[["s", "t", "year", "grade", "stage", "pupils", "classes"]]
