"""The core rows of the drawn city judged once more from its extracts, without the marts: for `--describe` and its test."""

import numpy as np
import pandas as pd

from townbase.asking import tuples
from townbase.sample.fitting import EPSILON, least_met

SCHOOL_EXTRACTS = ("staffing", "facilities", "teaching", "inspection")
GROUP = ["t", "school_year", "stage"]
RISING_FULL = 0.98
ORGANISERS = ["third_party", "bureau", "school"]


def core_rows(extracts: dict[str, pd.DataFrame], indicators: pd.DataFrame) -> pd.DataFrame:
    """indicator_id, title, rule, stage, t, school_year, value, urban (the city beside it), met: counted townships."""
    wide, counted = _wide(extracts), _counted(extracts)
    parts = []
    for row in tuples(indicators[(indicators.role == "core") & (indicators.level == "township")]):
        rows = _valued(row, extracts, wide)
        rows = rows[rows.t.isin(counted) & rows.value.notna() & (rows.denominator > 0)]
        rows["met"] = _met(row, rows)
        parts.append(rows.assign(indicator_id=row.indicator_id, title=row.title, rule=row.rule))
    return pd.concat(parts, ignore_index=True)


def _counted(extracts) -> set[int]:
    towns = extracts["townships"]
    return set(towns[towns.counted.astype(bool)].t)


def _wide(extracts) -> pd.DataFrame:
    """One row per school, year and stage with every measure of the four returns, pupils and classes."""
    out = extracts["enrolment"].groupby(["s", "school_year", "stage"], as_index=False)[["pupils", "classes"]].sum()
    out = out.merge(extracts["schools"][["s", "t", "school_year", "seat", "urban_reference"]], on=["s", "school_year"])
    for name in SCHOOL_EXTRACTS:
        returned = extracts[name].drop(columns=["school_id", "t"])
        out = out.merge(returned, on=["s", "school_year", "stage"], how="left")
    return out.assign(schools=1)


def _valued(row, extracts, wide) -> pd.DataFrame:
    """t, school_year, stage, numerator, denominator, value, urban of one indicator."""
    if row.form == "difference_rate":
        return _difference(extracts)
    if row.numerator == "local":
        return _local(extracts["residency"])
    if row.numerator.startswith("satisfied_"):
        return _survey(extracts["survey"], row.numerator.removeprefix("satisfied_"))
    rows = wide[wide.stage.isin(row.stages.split()) & wide[row.numerator].notna() & wide[row.denominator].notna()]
    rows = rows.assign(numerator=rows[row.numerator].astype(float), denominator=rows[row.denominator].astype(float))
    if row.scope == "other":
        rows = rows[~rows.seat.astype(bool)]
    parts = ["numerator", "denominator"]
    out = rows.groupby(GROUP, as_index=False)[parts].sum()
    urban = rows[rows.urban_reference.astype(bool)].groupby(["school_year", "stage"])[parts].sum()
    level = (urban.numerator / urban.denominator).rename("urban")
    out = out.merge(level.reset_index(), on=["school_year", "stage"], how="left")
    return out.assign(value=out.numerator / out.denominator)


def _difference(extracts) -> pd.DataFrame:
    """The worse subject against the urban quality schools."""
    papers = extracts["assessment"].merge(
        extracts["schools"][["s", "school_year", "urban_quality"]], on=["s", "school_year"]
    )
    papers["points"] = papers["pupils"] * papers["mean"]
    paper = ["school_year", "stage", "subject"]
    best = papers[papers.urban_quality.astype(bool)].groupby(paper)[["points", "pupils"]].sum()
    town = papers.groupby(["t", *paper], as_index=False)[["points", "pupils"]].sum()
    town = town.merge((best.points / best.pupils).rename("best").reset_index(), on=paper)
    town["value"] = 1 - town.points / town.pupils / town.best
    return town.groupby(GROUP, as_index=False).agg(value=("value", "max"), denominator=("pupils", "sum"))


def _local(residency: pd.DataFrame) -> pd.DataFrame:
    found = residency[residency.to >= -1]
    total = found.groupby(GROUP).children.sum()
    stays = found[found.to == found.t].groupby(GROUP).children.sum()
    served = found[found.destination.notna() & (found.stage == "junior")]
    biggest = served.sort_values("children").groupby(GROUP).children.last()
    numerator = stays.reindex(total.index).fillna(biggest.reindex(total.index))
    out = pd.DataFrame({"numerator": numerator, "denominator": total}).reset_index()
    return out.assign(value=out.numerator / out.denominator)


def _survey(survey: pd.DataFrame, respondent: str) -> pd.DataFrame:
    asked = survey[(survey.respondent == respondent) & (survey["item"] == "satisfaction")]
    asked = asked.assign(order=asked.organiser.map(ORGANISERS.index)).sort_values("order")
    one = asked.groupby(["t", "school_year"], as_index=False).first().assign(stage="none")
    one = one[one.answered >= 30]
    return one.assign(numerator=one.satisfied, denominator=one.answered, value=one.satisfied / one.answered)


def _met(row, rows: pd.DataFrame) -> np.ndarray:
    value, tiny = rows.value.to_numpy(), EPSILON
    if row.rule == "at_least":
        return value >= float(row.threshold) - tiny
    if row.rule == "below":
        return value < float(row.threshold) - tiny
    if row.rule == "not_below_urban":
        of, urban = rows.denominator.to_numpy(), rows.urban.to_numpy()
        return rows.numerator.to_numpy() >= least_met(urban, of, whole_unit=row.denominator != "schools")
    return _rising(rows, row.threshold == "each_year")


def _rising(rows: pd.DataFrame, each_year: bool) -> np.ndarray:
    """Above the first year, or every year above the one before (or nearly all children in both of the last two)."""
    out = pd.Series(True, index=rows.index)
    for _, series in rows.sort_values("school_year").groupby(["t", "stage"]):
        value = series.value
        if each_year:
            rising = (value.diff().fillna(1) > EPSILON).cummin()
            high = (value >= RISING_FULL) & (value.shift(1) >= RISING_FULL)
            out[series.index] = rising | high
        else:
            out[series.index] = (value > value.iloc[0] + EPSILON) | (series.school_year == series.school_year.min())
    return out.to_numpy()
