"""A small invented city full of edges: gaps in the returns, ties with the target, codes that change, places without schools.

Far too irregular for a page, and made for one purpose: whatever the definitions distinguish should happen in it.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from tests.support.draw_delivery import delivery

YEARS = range(2021, 2027)
DISTRICTS = {"d1": "甲区", "d2": "乙区", "d3": "丙区"}
# township: district, counted, what stands there (kinds), who serves its junior stage
TOWNSHIPS = {
    "t1": (
        "d1",
        True,
        ["kindergarten", "kindergarten", "primary", "primary", "primary", "junior", "teaching_point"],
        None,
    ),
    "t2": ("d1", True, ["kindergarten", "primary", "primary", "nine_year", "other"], None),
    "t3": ("d1", True, ["kindergarten", "primary", "primary"], "t1"),
    "t4": ("d2", True, ["kindergarten", "primary", "primary", "primary"], None),
    "t5": ("d2", True, ["nine_year"], None),
    "t6": ("d2", True, ["teaching_point", "junior"], None),
    "t7": ("d3", True, ["kindergarten", "primary", "junior", "junior"], None),
    "t8": ("d3", True, [], None),
    "t9": ("d1", False, ["kindergarten", "primary", "junior"], None),
    "u1": ("d1", False, ["kindergarten", "primary", "primary", "junior"], None),
    "u2": ("d2", None, ["kindergarten", "primary", "nine_year"], None),
}
STAGES = {
    "kindergarten": ["preschool"],
    "primary": ["primary"],
    "junior": ["junior"],
    "nine_year": ["primary", "junior"],
    "teaching_point": ["primary"],
    "other": [],
}
GRADES = {"preschool": ["k1", "k2", "k3"], "primary": ["1", "2", "3", "4", "5", "6"], "junior": ["7", "8", "9"]}
# extract: counts that stand alone, {part: whole it may not exceed}, yes or no
MEASURES = {
    "staffing": (
        [
            *("teachers", "teachers_due", "principals", "teachers_start", "exchange_due", "allowance_due"),
            *("housing_needed", "recruit_planned", "order_trainees", "talent_trainees"),
        ],
        {
            "college_teachers": "teachers",
            "bachelor_teachers": "college_teachers",
            "backbone_teachers": "teachers",
            "arts_pe_teachers": "teachers",
            "trained_360_teachers": "teachers",
            "principals_qualified": "principals",
            "teachers_left": "teachers_start",
            "research_teachers": "teachers",
            "care_teachers": "teachers",
            "exchanged_teachers": "exchange_due",
            "allowance_teachers": "allowance_due",
            "housing_met": "housing_needed",
            "recruited_teachers": "recruit_planned",
            "order_finished": "order_trainees",
            "talent_finished": "talent_trainees",
            "principals_under_50": "principals",
            "principals_within_terms": "principals",
        },
        ["subject_teachers_full", "mental_teacher_met"],
    ),
    "facilities": (
        [
            *("function_rooms", "function_rooms_due", "lunch_needed", "bus_needed", "boarding_beds", "boarding_needed"),
            *("floor_area", "sports_area", "equipment_value", "multimedia_rooms", "new_books", "books", "books_weeded"),
        ],
        {"lunch_served": "lunch_needed", "bus_served": "bus_needed", "books_recommended": "books"},
        [
            *("provincial_standard_met", "equipment_standard_met", "activity_room_met", "living_facility_met"),
            *("ict_standard_met", "library_standard_met"),
        ],
    ),
    "teaching": (
        [
            *("classes_course_complete", "classes_arts_pe_complete", "study_clubs", "fitness_due", "art_skill_pupils"),
            *("bridge_pupils_due", "ict_teachers", "books_borrowed", "classes_labour_weekly", "club_pupils"),
            *("support_due", "joint_activities", "parent_class_pupils"),
        ],
        {
            "fitness_passed": "fitness_due",
            "fitness_good": "fitness_passed",
            "bridge_pupils": "bridge_pupils_due",
            "support_pupils": "support_due",
        },
        [
            *("labour_list_met", "expert_linked", "diagnosis_done", "bridge_held", "bridge_lead", "dual_teacher_held"),
            *("paired_supported", "reform_project", "quality_class", "ict_links_used", "mental_lesson_met"),
        ],
    ),
    "inspection": (
        ["works_due"],
        {"works_done": "works_due"},
        [
            *("no_violation", "campus_culture_good", "preschool_quality_good", "preschool_play_recognised"),
            *("safety_passed", "home_school_complete", "evaluation_reform_done"),
        ],
    ),
}
SCALE = {"floor_area": 60, "sports_area": 100, "equipment_value": 30000, "multimedia_rooms": 1, "new_books": 20}
TASKS = {"township": ["T2-1", "T3-6", "T8-1", "T10-1"], "school": ["T4-3", "T9-5"], "district": ["T3-3"]}


def random_city(folder: Path, seed: int) -> Path:
    """Write the delivery of one seed and return its folder."""
    draw = np.random.default_rng(seed)
    schools = _schools(draw)
    stages = [(row, stage) for row in schools for stage in STAGES[row["kind"]]]
    tables = {
        "townships": _townships(),
        "schools": schools,
        "code_changes": [
            {"kind": "school", "old_id": "t1s2old", "school_year": 2023, "new_id": "t1s2"},
            {"kind": "township", "old_id": "t7old", "school_year": 2024, "new_id": "t7"},
        ],
        **{extract: _measures(draw, extract, stages) for extract in MEASURES},
        "enrolment": _enrolment(draw, stages),
        "assessment": _assessment(draw, stages),
        "survey": _survey(draw),
        "residency": _residency(draw),
        "funding": _funding(draw),
        "delivery": _tasks(draw, schools),
    }
    return delivery(folder, {name: _drawn(rows) for name, rows in tables.items()}, extracts={"delivery": {"as_of": "2025-11-30"}})


def _townships() -> list[dict]:
    return [
        {
            "township_id": township,
            "name": f"{township}镇",
            "district_id": district,
            "district_name": DISTRICTS[district],
            "counted": counted,
            "junior_served_by": served_by,
        }
        for township, (district, counted, _, served_by) in TOWNSHIPS.items()
    ]


def _schools(draw) -> list[dict]:
    """The roster; the first primary school is the seat's, one seat flag is unknown, urban schools are references."""
    rows = []
    for year in YEARS:
        for township, (_, _, kinds, _) in TOWNSHIPS.items():
            for number, kind in enumerate(kinds):
                code = f"{township}s{number}"
                urban = township.startswith("u")
                first_of_kind = kinds.index(kind) == number
                rows.append(
                    {
                        "school_id": f"{code}old" if code == "t1s2" and year < 2023 else code,
                        "school_year": year,
                        "township_id": "t7old" if township == "t7" and year < 2024 else township,
                        "name": f"{code}校",
                        "kind": kind,
                        "system": "63",
                        "seat": None if code == "t4s3" else first_of_kind and not urban and township != "t6",
                        "urban_reference": urban,
                        "urban_quality": urban and kind != "kindergarten" and draw.random() < 0.9,
                    }
                )
    return rows


def _measures(draw, extract: str, stages) -> list[dict]:
    """Each school is good or weak for good; some returns are missing whole, some cells are blank."""
    alone, parts, flags = MEASURES[extract]
    rows = []
    for school, stage in stages:
        if draw.random() < 0.03:
            continue
        good = draw.choice([0.5, 0.8, 1.0, 1.0])
        row = {name: int(draw.integers(0, 12)) * SCALE.get(name, 1) for name in alone}
        for part, whole in parts.items():
            row[part] = int(draw.binomial(row[whole], good))
        row |= {flag: int(draw.random() < good) for flag in flags}
        if school["urban_reference"] is False and draw.random() < 0.15:
            row[draw.choice(list(row))] = None
        rows.append({"school_id": school["school_id"], "school_year": school["school_year"], "stage": stage} | row)
    return rows


def _enrolment(draw, stages) -> list[dict]:
    return [
        {
            "school_id": school["school_id"],
            "school_year": school["school_year"],
            "stage": stage,
            "grade": grade,
            "pupils": int(draw.integers(0, 40)),
            "classes": int(draw.integers(0, 3)),
        }
        for school, stage in stages
        for grade in GRADES[stage]
        if draw.random() < 0.99
    ]


def _assessment(draw, stages) -> list[dict]:
    return [
        {
            "school_id": school["school_id"],
            "school_year": school["school_year"],
            "stage": stage,
            "grade": {"primary": "4", "junior": "8"}[stage],
            "subject": subject,
            "kind": "监测",
            "pupils": 20,
            "mean": 60 if school["urban_quality"] else int(draw.choice([48, 51, 52, 60, 66])),
            "level3": int(draw.integers(0, 21)),
        }
        for school, stage in stages
        if stage != "preschool" and school["school_year"] != 2022 and draw.random() < 0.95
        for subject in ("语文", "数学")
    ]


def _survey(draw) -> list[dict]:
    rows = []
    for township in TOWNSHIPS:
        for year in YEARS:
            for respondent in ("parent", "pupil", "teacher"):
                for item in ("satisfaction", "belonging")[: 1 if respondent == "parent" else 2]:
                    for organiser in draw.choice(["third_party", "bureau", "school"], draw.integers(0, 3), replace=False):
                        answered = int(draw.choice([5, 20, 29, 30, 40, 100, 200]))
                        satisfied = min(answered, round(answered * draw.choice([0.9, 0.94, 0.95, 0.96, 1])))
                        rows.append(
                            {
                                "township_id": "t7old" if township == "t7" and year < 2024 else township,
                                "school_year": year,
                                "respondent": respondent,
                                "item": item,
                                "organiser": str(organiser),
                                "asked": answered + 10,
                                "answered": answered,
                                "satisfied": satisfied,
                            }
                        )
    return rows


def _residency(draw) -> list[dict]:
    """Some townships rise every year, some hold high, some wander, some are small, some miss a year."""
    rows = []
    for township in TOWNSHIPS:
        for stage in ("preschool", "primary", "junior"):
            course = draw.choice(["rise", "high", "wander", "overall", "small"])
            missing = draw.choice([2021, 2023, 0, 0, 0, 0])
            for step, year in enumerate(YEARS):
                if year == missing:
                    continue
                found = 20 if course == "small" else 100
                share = {
                    "rise": 0.6 + 0.03 * step,
                    "high": 0.98 if step else 0.99,
                    "wander": draw.choice([0.6, 0.7]),
                    "overall": 0.6 + 0.05 * (step % 2) + 0.01 * step,
                    "small": 0.5,
                }[course]
                local = round(found * share)
                served = TOWNSHIPS[township][3] if stage == "junior" else None
                parts = {township: local - (10 if served else 0), "other_city": found - local, "unknown": 3}
                if served:
                    parts[served] = 10
                rows += [
                    {
                        "township_id": "t7old" if township == "t7" and year < 2024 else township,
                        "school_year": year,
                        "stage": stage,
                        "destination": "t7old" if destination == "t7" and year < 2024 else destination,
                        "children": int(children),
                    }
                    for destination, children in parts.items()
                    if children
                ]
    return rows


def _funding(draw) -> list[dict]:
    return [
        {
            "township_id": township,
            "school_year": year,
            "source": source,
            "source_level": None if (township, year) == ("t8", 2023) else "higher" if source == "省级" else "local",
            "planned": 100,
            "received": int(draw.integers(0, 101)),
        }
        for township in ("t1", "t2", "t8")
        for year in YEARS
        for source in ("省级", "市级")
    ]


def _tasks(draw, schools) -> list[dict]:
    units = {
        "township": [(code, year) for code in TOWNSHIPS for year in YEARS],
        "school": [(row["school_id"], row["school_year"]) for row in schools],
        "district": [(code, year) for code in DISTRICTS for year in YEARS],
    }
    rows = []
    for unit, tasks in TASKS.items():
        for task in tasks:
            for code, year in units[unit]:
                status = str(draw.choice(["not_started", "in_progress", "done"]))
                due = pd.Timestamp(year, 9, 1) + pd.Timedelta(days=int(draw.integers(0, 200)))
                done = due + pd.Timedelta(days=int(draw.integers(-60, 30)))
                rows.append(
                    {
                        "task_id": task,
                        "unit_id": code,
                        "school_year": year,
                        "due": due.date(),
                        "status": status,
                        "done_on": done.date() if status == "done" else None,
                    }
                )
    return rows


def _drawn(rows: list[dict]) -> str:
    columns = list(rows[0])
    lines = [" | ".join("" if row[name] is None else str(row[name]) for name in columns) for row in rows]
    return "\n".join([" | ".join(columns), *lines])
