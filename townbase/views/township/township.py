"""The page of one township: how it stands, what it must do next, and the rows and schools behind that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import last_seen
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.clause_context import in_context
from townbase.views.shared.indicator_definition import Definition, define
from townbase.views.township import (
    all_rows,
    certification,
    enrolment,
    histories,
    indicator_rows,
    next_steps,
    reports,
    schools,
    sentences,
    similar,
    standing,
    tasks,
    unmet,
)
from townbase.views.township.next_steps import Owners, Step
from townbase.views.township.reports import Report

BRIEF = Card(
    key="brief",
    file="一页纸",
    filters=("district", "township", "urban"),
    follows_opened=True,
    body_is_table=False,
    definition="",
)


@dataclass(frozen=True)
class TownshipView:
    """Asked once; what a tab shows is worked out when it is opened. `rows` are those of indicator_rows.of_year."""

    ask: Ask
    selection: Selection
    year: int
    who: Row
    rows: list[Row]
    goals: list[Row]
    actions: list[Row]
    owners: Owners

    @property
    def key(self) -> dict[str, Any]:
        return {"township": self.selection.township, "year": self.year}

    @property
    def name(self) -> str:
        return self.who["name"]

    @property
    def district(self) -> str:
        return str(self.who["district_id"] if is_missing(self.who["district_name"]) else self.who["district_name"])

    @property
    def district_id(self) -> str:
        return self.who["district_id"]

    @property
    def judged(self) -> bool:
        return not is_missing(self.who["status"])

    @cached_property
    def headline(self) -> str:
        return sentences.headline(self.who, self.goals, self.year, all_rows.has_rows(self.rows))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        parts = [
            sentences.place(self.who, len(self.schools.frame)),
            sentences.distance(self.who, self.rows, self.owners),
            sentences.waiting(self.rows) if self.judged else "",
            sentences.against_year_before(self.who),
            sentences.clock(self.who, self.goals, self.year),
            sentences.certified_otherwise(certification.differing(self.goals, self.year)),
            sentences.served(self.who),
        ]
        return tuple(line for line in parts if line)

    @cached_property
    def where(self) -> pd.DataFrame:
        return self.ask("township/where", **self.key)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return next_steps.steps(self.rows, self.goals, self.where, self.owners, self.selection)

    @property
    def steps_title(self) -> str:
        return next_steps.title(self.rows, self.steps, self.reports)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        return reports.reports(self.rows, self.where, self.selection) if self.judged else ()

    @property
    def actions_part(self) -> CardContent:
        return standing.actions_part(self.actions)

    @property
    def unmet(self) -> CardContent:
        return unmet.unmet_part(self.rows, self.actions, self.selection)

    @property
    def years(self) -> CardContent:
        return histories.unmet_years(self.rows, self.steps, self.selection)

    @cached_property
    def ledger(self) -> pd.DataFrame:
        return self.ask("township/tasks", **self.key)

    @cached_property
    def overdue(self) -> CardContent:
        return tasks.overdue(self.ledger, self.selection)

    @cached_property
    def tasks(self) -> CardContent:
        """All of them, or those of the action in the address."""
        return tasks.tasks(self.ledger, self.selection.action)

    @cached_property
    def schools(self) -> CardContent:
        frame = self.ask("township/schools", **self.key)
        none = "" if len(frame) else last_seen.township(self.ask, **self.key)
        return schools.schools(frame, self.selection, none)

    @property
    def similar(self) -> CardContent:
        return similar.similar(self.ask("township/similar", **self.key), self.selection)

    @property
    def certification(self) -> CardContent:
        return certification.certification(self.goals, self.year)

    @property
    def roll(self) -> CardContent:
        """Years down and stages across."""
        return enrolment.roll(self.ask("township/roll", **self.key))

    @property
    def roll_years(self) -> CardContent:
        """The same as panels of three stages."""
        return replace(self.roll, frame=histories.roll_years(self.ask("township/roll", **self.key)))

    @property
    def local(self) -> CardContent:
        return enrolment.local(self.ask("township/local", **self.key))

    @property
    def local_years(self) -> CardContent:
        return replace(self.local, frame=histories.local_years(self.ask("township/local", **self.key), self.selection))

    @property
    def flows_href(self) -> str:
        return self.selection.href("retention", stage=None)

    @property
    def groups(self) -> list[Row]:
        """The rows under their goals, narrowed to the action or the goal of the address."""
        return indicator_rows.groups(self._narrowed(), self.goals, self.selection)

    @property
    def rows_part(self) -> CardContent:
        return all_rows.rows_part(self._narrowed(), self.judged, sentences.is_counted(self.who))

    def _narrowed(self) -> list[Row]:
        chosen = {"action": self.selection.action, "goal": self.selection.goal}
        return [row for row in self.rows if all(value is None or row[key] == value for key, value in chosen.items())]

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        clauses = in_context(records(self.ask("shared/clauses")))
        return tuple(define(indicator, clauses) for indicator in records(self.ask("shared/indicator_order")))


def township_view(ask: Ask, selection: Selection, year: int) -> TownshipView | None:
    """None where the township is not in the reader's scope."""
    key: Mapping = {"township": selection.township, "year": year}
    found = ask("township/township", **key)
    if found.empty:
        return None
    return TownshipView(
        ask=ask,
        selection=selection,
        year=year,
        who=records(found)[0],
        rows=_rows(ask, selection, key),
        goals=standing.goals(ask("township/goals", **key), selection, year),
        actions=standing.actions(ask("township/actions", **key), selection),
        owners=next_steps.owners(ask("township/owners", **key)),
    )


def _rows(ask: Callable, selection: Selection, key: Mapping) -> list[Row]:
    order = ask("shared/indicator_order")["indicator_id"]
    return indicator_rows.of_year(ask("township/rows", urban=selection.urban, **key), key["year"], order)
