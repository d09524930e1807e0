"""Which indicators hold most townships back from all six goals: what a city or a district does first."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.text import is_missing
from townbase.views.overview import unmet_townships

ALONE = (1, False)  # one core row, and none without a verdict


@dataclass(frozen=True)
class Holding:
    """A core indicator and stage that townships do not meet.

    townships: how many · alone: those that lack nothing else and have reported all · first: (name, district), those that lack least before the others
    owners: the units that answer for it there, in the same order, each once
    lacking: what all of them lack in whole units (还差 45 名县级以上骨干教师); "" where the rule counts none
    """

    title: str
    townships: int
    alone: int
    first: tuple[tuple[str, str], ...]
    owners: tuple[str, ...]
    lacking: str


def holding_back(towns: pd.DataFrame, status: pd.DataFrame, held: dict[str, list]) -> list[Holding]:
    """What whole units mend before what only a rise over the years does; of each, most townships first; of as many,
    those where more lack nothing else; then in the order of the rows.

    towns: the chosen set, in official order · status: their rows of one year and the strict reading
    held: of unmet_townships.unmet_core
    """
    open_ = set(status.loc[status["missing_core"] > 0, "township_id"])
    by: dict[tuple[str, str], list] = {}
    for town in tuples(towns):
        for row in held.get(town.township_id, []):
            by.setdefault((row.indicator_id, row.stage), []).append(
                ((len(held[town.township_id]), town.township_id in open_), town, row)
            )
    found = [_holding(sorted(own, key=lambda each: each[0])) for own in by.values()]
    return sorted(found, key=lambda one: (not one.lacking, -one.townships, -one.alone))


def _holding(own: list) -> Holding:
    return Holding(
        title=unmet_townships.what(own[0][2]),
        townships=len(own),
        alone=sum(lacking == ALONE for lacking, _, _ in own),
        first=tuple((town.name, town.district_name) for _, town, _ in own),
        owners=tuple(dict.fromkeys(unmet_townships.owner(row) for _, _, row in own)),
        lacking=_lacking([row for _, _, row in own]),
    )


def _lacking(rows: list) -> str:
    units = [row.shortfall_units for row in rows]
    return "" if any(is_missing(each) for each in units) else words.still_missing(sum(units), rows[0].unit)
