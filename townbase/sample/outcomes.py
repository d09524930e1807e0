"""Outcomes first: who meets which row in which year. The counts are drawn afterwards, to fit.

Fifty-six core rows make independent noise useless: nearly every township would fail something. So each counted
township has one latent readiness (its district, its size, chance). It decides the year from which nothing fails,
and before that year a few rows fail, mostly the hard ones, and are mended one by one.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from townbase.sample.children import MEASURED, STAGES
from townbase.sample.draws import Draws
from townbase.sample.stories import Stories

NEVER = 9999
READY_BY = {2021: 6, 2022: 17, 2023: 34, 2024: 53, 2025: 75}
"""How many of the 99 have nothing left to fail, by year; the last moves by up to two with the seed."""

HARD = {
    "backbone": 9,
    "bachelor": 8,
    "function_room": 6,
    "teacher_full": 6,
    "difference_rate": 5,
    "college_preschool": 4,
    "fitness_pass": 4,
    "ict_use": 4,
    "parent_satisfaction": 3,
    "pupil_satisfaction": 2,
    "equipment": 2,
    "bridge_pupil": 2,
    "activity_room": 2,
    "course_complete": 2,
    "paired_support": 2,
    "study_club": 2,
    "living_facility": 1.5,
    "provincial_standard": 1,
    "campus_culture": 1,
    "arts_pe_course": 1,
    "preschool_safety": 1,
    "ict_equipped": 1,
    "bridge_school": 0.7,
    "labour_list": 0.7,
    "no_violation": 0.6,
}
"""Weight of each core indicator among the failing ones; local enrolment has a plan of its own."""

BELOW_URBAN_FLAGS = ("equipment", "activity_room", "living_facility")
"""Yes-or-no rows held against the city's schools: one school short is less than a whole unit, two are not."""

STILL_FAILING = [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 7, 8]
REFERENCE_SHARE = {
    "lunch_cover": 0.2,
    "boarding_bed": 0.25,
    "subject_teacher_full": 0.35,
    "seat_principal": 0.12,
    "training_360": 0.3,
    "expert_link": 0.2,
    "teaching_diagnosis": 0.25,
    "library_standard": 0.35,
    "new_books": 0.25,
    "seat_five_works": 0.35,
    "evaluation_reform": 0.4,
    "home_school": 0.3,
    "mental_teacher": 0.35,
}
"""How many townships fall short of a reference row in 2021, before UNREADY and READY weigh it; a sixth of that by 2026."""
UNREADY, READY = 0.6, 2.5
"""A township that is behind in core rows is behind in reference rows too: the draw is held against share / weight."""


@dataclass(frozen=True)
class Outcomes:
    """met[(indicator, stage)] and gap[(indicator, stage)]: arrays [t, measured year]; gap is 0 to 1, its severity."""

    ready_year: np.ndarray
    met: dict[tuple[str, str], np.ndarray]
    gap: dict[tuple[str, str], np.ndarray]
    local_breaks: np.ndarray


def outcomes(
    townships: pd.DataFrame, present: np.ndarray, indicators: pd.DataFrame, stories: Stories, seed: int
) -> Outcomes:
    """Plan the verdicts. present[t, stage]: how many schools of the stage stand in the township in 2025."""
    draws = Draws(seed, "outcomes")
    ready = _ready_years(townships, stories, draws)
    core = _rows(indicators, "core")
    met = {row: np.ones((len(townships), len(MEASURED)), dtype=bool) for row in core + _rows(indicators, "reference")}
    gap = {row: draws.unit(len(townships))[:, None] * _easing() for row in met}
    breaks = np.full((len(townships), 3), NEVER)
    for t in townships[townships.counted].t:
        _fail_core(int(t), int(ready[t]), core, present[t], met, breaks, stories, draws)
    _break_urban(townships, breaks, draws)
    _tell(met, gap, stories)
    _fail_reference(townships, ready, met, draws)
    return Outcomes(ready, met, gap, breaks)


def _rows(indicators: pd.DataFrame, role: str) -> list[tuple[str, str]]:
    chosen = indicators[(indicators.role == role) & (indicators.level == "township")]
    return [(row.indicator_id, stage) for row in chosen.itertuples() for stage in row.stages.split()]


def _easing() -> np.ndarray:
    """Gaps shrink over the years, before they close."""
    return (1 - 0.12 * (MEASURED - MEASURED[0]))[None, :]


def _ready_years(townships: pd.DataFrame, stories: Stories, draws: Draws) -> np.ndarray:
    """First year without a failing core row; NEVER for those that still have one in 2025."""
    district = townships.district_id.astype("category").cat.codes.to_numpy()
    latent = draws.bell(len(townships)) + 0.5 * draws.bell(13)[district] + 0.35 * stories.size
    ready = np.full(len(townships), NEVER)
    counted = townships.counted.to_numpy()
    order = sorted(np.flatnonzero(counted), key=lambda t: (-latent[t], t))
    last = READY_BY[2025] + int(draws.whole(-2, 2))
    for place, t in enumerate(order):
        year = next((y for y, n in READY_BY.items() if place < (last if y == 2025 else n)), NEVER)
        ready[t] = year
    _district(ready, townships, stories.stuck_district, [2022, 2023, 2023] + [NEVER] * 20, latent)
    _district(
        ready,
        townships,
        stories.leaping_district,
        [2023, 2023, 2024, 2024, 2024, 2025, 2025, 2025, 2025, 2025, 2025],
        latent,
    )
    for t in stories.not_assessable:
        ready[t] = min(ready[t], 2024)
    for t in (*stories.fell_back_target, stories.fell_back_own):
        ready[t] = 2023
    return ready


def _district(ready, townships, district_id, years, latent) -> None:
    here = townships[(townships.district_id == district_id) & townships.counted].t.to_numpy()
    for place, t in enumerate(sorted(here, key=lambda t: (-latent[t], t))):
        ready[t] = years[place] if place < len(years) else NEVER


def _fail_core(t, ready, core, present, met, breaks, stories, draws) -> None:
    if ready == MEASURED[0]:
        return
    able = [row for row in core if row[0] in HARD and _can_fail(row, present, t, stories)]
    odds = np.array([HARD[i] / (2 if stage == "preschool" and i == "teacher_full" else 1) for i, stage in able])
    still = 0 if ready < NEVER else STILL_FAILING[int(draws.whole(0, len(STILL_FAILING) - 1))]
    if still and draws.unit() < 0.5:
        still -= _break_local(t, present, breaks, met, stories, draws)
    early = int(draws.whole(2, 6)) + (3 + ready - 2022 if ready < NEVER else 6)
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
    """Rows that do not apply, or that the whole-unit rule never lets fail."""
    indicator, stage = row
    if stage == "none":
        return True
    count = present[STAGES.index(stage)]
    if indicator in BELOW_URBAN_FLAGS or indicator == "paired_support":
        return count >= 3
    return count >= 1 and t != stories.tiny


def _break_local(t, present, breaks, met, stories, draws) -> int:
    """One or two stages fall short of a yearly rise once; that stays for good. Returns how many."""
    if t in stories.high:
        return 0
    stages = draws.generator.permutation(3)[: int(draws.whole(1, 2))]
    for stage in stages:
        breaks[t, stage] = int(draws.whole(2022, 2025))
        met[("local_enrolment", STAGES[stage])][t, breaks[t, stage] <= MEASURED] = False
    return len(stages)


def _break_urban(townships, breaks, draws) -> None:
    """Townships that nobody judges waver as well: four in ten of their stages have a year without a rise."""
    urban = np.flatnonzero(~townships.counted.to_numpy())
    wavers = draws.chance(0.4, len(urban), 3)
    breaks[urban] = np.where(wavers, draws.whole(2022, 2026, len(urban), 3), NEVER)


def _without_replacement(odds: np.ndarray, count: int, draws: Draws) -> list[int]:
    chosen: list[int] = []
    odds = np.floor(odds * 1000).astype(np.int64)
    for _ in range(count):
        mark = int(draws.generator.integers(0, odds.sum()))
        k = int(np.searchsorted(np.cumsum(odds), mark, side="right"))
        chosen.append(k)
        odds[k] = 0
    return chosen


def _tell(met, gap, stories: Stories) -> None:
    """The parts that are told by one row: fell back as the city's schools drew away, or by its own decline."""
    y2025 = int(np.flatnonzero(MEASURED == 2025)[0])
    for t in stories.fell_back_target:
        met[("backbone", "primary")][t] = [True, True, True, True, False, True]
        gap[("backbone", "primary")][t, y2025] = 0.0
    met[("bachelor", "junior")][stories.fell_back_own] = [False, False, True, True, False, False]
    gap[("bachelor", "junior")][stories.fell_back_own, y2025] = 0.6


def _fail_reference(townships, ready, met, draws) -> None:
    for (indicator, _stage), array in met.items():
        share = REFERENCE_SHARE.get(indicator)
        if share is None:
            continue
        level = draws.unit(len(townships)) * np.where(ready == NEVER, UNREADY, READY)
        for k in range(len(MEASURED)):
            array[level < share * (1 - 0.17 * k), k] = False
