"""What was not handed in: returns that are missing for good, and those of the year that is still being reported."""

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.place.stories import Stories
from townbase.sample.report.measures import Reports

CURRENT = 2026
HANDED_IN_2026 = {"staffing": 0.62, "facilities": 0.56, "teaching": 0.3, "inspection": 0.24}
DISTRICT_FIRST = 0.75


def kept(extract: str, reports: Reports, townships: pd.DataFrame, stories: Stories, seed: int) -> np.ndarray:
    """Which rows of an extract were handed in: one district missed one year of inspection, 2026 is half reported."""
    draws = Draws(seed, "returns " + extract)
    year = reports.rows.year.to_numpy()
    district = townships.district_id.to_numpy()[reports.t]
    lost = (extract == "inspection") & (district == stories.missing_district) & (year == 2022)
    codes = townships.district_id.astype("category").cat.codes.to_numpy()
    eager = DISTRICT_FIRST * Draws(seed, "eager").unit(13)[codes] + (1 - DISTRICT_FIRST) * draws.unit(len(townships))
    order = np.argsort(np.argsort(-eager, kind="stable"), kind="stable") / len(townships)
    waiting = (year == CURRENT) & (order[reports.t] >= HANDED_IN_2026[extract])
    return ~lost & ~waiting


def blank_rooms(facilities: dict[str, np.ndarray], reports: Reports, stories: Stories) -> None:
    """One township's larger schools left the count of function rooms empty in 2025."""
    here = (reports.t == stories.missing_rooms) & (reports.rows.year == 2025).to_numpy() & (reports.stage == 1)
    facilities["function_rooms"] = np.where(here & reports.seat, np.nan, facilities["function_rooms"])
    few = here & ~reports.seat & (reports.per_school("blank") < 0.5)
    facilities["function_rooms"] = np.where(few, np.nan, facilities["function_rooms"])


def drop_survey(survey: pd.DataFrame, stories: Stories) -> pd.DataFrame:
    gone = (survey.t == stories.missing_survey) & (survey.year == 2025) & (survey.respondent == "parent")
    return survey[~gone]


def drop_assessment(assessment: pd.DataFrame, stories: Stories) -> pd.DataFrame:
    gone = (assessment.t == stories.missing_assessment) & (assessment.year == 2025) & (assessment.stage == 2)
    return assessment[~gone]


def residency_known(residency: pd.DataFrame, townships: pd.DataFrame) -> pd.DataFrame:
    """The registers of some districts have not been matched yet for 2026."""
    late = townships.district_id.isin(["990105", "990107", "990109", "990122", "990102", "990103"]).to_numpy()
    return residency[~((residency.year == CURRENT) & late[residency.t])]
