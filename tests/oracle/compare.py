"""Hold published marts beside the recomputation, row by row; every disagreement is a line of text."""

import contextlib
import math
from pathlib import Path

import duckdb

from tests.oracle import changes, readings, roll_up
from tests.oracle.deliveries import City
from tests.oracle.values import Values
from tests.oracle.verdicts import JUDGED, Case, not_applicable

SHOWN_FROM = 10


def published(folder: Path) -> Path:
    """The served version of a folder that build published into."""
    version = (folder / "current").read_text(encoding="utf-8").strip()
    return folder / version if version.endswith(".duckdb") else folder / f"townbase-{version}.duckdb"


def disagreements(db: Path, city: City, values: Values, year: int, urban_level: str = "city") -> list[str]:
    """Where the marts of one school year differ from the recomputation."""
    rows = roll_up.progress(city, values, year, urban_level)
    tasks = roll_up.task_status(city, year)
    goals = roll_up.goal_progress(city, rows)
    actions = roll_up.action_progress(city, rows, tasks)
    statuses = roll_up.township_status(rows, goals, actions)
    with contextlib.closing(duckdb.connect(str(db), read_only=True)) as con:
        return [
            *_progress(con, rows, year),
            *_uncounted(con, city, values, year),
            *_mart_differs(con, "action_progress", year, actions),
            *_mart_differs(con, "goal_progress", year, goals),
            *_mart_differs(con, "township_status", year, statuses),
            *_clocks(con, city, values, year, urban_level, statuses),
            *_headline(con, city, statuses, year),
            *_tasks(con, tasks, year),
            *_readings(con, city, values, rows, year),
            *_changes(con, city, values, year, urban_level, rows, statuses),
        ]


KEYS = {
    "progress": ["township_id", "indicator_id", "stage"],
    "action_progress": ["township_id", "action"],
    "goal_progress": ["township_id", "goal", "reading"],
    "township_status": ["township_id", "reading"],
    "township_reading": ["township_id", "reading"],
    "headline_reading": ["area_kind", "area_id", "reading"],
    "headline": ["area_kind", "area_id", "reading"],
    "task_status": ["task_id", "unit_id"],
    "row_change": ["township_id", "indicator_id", "stage"],
    "status_change": ["township_id"],
}


def _mart_differs(con, name: str, year: int, expected: dict) -> list[str]:
    return _differ(expected, _mart(con, name, year), f"{name} {year}")


def _clocks(con, city: City, values: Values, year: int, urban_level: str, statuses: dict) -> list[str]:
    """The pace before the judged year, nothing in it, after it what became of the deadline."""
    judged_year, base_year = (int(city.goals[column].iloc[0]) for column in ("judged_year", "base_year"))
    if year < judged_year:
        now, at_base = (roll_up.progress(city, values, each, urban_level) for each in (year, base_year))
        return _mart_differs(con, "township_status", year, changes.paces(year, base_year, judged_year, now, at_base, statuses))
    rows = roll_up.progress(city, values, judged_year, urban_level)
    then = roll_up.township_status(rows, roll_up.goal_progress(city, rows), {})
    clocks = {key: {"clock": roll_up.clock_after(then[key]["status"], now["status"]) if year > judged_year else None} for key, now in statuses.items()}
    return _mart_differs(con, "township_status", year, clocks)


def _changes(con, city: City, values: Values, year: int, urban_level: str, rows: dict, statuses: dict) -> list[str]:
    """Against the year before; the first year of the plan has none."""
    if year <= int(city.goals["base_year"].iloc[0]):
        return []
    earlier = roll_up.progress(city, values, year - 1, urban_level)
    goals = roll_up.goal_progress(city, earlier)
    before = roll_up.township_status(earlier, goals, {})
    moved = changes.of_rows(rows, earlier, urban_level)
    roles = dict(zip(city.indicators["indicator_id"], city.indicators["role"], strict=True))
    return [
        *_mart_differs(con, "row_change", year, moved),
        *_mart_differs(con, "status_change", year, changes.of_townships(statuses, before, moved, roles)),
    ]


def _progress(con, rows: dict, year: int) -> list[str]:
    expected = {key: _expected(row) for key, row in rows.items()}
    mart = _mart(con, "progress", year, "where counted or township_id = 'city'")
    return _differ(expected, mart, f"progress {year}")


def _expected(row: roll_up.Row) -> dict:
    """What progress says of a counted township; a column that means nothing for the verdict is left out."""
    case, verdict = row.case, row.verdict
    told = {
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "state": "slightly_below" if verdict.reason == "whole_unit" else verdict.verdict,
        "borderline": verdict.borderline,
        **_parts(case),
    }
    if verdict.verdict in JUDGED:
        told |= {"attainment": verdict.attainment}
        told |= {"target": verdict.target} if verdict.target is not None else {}
        told |= {"shortfall_units": verdict.shortfall} if verdict.verdict == "not_met" else {}
        told |= {"coverage": case.value.coverage}
    if case.row["rule"] == "not_below_urban":
        # a district without urban schools of its own has no second verdict
        alone = verdict.verdict in JUDGED and row.beside.reason == "no_benchmark"
        told |= {"verdict_district_urban": None if alone else row.beside.verdict}
    return told


def _parts(case: Case) -> dict:
    """numerator, denominator and value; the answers and the children of fewer than ten people are not shown."""
    value = case.value
    if not_applicable(case) in ("no_school", "not_served"):
        return {}
    if case.row["scope"] == "seat_vs_other":
        seat, other = (case.value_in(case.year, scope).value for scope in ("seat", "other"))
        return {"value": None if seat is None or other is None else seat - other}
    people = case.row["denominator"].startswith("answered_") or case.row["denominator"] == "found"
    if people and value.denominator is not None and value.denominator < SHOWN_FROM:
        return {"value": None}
    return {"numerator": value.numerator, "denominator": value.denominator, "value": value.value}


def _uncounted(con, city: City, values: Values, year: int) -> list[str]:
    """A township that does not count shows values, never verdicts."""
    mart = _mart(con, "progress", year, "where not counted and township_id <> 'city'")
    indicators = {row["indicator_id"]: row for row in city.indicators.to_dict("records")}
    expected = {}
    for township in city.townships.index.difference(city.counted):
        for name, indicator in indicators.items():
            for stage in indicator["stages"].split() if indicator["level"] == "township" else []:
                case = Case(indicator, stage, township, year, city, values)
                expected[township, name, stage] = {"verdict": None, **_parts(case)}
    return _differ(expected, mart, f"progress of townships not counted {year}")


def _headline(con, city: City, statuses: dict, year: int) -> list[str]:
    mart = _mart(con, "headline", year, "where counted > 0")
    # how the city's own row is called is the mart's affair
    mart = {(kind, "city" if kind == "city" else area, reading): row for (kind, area, reading), row in mart.items()}
    return _differ(roll_up.headline(city, statuses), mart, f"headline {year}")


def _tasks(con, tasks, year: int) -> list[str]:
    expected = {(row["task_id"], row["unit_id"]): {"status": row["status"]} for row in tasks.to_dict("records")}
    return _mart_differs(con, "task_status", year, expected)


def _readings(con, city: City, values: Values, rows: dict, year: int) -> list[str]:
    found = readings.statuses(city, values, rows)
    expected = {key: {"status": status, "published": found[key[0], "strict"]} for key, status in found.items()}
    counts = _mart(con, "headline_reading", year, "where counted > 0")
    return [
        *_mart_differs(con, "township_reading", year, expected),
        *_differ(readings.headlines(city, found), counts, f"headline_reading {year}"),
    ]


def _mart(con, name: str, year: int, where: str = "") -> dict:
    """Rows of a mart in one year as {key: {column: value}}. A repeated key is an error."""
    table = con.execute(f"select * from (select * from {name} {where}) where school_year = ?", [year])
    columns = [column[0] for column in table.description]
    rows = [dict(zip(columns, cells, strict=True)) for cells in table.fetchall()]
    found = {tuple(row[part] for part in KEYS[name]): row for row in rows}
    assert len(found) == len(rows), f"{name} has more than one row per {KEYS[name]}"
    return found


def _differ(expected: dict, mart: dict, name: str) -> list[str]:
    lines = [f"{name}: {key} is missing from the mart" for key in expected.keys() - mart.keys()]
    lines += [f"{name}: {key} is in the mart and should not be" for key in mart.keys() - expected.keys()]
    for key in expected.keys() & mart.keys():
        for column, value in expected[key].items():
            if not _same(value, mart[key][column]):
                lines.append(f"{name}: {key} {column} should be {value!r} and is {mart[key][column]!r}")
    return sorted(lines)


def _same(expected, found) -> bool:
    if expected is None or found is None:
        return expected is None and found is None or (expected is False and found is None)
    if isinstance(expected, (int, float)) and isinstance(found, (int, float)):
        return math.isclose(expected, found, rel_tol=1e-9, abs_tol=1e-9)
    return expected == found
