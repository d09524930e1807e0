"""What else is counted of lessons and pupils: reform, labour lessons, societies, joint days, lessons of mental health."""

import numpy as np

from townbase.sample.report.measures import Reports


def activities(reports: Reports, fitness_due: np.ndarray, fitness_passed: np.ndarray) -> dict[str, np.ndarray]:
    """Measures of the extract `teaching`; every one but the parents' lessons is of schools only, null in kindergartens."""
    helped = np.floor(reports.pupils * (0.04 + 0.06 * reports.per_school("help due")))
    labour = reports.flag("labour_lesson", 0.95) == 1
    of_schools = {
        "reform_project": reports.loose("reform", 0.12, 0.4),
        "classes_labour_weekly": np.where(labour, reports.classes, np.floor(reports.classes * 0.85)),
        "club_pupils": reports.loose("club pupils", 0.45, 0.74, reports.pupils),
        "fitness_good": np.minimum(reports.loose("fit and well", 0.33, 0.5, fitness_due), fitness_passed),
        "quality_class": reports.loose("quality class", 0.14, 0.4),
        "support_due": helped,
        "support_pupils": reports.loose("help", 0.74, 0.94, helped),
        "ict_links_used": reports.loose("links", 0.45, 0.8),
        "joint_activities": _joint(reports),
        "mental_lesson_met": reports.flag("mental_lesson", 0.96),
    }
    school = reports.stage > 0
    out = {name: np.where(school, values, np.nan) for name, values in of_schools.items()}
    return {**out, "parent_class_pupils": reports.loose("parents", 0.52, 0.84, reports.pupils)}


def _joint(reports: Reports) -> np.ndarray:
    """Joint days of a year: two a term and more, or fewer."""
    met = reports.of_plan(reports.plan.met, "joint_activity", True)[reports.group] | ~reports.town
    own = reports.per_school("joint") * 0.7 + reports.per_township_year("joint") * 0.3
    return np.where(met, 4 + np.floor(5 * own), 1 + np.floor(3 * own))
