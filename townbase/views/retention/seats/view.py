"""学位够吗: pupils to come against places, classes and teachers, township by township."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from townbase.asking import Ask
from townbase.selection import Selection
from townbase.views.retention.place import CITY
from townbase.views.retention.retention import Opening
from townbase.views.retention.seats import base_year, small_schools
from townbase.views.retention.seats import forecast as retention_forecast
from townbase.views.retention.seats import shortages as retention_seats
from townbase.views.retention.seats import staff as retention_staff
from townbase.views.shared.card_content import CardContent


@dataclass(frozen=True)
class Enough:
    """A part is None where it does not belong to the place. curves: every stage, for the figure · base: where it starts"""

    title: str
    lead: str
    forecast: CardContent
    curves: pd.DataFrame
    seats: CardContent | None
    staff: CardContent | None
    schools: CardContent
    thresholds: list[tuple[str, str, bool]]
    base: int


def enough(ask: Ask, selection: Selection, o: Opening) -> Enough:
    w = o.where
    returned = ask("retention/base", stage=w.stage, year=w.year)
    base = base_year.base(returned, w.year, chosen=selection.year is not None)
    ahead, start = replace(w, year=base.year), {"stage": w.stage, "year": base.year}
    rows = ask("retention/forecast", year=base.year, **w.key)
    rolls = ask("retention/rolls", year=base.year, **w.key)
    forecast = retention_forecast.forecast(ahead, rows, base.why)
    place = {"district": w.narrowed["district"]}
    schools = ask(
        "retention/schools", township=w.id if w.is_township else "", under=int(selection.under), **place, **start
    )
    return Enough(
        title=retention_forecast.headline(ahead, forecast.frame),
        lead=retention_forecast.lead(ahead, forecast.frame),
        forecast=forecast,
        curves=retention_forecast.curves(ahead, rolls, rows, selection),
        seats=None
        if w.is_township
        else retention_seats.seats(ahead, ask("retention/seats", **place, **start), selection),
        staff=retention_staff.staff(ahead, ask("retention/staff", year=base.year), selection)
        if w.kind == CITY
        else None,
        schools=small_schools.schools(ahead, schools, selection),
        thresholds=small_schools.thresholds(selection),
        base=base.year,
    )
