"""A small invented city full of edges: gaps in the returns, ties with the target, codes that change, places without schools.

Far too irregular for a page, and made for one purpose: whatever the definitions distinguish should happen in it.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from tests.oracle.random_shape import DISTRICTS, GRADES, MEASURES, SCALE, STAGES, TASKS, TOWNSHIPS, YEARS
from tests.support.draw_delivery import delivery


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
