"""What a card needs of a chart that the reader's own browser draws (Plotly): the call that makes it, and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # every page has cards, few a chart: Plotly is loaded by the chart itself
    import plotly.graph_objects as go


@dataclass(frozen=True)
class Plot:
    """figure: made when it is drawn and again when it is taken away · alt: what it shows, for who cannot see it"""

    figure: Callable[[], go.Figure]
    alt: str


# No mode bar (PNG stands in the row of tools), no zoom: else a thumb that scrolls a phone would drag the chart.
CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}
