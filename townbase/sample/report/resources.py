"""Places, floor, sports ground, equipment, networked rooms: spread evenly in some districts and very unevenly in others."""

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.report.measures import Reports

FLOOR, SPORTS = np.array([6.0, 4.5, 5.8]), np.array([4.0, 7.5, 10.2])
EQUIPMENT, ROOMS_PER_100 = np.array([900.0, 2000.0, 2500.0]), np.array([0.0, 2.3, 2.4])
LEAST, NARROW, WIDE = 0.97, 0.15, 5.0
"""What every school has of the standard, and how much more the best one has in the most even and most uneven district."""

SHOWCASE = 3.7
SHOWCASE_FROM = 3


def uneven(reports: Reports, purpose: str) -> np.ndarray:
    """A factor per school around the standard: most just above it, a few far above; how far is the district's habit."""
    district = reports.rows.district_id.astype("category").cat.codes.to_numpy()
    habit = Draws(reports.seed, "uneven " + purpose).unit(int(district.max()) + 1, 3)[district, reports.stage]
    own = reports.per_school(purpose)
    return LEAST + 0.3 * reports.per_school("least " + purpose) + (NARROW + WIDE * habit * habit) * own * own * own


def resources(reports: Reports, showcase: tuple[int, ...]) -> dict[str, np.ndarray]:
    """Floor area, sports area, equipment value and multimedia rooms; `showcase`: townships by position."""
    stage, peak = reports.stage, reports.peak
    crowded = np.where(reports.town, 1.0, 0.88)
    rooms = np.maximum(peak * ROOMS_PER_100[stage] / 100 * uneven(reports, "rooms"), reports.classes * 0.95)
    return {
        "floor_area": np.floor(peak * FLOOR[stage] * uneven(reports, "area") + 60),
        "sports_area": np.floor(peak * SPORTS[stage] * uneven(reports, "sports") * crowded + 100),
        "equipment_value": np.floor(peak * EQUIPMENT[stage] * _equipped(reports, showcase) / 100) * 100,
        "multimedia_rooms": np.where(stage == 0, reports.classes, np.ceil(rooms)),
    }


def _equipped(reports: Reports, showcase: tuple[int, ...]) -> np.ndarray:
    """Three seat schools are fitted out as show pieces in 2024: all of their district is above the standard, and its
    差异系数 over the limit because of these three."""
    plain = 0.87 + 0.45 * reports.per_school("value")
    theirs = reports.rows.district_id.isin(reports.rows.district_id[np.isin(reports.t, showcase)]).to_numpy()
    shown = np.isin(reports.t, showcase) & reports.seat & (reports.stage == 1) & (reports.k >= SHOWCASE_FROM)
    level = np.where(theirs & (reports.stage == 1), plain, uneven(reports, "value"))
    return (level + 0.02 * reports.k) * np.where(shown, SHOWCASE, 1.0)


def places(reports: Reports) -> np.ndarray:
    """Approved places: for the pupils a school had on average; a kindergarten's are cut as its rooms empty.

    Some townships plan tightly and run short when the large years arrive, or when kindergartens close.
    """
    draws = Draws(reports.seed, "places")
    tight = draws.unit(len(reports.counted), 3)[reports.t, reports.stage]
    cut = draws.unit(len(reports.counted))[reports.t]
    usual = pd.Series(reports.pupils).groupby([reports.s, reports.stage]).transform("mean").to_numpy()
    own = 0.95 + 0.15 * reports.per_school("places")
    school = usual * (0.96 + 0.36 * tight) * own
    preschool = reports.peak * (1.0 + 0.2 * tight) * own * (1 - 0.1 * reports.k * cut)
    return np.ceil(np.maximum(np.where(reports.stage == 0, preschool, school), 20) / 10) * 10
