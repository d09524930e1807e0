"""Lessons, clubs, fitness, bridges between stages, and what inspection found."""

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.fitting import apportion, total
from townbase.sample.report.activities import activities
from townbase.sample.report.measures import YEAR_COUNT, Reports

BRIDGE_GRADES = {"63": (["k3"], ["1", "6"], ["7"]), "54": (["k3"], ["1", "5"], ["6"])}


def teaching(reports: Reports, enrolment: pd.DataFrame, teachers: np.ndarray) -> dict[str, np.ndarray]:
    """Measures of the extract `teaching`; what a stage does not have stays null."""
    school = reports.stage > 0
    fitness_due = np.where(school, np.floor(reports.pupils * 0.985), 0)
    passed = _fit_pupils(reports, fitness_due)
    bridge_due = _bridge_pupils(reports, enrolment)
    held = reports.flag("bridge_school", 0.985)
    helped = school & ~reports.seat & reports.town
    return {
        "labour_list_met": _only(school, reports.flag("labour_list", 0.985)),
        "classes_course_complete": _only(school, _all_or("course_complete", reports, reports.classes, 0.98)),
        "classes_arts_pe_complete": _only(school, _all_or("arts_pe_course", reports, reports.classes, 0.98)),
        "study_clubs": _only(school, _clubs(reports)),
        "fitness_passed": _only(school, passed),
        "fitness_due": _only(school, fitness_due),
        "art_skill_pupils": _only(school, _art_skill(reports, school)),
        "expert_linked": _only(school, reports.flag("expert_link", 0.97)),
        "diagnosis_done": _only(school, reports.flag("teaching_diagnosis", 0.97)),
        "bridge_held": held,
        "bridge_pupils": _all_or("bridge_pupil", reports, bridge_due, 0.97),
        "bridge_pupils_due": bridge_due,
        "bridge_lead": _bridge_lead(reports, held),
        "ict_teachers": reports.share(
            "ict_use", teachers, (0.76, 0.80, 0.79), (0.89, 0.92, 0.91), (0.008, 0.28), (0.0, 0.08), extract="teaching"
        ),
        "dual_teacher_held": _only(school, reports.loose("dual", 0.45, 0.8)),
        "books_borrowed": _only(school, np.floor(reports.pupils * _borrowed(reports))),
        "paired_supported": _only(helped, reports.flag("paired_support", 1.0, only=helped)),
        **activities(reports, fitness_due, passed),
    }


def inspection(reports: Reports) -> dict[str, np.ndarray]:
    """Measures of the extract `inspection`; what was not looked at stays null."""
    school, preschool = reports.stage > 0, reports.stage == 0
    seat = school & reports.seat
    works = np.where(reports.flag("seat_five_works", 1.0, only=seat) == 1, 5, 3 + (reports.per_school("works") < 0.5))
    return {
        "no_violation": _only(school, reports.flag("no_violation", 0.985)),
        "campus_culture_good": reports.flag("campus_culture", 0.98),
        "preschool_quality_good": _only(preschool, reports.loose("quality", 0.55, 0.82)),
        "preschool_play_recognised": _only(preschool, reports.loose("play", 0.3, 0.66)),
        "safety_passed": _only(preschool, reports.flag("preschool_safety", 0.985)),
        "home_school_complete": reports.flag("home_school", 0.97),
        "works_done": _only(seat, works),
        "works_due": _only(seat, np.full(len(seat), 5)),
        "evaluation_reform_done": _only(school, reports.flag("evaluation_reform", 0.95)),
    }


def _only(where: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.where(where, values, np.nan)


def _all_or(indicator: str, reports: Reports, whole: np.ndarray, urban_share: float) -> np.ndarray:
    """The whole count at every school, a tenth less (at least one) at the schools that the plan lets fall short."""
    full = reports.flag(indicator, urban_share) == 1
    return np.where(full, whole, np.maximum(whole - np.maximum(np.floor(whole * 0.1), 1), 0))


def _fit_pupils(reports: Reports, due: np.ndarray) -> np.ndarray:
    level, later, gaps = (0, 0.955, 0.95), (0, 0.968, 0.963), (0.003, 0.1)
    return reports.share("fitness_pass", due, level, later, gaps, (0.001, 0.04), threshold=0.95)


def _art_skill(reports: Reports, school: np.ndarray) -> np.ndarray:
    level, later, gaps, extras = (0, 0.82, 0.8), (0, 0.9, 0.88), (0.01, 0.32), (0.0, 0.16)
    return reports.share("art_skill", np.where(school, reports.pupils, 0), level, later, gaps, extras, threshold=0.8)


def _borrowed(reports: Reports) -> np.ndarray:
    return 6 + 8 * reports.per_school("borrow") + 0.8 * reports.k + 1.5 * reports.per_township_year("borrow")


def _clubs(reports: Reports) -> np.ndarray:
    """Clubs per school above 2021's value where planned, else not above it."""
    draws = Draws(reports.seed, "clubs")
    count = total(reports.stage > 0, reports.group, reports.groups)
    shape = (len(reports.counted), YEAR_COUNT, 3)
    schools = count.reshape(shape)
    base = np.floor(schools[:, :1] * draws.between(3.0, 6.0, len(reports.counted), 1, 3) + 0.5)
    level = np.divide(base * schools, schools[:, :1], out=np.zeros(shape), where=schools[:, :1] > 0)
    years = np.arange(YEAR_COUNT)[None, :, None]
    rate = draws.between(0.15, 0.5, len(reports.counted), 1, 3)
    met = reports.of_plan(reports.plan.met, "study_club", True).reshape(shape)
    more = np.floor(level + 1e-6) + 1 + np.floor(schools * rate * years)
    less = np.floor(level + 1e-6) - (years % 2)
    amount = np.where(years == 0, base, np.where(met, more, np.maximum(less, 0)))
    weight = np.where(reports.stage > 0, 1 + 0.8 * reports.per_school("clubs"), 0)
    return apportion(amount.reshape(-1), weight, reports.group)


def _bridge_pupils(reports: Reports, enrolment: pd.DataFrame) -> np.ndarray:
    """Pupils of the grades on both sides of a joint."""
    wanted = pd.DataFrame(
        [(system, s, g) for system, grades in BRIDGE_GRADES.items() for s in range(3) for g in grades[s]],
        columns=["system", "stage", "grade"],
    )
    rows = reports.rows[["s", "year", "stage", "system"]]
    at_joint = rows.merge(wanted, on=["system", "stage"]).merge(enrolment, on=["s", "year", "stage", "grade"])
    sums = at_joint.groupby(["s", "year", "stage"], as_index=False).pupils.sum()
    return rows.merge(sums, on=["s", "year", "stage"], how="left").pupils.fillna(0).to_numpy().astype(np.int64)


def _bridge_lead(reports: Reports, held: np.ndarray) -> np.ndarray:
    """Lead schools: first the city's, then more and more of the seats."""
    own = reports.per_school("lead")
    city = ~reports.town & (own < 0.07 + 0.004 * reports.k)
    seat = reports.seat & (own < 0.04 + 0.035 * reports.k)
    return np.where((city | seat) & (held == 1), 1, 0)
