"""From verdicts to actions, goals, townships and the headline, and the state of the tasks."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

import pandas as pd

from tests.oracle.deliveries import City
from tests.oracle.values import NOBODY, Values
from tests.oracle.verdicts import JUDGED, Case, Verdict, judge

READINGS = ("strict", "six_of_seven")
MISSING = ("no_data", "too_small")
SHARE_OF_TOWNSHIPS = 0.8
IN_PROGRESS_FROM = 0.8
JUDGED_FROM = 0.5


@dataclass(frozen=True)
class Row:
    """One row of progress: the case, its verdict, and beside it the one by the urban schools that are not judged by."""

    case: Case
    verdict: Verdict
    beside: Verdict


def progress(city: City, values: Values, year: int, urban_level: str = "city") -> dict:
    """(township, indicator, stage) → Row, for every counted township and for the city itself."""
    rows = {}
    for indicator in city.indicators.to_dict("records"):
        if not _valid(indicator, year):
            continue
        places = ["city"] if indicator["level"] == "city" else city.counted
        for stage in indicator["stages"].split():
            for place in places:
                case = Case(indicator, stage, place, year, city, values)
                rows[place, indicator["indicator_id"], stage] = _row(case, urban_level)
    return rows


def _valid(indicator: dict, year: int) -> bool:
    first, last = indicator["valid_from"], indicator["valid_to"]
    return (not first or int(first) <= year) and (not last or year <= int(last))


def _row(case: Case, urban_level: str) -> Row:
    name = (case.row["indicator_id"], case.stage)
    of_city = case.values.urban.get((*name, case.year), NOBODY)
    of_district = NOBODY
    if case.township != "city":
        district = case.city.townships.at[case.township, "district_id"]
        of_district = case.values.district_urban.get((*name, district, case.year), NOBODY)
    if urban_level == "district":
        # 本区县没有城区对照学校，已改用全市城区对照
        own = of_city if of_district.value is None else of_district
        return Row(case, judge(case, own), judge(case, of_city))
    return Row(case, judge(case, of_city), judge(case, of_district))


def of_township(rows: dict) -> dict[str, list[Row]]:
    """A township's rows; a row of level city counts in nobody's."""
    grouped = defaultdict(list)
    for (township, _, _), row in rows.items():
        if township != "city":
            grouped[township].append(row)
    return grouped


def action_progress(city: City, rows: dict, tasks: pd.DataFrame) -> dict:
    """(township, action) → judged, met, not_met, unmet_core, missing, borderline, the tasks and the status."""
    counts = {}
    for township, mine in of_township(rows).items():
        for action in range(1, 11):
            part = [row for row in mine if row.case.row["action"] == action and row.case.row["role"] != "monitor"]
            done = tasks[(tasks["township_id"] == township) & (tasks["action"] == action)]
            counts[township, action] = action_of(part, tasks_of(done))
    return counts


def tasks_of(tasks: pd.DataFrame) -> Counter:
    """due, done, overdue. A task of all schools is one task of the township: late when one is, done when all are."""
    counts = Counter()
    for _, units in tasks.groupby("task_id"):
        words = set(units["status"])
        counts.update(due=1, overdue="overdue" in words, done=words <= {"done", "done_late"})
    return counts


def action_of(rows: list[Row], tasks: Counter) -> dict:
    verdicts = Counter(row.verdict.verdict for row in rows)
    judged = verdicts["met"] + verdicts["not_met"]
    missing = sum(verdicts[word] for word in MISSING)
    return {
        "judged": judged,
        "met": verdicts["met"],
        "not_met": verdicts["not_met"],
        "unmet_core": how_many(rows, ["core"], ["not_met"]),
        "missing": missing,
        "borderline": sum(row.verdict.borderline for row in rows),
        "slightly_below": slightly_below(rows),
        "tasks_due": tasks["due"],
        "tasks_done": tasks["done"],
        "tasks_overdue": tasks["overdue"],
        "task_word": task_word(tasks),
        "status": action_status(judged, verdicts["met"], missing, tasks),
    }


def task_word(tasks: Counter) -> str:
    if tasks["overdue"]:
        return "overdue"
    if not tasks["due"]:
        return "none"
    return "done" if tasks["done"] == tasks["due"] else "on_schedule"


def action_status(judged: int, met: int, missing: int, tasks: Counter) -> str:
    """All met, at least four fifths, fewer; with under half of the rows known none; without judged rows the tasks speak."""
    if judged and judged >= JUDGED_FROM * (judged + missing):
        return "met" if met == judged else "in_progress" if met >= IN_PROGRESS_FROM * judged else "behind"
    if judged or missing:
        return "not_assessable"
    if not tasks["due"]:
        return "none"
    return "tasks_overdue" if tasks["overdue"] else "tasks_on_schedule"


def goal_progress(city: City, rows: dict) -> dict:
    """(township, goal, reading) → judged, met, not_met, missing and status over core rows."""
    return {
        (township, goal, reading): goal_of([row for row in mine if row.case.row["goal"] == goal and row.case.row["role"] == "core"], reading)
        for township, mine in of_township(rows).items()
        for goal in city.goals.index
        for reading in READINGS
    }


def goal_of(rows: list[Row], reading: str) -> dict:
    judged = [row.verdict for row in rows if row.verdict.verdict in JUDGED]
    missing = sum(row.verdict.verdict in MISSING for row in rows)
    met = sum(verdict.verdict == "met" for verdict in judged)
    passed = passes(judged, reading)
    if not judged and not missing:
        status = "not_applicable"
    elif not passed:
        status = "not_met"
    else:
        status = "not_assessable" if missing else "met"
    return {"judged": len(judged), "met": met, "not_met": len(judged) - met, "missing": missing, "slightly_below": slightly_below(rows), "status": status}


def passes(judged: list[Verdict], reading: str) -> bool:
    """strict: every row. six_of_seven: of seven or more, six in seven, and the rest at 85 % of target or more."""
    unmet = [verdict for verdict in judged if verdict.verdict == "not_met"]
    if reading == "strict" or len(judged) < 7:
        return not unmet
    close = all(verdict.attainment is not None and verdict.attainment >= 0.85 - 1e-9 for verdict in unmet)
    return close and 7 * (len(judged) - len(unmet)) >= 6 * len(judged)


def township_status(rows: dict, goals: dict, actions: dict) -> dict:
    """(township, reading) → status, how many goals are met, not met, not assessable, rows unmet or missing, overdue tasks."""
    mine = of_township(rows)
    overdue = Counter()
    for (township, _), action in actions.items():
        overdue[township] += action["tasks_overdue"]
    found = defaultdict(Counter)
    for (township, _, reading), goal in goals.items():
        found[township, reading][goal["status"]] += 1
    return {
        key: {
            "status": status_of(words),
            "goals_met": words["met"],
            "goals_not_met": words["not_met"],
            "goals_not_assessable": words["not_assessable"],
            "unmet_core": how_many(mine[key[0]], ["core"], ["not_met"]),
            "unmet_judged": how_many(mine[key[0]], ["core", "reference"], ["not_met"]),
            "missing_core": how_many(mine[key[0]], ["core"], MISSING),
            "slightly_below": slightly_below([row for row in mine[key[0]] if row.case.row["role"] == "core"]),
            "tasks_overdue": overdue[key[0]],
        }
        for key, words in found.items()
    }


def slightly_below(rows: list[Row]) -> int:
    """Rows met although a little below the urban value."""
    return sum(row.verdict.reason == "whole_unit" for row in rows)


def how_many(rows: list[Row], roles: list[str], verdicts) -> int:
    return sum(row.case.row["role"] in roles and row.verdict.verdict in verdicts for row in rows)


def status_of(goals: Counter) -> str:
    """A goal that does not apply stands in nobody's way; a township to which none applies has met nothing."""
    if goals["not_met"]:
        return "not_met"
    return "not_assessable" if goals["not_assessable"] or not goals["met"] else "met"


def clock_after(at_deadline: str, now: str) -> str | None:
    """Past the deadline: 到期达标, 逾期后达标, 到期未达标 or 达标后退步; open where the deadline's verdict is."""
    if at_deadline == "met":
        return "fell_back" if now == "not_met" else "met_in_time"
    if at_deadline == "not_met":
        return "met_late" if now == "met" else "not_met_in_time"
    return None


def headline(city: City, statuses: dict) -> dict:
    """(area_kind, area, reading) → counted, met, met_slightly_below, not_met, not_assessable, needed, missing_to_needed."""
    townships = city.townships.loc[city.counted]
    areas = [("city", "city", townships.index)]
    areas += [("district", district, part.index) for district, part in townships.groupby("district_id")]
    return {(kind, area, reading): headline_of([statuses[township, reading] for township in members]) for kind, area, members in areas for reading in READINGS}


def headline_of(statuses: list[dict]) -> dict:
    words = Counter(each["status"] for each in statuses)
    needed = math.ceil(SHARE_OF_TOWNSHIPS * len(statuses) - 1e-9)
    return {
        "counted": len(statuses),
        "met": words["met"],
        "met_slightly_below": sum(each["status"] == "met" and each["slightly_below"] > 0 for each in statuses),
        "met_tasks_overdue": sum(each["status"] == "met" and each["tasks_overdue"] > 0 for each in statuses),
        "not_met": words["not_met"],
        "not_assessable": words["not_assessable"],
        "needed": needed,
        "missing_to_needed": max(0, needed - words["met"]),
    }


def task_status(city: City, year: int) -> pd.DataFrame:
    """One row per task and unit of the year: action, the township it rolls up to (districts none) and its status.

    Where units were merged, the one that still has something to do, or had to do it first, speaks for both.
    """
    columns = ["task_id", "unit_id", "action", "township_id", "status"]
    if "delivery" not in city.extracts:
        return pd.DataFrame(columns=columns)
    of_year = city.extracts["delivery"].query("school_year == @year")
    # a task that the plan does not know is a finding and counts nowhere
    of_year = of_year[of_year["task_id"].isin(city.tasks.index)]
    of_year = of_year.assign(done=of_year["status"] == "done").sort_values(["done", "due", "unit_id"])
    places = city.roster.query("school_year == @year").set_index("delivered_id")["township_id"].to_dict()
    rows = [
        {
            "task_id": row["task_id"],
            "unit_id": _followed(city, city.tasks.at[row["task_id"], "unit"], row["unit_id"]),
            "action": city.tasks.at[row["task_id"], "action"],
            "township_id": _rolls_up_to(city, city.tasks.at[row["task_id"], "unit"], row["unit_id"], places),
            "status": status_of_task(row["status"], _day(row["due"]), _day(row["done_on"]), city.as_of),
        }
        for row in of_year.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=columns).drop_duplicates(["task_id", "unit_id"])


def status_of_task(status: str | None, due: date | None, done_on: date | None, as_of: date | None) -> str:
    """Judged on the day the delivery extract was taken, never today."""
    if status == "done":
        return "done_late" if due and done_on and done_on > due else "done"
    if due and as_of and due < as_of:
        return "overdue"
    return "in_progress" if status == "in_progress" else "not_due"


def _rolls_up_to(city: City, unit: str, unit_id: str, places: dict[str, str]) -> str | None:
    """A township's own task, or one of a school that stands there; a district's task stays with the district."""
    if unit == "township":
        return city.follow_township(unit_id)
    return places.get(unit_id) if unit == "school" else None


def _followed(city: City, unit: str, unit_id: str) -> str:
    """The code the unit lives on under."""
    follow = {"township": city.follow_township, "school": city.follow_school}.get(unit, str)
    return follow(unit_id)


def _day(moment) -> date | None:
    return None if pd.isna(moment) else pd.Timestamp(moment).date()
