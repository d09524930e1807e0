"""How many children are born and registered where: a peak in 2016 and 2017, a fall, and a bump in the dragon year."""

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.place.stories import Stories

FIRST_BIRTHS = 2001
# by birth year (September to August); the dragon year 2024 lifts two of them a little out of the fall
HUNDREDS = [600, 610, 620, 630, 640, 650, 660, 660, 670, 680, 690, 740, 710, 800, 760, 980, 1000, 860, 680, 690, 620]
HUNDREDS += [480, 435, 470, 445, 380]
BIRTHS = dict(zip(range(FIRST_BIRTHS, FIRST_BIRTHS + len(HUNDREDS)), HUNDREDS, strict=True))


def registered(
    townships: pd.DataFrame, stories: Stories, births: np.ndarray, years: np.ndarray, draws: Draws
) -> np.ndarray:
    """[t, birth, year] registered children.

    Families move: each township has a direction of its own and better and worse years, and so has the whole city.
    """
    counted = townships.counted.to_numpy()
    weight = stories.size * np.where(counted, 1.0, 1.75)
    weight = weight / weight.sum()
    noise = 1 + 0.045 * draws.bell(len(townships), len(births))
    drift = np.where(
        counted, draws.between(-0.012, 0.002, len(townships)), draws.between(-0.005, 0.008, len(townships))
    )
    base = np.array([BIRTHS[b] * 102 for b in births]) * weight[:, None] * noise
    age = np.maximum(years[None, :] - births[:, None], 0)
    moved = 1 + np.cumsum(0.004 * draws.bell(len(townships), len(years)) + 0.003 * draws.bell(len(years)), axis=1)
    cohort = 1 + np.cumsum(0.002 * draws.bell(len(births), len(years)), axis=1)
    here = base[:, :, None] * (1 + drift[:, None, None] * age[None]) * moved[:, None, :] * cohort[None]
    return np.floor(here + 0.5).astype(np.int64)
