"""What the marts answer about one school year, cut to the chosen townships; every card of the overview reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from townbase.asking import Ask
from townbase.selection import Selection
from townbase.views.overview import heat
from townbase.views.shared import headline_count
from townbase.views.shared.narrowing import chosen, in_words, within


@dataclass(frozen=True)
class Facts:
    """What the marts answer about one school year, cut to the chosen townships."""

    year: int
    every: pd.DataFrame
    towns: pd.DataFrame
    headline: pd.DataFrame
    status: pd.DataFrame
    names: pd.DataFrame
    marked: pd.DataFrame
    goals: pd.DataFrame
    rows: pd.DataFrame
    years: pd.DataFrame
    last_day: date | None
    district: str | None
    narrowed: str

    def standing(self, year: int, reading: str = headline_count.STRICT) -> headline_count.Standing:
        """Of the page's own area and set of townships, in any year."""
        return headline_count.standing(self.district, self.headline, year, reading)

    def standings(self) -> dict[str, headline_count.Standing]:
        """Of every district with a township of the page, in the year shown."""
        ids = [str(each) for each in dict.fromkeys(self.towns["district_id"])]
        return {each: headline_count.standing(each, self.headline, self.year, headline_count.STRICT) for each in ids}

    @cached_property
    def now(self) -> pd.DataFrame:
        """township_status of this year, strict reading."""
        return self.strict[self.strict["school_year"] == self.year]

    @property
    def is_base_year(self) -> bool:
        """The year that all others are held against is not judged itself."""
        return self.year in self.base_years

    @cached_property
    def base_years(self) -> set[int]:
        return set(self.years.loc[self.years["is_base_year"].fillna(False).astype(bool), "school_year"])

    @property
    def has_indicators(self) -> bool:
        return self._said("has_indicators")

    @property
    def in_progress(self) -> bool:
        """Returns of this year still come in."""
        return self._said("in_progress")

    def _said(self, column: str) -> bool:
        row = self.years[self.years["school_year"] == self.year]
        return bool(len(row)) and bool(row[column].fillna(False).iloc[0])

    @cached_property
    def strict(self) -> pd.DataFrame:
        return self.status[self.status["reading"] == headline_count.STRICT]


def facts(ask: Ask, selection: Selection, year: int) -> Facts:
    """Ask once for the year and keep the rows of the chosen townships."""
    year = selection.year or year
    every = ask("overview/townships")
    towns = chosen(every, selection)
    ids = towns["township_id"]
    narrowed = in_words(selection)
    names = ask("overview/action_names")

    def own(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["township_id"].isin(ids)]

    return Facts(
        year=year,
        every=every,
        towns=towns,
        headline=ask("shared/headline_recount", **within(selection)) if narrowed else ask("overview/headline"),
        status=own(ask("overview/status")),
        names=names,
        marked=heat.marks(own(ask("overview/actions", year=year)), names),
        goals=own(ask("overview/goals", year=year)),
        rows=own(ask("overview/rows", year=year)),
        years=ask("overview/years"),
        last_day=_last_day(ask("shared/frame_sources")),
        district=selection.district,
        narrowed=narrowed,
    )


def _last_day(sources: pd.DataFrame) -> date | None:
    """The newest day that any file of the delivery speaks of."""
    days = sources["as_of"].dropna()
    return None if days.empty else days.max()
