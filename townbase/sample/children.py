"""Registered children by birth year, and where they go to school: shares, flows, whole children."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.fitting import EPSILON, apportion
from townbase.sample.places import SYSTEM_54
from townbase.sample.stories import Stories

YEARS = np.arange(2016, 2027)
MEASURED = np.arange(2021, 2027)
STAGES = ["preschool", "primary", "junior"]
GRADES = ["k1", "k2", "k3", *map(str, range(1, 10))]
# a peak of births in 2016 and 2017, then the fall that empties the kindergartens by some 11 % a year
BIRTHS = dict(
    zip(
        range(2001, 2027),
        [
            600,
            610,
            620,
            630,
            640,
            650,
            660,
            660,
            670,
            680,
            690,
            740,
            710,
            800,
            760,
            980,
            1000,
            860,
            680,
            690,
            620,
            480,
            470,
            440,
            410,
            390,
        ],
        strict=True,
    )
)
NOT_ENROLLED = {"k1": (0.15, 0.13), "k2": (0.06, 0.05), "k3": (0.02, 0.015)}
BASE_SHARE = {True: (0.875, 0.86, 0.775), False: (0.93, 0.935, 0.92)}


@dataclass(frozen=True)
class Children:
    """Counts by township: registered [t, birth, year], enrolled [t, grade, year], and the residency rows."""

    registered: np.ndarray
    births: np.ndarray
    enrolled: np.ndarray
    residency: pd.DataFrame
    children: pd.DataFrame


def stage_of_grade(townships: pd.DataFrame) -> np.ndarray:
    """[t, grade] → position of the stage: under 5 + 4, grade 6 belongs to the junior school."""
    row = np.array([0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2])
    table = np.tile(row, (len(townships), 1))
    table[(townships.district_id == SYSTEM_54).to_numpy(), GRADES.index("6")] = 2
    return table


def children(townships: pd.DataFrame, stories: Stories, local_plan: np.ndarray, seed: int) -> Children:
    """Draw the children. local_plan[t, stage]: first year the local share falls short, 9999 for never."""
    draws = Draws(seed, "children")
    births = np.array(sorted(BIRTHS))
    registered = _registered(townships, stories, births, draws)
    stage = stage_of_grade(townships)
    cohort, absent = _by_grade(registered, births), _not_enrolled(len(townships))
    found_float = cohort * (1 - absent)
    counts = _stage_counts(cohort, absent, stage)
    share = _share_path(townships, stories, local_plan, draws)
    local = _local(counts["found"], share, local_plan, stories)
    edges = _edges(townships, stories, draws)
    residency, arrived = _residency(townships, stories, counts, local, edges)
    realised = share.copy()
    later = len(YEARS) - len(MEASURED)
    realised[:, :, later:] = np.divide(local, counts["found"], out=np.ones(local.shape), where=counts["found"] > 0)
    enrolled = _enrolled(townships, stories, found_float, realised, stage, edges, arrived, draws)
    return Children(registered, births, enrolled, residency, _children_rows(townships, registered, births))


def _registered(townships, stories, births, draws) -> np.ndarray:
    """[t, birth, year] registered children; families move a little, each township in its own direction."""
    counted = townships.counted.to_numpy()
    weight = stories.size * np.where(counted, 1.0, 1.75)
    weight = weight / weight.sum()
    noise = 1 + 0.035 * draws.bell(len(townships), len(births))
    drift = np.where(
        counted, draws.between(-0.004, 0.002, len(townships)), draws.between(-0.001, 0.004, len(townships))
    )
    base = np.array([BIRTHS[b] * 100 for b in births]) * weight[:, None] * noise
    age = np.maximum(YEARS[None, :] - births[:, None], 0)
    return np.floor(base[:, :, None] * (1 + drift[:, None, None] * age[None]) + 0.5).astype(np.int64)


def _by_grade(registered, births) -> np.ndarray:
    """[t, grade, year]: grade k1 is entered at 3, grade 1 at 6."""
    out = np.zeros((registered.shape[0], len(GRADES), len(YEARS)))
    for g in range(len(GRADES)):
        for k, year in enumerate(YEARS):
            out[:, g, k] = registered[:, np.flatnonzero(births == year - 3 - g)[0], k]
    return out


def _not_enrolled(count: int) -> np.ndarray:
    table = np.zeros((count, len(GRADES), len(YEARS)))
    steps = (YEARS - YEARS[0]) / (YEARS[-1] - YEARS[0])
    for grade, (first, last) in NOT_ENROLLED.items():
        table[:, GRADES.index(grade)] = first + (last - first) * steps
    table[:, 3:] = 0.003
    return table


def _stage_counts(cohort, absent, stage) -> dict[str, np.ndarray]:
    """[t, stage, measured year]: all, not_enrolled, unknown and found, in whole children."""
    later = len(YEARS) - len(MEASURED)
    shape = (cohort.shape[0], 3, len(MEASURED))
    whole, gone = np.zeros(shape), np.zeros(shape)
    for s in range(3):
        here = (stage == s)[:, :, None]
        whole[:, s] = (cohort * here).sum(axis=1)[:, later:]
        gone[:, s] = np.floor((cohort * absent * here).sum(axis=1)[:, later:] + 0.5)
    unknown = np.floor(whole * 0.004)
    return {"all": whole, "not_enrolled": gone, "unknown": unknown, "found": whole - gone - unknown}


def _share_path(townships, stories, local_plan, draws) -> np.ndarray:
    """[t, stage, year]: falling a little until 2021, then rising, with a break where the plan has one."""
    count = len(townships)
    counted = townships.counted.to_numpy()
    base = (
        np.where(counted[:, None], BASE_SHARE[True], BASE_SHARE[False])
        + 0.045 * draws.bell(count, 3) * counted[:, None]
    )
    base = np.minimum(np.maximum(base, 0.6), 0.95)
    step = draws.between(0.003, 0.013, count, 3)
    drop = draws.between(0.006, 0.022, count, 3)
    goes_on = draws.chance(0.4, count, 3)
    path = np.zeros((count, 3, len(YEARS)))
    for k, year in enumerate(YEARS):
        if year <= 2021:
            path[:, :, k] = base + 0.007 * (2021 - year)
            continue
        falls = (local_plan == year) | ((local_plan < year) & goes_on)
        path[:, :, k] = np.minimum(path[:, :, k - 1] + np.where(falls, -drop, step), 0.965)
    high = np.isin(np.arange(count), list(stories.high))
    path[high] = np.minimum(0.984 + 0.0015 * (YEARS - 2021), 0.993)
    return path


def _local(found, share, local_plan, stories) -> np.ndarray:
    """[t, stage, measured year] whole children; a planned rise is a rise of the share by at least one child."""
    later = len(YEARS) - len(MEASURED)
    out = np.zeros(found.shape)
    for k, year in enumerate(MEASURED):
        count = found[:, :, k]
        wanted = np.floor(share[:, :, later + k] * count + 0.5)
        if k:
            before = np.divide(
                out[:, :, k - 1] * count, found[:, :, k - 1], out=np.zeros(count.shape), where=found[:, :, k - 1] > 0
            )
            high = (share[:, :, later + k] >= 0.98) & (share[:, :, later + k - 1] >= 0.98)
            rises = np.maximum(wanted, np.floor(before + EPSILON) + 1)
            falls = np.minimum(wanted, np.ceil(before - EPSILON) - 1)
            wanted = np.where(
                local_plan == year, falls, np.where(local_plan < year, wanted, np.where(high, wanted, rises))
            )
        stays_high = share[:, :, later + k] >= 0.98
        wanted = np.where(stays_high, np.maximum(wanted, np.ceil(0.98 * count - EPSILON)), wanted)
        out[:, :, k] = np.minimum(wanted, count)
    return out


def _edges(townships, stories, draws) -> pd.DataFrame:
    """Where those go who do not stay: origin, destination (-1 = another city), share of them, per stage."""
    hubs = townships[~townships.counted]
    middle = hubs[hubs.district_id.isin(["990101", "990102", "990103"])].t.to_numpy()
    rows = []
    for town in townships.itertuples():
        own_hubs = hubs[(hubs.district_id == town.district_id) & (hubs.t != town.t)].t.to_numpy()
        seat = [t for t in stories.county_seat if townships.district_id[t] == town.district_id and t != town.t]
        near = _near(townships, town)
        far = draws.generator.permutation(middle[middle != town.t])[:2]
        pulls = own_hubs[draws.generator.permutation(len(own_hubs))[:2]] if len(own_hubs) else np.array(seat or far[:1])
        weights = [(d, 0.5 / len(pulls)) for d in pulls] + [
            (far[0], 0.13),
            (far[1], 0.07),
            (near[0], 0.12),
            (near[1], 0.06),
            (-1, 0.12),
        ]
        for s in range(3):
            # a township without a junior school takes nobody in, and those zoned to a neighbour stay local there
            shut = {*stories.no_junior, stories.no_junior.get(town.t)} if s == 2 else set()
            open_ = [(int(d), w) for d, w in weights if d not in shut]
            merged = pd.Series([w for _, w in open_], index=[d for d, _ in open_]).groupby(level=0, sort=True).sum()
            rows += [(town.t, s, d, w / sum(merged)) for d, w in merged.items()]
    return pd.DataFrame(rows, columns=["t", "stage", "to", "share"])


def _near(townships: pd.DataFrame, town) -> list[int]:
    others = townships[(townships.t != town.t) & (townships.district_id == town.district_id)]
    distance = (others.tile_x - town.tile_x) ** 2 + (others.tile_y - town.tile_y) ** 2
    return others.assign(distance=distance).sort_values(["distance", "t"]).t.head(2).tolist()


def _residency(townships, stories, counts, local, edges) -> tuple[pd.DataFrame, np.ndarray]:
    """The residency rows, and how many arrive per [t, stage, measured year]."""
    arrived = np.zeros(local.shape)
    served = np.arange(len(townships))[:, None].repeat(3, axis=1)
    for t, server in stories.no_junior.items():
        served[t, 2] = server
    parts = []
    group = (edges.t * 3 + edges.stage).to_numpy()
    for k, year in enumerate(MEASURED):
        away = (counts["found"] - local)[:, :, k].reshape(-1)
        parts.append(
            edges.assign(children=apportion(away, edges.share.to_numpy(), group), year=year)[
                ["t", "stage", "to", "year", "children"]
            ]
        )
        for name, code in (("not_enrolled", -2), ("unknown", -3)):
            parts.append(_stage_rows(counts[name][:, :, k], np.full(served.shape, code), year))
        parts.append(_stage_rows(local[:, :, k], served, year))
    rows = pd.concat(parts, ignore_index=True)
    rows = rows[(rows.children > 0) | (rows.to < -1)]
    inside = rows[rows.to >= 0]
    np.add.at(arrived, (inside.to, inside.stage, inside.year - MEASURED[0]), inside.children)
    return rows, arrived


def _stage_rows(values: np.ndarray, to: np.ndarray, year: int) -> pd.DataFrame:
    t, stage = np.indices(values.shape)
    flat = {
        "t": t.ravel(),
        "stage": stage.ravel(),
        "to": to.ravel(),
        "year": year,
        "children": values.ravel().astype(np.int64),
    }
    return pd.DataFrame(flat)


def _enrolled(townships, stories, found, share, stage, edges, arrived, draws) -> np.ndarray:
    """[t, grade, year] pupils: own who stay, others who come, and some who are registered nowhere in the city."""
    t_index, g_index = np.indices(stage.shape)
    stays = share[t_index, stage]
    own, leaves = found * stays, found * (1 - stays)
    for t, server in stories.no_junior.items():
        here = stage[t] == 2
        own[server, here] += own[t, here]
        own[t, here] = 0
    total = own.copy()
    for edge in edges[edges.to >= 0].itertuples():
        here = stage[edge.t] == edge.stage
        total[edge.to, here] += edge.share * leaves[edge.t, here]
    counted = townships.counted.to_numpy()
    outsiders = np.where(counted, draws.between(0.012, 0.05, len(townships)), draws.between(0.12, 0.3, len(townships)))
    total = total + own * outsiders[:, None, None]
    whole = np.floor(total + 0.5).astype(np.int64)
    later = len(YEARS) - len(MEASURED)
    for s in range(3):
        here = stage == s
        missing = np.maximum(arrived[:, s] - (whole * here[:, :, None]).sum(axis=1)[:, later:], 0).astype(np.int64)
        first = here.argmax(axis=1)
        for k in range(len(MEASURED)):
            whole[np.arange(len(whole)), first, later + k] += missing[:, k]
    return whole


def _children_rows(townships, registered, births) -> pd.DataFrame:
    later = len(YEARS) - len(MEASURED)
    t, b, k = np.indices(registered[:, :, later:].shape)
    frame = pd.DataFrame(
        {
            "t": t.ravel(),
            "birth_year": births[b.ravel()],
            "year": MEASURED[k.ravel()],
            "children": registered[:, :, later:].ravel(),
        }
    )
    age = frame.year - frame.birth_year
    return frame[(age >= 0) & (age <= 14)]
