"""The value of an indicator in a township or a pool of schools: numerator ÷ denominator, and how much was reported."""

from dataclasses import dataclass, field

import pandas as pd

from tests.oracle.deliveries import City
from tests.oracle.measures import PLACE, best_organiser, results, school_measures, township_measures

ENOUGH = 0.8


@dataclass(frozen=True)
class Value:
    """numerator and denominator over the reporting units; due and reported count units; value as printed."""

    due: int
    reported: int
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None

    @property
    def coverage(self) -> float | None:
        return self.reported / self.due if self.due else None

    @property
    def usable(self) -> bool:
        """Enough was reported to speak of a value."""
        return self.value is not None and self.coverage >= ENOUGH - 1e-9


NOBODY = Value(due=0, reported=0)


@dataclass(frozen=True)
class Values:
    """Every value of a city that a verdict may need, looked up by key."""

    township: dict = field(default_factory=dict)  # indicator, stage, scope, township, year
    city: dict = field(default_factory=dict)  # indicator, stage, year: over counted townships
    district: dict = field(default_factory=dict)  # indicator, stage, district, year: over counted townships
    urban: dict = field(default_factory=dict)  # indicator, stage, year
    district_urban: dict = field(default_factory=dict)  # indicator, stage, district, year
    difference: dict = field(default_factory=dict)  # stage, township, year: the worst subject
    schools: dict = field(default_factory=dict)  # stage, township, year: how many stand there
    third_party: set = field(default_factory=set)  # respondent, township, year


def values_of(city: City) -> Values:
    """Work out the values of every indicator."""
    values = Values()
    schools, townships = school_measures(city), township_measures(city)
    schools = schools[schools["school_year"] >= city.goals["base_year"].min()]
    values.schools.update(schools.groupby(["stage", "township_id", "school_year"]).size().to_dict())
    for row in city.indicators.to_dict("records"):
        for stage in row["stages"].split():
            if row["form"] == "difference_rate":
                continue
            if row["numerator"] in schools:
                _of_schools(values, city, row, stage, schools[schools["stage"] == stage])
            elif row["numerator"] in townships:
                _of_townships(values, city, row, stage, townships[townships["stage"] == stage])
    if "assessment" in city.extracts:
        values.difference.update(difference_rates(city))
    values.third_party.update(third_party_surveys(city))
    return values


def _of_schools(values: Values, city: City, row: dict, stage: str, schools: pd.DataFrame) -> None:
    name = (row["indicator_id"], stage)
    for scope, part in scopes(row["scope"], schools):
        for (township, year), value in pooled(row, part, ["township_id", "school_year"]).items():
            values.township[*name, scope, township, year] = value
        if scope == "all":
            counted = part[part["township_id"].isin(city.counted)]
            for (year,), value in pooled(row, counted, ["school_year"]).items():
                values.city[*name, year] = value
            for (district, year), value in pooled(row, counted, ["district_id", "school_year"]).items():
                values.district[*name, district, year] = value
    urban = schools[schools["urban_reference"].fillna(False)]
    for (year,), value in pooled(row, urban, ["school_year"]).items():
        values.urban[*name, year] = value
    for (district, year), value in pooled(row, urban, ["district_id", "school_year"]).items():
        values.district_urban[*name, district, year] = value


def scopes(scope: str, schools: pd.DataFrame):
    """The parts of a township's schools a scope looks at; a school whose seat flag is unknown is in neither part."""
    seat = schools["seat"].fillna(False).astype(bool)
    other = schools["seat"].eq(False).fillna(False).astype(bool)
    parts = {"all": schools, "seat": schools[seat], "other": schools[other]}
    return [(name, parts[name]) for name in (("seat", "other") if scope == "seat_vs_other" else (scope,))]


def pooled(row: dict, schools: pd.DataFrame, by: list[str]) -> dict:
    """Sums over the schools that reported both parts, not a mean of their rates."""
    numerator, denominator = row["numerator"], row["denominator"]
    if denominator not in schools:
        schools = schools.assign(**{denominator: None})
    both = schools[numerator].notna() & schools[denominator].notna()
    due = schools.groupby(by).size().to_dict()
    reported = schools[both].groupby(by).size().to_dict()
    sums = schools[both].groupby(by)[[numerator, denominator]].sum().to_dict("index")
    found = {}
    for key, count in due.items():
        parts = sums.get(key)
        pair = (float(parts[numerator]), float(parts[denominator])) if parts else (None, None)
        found[key if isinstance(key, tuple) else (key,)] = _value(row, count, reported.get(key, 0), *pair)
    return found


def _of_townships(values: Values, city: City, row: dict, stage: str, townships: pd.DataFrame) -> None:
    """A township's own measure: one return is due, and reported where both parts are there."""
    for place in townships[[*PLACE, row["numerator"], row["denominator"]]].dropna().to_dict("records"):
        pair = float(place[row["numerator"]]), float(place[row["denominator"]])
        key = (row["indicator_id"], stage, row["scope"], place["township_id"], place["school_year"])
        values.township[key] = _value(row, 1, 1, *pair)


def _value(row: dict, due: int, reported: int, numerator: float | None, denominator: float | None) -> Value:
    value = numerator / denominator * row["per"] if denominator else None
    return Value(int(due), int(reported), numerator, denominator, value)


def difference_rates(city: City) -> dict:
    """(urban quality − township) ÷ urban quality on the same paper, pupil-weighted; the worst subject of a stage.

    One return is due for the whole township: which schools sit a paper is the monitoring's own choice.
    """
    rows = results(city).dropna(subset=["pupils", "mean"])
    rows = rows[rows["pupils"] > 0]
    paper = ["stage", "school_year", "subject", "grade", "kind"]
    urban = weighted_means(rows[rows["urban_quality"].fillna(False)], paper)
    town = weighted_means(rows, [*paper, "township_id"])
    compared = town.reset_index().merge(urban.rename("urban").reset_index(), on=paper)
    compared["rate"] = (compared["urban"] - compared["mean"]) / compared["urban"]
    worst = compared.groupby(["stage", "township_id", "school_year"])["rate"].max()
    return {key: Value(1, 1, None, None, float(rate)) for key, rate in worst.items()}


def weighted_means(rows: pd.DataFrame, by: list[str]) -> pd.Series:
    """Mean per paper (and place), each school weighted by the pupils who sat it."""
    sums = rows.assign(points=rows["mean"] * rows["pupils"]).groupby(by)[["points", "pupils"]].sum()
    return (sums["points"] / sums["pupils"]).rename("mean")


def third_party_surveys(city: City) -> set:
    """Which answers a third party collected, after the choice of the best organiser."""
    if "survey" not in city.extracts:
        return set()
    rows = best_organiser(city.extracts["survey"]).query("item == 'satisfaction' and organiser == 'third_party'")
    return set(rows[["respondent", "township_id", "school_year"]].itertuples(index=False, name=None))
