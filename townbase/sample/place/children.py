"""Registered children by birth year, and where they go to school: shares, flows, whole children."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.fitting import apportion
from townbase.sample.place import births as births_by_year
from townbase.sample.place import local_share
from townbase.sample.place.places import SYSTEM_54
from townbase.sample.place.stories import Stories

YEARS = np.arange(2016, 2027)
MEASURED = np.arange(2021, 2027)
STAGES = ["preschool", "primary", "junior"]
GRADES = ["k1", "k2", "k3", *map(str, range(1, 10))]
NOT_ENROLLED = {"k1": (0.15, 0.13), "k2": (0.06, 0.05), "k3": (0.02, 0.015)}


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


def children(townships: pd.DataFrame, stories: Stories, falls: np.ndarray, seed: int) -> Children:
    """Draw the children. falls[t, stage, measured year]: the local share is below the year before."""
    draws = Draws(seed, "children")
    births = np.array(sorted(births_by_year.BIRTHS))
    registered = births_by_year.registered(townships, stories, births, YEARS, draws)
    stage = stage_of_grade(townships)
    cohort, absent = _by_grade(registered, births), _not_enrolled(len(townships))
    found_float = cohort * (1 - absent)
    counts = _stage_counts(cohort, absent, stage)
    share = local_share.path(townships, stories, falls, YEARS, draws)
    local = local_share.whole(counts["found"], share, falls)
    edges = _edges(townships, stories, draws)
    residency, arrived = _residency(townships, stories, counts, local, edges)
    realised = share.copy()
    later = len(YEARS) - len(MEASURED)
    realised[:, :, later:] = np.divide(local, counts["found"], out=np.ones(local.shape), where=counts["found"] > 0)
    enrolled = _enrolled(townships, stories, found_float, realised, stage, edges, arrived, draws)
    return Children(registered, births, enrolled, residency, _children_rows(townships, registered, births))


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
    for k, year in enumerate(MEASURED.tolist()):
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
