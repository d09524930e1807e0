"""Everything the overview says of the city or, with a district, of that district; a card is asked for when it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from townbase.asking import Ask
from townbase.selection import Selection
from townbase.views.overview import (
    changes,
    goal_grid,
    goals,
    headline_text,
    heat,
    missing_returns,
    overdue_tasks,
    roll_by_year,
    schools_below,
    tile_map,
    unmet_townships,
    years,
)
from townbase.views.overview.facts import Facts, facts
from townbase.views.overview.readings import readings
from townbase.views.shared import headline_count, returns
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED
from townbase.views.shared.narrowing import chosen, narrow

BRIEF = Card(key="brief", file="一页纸", filters=NARROWED, follows_opened=True, body_is_table=False, definition="")
CITY = "全市"


@dataclass(frozen=True)
class Overview:
    """`judged` false: nothing can be judged, only `limits` and the rolls stand. default_year: shown where none is chosen."""

    ask: Ask
    selection: Selection
    default_year: int
    facts: Facts

    @property
    def year(self) -> int:
        return self.facts.year

    @property
    def of_city(self) -> bool:
        return self.selection.district is None

    @cached_property
    def judged(self) -> bool:
        return self.now.counted > 0 and self.facts.has_indicators and not self.facts.is_base_year

    @cached_property
    def name(self) -> str:
        """The district, or 全市."""
        own = self.facts.every[self.facts.every["district_id"] == self.selection.district]
        return CITY if self.of_city else str(own["district_name"].iloc[0] if len(own) else self.selection.district)

    @property
    def city_href(self) -> str:
        return self.selection.href("overview", district=None)

    @property
    def clear_href(self) -> str:
        """The same page without the filters that narrow the set; empty where none is set."""
        kept = self.selection.href("overview", counted="all", batch=None, managing_body=None)
        return kept if self.facts.narrowed else ""

    # the headline

    @cached_property
    def now(self) -> headline_count.Standing:
        return self.facts.standing(self.year)

    @property
    def title(self) -> str:
        return headline_text.title(self.facts, self.now, where="" if self.of_city else self.name)

    @property
    def sentences(self) -> tuple[str, ...]:
        returned = self._returned if self.facts.in_progress else ""
        found = headline_text.sentences(self.facts, self.now, returned=returned) if self.judged else ()
        return tuple(sentence for sentence in found if sentence)

    @property
    def second(self) -> str:
        """What the second reading would give; for the brief, the page has every reading in a fold."""
        second = self.facts.standing(self.year, headline_count.SECOND)
        return headline_count.second_sentence(second, unfinished=self.facts.in_progress) if self.judged else ""

    @property
    def other_urban(self) -> str:
        """How many would be met against the other urban value, of the chosen townships."""
        if not self.judged or self.facts.in_progress:
            return ""
        return headline_count.other_urban_sentence(self.ask("overview/other_urban", year=self.year), self._ids)

    @property
    def certified(self) -> str:
        signed = self.ask("overview/certified")
        return headline_count.certified_sentence(signed, self._ids, self.year) if self.judged else ""

    @property
    def limits(self) -> tuple[str, ...]:
        return headline_text.limits(self.facts)

    # the first screen

    @cached_property
    def years(self) -> CardContent:
        return years.years(self.facts, self.selection, self.default_year)

    @cached_property
    def goals(self) -> CardContent:
        before = self.ask("overview/goals", year=self.year - 1)
        before = before[before["township_id"].isin(self._ids)]
        compared = None if before.empty or self.year - 1 in self.facts.base_years else before
        return goals.goals(self.facts.goals, compared, self.selection)

    @cached_property
    def grid(self) -> CardContent:
        if self.of_city:
            return goal_grid.by_district(self.facts, self.overdue, self.selection)
        return goal_grid.by_township(self.facts, self.selection)

    @cached_property
    def map(self) -> CardContent:
        return tile_map.by_state(self.facts, self.selection)

    @cached_property
    def overdue(self) -> pd.DataFrame:
        return overdue_tasks.chosen(self.ask("overview/overdue_tasks", year=self.year), self.facts)

    @cached_property
    def offices(self) -> CardContent:
        return overdue_tasks.by_office(self.overdue, self.selection)

    @cached_property
    def tasks(self) -> CardContent:
        return overdue_tasks.listed(self.overdue, self.selection)

    # behind the tabs

    @cached_property
    def matrix(self) -> CardContent:
        f = self.facts
        return heat.townships_by_action(f.towns, f.now, f.marked, f.names, self.selection)

    @cached_property
    def nearly(self) -> CardContent:
        return unmet_townships.nearly(self.facts.towns, self.facts.now, self.held, self.selection)

    @cached_property
    def changes(self) -> CardContent:
        """What changed against the year before, for the chosen townships."""
        changed, rows = (self.ask(f"overview/{name}", year=self.year) for name in ("changes", "row_changes"))
        f = self.facts
        found = changes.changes(f.towns, f.strict, changed, rows, self.year, self.selection, f.base_years)
        return replace(found, title="与上年相比：本学年尚未报齐，只列已可判定的变化") if f.in_progress else found

    @cached_property
    def moved(self) -> CardContent:
        return changes.moved(self.changes, self.selection)

    @cached_property
    def missing(self) -> CardContent:
        lacking = returns.lacking(self.ask, self.year, self.selection.district)
        return missing_returns.missing_returns(lacking, self._returned, self.selection)

    @cached_property
    def _returned(self) -> str:
        """How complete the year's returns are, in the one sentence of every page."""
        where = "" if self.of_city else self.name
        return returns.sentence(self.ask, self.year, self.default_year, self.selection.district, where)

    @cached_property
    def gaps(self) -> CardContent:
        return missing_returns.gaps(self.facts.towns, self.facts.rows, self.selection)

    @cached_property
    def schools(self) -> CardContent:
        failing = self.ask("overview/district_schools", year=self.year, district=self.selection.district)
        return schools_below.schools(failing, self._ids, self.selection)

    @cached_property
    def readings(self) -> CardContent:
        return readings(self.ask("overview/readings", year=self.year), self.facts.towns, self.selection)

    # what only the brief lists

    @cached_property
    def attention(self) -> CardContent:
        f = self.facts
        shorts = dict(zip(f.names["action"], f.names["short"], strict=True))
        return unmet_townships.attention(f.towns, f.now, self.held, shorts, self.selection)

    @cached_property
    def districts(self) -> CardContent:
        f = self.facts
        return heat.districts_by_action(
            self.matrix.frame, f.towns, f.standings(), self.selection, unfinished=f.in_progress
        )

    @cached_property
    def actions(self) -> CardContent:
        return heat.ranked_actions(self.facts.marked, self.facts.names, self.selection)

    # where nothing can be judged

    @cached_property
    def roll(self) -> CardContent:
        """Of the townships that the filters leave; where they leave none, of the whole area."""
        if self._narrowed_rolls:
            rolls = self.ask("shared/roll_recount", **narrow(self.selection))
            return roll_by_year.by_year(rolls, self.year, narrowed=self.facts.narrowed)
        area = self.ask("overview/roll", area_kind="city" if self.of_city else "district")
        if not self.of_city:
            area = area[area["area_id"] == self.selection.district]
        return roll_by_year.by_year(area, self.year)

    @cached_property
    def roll_towns(self) -> CardContent:
        kept = (
            self.selection
            if self._narrowed_rolls
            else self.selection.but(counted="all", batch=None, managing_body=None)
        )
        towns = chosen(self.facts.every.assign(counted=True), kept)
        rolls = self.ask("overview/roll", area_kind="township")
        own = rolls[rolls["area_id"].isin(towns["township_id"])]
        return roll_by_year.by_township(towns, own, self.year, self.selection)

    @property
    def _narrowed_rolls(self) -> bool:
        return bool(self.facts.narrowed) and not self.facts.towns.empty

    @cached_property
    def held(self) -> dict[str, list]:
        """township -> its unmet core rows."""
        return unmet_townships.unmet_core(self.facts.rows)

    @cached_property
    def _ids(self) -> set[str]:
        return set(self.facts.towns["township_id"])


def overview(ask: Ask, selection: Selection, year: int) -> Overview:
    """The city, or the district that the selection names; `year` = the school year shown where it names none."""
    return Overview(ask, selection, year, facts(ask, selection, year))
