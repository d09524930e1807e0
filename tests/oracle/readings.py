"""Where every counted township stands under every named reading, recomputed from the extracts.

Held here too, through what it gives township_reading: the mart turned_row.
"""

from collections import Counter, defaultdict
from dataclasses import replace

import pandas as pd

from tests.oracle.deliveries import City
from tests.oracle.measures import results
from tests.oracle.roll_up import Row, goal_of, of_township, status_of
from tests.oracle.values import Values
from tests.oracle.verdicts import ALLOWED_ERROR, JUDGED, Verdict, judge

POINTS = {"no_tolerance": 0.0, "one_point": 0.01, "two_points": 0.02}
FORMULAS = ("mean_difference", "mean_spread", "variance_share")
ISSUED = 2022
STREET = "街道"


def statuses(city: City, values: Values, rows: dict) -> dict[tuple[str, str], str]:
    """(township, reading) → met, not_met, not_assessable; towns and streets only where the township is one."""
    rates = subject_rates(city)
    kinds = city.townships["kind"] if "kind" in city.townships else pd.Series(dtype=str)
    found = {}
    for township, mine in of_township(rows).items():
        core = [row for row in mine if row.case.row["role"] == "core"]
        readings = {"strict": [row.verdict for row in core]}
        readings |= {name: [within_points(row, points) for row in core] for name, points in POINTS.items()}
        readings |= {"other_urban": [by_other_urban(row) for row in core]}
        readings |= {name: [by_formula(row, name, rates) for row in core] for name in FORMULAS}
        readings |= {"since_issued": [since_issued(row) for row in core]}
        for name, verdicts in readings.items():
            found[township, name] = of_goals(city, core, verdicts, "strict")
        found[township, "six_of_seven"] = of_goals(city, core, readings["strict"], "six_of_seven")
        found[township, "streets" if kinds.get(township) == STREET else "towns"] = found[township, "strict"]
    return found


def of_goals(city: City, core: list[Row], verdicts: list[Verdict], reading: str) -> str:
    """The township's status from the verdicts of its core rows, goal by goal."""
    by_goal = defaultdict(list)
    for row, verdict in zip(core, verdicts, strict=True):
        by_goal[row.case.row["goal"]].append(replace(row, verdict=verdict))
    words = [goal_of(by_goal[goal], reading)["status"] if by_goal[goal] else "not_assessable" for goal in city.goals.index]
    return status_of(Counter(words))


def within_points(row: Row, points: float) -> Verdict:
    """不低于城区 with so many points (or parts of the urban value per head) let pass, whole units or not."""
    if row.case.row["rule"] != "not_below_urban" or row.verdict.verdict not in JUDGED:
        return row.verdict
    short = row.verdict.target - row.case.value.value
    allowed = points if row.case.row["form"] == "share" else points * row.verdict.target
    return Verdict("met" if short <= ALLOWED_ERROR or short < allowed - ALLOWED_ERROR else "not_met", "point")


def by_other_urban(row: Row) -> Verdict:
    """The verdict by the urban value that is not judged; without one the judged value stands in."""
    alone = row.verdict.verdict in JUDGED and row.beside.reason == "no_benchmark"
    return row.verdict if row.case.row["rule"] != "not_below_urban" or alone else row.beside


def by_formula(row: Row, formula: str, rates: dict) -> Verdict:
    """Every subject below the threshold; a subject that the formula cannot reckon leaves the others open."""
    case = row.case
    if case.row["form"] != "difference_rate" or row.verdict.verdict not in JUDGED:
        return row.verdict
    known = rates[case.stage, case.township, case.year]
    if any(each[formula] is not None and each[formula] >= float(case.row["threshold"]) - ALLOWED_ERROR for each in known):
        return Verdict("not_met", "point")
    return Verdict("no_data" if any(each[formula] is None for each in known) else "met", "point")


def since_issued(row: Row) -> Verdict:
    """Rising counted from the school year in which the plan was issued."""
    if row.case.row["rule"] != "rising":
        return row.verdict
    city = replace(row.case.city, goals=row.case.city.goals.assign(base_year=ISSUED))
    return judge(replace(row.case, city=city))


def subject_rates(city: City) -> dict[tuple, list[dict]]:
    """(stage, township, year) → one dict a subject: each formula's rate, None where it cannot be reckoned."""
    if "assessment" not in city.extracts:
        return {}
    rows = results(city).dropna(subset=["pupils", "mean"])
    rows = rows[rows["pupils"] > 0]
    paper = ["stage", "school_year", "subject", "grade", "kind"]
    quality = rows[rows["urban_quality"].fillna(False)]
    urban = quality.groupby(paper).apply(lambda part: (part["mean"] * part["pupils"]).sum() / part["pupils"].sum(), include_groups=False)
    rows = rows.merge(urban.rename("urban").reset_index(), on=paper)
    found = defaultdict(list)
    for (stage, township, year, _), subject in rows.groupby(["stage", "township_id", "school_year", "subject"]):
        papers = [(part["pupils"].sum(), paper_rates(part)) for _, part in subject.groupby(["grade", "kind"])]
        found[stage, township, year].append({name: weighed([(n, rates[name]) for n, rates in papers]) for name in FORMULAS})
    return found


def paper_rates(part: pd.DataFrame) -> dict:
    pupils, urban = part["pupils"].astype(float), float(part["urban"].iloc[0])
    share = pupils / pupils.sum()
    apart = float((share * (part["mean"] - urban) ** 2).sum())
    known = "sd" in part and part["sd"].notna().all()
    within = float((share * part["sd"].astype(float) ** 2).sum()) if known else None
    return {
        "mean_difference": (urban - float((share * part["mean"]).sum())) / urban,
        "mean_spread": apart**0.5 / urban,
        "variance_share": None if within is None or apart + within == 0 else apart / (apart + within),
    }


def weighed(papers: list[tuple[float, float | None]]) -> float | None:
    """Several papers of one subject by the township's pupils who sat each; one without a rate leaves none."""
    if any(rate is None for _, rate in papers):
        return None
    return sum(n * rate for n, rate in papers) / sum(n for n, _ in papers)


def headlines(city: City, found: dict) -> dict[tuple[str, str, str], dict]:
    """(area_kind, area, reading) → how many met, not_met, not_assessable, and what the reading turns."""
    counts = defaultdict(lambda: {"counted": 0, "met": 0, "not_met": 0, "not_assessable": 0, "turned_to_met": 0, "turned_from_met": 0})
    for (township, reading), status in found.items():
        published = found[township, "strict"]
        for area in (("city", "city"), ("district", city.townships.at[township, "district_id"])):
            mine = counts[*area, reading]
            mine["counted"] += 1
            mine[status] += 1
            mine["turned_to_met"] += status == "met" and published != "met"
            mine["turned_from_met"] += status != "met" and published == "met"
    return dict(counts)
