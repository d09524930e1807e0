"""What one card says and shows this time, before anybody decides how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from townbase.views.shared.card import Card


@dataclass(frozen=True)
class CardContent:
    """`card` is whose content it is, `title` the finding, `how` the line under it, `frame` what the chart draws,
    `table` the same figures under Chinese heads for the reader to take away.

    Where `frame` holds no row, `empty` says why and what to do; `good` = there is nothing to do, no gap to mend.
    """

    card: Card
    title: str
    how: str = ""
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    empty: str = ""
    note: str = ""
    good: bool = False

    @property
    def is_empty(self) -> bool:
        return self.frame.empty
