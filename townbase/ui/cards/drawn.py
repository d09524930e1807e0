"""A card as it stands on the open page; the page remembers it, and what is taken away is made from it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from townbase.charts.base.plot import Plot
from townbase.text import Markup
from townbase.views.shared.card import Card


@dataclass(frozen=True)
class Drawn:
    """See ui/cards/card.py for what each of these holds."""

    card: Card
    title: str
    how: str
    body: str
    plot: Plot | None
    table: pd.DataFrame | None
    definition: str | Markup

    @property
    def is_taken(self) -> bool:
        return self.table is not None and not self.table.empty
