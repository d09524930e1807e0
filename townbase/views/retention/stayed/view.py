"""留住了吗: the rate, how far each township is from the base year, and what the joints between stages keep."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from townbase.asking import Ask
from townbase.selection import Selection
from townbase.views.retention import rates
from townbase.views.retention.retention import Opening
from townbase.views.retention.stayed import cohort, district_changes, township_changes, township_map, trend
from townbase.views.shared.card_content import CardContent


@dataclass(frozen=True)
class Stayed:
    """A part is None where it does not belong to the place. joint: the lines above the triangle."""

    title: str
    beside: str
    trend: CardContent
    townships: CardContent | None
    areas: CardContent | None
    places: CardContent | None
    triangle: CardContent
    joint: pd.DataFrame


def stayed(ask: Ask, selection: Selection, o: Opening) -> Stayed:
    w = o.where
    grades = ask("retention/cohort", area_kind=w.kind, area_id=w.id)
    towns, areas, places, below = None, None, None, ""
    if not w.is_township:
        key = {"stage": w.stage, "year": w.year, "base": w.base or w.year, "district": w.narrowed["district"]}
        towns = township_changes.townships(w, ask("retention/townships", **key), selection)
        below = township_changes.headline_part(w, towns.frame)
        own = o.own[o.own["stage"] == w.stage]
        if not towns.is_empty:
            places = township_map.township_map(w, towns.frame, selection)
            areas = district_changes.areas(w, ask("retention/history", **key), own, towns.frame, selection)
    return Stayed(
        title=headline(ask, o, below),
        beside=trend.beside_words(w, o.rates) if o.given else "",
        trend=trend.trend_card(w, o.own, o.rates),
        townships=towns,
        areas=areas,
        places=places,
        triangle=cohort.triangle(w, grades),
        joint=cohort.joint(w, grades),
    )


def headline(ask: Ask, o: Opening, below: str = "") -> str:
    """The sentence on top of 留住了吗; of a township it tells where those go who leave."""
    w = o.where
    flow = ask("retention/flow", year=w.year, **w.key) if w.is_township else pd.DataFrame()
    return rates.headline(w, o.own, flow, below)
