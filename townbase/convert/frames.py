"""From checked rows to the frames of a delivery."""

from dataclasses import dataclass

import pandas as pd

from townbase.convert.mapping import Mapping
from townbase.convert.table.cells import Figures


@dataclass(frozen=True)
class Delivered:
    """townships (one row each), schools (school × year), enrolment (school × year × stage × grade; pupils null where
    withheld), code_changes or None, and notes in words."""

    townships: pd.DataFrame
    schools: pd.DataFrame
    enrolment: pd.DataFrame
    code_changes: pd.DataFrame | None
    notes: tuple[str, ...]


def deliver(rows: pd.DataFrame, figures: Figures, mapping: Mapping, changes: pd.DataFrame | None) -> Delivered:
    """The frames of rows that have no findings."""
    rows, counts, withheld = _one_row_each(rows, figures)
    enrolment = _enrolment(rows, counts, withheld, mapping)
    townships, notes = _townships(rows, changes)
    empty = int((~_runs(counts, withheld).any(axis=1)).sum())
    if empty:
        notes.append(f"{empty:,} 行各年级人数都是 0：只进学校名录，没有在校生")
    return Delivered(townships, _schools(rows, counts, withheld, mapping), enrolment, changes, tuple(notes))


def _one_row_each(rows: pd.DataFrame, figures: Figures) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Several rows of one school and year become one; their grades were found not to overlap."""
    if not rows.duplicated(["school_id", "school_year"]).any():
        counts, withheld = (frame.reset_index(drop=True) for frame in (figures.counts, figures.withheld))
        return rows.reset_index(drop=True), counts, withheld
    group = rows.groupby(["school_id", "school_year"], sort=False).ngroup().to_numpy()
    counts = figures.counts.groupby(group).sum(min_count=1)
    withheld = figures.withheld.groupby(group).any()
    return rows.groupby(group).first(), counts.mask(withheld), withheld


def _runs(counts: pd.DataFrame, withheld: pd.DataFrame) -> pd.DataFrame:
    """Whether a school has pupils in a column; behind a mark there are some."""
    return (counts.fillna(0) > 0) | withheld


def _enrolment(rows: pd.DataFrame, counts: pd.DataFrame, withheld: pd.DataFrame, mapping: Mapping) -> pd.DataFrame:
    """A grade with 0 pupils gives no row: a wide table writes 0 for every grade that a school does not run.

    A withheld figure gives a row without pupils: unknown, neither 0 nor left out, so that the stage does not look returned in full.
    """
    long = counts.melt(ignore_index=False, var_name="column", value_name="pupils")
    long["withheld"] = withheld.melt(ignore_index=False).value
    long = long[long.withheld | (long.pupils.fillna(0) > 0)].join(rows[["school_id", "school_year"]])
    long["stage"] = [mapping.grades[column][0] for column in long.column]
    long["grade"] = [mapping.grades[column][1] for column in long.column]
    keys = ["school_id", "school_year", "stage", "grade"]
    if long.duplicated(keys).any():  # a grade of several columns
        sums = long.groupby(keys).agg(pupils=("pupils", "sum"), withheld=("withheld", "any")).reset_index()
        long = sums.assign(pupils=sums.pupils.mask(sums.withheld))
    return long.sort_values(keys)[[*keys, "pupils"]].reset_index(drop=True)


def _schools(rows: pd.DataFrame, counts: pd.DataFrame, withheld: pd.DataFrame, mapping: Mapping) -> pd.DataFrame:
    schools = rows[["school_id", "school_year", "township_id", "school_name"]].rename(columns={"school_name": "name"})
    stages = pd.Series({column: stage for column, (stage, _) in mapping.grades.items()})
    has = _runs(counts, withheld)
    run = {stage: has[stages.index[stages == stage]].any(axis=1) for stage in stages.unique()}
    kind = pd.Series("other", index=rows.index, dtype="object")
    for name, needs in reversed(mapping.kinds):  # the first rule wins, so it is written last
        fits = pd.Series(True, index=rows.index)
        for stage in needs:
            fits &= run.get(stage, False)
        kind[fits] = name
    kind[~has.any(axis=1)] = "other"
    return schools.assign(kind=kind).sort_values(["school_id", "school_year"]).reset_index(drop=True)


def _townships(rows: pd.DataFrame, changes: pd.DataFrame | None) -> tuple[pd.DataFrame, list[str]]:
    """One row per township as its latest school year has it, and a sentence on each choice that this meant."""
    latest = rows[rows.school_year == rows.groupby("township_id").school_year.transform("max")]
    townships = latest.groupby("township_id").agg(name=("township_name", _usual), district_id=("district_id", "first"))
    newest = rows[rows.school_year == rows.groupby("district_id").school_year.transform("max")]
    townships["district_name"] = townships.district_id.map(newest.groupby("district_id").district_name.agg(_usual))
    choices = {
        "个乡镇换过区县，各学年都按最近一个学年的区县登记": rows.groupby("township_id").district_id.nunique() > 1,
        "个乡镇有过不止一个名称，取最近一个学年用得最多的": rows.groupby("township_id").township_name.nunique() > 1,
        "个区县有过不止一个名称，取最近一个学年用得最多的": rows.groupby("district_id").district_name.nunique() > 1,
        "所学校换过乡镇，各学年按当年所在乡镇登记": _moved(rows, changes),
    }
    notes = [
        f"{many.sum():,} {words}（{'、'.join(many.index[many][:5])}{' 等' if many.sum() > 5 else ''}）"
        for words, many in choices.items()
        if many.any()
    ]
    return townships.sort_index().reset_index(), notes


def _moved(rows: pd.DataFrame, changes: pd.DataFrame | None) -> pd.Series:
    """By school: whether it moved. A township that was given a new code is no other, a code given out again no school that moved."""
    if changes is not None:
        new_code = changes[changes.kind == "township"].set_index("old_id").new_id.to_dict()
        reused = changes[changes.kind == "school"].old_id
        rows = rows[~rows.school_id.isin(reused)].assign(township_id=lambda rows: rows.township_id.replace(new_code))
    return rows.groupby("school_id").township_id.nunique() > 1


def _usual(names: pd.Series) -> str:
    """The most frequent name; of equals, the one that comes first in the file."""
    return str(names.value_counts(sort=False).idxmax())
