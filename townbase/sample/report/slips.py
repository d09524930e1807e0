"""What was handed in wrong, as it always is somewhere: the checks of a build have something to say about this city."""

import pandas as pd

from townbase.sample.extracts import Ids

NO_SUCH_PARENT = "9999190077"
NO_SUCH_TASK = "T2-9"
YEAR = 2025


def slipped(extracts: dict[str, pd.DataFrame], schools: pd.DataFrame, ids: Ids) -> dict[str, pd.DataFrame]:
    """The same extracts with a few rows that a clerk will be asked about; none of them changes a verdict."""
    out = dict(extracts)
    out["schools"] = _parent_mistyped(extracts["schools"])
    out["staffing"] = _closed_yet_reporting(extracts["staffing"], schools, ids)
    out["teaching"] = _more_than_all(extracts["teaching"], extracts["enrolment"])
    out["delivery"] = _old_task_number(extracts["delivery"])
    return out


def _parent_mistyped(roster: pd.DataFrame) -> pd.DataFrame:
    """Two kindergartens name a parent that is on no roster."""
    mine = (roster.school_year == YEAR) & (roster.kind == "kindergarten") & roster.parent_school_id.notna()
    wrong = roster[mine].sort_values("school_id").index[[11, 57]]
    return roster.assign(parent_school_id=roster.parent_school_id.mask(roster.index.isin(wrong), NO_SUCH_PARENT))


def _closed_yet_reporting(staffing: pd.DataFrame, schools: pd.DataFrame, ids: Ids) -> pd.DataFrame:
    """Two kindergartens that have closed sent last year's staff again."""
    gone = schools[(schools.kind == "kindergarten") & (schools.merged_into < 0) & (schools.closes == YEAR - 1)].s
    last = staffing[staffing.s.isin(gone) & (staffing.school_year == YEAR - 1)].sort_values("s").iloc[[2, 9]]
    return pd.concat([staffing, last.assign(school_year=YEAR, school_id=ids.of_school(last.s, YEAR))])


def _more_than_all(teaching: pd.DataFrame, enrolment: pd.DataFrame) -> pd.DataFrame:
    """One junior school counts more pupils with a skill in the arts than it has pupils."""
    sums = enrolment.groupby(["s", "school_year", "stage"], as_index=False).pupils.sum()
    here = teaching[(teaching.school_year == YEAR) & (teaching.stage == "junior")].sort_values("s")
    row = here.index[20]
    pupils = sums[(sums.s == here.s[row]) & (sums.school_year == YEAR) & (sums.stage == "junior")].pupils.iloc[0]
    return teaching.assign(art_skill_pupils=teaching.art_skill_pupils.mask(teaching.index == row, pupils + 12))


def _old_task_number(ledger: pd.DataFrame) -> pd.DataFrame:
    """Two townships still report under a task number of the year before."""
    mine = (ledger.school_year == YEAR) & (ledger.task_id == "T2-2")
    extra = ledger[mine].sort_values("unit_id").iloc[[5, 40]].assign(task_id=NO_SUCH_TASK)
    return pd.concat([ledger, extra])
