"""The share of a township's children who go to school there: a path over the years, then whole children."""

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.fitting import EPSILON
from townbase.sample.place.stories import Stories

BASE = {True: (0.875, 0.86, 0.765), False: (0.925, 0.93, 0.91)}
"""Preschool, primary, junior in 2021, of counted townships and of the others."""

FULL = 0.98
FIRST_PLANNED = 2021


def path(townships: pd.DataFrame, stories: Stories, falls: np.ndarray, years: np.ndarray, draws: Draws) -> np.ndarray:
    """[t, stage, year]: falling a little until 2021; from then on down in the years of `falls`, up in the others."""
    count = len(townships)
    counted = townships.counted.to_numpy()
    spread = np.where(counted, 0.06, 0.02)[:, None] * draws.bell(count, 3)
    base = np.minimum(np.maximum(np.where(counted[:, None], BASE[True], BASE[False]) + spread, 0.55), 0.95)
    pace = draws.between(0.2, 1.0, count, 3)
    earlier = draws.between(0.002, 0.012, count, 3)
    out = np.zeros((count, 3, len(years)))
    for k, year in enumerate(years):
        if year <= FIRST_PLANNED:
            out[:, :, k] = base + earlier * (FIRST_PLANNED - year)
            continue
        step = pace * draws.between(0.0, 0.02, count, 3)
        drop = draws.between(0.002, 0.026, count, 3)
        out[:, :, k] = np.minimum(out[:, :, k - 1] + np.where(falls[:, :, year - FIRST_PLANNED], -drop, step), 0.968)
    high = np.isin(np.arange(count), list(stories.high))
    steps = np.where(falls, -1, 1) * draws.between(0.0005, 0.0025, *falls.shape)
    level = np.clip(0.986 + np.cumsum(steps, axis=2), 0.9815, 0.9945)
    out[high] = 0.986
    out[high, :, len(years) - falls.shape[2] :] = level[high]
    return out


def whole(found: np.ndarray, share: np.ndarray, falls: np.ndarray) -> np.ndarray:
    """[t, stage, measured year] whole children; a planned rise or fall is one of the share by at least one child."""
    later = share.shape[2] - found.shape[2]
    out = np.zeros(found.shape)
    for k in range(found.shape[2]):
        count = found[:, :, k]
        wanted = np.floor(share[:, :, later + k] * count + 0.5)
        if k:
            last = found[:, :, k - 1]
            before = np.divide(out[:, :, k - 1] * count, last, out=np.zeros(count.shape), where=last > 0)
            rises = np.maximum(wanted, np.floor(before + EPSILON) + 1)
            down = np.minimum(wanted, np.ceil(before - EPSILON) - 1)
            stays = share[:, :, later + k] >= FULL
            wanted = np.where(stays, wanted, np.where(falls[:, :, k], down, rises))
        full = share[:, :, later + k] >= FULL
        wanted = np.where(full, np.maximum(wanted, np.ceil(FULL * count - EPSILON)), wanted)
        out[:, :, k] = np.clip(wanted, 0, count)
    return out
