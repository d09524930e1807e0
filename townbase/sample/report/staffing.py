"""Teachers: how many, how qualified, how they move."""

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.fitting import apportion, least_met, total
from townbase.sample.report.measures import YEAR_COUNT, Reports
from townbase.sample.report.people import people
from townbase.sample.report.resources import uneven

PUPILS_PER_TEACHER = np.array([0.0, 17.5, 12.8])
TEACHERS_PER_CLASS = np.array([2.0, 2.0, 2.9])


def staffing(reports: Reports, seat_strong: tuple[int, ...]) -> dict[str, np.ndarray]:
    """Measures of the extract `staffing`, one array each over reports.rows."""
    due = _due(reports)
    teachers = _teachers(reports, due)
    tilt = _tilt(reports, seat_strong)
    schooling = _in_stages(reports, teachers, 1, 2)
    bachelor = reports.share(
        "bachelor", schooling, (0, 0.835, 0.925), (0, 0.915, 0.965), (0.006, 0.24), (0.0, 0.085), tilt=tilt
    )
    college = reports.share(
        "college_preschool", _in_stages(reports, teachers, 0), (0.87, 0, 0), (0.945, 0, 0), (0.006, 0.24), (0.0, 0.06)
    )
    backbone = _backbone(reports, schooling, tilt)
    start = _before(reports, teachers)
    trained = _trained(reports, teachers)
    preschool = reports.stage == 0
    return {
        "teachers": teachers,
        "teachers_due": due,
        "bachelor_teachers": np.where(preschool, np.floor(college * (0.3 + 0.03 * reports.k)), bachelor),
        "college_teachers": np.where(preschool, college, bachelor + np.ceil((teachers - bachelor) * 0.8)),
        "backbone_teachers": backbone,
        "arts_pe_teachers": np.where(preschool, 0, _arts(reports, teachers)),
        "subject_teachers_full": reports.flag("subject_teacher_full", 0.97),
        "mental_teacher_met": reports.flag("mental_teacher", 0.96),
        "principals": np.ones(len(teachers)),
        "principals_qualified": reports.flag("seat_principal", 0.98, only=reports.seat) * _others_qualified(reports),
        "trained_360_teachers": trained,
        "teachers_start": start,
        "teachers_left": np.minimum(np.floor(start * _leaving(reports) + 0.5), start),
        **people(reports, teachers),
    }


def _due(reports: Reports) -> np.ndarray:
    by_pupils = reports.pupils / np.where(reports.stage == 0, 1e9, PUPILS_PER_TEACHER[reports.stage])
    by_classes = reports.classes * TEACHERS_PER_CLASS[reports.stage] * np.where(reports.stage == 0, 1, 0.85)
    return np.maximum(np.ceil(np.maximum(by_pupils, by_classes)), 2).astype(np.int64)


def _teachers(reports: Reports, due: np.ndarray) -> np.ndarray:
    """A township's teachers reach what is due where planned; within it the seat is served a little better."""
    draws = Draws(reports.seed, "teachers")
    pool = total(due, reports.group, reports.groups)
    met = reports.of_plan(reports.plan.met, "teacher_full", True)
    gap = 0.006 + 0.16 * reports.of_plan(reports.plan.gap, "teacher_full", 0.0)
    spare = 0.07 * reports.of_plan(reports.plan.extra, "teacher_full", 0.0)
    enough = least_met(np.ones(len(pool)), pool, whole_unit=False) + np.floor(spare * pool)
    short = np.minimum(np.floor(pool * (1 - gap)), pool - 1)
    lean = np.repeat(draws.between(-0.02, 0.06, len(reports.counted)), YEAR_COUNT * 3)
    amount = np.where(
        np.repeat(reports.counted, YEAR_COUNT * 3), np.where(met, enough, short), np.floor(pool * (1 + lean))
    )
    own = 0.85 + 0.3 * reports.per_school("manned")
    return apportion(np.maximum(amount, 0), due * own * np.where(reports.seat, 1.015, 1.0), reports.group)


def _tilt(reports: Reports, seat_strong: tuple[int, ...]) -> np.ndarray:
    """Weight of a school's teachers when qualified ones are dealt out: seats have more, in two townships far more."""
    strong = np.isin(reports.t, seat_strong)
    plain = 1 + 0.2 * (reports.per_school("strength") - 0.5)
    return np.where(strong, np.where(reports.seat, 1.5, 0.45), np.where(reports.seat, plain + 0.1, plain))


def _backbone(reports: Reports, schooling: np.ndarray, tilt: np.ndarray) -> np.ndarray:
    """A new round of titles in 2025 lifts the city's schools at once: a township that stood still falls behind."""
    return reports.share(
        "backbone",
        schooling,
        (0, 0.20, 0.225),
        (0, 0.245, 0.27),
        (0.012, 0.2),
        (0.0, 0.085),
        tilt=tilt * (0.45 + 1.6 * reports.per_school("backbone")),
        jump=(0, 0, 0, 0, 0.022, 0.015),
    )


def _arts(reports: Reports, teachers: np.ndarray) -> np.ndarray:
    """Music, sport and art: a sixth of the teachers at least, in well-staffed schools far more."""
    return np.minimum(np.ceil(teachers * 0.185 * (0.35 + 0.65 * uneven(reports, "arts"))), teachers)


def _trained(reports: Reports, teachers: np.ndarray) -> np.ndarray:
    return np.where(
        reports.flag("training_360", 0.9) == 1,
        teachers,
        np.floor(teachers * (0.8 + 0.15 * reports.per_school("trained"))),
    )


def _others_qualified(reports: Reports) -> np.ndarray:
    """Outside the seat hardly anyone lacks the qualification, and nobody judges it there."""
    other = (reports.per_school("principal") < 0.94).astype(np.int64)
    return np.where(reports.seat, 1, other)


def _before(reports: Reports, teachers: np.ndarray) -> np.ndarray:
    """Teachers at the start of the school year before: last year's count, in the first year this year's."""
    frame = pd.DataFrame({"s": reports.s, "stage": reports.stage, "teachers": teachers})
    return frame.groupby(["s", "stage"]).teachers.shift(1).fillna(frame.teachers).to_numpy()


def _leaving(reports: Reports) -> np.ndarray:
    """Share of teachers who were moved away: more in towns, fewer from year to year, uneven from place to place."""
    level = 0.01 + 0.05 * reports.per_school("left")
    return level * np.where(reports.town, 1.3 - 0.06 * reports.k, 0.6) * (0.7 + 0.6 * reports.per_township_year("left"))


def _in_stages(reports: Reports, values: np.ndarray, *stages: int) -> np.ndarray:
    return np.where(np.isin(reports.stage, stages), values, 0)
