"""The order in which the city comes to be: places, outcomes, children, schools' counts, then what was handed in."""

import numpy as np
import pandas as pd

from townbase.sample import extracts as to
from townbase.sample.place import places
from townbase.sample.place import schools as school_list
from townbase.sample.place.children import MEASURED, STAGES, children, stage_of_grade
from townbase.sample.place.enrolment import enrolment
from townbase.sample.place.schools import STAGES_OF
from townbase.sample.place.stories import stories
from townbase.sample.plan.outcomes import Outcomes, outcomes
from townbase.sample.report import monitoring, papers, returns, slips
from townbase.sample.report.facilities import facilities
from townbase.sample.report.measures import Reports
from townbase.sample.report.staffing import staffing
from townbase.sample.report.teaching import inspection, teaching


def extracts(policy: dict[str, pd.DataFrame], seed: int) -> dict[str, pd.DataFrame]:
    """Every extract by name, as a frame that holds at least the contract's columns."""
    towns = places.townships()
    parts = stories(towns)
    schools = school_list.schools(towns, parts, seed)
    roster = school_list.roster(schools)
    plan = outcomes(towns, _present(roster, len(towns)), policy["indicators"], parts, seed)
    young = children(towns, parts, plan.falls, seed)
    pupils = enrolment(schools, roster, young.enrolled, stage_of_grade(towns), seed)
    reports = Reports(roster, pupils, towns.counted.to_numpy(), plan, seed)
    ids = to.Ids(towns, schools, parts)
    for name in returns.HANDED_IN_2026:
        reports.handed_in[name] = returns.kept(name, reports, towns, parts, seed)

    measured = _measured(reports, pupils, parts)
    tested = monitoring.assessment(reports, pupils, seed)
    asked = monitoring.survey(towns, _pupils_by_year(pupils, len(towns)), plan, parts, seed)
    ledger_roster = roster.assign(unit_id=ids.of_school(roster.s, roster.year))
    ledger = papers.ledger(towns, ledger_roster, policy["tasks"], parts, seed)
    clean = {
        "townships": to.townships_extract(towns, parts),
        "schools": to.schools_extract(roster, schools, ids, towns),
        "code_changes": to.code_changes_extract(schools, ids),
        "enrolment": to.enrolment_extract(pupils, ids),
        **{
            name: to.reports_extract(reports, values, ids, reports.handed_in[name]) for name, values in measured.items()
        },
        "assessment": to.assessment_extract(returns.drop_assessment(tested, parts), ids),
        "survey": to.township_rows(returns.drop_survey(asked, parts), ids),
        "residency": to.residency_extract(returns.residency_known(young.residency, towns), ids),
        "children": to.township_rows(young.children, ids),
        "delivery": _ledger_ids(ledger, ids),
        "certification": to.township_rows(
            papers.certification(towns, _goals(policy, plan, towns), seed).assign(year=MEASURED[-1]), ids
        ),
        "funding": to.township_rows(papers.funding(towns, parts.size, seed), ids),
    }
    return slips.slipped(clean, schools, ids)


def _measured(reports: Reports, pupils: pd.DataFrame, parts) -> dict[str, dict[str, np.ndarray]]:
    staff = staffing(reports, parts.seat_strong)
    rooms = facilities(reports, parts.showcase)
    returns.blank_rooms(rooms, reports, parts)
    return {
        "staffing": staff,
        "facilities": rooms,
        "teaching": teaching(reports, pupils, staff["teachers"]),
        "inspection": inspection(reports),
    }


def _present(roster: pd.DataFrame, count: int) -> np.ndarray:
    """[t, stage]: schools of the stage in 2025."""
    out = np.zeros((count, 3), dtype=int)
    for kind, stages in STAGES_OF.items():
        here = roster[(roster.kind == kind) & (roster.year == 2025)]
        for stage in stages:
            out[:, STAGES.index(stage)] += np.bincount(here.t, minlength=count)
    return out


def _pupils_by_year(pupils: pd.DataFrame, count: int) -> np.ndarray:
    here = pupils[(pupils.stage < 3) & (pupils.year >= MEASURED[0])]
    out = np.zeros((count, len(MEASURED)))
    np.add.at(out, (here.t.to_numpy(), (here.year - MEASURED[0]).to_numpy()), here.pupils.to_numpy())
    return out


def _ledger_ids(ledger: pd.DataFrame, ids: to.Ids) -> pd.DataFrame:
    """The ledger names a township by the code it has in the year."""
    own = ledger.unit_id.to_numpy() == ids.township[ledger.t]
    unit = np.where(own, ids.of_township(ledger.t, ledger.year), ledger.unit_id)
    return ledger.rename(columns={"year": "school_year"}).assign(unit_id=unit)


def _goals(policy: dict[str, pd.DataFrame], plan: Outcomes, towns: pd.DataFrame) -> pd.DataFrame:
    """t, goal, met: as planned for 2025."""
    k = int(np.flatnonzero(MEASURED == 2025)[0])
    core = policy["indicators"]
    core = core[core.role == "core"]
    goal_of = dict(zip(core.indicator_id, core.goal, strict=True))
    rows = []
    for goal in range(1, 7):
        of_goal = [array[:, k] for (indicator, _), array in plan.met.items() if goal_of.get(indicator) == goal]
        rows.append(pd.DataFrame({"t": towns.t, "goal": goal, "met": np.logical_and.reduce(of_goal)}))
    return pd.concat(rows).sort_values(["t", "goal"]).reset_index(drop=True)
