"""The rows that schools report on (school × year × stage) and the ways of giving them counts that fit the plan."""

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.fitting import _place, apportion, fit, total
from townbase.sample.place.children import MEASURED, STAGES
from townbase.sample.place.schools import STAGES_OF
from townbase.sample.plan.outcomes import Outcomes

YEAR_COUNT = len(MEASURED)


class Reports:
    """One row per school × measured year × stage; every method returns one array over these rows."""

    def __init__(
        self, roster: pd.DataFrame, enrolment: pd.DataFrame, counted: np.ndarray, plan: Outcomes, seed: int
    ) -> None:
        self.handed_in: dict[str, np.ndarray] = {}
        self.rows = _rows(roster, enrolment)
        self.counted = counted
        self.plan, self.seed = plan, seed
        r = self.rows
        self.k = (r.year - MEASURED[0]).to_numpy()
        self.t, self.stage, self.s = r.t.to_numpy(), r.stage.to_numpy(), r.s.to_numpy()
        self.group = (self.t * YEAR_COUNT + self.k) * 3 + self.stage
        self.groups = len(counted) * YEAR_COUNT * 3
        self.pupils, self.classes = r.pupils.to_numpy(), r.classes.to_numpy()
        self.reference = r.urban_reference.to_numpy()
        self.seat = r.seat.to_numpy()
        self.town = counted[self.t]
        self.peak = self._peak()

    def _peak(self) -> np.ndarray:
        """Most pupils the school had at the stage in these years: buildings are made for them and stay."""
        key = pd.Series(self.pupils).groupby([self.s, self.stage]).transform("max")
        return key.to_numpy()

    def per_school(self, purpose: str) -> np.ndarray:
        """A uniform draw per school and stage that keeps over the years."""
        return Draws(self.seed, purpose).unit(int(self.s.max()) + 1, 3)[self.s, self.stage]

    def per_township_year(self, purpose: str) -> np.ndarray:
        """A uniform draw per township and year: what was different there in that year."""
        return Draws(self.seed, "year " + purpose).unit(len(self.counted), YEAR_COUNT)[self.t, self.k]

    def of_plan(self, table: dict, indicator: str, fill) -> np.ndarray:
        """A plan's table of one indicator as a flat array over groups; stages it does not have get `fill`."""
        shape = (len(self.counted), YEAR_COUNT, 3)
        out = np.full(shape, fill, dtype=type(fill))
        for s, stage in enumerate(STAGES):
            if (indicator, stage) in table:
                out[:, :, s] = table[(indicator, stage)]
        return out.reshape(-1)

    def urban(self, numerator: np.ndarray, denominator: np.ndarray, extract: str) -> np.ndarray:
        """Pooled value of the urban reference schools that handed the extract in, as a flat array over groups."""
        key = self.k * 3 + self.stage
        pooled = self.reference & self.handed_in.get(extract, np.ones(len(key), dtype=bool))
        num = total(numerator * pooled, key, YEAR_COUNT * 3)
        den = total(denominator * pooled, key, YEAR_COUNT * 3)
        value = np.divide(num, den, out=np.zeros(len(den)), where=den > 0)
        return np.tile(value, len(self.counted))

    def share(
        self,
        indicator,
        denominator,
        start,
        end,
        gaps,
        extras,
        *,
        threshold=None,
        tilt=None,
        jump=None,
        extract="staffing",
    ) -> np.ndarray:
        """Numerators of a share: urban pools first, then every counted township's total as planned, dealt to schools.

        start, end: the urban level in 2021 and 2026 per stage (0 leaves the stage out); gaps, extras: the range of a
        township's distance below and above; threshold None compares with the urban pool; tilt moves schools' weights;
        jump lifts the urban level in single years.
        """
        draws = Draws(self.seed, "share " + indicator)
        start, end = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
        level = start[None] + (end - start)[None] * (np.arange(YEAR_COUNT) / (YEAR_COUNT - 1))[:, None]
        level = level + (level > 0) * np.asarray(jump or [0.0] * YEAR_COUNT)[:, None]
        lean = 0.3 * (extras[1] + gaps[1] / 3) * draws.bell(len(self.counted), 3)
        rate = np.clip(level[None] + lean[:, None, :] * (level > 0)[None], 0.0, 1.0).reshape(-1)
        denominator = np.where(start[self.stage] > 0, denominator, 0)
        pool = total(denominator, self.group, self.groups)
        weight = denominator * (1 + 0.3 * (self.per_school("tilt " + indicator) - 0.5) if tilt is None else tilt)
        amount = np.floor(rate * pool + 0.5)
        city = apportion(np.minimum(amount, pool), weight, self.group, denominator)
        target = np.full(self.groups, threshold) if threshold else self.urban(city, denominator, extract)
        gap = gaps[0] + (gaps[1] - gaps[0]) * self.of_plan(self.plan.gap, indicator, 0.0)
        extra = extras[0] + (extras[1] - extras[0]) * self.of_plan(self.plan.extra, indicator, 0.0)
        met = self.of_plan(self.plan.met, indicator, True)
        slight = None if threshold else self.of_plan(self.plan.slight, indicator, False)
        planned = fit(target, pool, met, gap, extra, slight)
        planned = np.where(np.repeat(self.counted, YEAR_COUNT * 3), planned, amount)
        return apportion(np.minimum(planned, pool), weight, self.group, denominator)

    def flag(self, indicator, urban_share: float, *, only: np.ndarray | None = None, severe: float = 0.4) -> np.ndarray:
        """0 or 1 per school: all 1 where the plan says met, else the weakest one (or a few) 0."""
        only = np.ones(len(self.s), dtype=bool) if only is None else only
        weak = self.per_school("flag " + indicator) * 0.6 + self.per_school("strength") * 0.4
        rank = _place(weak, ~only, self.group)
        count = total(only, self.group, self.groups)
        met = self.of_plan(self.plan.met, indicator, True)
        more = np.floor(count * severe * self.of_plan(self.plan.gap, indicator, 0.0) * 1.6)
        zeros = np.where(met, 0, np.minimum(1 + more, count))
        in_town = rank >= zeros[self.group]
        in_city = self.per_school("city " + indicator) < urban_share + (1 - urban_share) * self.k / 8
        return np.where(self.town, in_town, in_city).astype(np.int64)

    def loose(
        self, purpose: str, start: float, end: float, denominator: np.ndarray | None = None, spread: float = 0.16
    ) -> np.ndarray:
        """Counts (or 0/1 without a denominator) that nobody judges: a level that moves, schools around it."""
        level = start + (end - start) * self.k / (YEAR_COUNT - 1) + 0.05 * (self.per_township_year(purpose) - 0.5)
        own = self.per_school(purpose)
        if denominator is None:
            return (own < level).astype(np.int64)
        return np.minimum(
            np.floor(np.maximum(level + spread * (own - 0.5), 0) * denominator + 0.5), denominator
        ).astype(np.int64)


def _rows(roster: pd.DataFrame, enrolment: pd.DataFrame) -> pd.DataFrame:
    sums = enrolment[enrolment.stage < 3].groupby(["s", "year", "stage"], as_index=False)[["pupils", "classes"]].sum()
    measured = roster[(roster.year >= MEASURED[0]) & roster.kind.isin(STAGES_OF)]
    parts = [
        measured[measured.kind.isin([k for k, stages in STAGES_OF.items() if stage in stages])].assign(stage=s)
        for s, stage in enumerate(STAGES)
    ]
    rows = pd.concat(parts).merge(sums, on=["s", "year", "stage"], how="inner")
    return rows.sort_values(["s", "year", "stage"]).reset_index(drop=True)
