"""Outcomes first: who meets which row in which year. The counts are drawn afterwards, to fit.

Fifty-six core rows make independent noise useless: nearly every township would fail something. So each counted
township has one latent readiness (its district, its size, chance). It decides the year from which nothing fails,
and before that year many rows fail, mostly the hard ones, and are mended one by one.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from townbase.asking import tuples
from townbase.sample.draws import Draws
from townbase.sample.place.children import MEASURED, STAGES
from townbase.sample.place.stories import Stories
from townbase.sample.plan import local_plan
from townbase.sample.plan.hardness import DEPTHS, HARD, PRESCHOOL_EASIER, READY, REFERENCE_SHARE, UNREADY
from townbase.sample.plan.margins import margins

NEVER = 9999
READY_BY = {2022: 7, 2023: 20, 2024: 37, 2025: 53}
"""How many of the 99 have nothing left to fail, by year; the last moves by up to two with the seed."""

SLIGHT = 0.016
"""Chance that a row held against the city is met only by the last whole unit: slightly below."""


@dataclass(frozen=True)
class Outcomes:
    """met, gap, extra, slight by (indicator, stage): arrays [t, measured year]; gap and extra are 0 to 1.

    falls[t, stage, measured year]: the local share is below the year before.
    """

    ready_year: np.ndarray
    met: dict[tuple[str, str], np.ndarray]
    gap: dict[tuple[str, str], np.ndarray]
    extra: dict[tuple[str, str], np.ndarray]
    slight: dict[tuple[str, str], np.ndarray]
    falls: np.ndarray


def outcomes(
    townships: pd.DataFrame, present: np.ndarray, indicators: pd.DataFrame, stories: Stories, seed: int
) -> Outcomes:
    """Plan the verdicts. present[t, stage]: how many schools of the stage stand in the township in 2025."""
    draws = Draws(seed, "outcomes")
    ready, standing = _ready_years(townships, stories, draws)
    core = _rows(indicators, "core")
    met = {row: np.ones((len(townships), len(MEASURED)), dtype=bool) for row in core + _rows(indicators, "reference")}
    falls, local = local_plan.planned(townships, ready == NEVER, stories, draws)
    for t in townships[townships.counted].t:
        _fail_core(int(t), int(ready[t]), core, present[t], met, int(local[t].any(axis=1).sum()), stories, draws)
    for s, stage in enumerate(STAGES):
        met[("local_enrolment", stage)] = ~local[:, s]
    _fail_everywhere_once(core, met, ready, present, stories, draws)
    _relapse(met, ready, present, stories, draws)
    _tell(met, stories)
    _fail_reference(townships, ready, met, draws)
    gap, extra = {}, {}
    for row, array in met.items():
        gap[row], extra[row] = margins(array, standing, Draws(seed, "margin " + " ".join(row)))
    _tell_margins(gap, extra, stories)
    slight = {row: draws.chance(SLIGHT, len(townships), len(MEASURED)) for row in met}
    return Outcomes(ready, met, gap, extra, slight, falls)


def _rows(indicators: pd.DataFrame, role: str) -> list[tuple[str, str]]:
    chosen = indicators[(indicators.role == role) & (indicators.level == "township")]
    return [(row.indicator_id, stage) for row in tuples(chosen) for stage in row.stages.split()]


def _ready_years(townships: pd.DataFrame, stories: Stories, draws: Draws) -> tuple[np.ndarray, np.ndarray]:
    """First year without a failing core row (NEVER for those that still have one in 2025), and the place among all."""
    district = townships.district_id.astype("category").cat.codes.to_numpy()
    latent = draws.bell(len(townships)) + 0.5 * draws.bell(13)[district] + 0.35 * stories.size
    standing = np.argsort(np.argsort(latent, kind="stable"), kind="stable") / len(townships)
    ready = np.full(len(townships), NEVER)
    counted = townships.counted.to_numpy()
    order = sorted(np.flatnonzero(counted), key=lambda t: (-latent[t], t))
    last = READY_BY[2025] + int(draws.whole(-2, 2))
    for place, t in enumerate(order):
        year = next((y for y, n in READY_BY.items() if place < (last if y == 2025 else n)), NEVER)
        ready[t] = year
    _district(ready, townships, stories.stuck_district, [2022, 2023, 2023] + [NEVER] * 20, latent)
    leap = [2023, 2023, 2024, 2024, 2024, 2025, 2025, 2025, 2025, 2025]
    _district(ready, townships, stories.leaping_district, leap, latent)
    for t in stories.not_assessable:
        ready[t] = min(ready[t], 2024)
    for t in (*stories.fell_back_target, stories.fell_back_own):
        ready[t] = 2023
    return ready, standing


def _district(ready, townships, district_id, years, latent) -> None:
    here = townships[(townships.district_id == district_id) & townships.counted].t.to_numpy()
    for place, t in enumerate(sorted(here, key=lambda t: (-latent[t], t))):
        ready[t] = years[place] if place < len(years) else NEVER


def _fail_core(t, ready, core, present, met, local_rows, stories, draws) -> None:
    able = [row for row in core if row[0] in HARD and _can_fail(row, present, t, stories)]
    odds = np.array([HARD[i] * (PRESCHOOL_EASIER.get(i, 1) if stage == "preschool" else 1) for i, stage in able])
    still = 0 if ready < NEVER else DEPTHS[int(draws.whole(0, len(DEPTHS) - 1))] - local_rows
    still = max(still, 0 if local_rows else 1) if ready == NEVER else 0
    early = int(draws.whole(3, 9)) + (4 + ready - 2022 if ready < NEVER else 8)
    chosen = _without_replacement(odds, min(still + early, len(able)), draws)
    for place, k in enumerate(chosen):
        if place < still:
            mended = 2026 if draws.unit() < 0.12 else NEVER
        elif ready < NEVER:
            mended = ready if place == still else int(draws.whole(2022, ready))
        else:
            mended = int(draws.whole(2022, 2025))
        met[able[k]][t, mended > MEASURED] = False


def _can_fail(row, present, t, stories) -> bool:
    """Rows that apply, and have enough behind them to fail."""
    indicator, stage = row
    if stage == "none":
        return True
    count = present[STAGES.index(stage)]
    if indicator == "paired_support":
        return count >= 2
    return count >= 1 and t != stories.tiny


def _fail_everywhere_once(core, met, ready, present, stories, draws) -> None:
    """No core row is one that nobody ever fails: where chance left none, one township that is not there yet fails it."""
    behind = np.flatnonzero(ready == NEVER)
    for row in core:
        if met[row].all() and row[0] in HARD:
            able = [t for t in behind if _can_fail(row, present[t], t, stories)]
            if able:
                met[row][able[int(draws.whole(0, len(able) - 1))], MEASURED < 2025] = False


def _relapse(met, ready, present, stories, draws) -> None:
    """A few that were there lose one row in 2024 and have it back a year later."""
    told = {*stories.not_assessable, *stories.fell_back_target, stories.fell_back_own}
    steady = [int(t) for t in np.flatnonzero(ready <= 2023) if int(t) not in told]
    rows = [("teacher_full", "primary"), ("parent_satisfaction", "none"), ("college_preschool", "preschool")]
    for place, row in enumerate(rows):
        if place * 3 < len(steady):
            met[row][steady[place * 3], MEASURED == 2024] = False


def _without_replacement(odds: np.ndarray, count: int, draws: Draws) -> list[int]:
    chosen: list[int] = []
    odds = np.floor(odds * 1000).astype(np.int64)
    for _ in range(count):
        mark = int(draws.generator.integers(0, odds.sum()))
        k = int(np.searchsorted(np.cumsum(odds), mark, side="right"))
        chosen.append(k)
        odds[k] = 0
    return chosen


def _tell(met, stories: Stories) -> None:
    """The parts that are told by one row: fell back as the city's schools drew away, or by its own decline."""
    for t in stories.fell_back_target:
        met[("backbone", "primary")][t] = [True, True, True, True, False, True]
    met[("bachelor", "junior")][stories.fell_back_own] = [False, False, True, True, False, False]


def _tell_margins(gap, extra, stories: Stories) -> None:
    y2025 = int(np.flatnonzero(MEASURED == 2025)[0])
    for t in stories.fell_back_target:
        gap[("backbone", "primary")][t, y2025] = 0.0
        extra[("backbone", "primary")][t, :y2025] = 0.02
    gap[("bachelor", "junior")][stories.fell_back_own, y2025] = 0.25


def _fail_reference(townships, ready, met, draws) -> None:
    for (indicator, _stage), array in met.items():
        share = REFERENCE_SHARE.get(indicator)
        if share is None:
            continue
        level = draws.unit(len(townships)) * np.where(ready == NEVER, UNREADY, READY)
        for k in range(len(MEASURED)):
            array[level < share * (1 - 0.17 * k), k] = False
