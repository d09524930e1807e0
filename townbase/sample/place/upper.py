"""Senior and special schools: they count in totals and are never judged."""

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.fitting import apportion

SENIOR, OTHER = 3, 4
GENERAL_SHARE, YEARLY_RISE = 0.5, 0.006
"""How many of those who leave grade 9 go on to a general senior school: in 2016, and what a year adds."""

STAYING = {"10": 1.0, "11": 0.99, "12": 0.985}
CLASS, SPECIAL_CLASS, SPECIAL_PUPILS = 52, 10, 60


def upper_school(roster: pd.DataFrame, leavers: pd.Series, draws: Draws) -> pd.DataFrame:
    """s, t, year, grade, stage, pupils, classes; leavers: pupils of grade 9 in the city by year."""
    here = roster[roster.kind == "other"]
    factor = draws.between(0.9, 1.1, int(roster.s.max()) + 1)[here.s]
    special = here.name.str.endswith("特殊教育学校").to_numpy()
    senior, weight = here[~special], (here["size"] * factor).to_numpy()[~special]
    years = np.sort(here.year.unique())
    parts = []
    for grade, staying in STAYING.items():
        entered = np.array([max(year - int(grade) + 9, leavers.index.min()) for year in years])
        share = GENERAL_SHARE + YEARLY_RISE * (entered - years[0])
        amount = np.floor(leavers[entered].to_numpy() * share * staying).astype(np.int64)
        pupils = apportion(amount, weight, (senior.year - years[0]).to_numpy())
        parts.append(senior.assign(grade=grade, stage=SENIOR, pupils=pupils, classes=-(-pupils // CLASS)))
    pupils = np.floor(SPECIAL_PUPILS * factor[special]).astype(np.int64)
    parts.append(here[special].assign(grade="other", stage=OTHER, pupils=pupils, classes=-(-pupils // SPECIAL_CLASS)))
    return pd.concat(parts)[["s", "t", "year", "grade", "stage", "pupils", "classes"]]
