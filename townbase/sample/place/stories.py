"""Which township plays which part: the things an expert would look for, each in one named place."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.place.places import pick


@dataclass(frozen=True)
class Stories:
    """Parts by township position `t`; size 1 = an ordinary township."""

    size: np.ndarray
    tiny: int
    no_junior: dict[int, int]
    single_primary: frozenset[int]
    county_seat: frozenset[int]
    stuck_district: str
    leaping_district: str
    fell_back_target: tuple[int, ...]
    fell_back_own: int
    seat_strong: tuple[int, ...]
    showcase: tuple[int, ...]
    high: frozenset[int]
    missing_rooms: int
    missing_survey: int
    missing_assessment: int
    few_answers: int
    missing_district: str
    recoded_school_in: int
    recoded_township: int
    managed_by_zone: tuple[int, ...]

    @property
    def not_assessable(self) -> tuple[int, ...]:
        """Townships whose 2025 cannot be judged although nothing they delivered falls short."""
        return (self.missing_rooms, self.missing_survey, self.missing_assessment, self.few_answers, self.tiny)


def stories(townships: pd.DataFrame) -> Stories:
    """Parts are fixed by place and do not depend on the seed."""

    def at(district: int, position: int) -> int:
        return pick(townships, district, position)

    tiny = at(11, 7)
    size = _sizes(len(townships))
    for t in (at(7, 0), at(5, 0), at(12, 0), at(11, 0)):
        size[t] = 1.9
    size[tiny] = 0.022
    return Stories(
        size=size,
        tiny=tiny,
        no_junior={at(9, 5): at(9, 4), tiny: at(11, 6)},
        single_primary=frozenset({at(13, 0), at(3, 1), at(7, 5), tiny}),
        county_seat=frozenset({at(11, 0), at(12, 0), at(10, 0)}),
        stuck_district="990109",
        leaping_district="990122",
        fell_back_target=(at(7, 0), at(5, 0), at(12, 0)),
        fell_back_own=at(8, 1),
        seat_strong=(at(9, 2), at(6, 1)),
        showcase=(at(9, 5), at(9, 7), at(9, 11)),
        high=frozenset({at(5, 6), at(7, 9), at(7, 3), at(11, 2), at(12, 5), at(6, 4), tiny}),
        missing_rooms=at(7, 2),
        missing_survey=at(5, 3),
        missing_assessment=at(12, 8),
        few_answers=at(2, 0),
        missing_district="990106",
        recoded_school_in=at(5, 2),
        recoded_township=at(8, 6),
        managed_by_zone=(at(4, 0), at(4, 1), at(8, 4), at(8, 5)),
    )


def _sizes(count: int) -> np.ndarray:
    """0.45 to 1.9, more small than large ones."""
    u = Draws(0, "size").unit(count)
    return 0.45 + 0.75 * u + 0.7 * u * u * u
