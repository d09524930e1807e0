"""Local enrolment, folds, cohorts, changes of rolls and forecasts reckoned a second time, from the delivery and docs/definitions.md alone."""

from itertools import permutations

import numpy as np
import pandas as pd

from tests.recount.delivered import Delivered, pupils

GRADES = ("k1", "k2", "k3", *map(str, range(1, 10)))
ENTRY = {"63": {"preschool": (3, 3), "primary": (6, 6), "junior": (12, 3)}, "54": {"preschool": (3, 3), "primary": (6, 5), "junior": (11, 4)}}
FIRST = {"preschool": "k1", "primary": "1"}


def accounts(city: Delivered) -> pd.DataFrame:
    """town × stage × year: local, elsewhere, unplaced, own (in the town itself), elsewhere's destinations as a dict."""
    served = {("primary", t): s for t, s in city.towns["primary_served_by"].dropna().items()} | {
        ("junior", t): s for t, s in city.towns["junior_served_by"].dropna().items()
    }
    out = {}
    for (town, stage, year), own in city.tables["residency"].groupby(["town", "stage", "school_year"]):
        by = own.groupby("goal")["children"].sum().astype(int)
        here = {town, served.get((stage, town))}
        lost = by[by.index.isin(["not_enrolled", "unknown"])].sum()
        away = {goal: n for goal, n in by.items() if goal not in here and goal not in ("not_enrolled", "unknown") and n}
        out[town, stage, year] = {
            "local": by[by.index.isin(here)].sum(), "elsewhere": sum(away.values()), "unplaced": lost, "own": by.get(town, 0), "away": away, "children": by.sum(),
        }  # fmt: skip
    return pd.DataFrame(out.values(), index=pd.MultiIndex.from_tuples(out, names=["town", "stage", "year"]))


def fold(away: dict[str, int]) -> dict[str, int]:
    """Destinations under 10 children go into one, then the next smallest until it holds 10."""
    if sum(away.values()) < 10:
        return {"undivided": sum(away.values())} if away else {}
    small = {goal for goal, n in away.items() if n < 10}
    for goal in sorted(away, key=lambda goal: (away[goal], goal)):
        if small and goal not in small and sum(away[each] for each in small) < 10:
            small.add(goal)
    named = {goal: n for goal, n in away.items() if goal not in small}
    return named | ({"folded": sum(away[goal] for goal in small)} if small else {})


def towns_pupils(city: Delivered) -> pd.Series:
    """town × stage × year of townships whose schools of the stage have all returned; teaching points' pupils count too"""
    total = pupils(city).reset_index()
    owed = city.schools.merge(total, how="left", on=["school_id", "school_year", "stage"]).groupby(["town", "stage", "school_year"])["pupils"]
    whole = owed.size() == owed.count()
    sums = (
        total.merge(city.roster[["school_id", "school_year", "town"]], on=["school_id", "school_year"])
        .groupby(["town", "stage", "school_year"])["pupils"]
        .sum()
    )
    return sums.reindex(whole[whole].index).dropna()


def cohort(city: Delivered, town: str, grade: str, year: int) -> tuple[int, int]:
    """(pupils of a grade, pupils one grade higher a year later) of one township"""
    rows = city.tables["enrolment"].merge(city.roster[["school_id", "school_year", "town"]], on=["school_id", "school_year"])
    rows = rows[rows["town"] == town].groupby(["grade", "school_year"])["pupils"].sum()
    return int(rows[grade, year]), int(rows[GRADES[GRADES.index(grade) + 1], year + 1])


def split_of_change(then: dict, now: dict) -> dict[str, float]:
    """Each factor's mean effect over all six orders: children × found share × local share + outside."""
    names = ("children", "found", "share")
    parts = dict.fromkeys(names, 0.0)
    for order in permutations(names):
        at = dict(then)
        for name in order:
            before = at["children"] * at["found"] * at["share"]
            at[name] = now[name]
            parts[name] += (at["children"] * at["found"] * at["share"] - before) / 6
    return parts | {"outside": now["outside"] - then["outside"]}


def systems(city: Delivered) -> dict[str, str]:
    counts = city.roster.groupby("town")["system"].agg(lambda s: (s == "54").sum() > (s == "63").sum())
    return {town: "54" if more else "63" for town, more in counts.items()}


def birth_years(city: Delivered, year: int) -> dict[tuple[str, int], float]:
    """(town, age) -> children, equal within a fold of neighbouring birth years under 10 inside the ages of one stage."""
    rows = city.tables["children"].query("school_year == @year").groupby(["town", "birth_year"])["children"].sum()
    system, out = systems(city), {}
    for town in rows.index.unique("town"):
        entry = ENTRY[system.get(town, "63")]["junior"][0]
        for ages in (range(2, -1, -1), range(5, 2, -1), range(entry - 1, 5, -1), range(14, entry - 1, -1)):
            held, folds = [], []
            for age in ages:
                held.append(age)
                if sum(rows.get((town, year - each), 0) for each in held) >= 10:
                    folds.append(held)
                    held = []
            if held:
                folds = [*folds[:-1], folds[-1] + held] if folds else []
            for ages_of in folds:
                for age in ages_of:
                    out[town, age] = sum(rows.get((town, year - each), 0) for each in ages_of) / len(ages_of)
    return out


def forecast(city: Delivered, stage: str, year: int, ahead: int, rolls: pd.Series, books: pd.DataFrame) -> dict[str, float]:
    """town -> expected roll: own pupils follow the town's children of that age, the others the city's."""
    children, system = birth_years(city, year), systems(city)
    reach = {}
    for town in {town for town, _ in children}:
        first, years = ENTRY[system.get(town, "63")][stage]
        now = [children.get((town, age)) for age in range(first, first + years)]
        later = [children.get((town, age - ahead)) for age in range(first, first + years)]
        if None not in now and None not in later:
            reach[town] = sum(now), sum(later)
    around = sum(later for _, later in reach.values()) / sum(now for now, _ in reach.values())
    out = {}
    for town, (now, later) in reach.items():
        roll = rolls.get((town, stage, year))
        if roll and (town, stage, year) in books.index and books.at[(town, stage, year), "children"] >= 10:
            own = books.at[(town, stage, year), "own"]
            out[town] = own * later / now + (roll - own) * around
    return out


def misses(city: Delivered, stage: str, year: int, ahead: int, rolls: pd.Series, books: pd.DataFrame) -> np.ndarray:
    """How far the same method missed each township's roll in the years that were known by `year`."""
    out = []
    for begun in range(2016, year - ahead + 1):
        if (books.index.get_level_values("year") == begun).any():
            made = forecast(city, stage, begun, ahead, rolls, books)
            out += [abs(rolls[town, stage, begun + ahead] - n) / n for town, n in made.items() if (town, stage, begun + ahead) in rolls.index]
    return np.array(out)
