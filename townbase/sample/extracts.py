"""From positions and arrays to the extracts as a bureau would hand them over: ids of the year, columns as agreed."""

import numpy as np
import pandas as pd

from townbase.asking import tuples
from townbase.sample.place import schools as school_list
from townbase.sample.place.children import STAGES
from townbase.sample.place.stories import Stories
from townbase.sample.report.measures import Reports

TOWNSHIP_RECODED_IN = 2024
FORMER_TOWN_NUMBER = "103"
STAGE_NAMES = [*STAGES, "senior", "other"]
ELSEWHERE = {-1: "other_city", -2: "not_enrolled", -3: "unknown"}


class Ids:
    """The id that a township or a school carried in a year."""

    def __init__(self, townships: pd.DataFrame, schools: pd.DataFrame, stories: Stories) -> None:
        self.township = townships.township_id.to_numpy(dtype=object)
        self.school = schools.school_id.to_numpy(dtype=object)
        self.school_old = schools.old_id.to_numpy(dtype=object)
        self.recoded = stories.recoded_township
        self.former = self.township[self.recoded][:6] + FORMER_TOWN_NUMBER

    def of_township(self, t, year) -> np.ndarray:
        t, year = np.asarray(t), np.asarray(year)
        old = (t == self.recoded) & (year < TOWNSHIP_RECODED_IN)
        return np.where(old, self.former, self.township[t])

    def of_school(self, s, year) -> np.ndarray:
        s, year = np.asarray(s), np.asarray(year)
        old = pd.notna(self.school_old[s]) & (year < school_list.RECODED_IN)
        return np.where(old, self.school_old[s], self.school[s])


def townships_extract(townships: pd.DataFrame, stories: Stories) -> pd.DataFrame:
    out = townships.copy()
    out.loc[list(stories.managed_by_zone), "managing_body"] = "示例功能区管理委员会"
    out["primary_served_by"] = None
    out["junior_served_by"] = None
    for t, server in stories.no_junior.items():
        out.loc[t, "junior_served_by"] = townships.township_id[server]
    out["longitude"] = None
    out["latitude"] = None
    return out


def schools_extract(roster: pd.DataFrame, schools: pd.DataFrame, ids: Ids, townships: pd.DataFrame) -> pd.DataFrame:
    out = roster.rename(columns={"year": "school_year", "code": "urban_rural_code"}).copy()
    out["school_id"] = ids.of_school(out.s, out.school_year)
    out["township_id"] = ids.of_township(out.t, out.school_year)
    parent = out.parent.to_numpy()
    parents = ids.of_school(np.maximum(parent, 0), out.school_year).astype(object)
    out["parent_school_id"] = np.where(parent >= 0, parents, np.array(None, dtype=object))
    stem = townships.stem[ids.recoded]
    as_town = (out.t == ids.recoded) & (out.school_year < TOWNSHIP_RECODED_IN)
    out.loc[as_town, "name"] = out.name[as_town].str.replace(stem, stem + "镇", n=1)
    return out


def code_changes_extract(schools: pd.DataFrame, ids: Ids) -> pd.DataFrame:
    merged = schools[schools.merged_into >= 0]
    rows = [("school", ids.school[m.s], m.closes + 1, ids.school[m.merged_into]) for m in tuples(merged)]
    recoded = schools[schools.old_id.notna()]
    rows += [("school", r.old_id, school_list.RECODED_IN, r.school_id) for r in tuples(recoded)]
    rows.append(("township", ids.former, TOWNSHIP_RECODED_IN, ids.township[ids.recoded]))
    return pd.DataFrame(rows, columns=["kind", "old_id", "school_year", "new_id"])


def enrolment_extract(enrolment: pd.DataFrame, ids: Ids) -> pd.DataFrame:
    out = enrolment.rename(columns={"year": "school_year"}).copy()
    out["school_id"] = ids.of_school(out.s, out.school_year)
    out["stage"] = np.array(STAGE_NAMES, dtype=object)[out.stage.to_numpy().astype(int)]
    return out


def reports_extract(reports: Reports, measures: dict[str, np.ndarray], ids: Ids, keep: np.ndarray) -> pd.DataFrame:
    """Rows of staffing, facilities, teaching or inspection that were handed in (`keep`)."""
    out = reports.rows[["s", "t", "year"]].rename(columns={"year": "school_year"}).copy()
    out["stage"] = np.array(STAGE_NAMES, dtype=object)[reports.stage]
    out["school_id"] = ids.of_school(out.s, out.school_year)
    return out.assign(**measures)[keep]


def assessment_extract(rows: pd.DataFrame, ids: Ids) -> pd.DataFrame:
    out = rows.rename(columns={"year": "school_year", "tested": "pupils"}).copy()
    out["school_id"] = ids.of_school(out.s, out.school_year)
    out["stage"] = np.array(STAGE_NAMES, dtype=object)[out.stage.to_numpy()]
    return out


def township_rows(rows: pd.DataFrame, ids: Ids) -> pd.DataFrame:
    """Rows keyed by t and year: survey, children, funding."""
    out = rows.rename(columns={"year": "school_year"}).copy()
    out["township_id"] = ids.of_township(out.t, out.school_year)
    return out


def residency_extract(rows: pd.DataFrame, ids: Ids) -> pd.DataFrame:
    out = township_rows(rows, ids)
    out["stage"] = np.array(STAGE_NAMES, dtype=object)[out.stage.to_numpy()]
    to = out.to.to_numpy()
    place = ids.of_township(np.maximum(to, 0), out.school_year)
    out["destination"] = np.where(to >= 0, place, pd.Series(to).map(ELSEWHERE).to_numpy(dtype=object))
    return out
