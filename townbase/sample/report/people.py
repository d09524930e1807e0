"""What else is counted of teachers and heads: research, exchange, allowances, housing, training, care."""

import numpy as np

from townbase.sample.draws import Draws
from townbase.sample.report.measures import Reports


def people(reports: Reports, teachers: np.ndarray) -> dict[str, np.ndarray]:
    """Measures of the extract `staffing` beside those of degrees and posts; null where a stage does not have them."""
    schooling = reports.stage > 0
    public_town = reports.town & (reports.rows.ownership == "public").to_numpy()
    eligible = np.floor(teachers * (0.45 + 0.3 * reports.per_school("eligible")))
    paid = np.where(public_town, teachers, 0)
    wanted = np.floor(paid * 0.25 * reports.per_school("housing"))
    planned = np.floor(teachers * 0.09 * reports.per_school("planned"))
    course = np.floor(np.where(reports.town, teachers, 0) * (0.1 + 0.02 * reports.k))
    talents = np.floor(teachers * np.where(reports.seat, 0.08, 0.03)) + reports.seat
    return {
        "research_teachers": np.where(schooling, _drifting(reports, "research", 0.3, teachers), np.nan),
        "exchange_due": np.where(schooling, eligible, np.nan),
        "exchanged_teachers": np.where(schooling, _exchanged(reports, eligible), np.nan),
        "allowance_due": paid,
        "allowance_teachers": np.where(reports.flag("rural_allowance", 1.0) == 1, paid, np.floor(paid * 0.92)),
        "housing_needed": wanted,
        "housing_met": reports.loose("housed", 0.5, 0.82, wanted),
        "recruit_planned": planned,
        "recruited_teachers": reports.loose("recruited", 0.72, 0.93, planned),
        "order_trainees": course,
        "order_finished": reports.loose("finished", 0.82, 0.96, course),
        "talent_trainees": talents,
        "talent_finished": reports.loose("talent", 0.7, 0.93, talents),
        "care_teachers": reports.loose("care", 0.5, 0.84, teachers),
        "principals_under_50": reports.loose("age", 0.5, 0.68),
        "principals_within_terms": reports.loose("terms", 0.6, 0.74),
    }


def _drifting(reports: Reports, purpose: str, start: float, denominator: np.ndarray) -> np.ndarray:
    """A share that each township moves its own way: most upward, some not."""
    draws = Draws(reports.seed, "drift " + purpose)
    level = (start + 0.2 * draws.unit(len(reports.counted)))[reports.t]
    pace = draws.between(-0.012, 0.06, len(reports.counted))[reports.t]
    share = level + pace * reports.k + 0.12 * (reports.per_school(purpose) - 0.5)
    return np.floor(np.clip(share, 0.02, 0.95) * denominator + 0.5)


def _exchanged(reports: Reports, eligible: np.ndarray) -> np.ndarray:
    """A tenth and more of those who may be asked to move, or clearly fewer."""
    met = reports.of_plan(reports.plan.met, "teacher_exchange", True)[reports.group]
    own = reports.per_school("exchange")
    return np.where(met, np.ceil(eligible * (0.1 + 0.07 * own)), np.floor(eligible * (0.02 + 0.06 * own)))
