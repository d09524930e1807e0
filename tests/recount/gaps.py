"""Gaps, 差异系数, 差异率 and Theil reckoned a second time in pandas and NumPy, from the delivery and the formulas alone."""

import math

import numpy as np
import pandas as pd

from tests.recount.delivered import Delivered, measured, pupils

RESOURCES = {
    "L1": ({"primary": "college_teachers", "junior": "bachelor_teachers"}, 100, {"primary": 4.2, "junior": 5.3}),
    "L2": ({"primary": "backbone_teachers", "junior": "backbone_teachers"}, 100, {"primary": 1, "junior": 1}),
    "L3": ({"primary": "arts_pe_teachers", "junior": "arts_pe_teachers"}, 100, {"primary": 0.9, "junior": 0.9}),
    "L4": ({"primary": "floor_area", "junior": "floor_area"}, 1, {"primary": 4.5, "junior": 5.8}),
    "L5": ({"primary": "sports_area", "junior": "sports_area"}, 1, {"primary": 7.5, "junior": 10.2}),
    "L6": ({"primary": "equipment_value", "junior": "equipment_value"}, 1, {"primary": 2000, "junior": 2500}),
    "L7": ({"primary": "multimedia_rooms", "junior": "multimedia_rooms"}, 100, {"primary": 2.3, "junior": 2.4}),
}


def pooled(rows: pd.DataFrame, numerator: str, denominator: str) -> tuple[float, float]:
    """Both sums over the schools that returned both."""
    both = rows[rows[numerator].notna() & rows[denominator].notna()]
    return float(both[numerator].sum()), float(both[denominator].sum())


def gap_cells(city: Delivered, year: int, numerator: str, denominator: str, stage: str) -> dict[str, tuple[tuple, tuple]]:
    """area -> (town sums, urban sums of the city)"""
    rows = measured(city, year)
    rows = rows[rows["stage"] == stage]
    town, urban = rows[rows["counted"]], pooled(rows[rows["urban_reference"].eq(True)], numerator, denominator)
    areas = {"city": town} | dict(iter(town.groupby("district")))
    return {area: (pooled(own, numerator, denominator), urban) for area, own in areas.items()}


def change_of_gap(then: tuple, now: tuple, by_pupils: bool) -> tuple[float, float, float]:
    """(towns, city, pupils): each part the mean over both orders of changing numerator and denominator."""
    (town0, urban0), (town1, urban1) = then, now
    if not by_pupils:
        return town1[0] / town1[1] - town0[0] / town0[1], -(urban1[0] / urban1[1] - urban0[0] / urban0[1]), 0.0

    def made(base, end):
        more = ((end[0] - base[0]) / base[1] + (end[0] - base[0]) / end[1]) / 2
        fewer = (base[0] / end[1] - base[0] / base[1] + end[0] / end[1] - end[0] / base[1]) / 2
        return more, fewer

    town, urban = made(town0, town1), made(urban0, urban1)
    return town[0], -urban[0], town[1] - urban[1]


def resources(city: Delivered, year: int) -> pd.DataFrame:
    """stage, resource, district, side, amount, pupils, value, threshold of every school that counts; small teaching points do not."""
    rows = measured(city, year)
    points = city.roster[(city.roster["kind"] == "teaching_point") & (city.roster["school_year"] == year)]
    total = pupils(city).rename("pupils").reset_index()
    points = points.merge(total, on=["school_id", "school_year"]).query("pupils >= 50 and stage in ('primary', 'junior')")
    for name in ("staffing", "facilities"):
        points = points.merge(city.tables[name], how="left", on=["school_id", "school_year", "stage"])
    rows = pd.concat([rows[rows["stage"].isin(["primary", "junior"])], points])
    side = np.where(rows["counted"], "town", np.where(rows["urban_reference"].eq(True), "urban", "other"))
    parts = []
    for name, (measure, per, at_least) in RESOURCES.items():
        amount = rows["stage"].map(measure).to_frame("m").assign(**rows[sorted(set(measure.values()))]).apply(lambda r: r[r["m"]], axis=1)
        parts.append(
            pd.DataFrame(
                {"stage": rows["stage"], "resource": name, "district": rows["district"], "school": rows["school_id"], "side": side, "amount": amount.astype(float),
                 "pupils": rows["pupils"].astype(float), "value": per * amount.astype(float) / rows["pupils"].astype(float), "threshold": rows["stage"].map(at_least)}
            )
        )  # fmt: skip
    return pd.concat(parts).dropna(subset="value")


def coefficients(schools: pd.DataFrame) -> tuple[float, float]:
    """(weighted by pupils, unweighted)"""
    x, p = schools["value"].to_numpy(), schools["pupils"].to_numpy()
    mean = np.average(x, weights=p)
    return math.sqrt(np.average((x - mean) ** 2, weights=p)) / mean, x.std() / x.mean()


def theil(schools: pd.DataFrame, groups: list[str]) -> float:
    """The index between groups (between schools without any)."""
    own = schools.groupby(groups, dropna=False)[["amount", "pupils"]].sum() if groups else schools[["amount", "pupils"]]
    s, p = (own[name] / own[name].sum() for name in ("amount", "pupils"))
    return float(sum(a * math.log(a / b) for a, b in zip(s, p, strict=True) if a > 0))


def difference_rates(city: Delivered, year: int) -> pd.DataFrame:
    """town, stage, subject -> the three readings, papers of one subject weighed by the township's pupils."""
    papers = city.tables["assessment"].query("school_year == @year and pupils > 0 and mean == mean")
    papers = papers.merge(city.roster[["school_id", "school_year", "town", "urban_quality"]], on=["school_id", "school_year"])
    paper = ["stage", "subject", "grade", "kind"]
    best = papers[papers["urban_quality"].eq(True)].groupby(paper)[["mean", "pupils"]].apply(lambda f: np.average(f["mean"], weights=f["pupils"]))
    out = []
    for (town, *key), own in papers.groupby(["town", *paper]):
        if tuple(key) in best.index:
            u, w, m = best[tuple(key)], own["pupils"].to_numpy(float), own["mean"].to_numpy(float)
            between, within = np.average((m - u) ** 2, weights=w), np.average(own["sd"].to_numpy(float) ** 2, weights=w)
            out.append((town, key[0], key[1], w.sum(), (u - np.average(m, weights=w)) / u, math.sqrt(between) / u, between / (between + within)))
    rows = pd.DataFrame(out, columns=["town", "stage", "subject", "n", "mean_difference", "mean_spread", "variance_share"])
    formulas = ["mean_difference", "mean_spread", "variance_share"]
    return rows.groupby(["town", "stage", "subject"])[["n", *formulas]].apply(
        lambda f: pd.Series({name: np.average(f[name], weights=f["n"]) for name in formulas})
    )
