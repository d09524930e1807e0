"""In which years a township keeps fewer of its own children than the year before."""

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.place.children import MEASURED
from townbase.sample.place.stories import Stories

LOSES = 0.78
"""Chance that a township which is not there in 2025 has lost children in some year."""


def planned(
    townships: pd.DataFrame, behind: np.ndarray, stories: Stories, draws: Draws
) -> tuple[np.ndarray, np.ndarray]:
    """(falls, failed), both [t, stage, measured year]: the share falls in the year; a yearly rise has been broken.

    Of the counted townships those that are `behind` lose children; where nearly all stay, a fall breaks nothing.
    Townships that nobody judges waver as well: in four of ten of their stages.
    """
    falls = np.zeros((len(townships), 3, len(MEASURED)), dtype=bool)
    counted = townships.counted.to_numpy()
    for t in townships.t:
        if t in stories.high:
            falls[t, :, 1:] = draws.chance(0.15, 3, len(MEASURED) - 1)
        elif counted[t] and behind[t] and draws.unit() < LOSES:
            for stage in draws.generator.permutation(3)[: _stages(draws)]:
                falls[t, stage] = _years(draws)
        elif not counted[t]:
            for stage in np.flatnonzero(draws.chance(0.4, 3)):
                falls[t, stage] = _years(draws)
    failed = np.logical_or.accumulate(falls, axis=2)
    failed[list(stories.high)] = False
    failed[~counted] = False
    return falls, failed


def _stages(draws: Draws) -> int:
    return [1, 1, 1, 2, 2, 2, 3, 3][int(draws.whole(0, 7))]


def _years(draws: Draws) -> np.ndarray:
    """One bad year, a few, or a decline that goes on."""
    first = 2022 + [0, 0, 1, 1, 2, 2, 3][int(draws.whole(0, 6))]
    kind = int(draws.whole(0, 9))
    after = first < MEASURED
    if kind < 3:
        return np.equal(MEASURED, first)
    if kind < 6:
        return (first == MEASURED) | (after & draws.chance(0.5, len(MEASURED)))
    return (first == MEASURED) | (after & draws.chance(0.85, len(MEASURED)))
