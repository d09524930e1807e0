"""The delivery as plain frames with codes followed, for second reckonings of the gap and retention pages."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from townbase.settings import ROOT

STAGES = {"kindergarten": ["preschool"], "primary": ["primary"], "junior": ["junior"], "nine_year": ["primary", "junior"]}


@dataclass(frozen=True)
class Delivered:
    """towns by id · schools: one row a roster school, year and stage · points: teaching points · tables: every extract."""

    towns: pd.DataFrame
    roster: pd.DataFrame
    schools: pd.DataFrame
    tables: dict[str, pd.DataFrame]


@lru_cache(maxsize=1)
def sample() -> Delivered:
    names = ("townships", "schools", "code_changes", "enrolment", "staffing", "facilities", "teaching", "inspection", "residency", "children", "assessment")
    tables = {name: pd.read_parquet(ROOT / "data" / "extracts" / f"{name}.parquet") for name in names}
    codes = tables["code_changes"]
    towns = tables["townships"].set_index("township_id")
    moved = dict(codes[codes["kind"] == "township"][["old_id", "new_id"]].itertuples(index=False))
    roster = tables["schools"].assign(town=lambda f: f["township_id"].replace(moved))
    roster = roster.assign(district=roster["town"].map(towns["district_id"]), counted=roster["town"].map(towns["counted"].eq(True)))
    schools = roster.assign(stage=roster["kind"].map(STAGES)).explode("stage").dropna(subset="stage")
    for name in ("residency", "children"):
        tables[name] = tables[name].assign(town=tables[name]["township_id"].replace(moved))
    tables["residency"]["goal"] = tables["residency"]["destination"].replace(moved)
    return Delivered(towns, roster, schools, tables)


def pupils(city: Delivered) -> pd.Series:
    """school × year × stage; a total with a missing grade is missing"""
    grades = city.tables["enrolment"].groupby(["school_id", "school_year", "stage"])["pupils"]
    return grades.sum(min_count=1).where(grades.size() == grades.count())


def measured(city: Delivered, year: int) -> pd.DataFrame:
    """Roster schools of one year by stage with what they returned, `pupils` and `schools`."""
    rows = city.schools[city.schools["school_year"] == year]
    for name in ("staffing", "facilities", "teaching", "inspection"):
        rows = rows.merge(city.tables[name], how="left", on=["school_id", "school_year", "stage"])
    total = pupils(city).rename("pupils").reset_index()
    return rows.merge(total, how="left", on=["school_id", "school_year", "stage"]).assign(schools=1)
