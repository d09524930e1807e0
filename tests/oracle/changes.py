"""What one year turned against the year before, whose doing it was, and who keeps pace: recomputed from the rows of both."""

from tests.oracle.roll_up import MISSING, Row, how_many, of_township
from tests.oracle.values import NOBODY
from tests.oracle.verdicts import JUDGED


def of_rows(now: dict, before: dict, urban_level: str = "city") -> dict:
    """(township, indicator, stage) → kind and cause, of rows whose verdict changed."""
    found = {}
    for key in now.keys() & before.keys():
        if key[0] == "city":
            continue
        kind = kind_of(before[key].verdict.verdict, now[key].verdict.verdict, JUDGED)
        if kind:
            found[key] = {"kind": kind, "cause": None if kind == "newly_missing" else _cause(kind, now[key], before[key], urban_level)}
    return found


def of_townships(now: dict, before: dict, rows: dict, roles: dict) -> dict:
    """township → kind and cause; now, before: statuses by (township, reading); rows: what of_rows found, roles: of its indicators."""
    found = {}
    for (township, reading), status in now.items():
        if reading != "strict" or (township, reading) not in before:
            continue
        words = (before[township, reading]["status"], status["status"])
        kind = kind_of(*words, ("met", "not_met"))
        if kind:
            causes = {row["cause"] for (town, indicator, _), row in rows.items() if town == township and roles[indicator] == "core" and row["kind"] == kind}
            found[township,] = {"kind": kind, "cause": None if kind == "newly_missing" else "target" if causes == {"target"} else "own"}
    return found


def kind_of(before: str, now: str, judged) -> str | None:
    if (before, now) == ("not_met", "met"):
        return "newly_met"
    if (before, now) == ("met", "not_met"):
        return "fell_back"
    return "newly_missing" if before in judged and now in (*MISSING, "not_assessable") else None


def _cause(kind: str, now: Row, before: Row, urban_level: str) -> str:
    """The city's doing where its value moved further than the township's own, in the direction of the change."""
    if now.case.row["rule"] != "not_below_urban":
        return "own"
    line, line_before = now.verdict.target, _same_side_before(now, urban_level)
    if line is None or line_before is None:
        return "own"
    own, target = now.case.value.value - before.case.value.value, line_before - line
    if kind == "fell_back":
        return "target" if target < own and target < 0 else "own"
    return "target" if target > own and target > 0 else "own"


def _same_side_before(row: Row, urban_level: str) -> float | None:
    """Last year's value of those urban schools that this year's is held against."""
    case, values = row.case, row.case.values
    name, district = (case.row["indicator_id"], case.stage), case.city.townships.at[case.township, "district_id"]
    of_district = [values.district_urban.get((*name, district, year), NOBODY).value for year in (case.year, case.year - 1)]
    if urban_level == "district" and None not in of_district:
        return of_district[1]
    return values.urban.get((*name, case.year - 1), NOBODY).value


def paces(year: int, base_year: int, judged_year: int, now: dict, at_base: dict, statuses: dict) -> dict:
    """(township, reading) → clock before the judged year: whether the gain in core rows met since the base year carries on to all."""
    rows, first = of_township(now), of_township(at_base)
    found = {}
    for (township, reading), status in statuses.items():
        gained = None
        share, start = _met_share(rows[township]), _met_share(first.get(township, []))
        if status["status"] == "met":
            gained = "on_pace"
        elif year > base_year and share is not None and start is not None:
            a_year, wanted = (share - start) / (year - base_year), (1 - share) / (judged_year - year)
            gained = "on_pace" if a_year >= wanted - 1e-9 else "off_pace"
        found[township, reading] = {"clock": gained}
    return found


def _met_share(rows: list[Row]) -> float | None:
    met, judged = (how_many(rows, ["core"], verdicts) for verdicts in (["met"], ["met", "not_met"]))
    return met / judged if judged else None
