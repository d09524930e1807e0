"""A chart that draws itself in the page taken away: plotly.js lies inside, and every script is named by its hash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from townbase.text import Markup, esc

if TYPE_CHECKING:  # the figure that comes in brings it
    import plotly.graph_objects as go

SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)
# As on the screen; and no button that would send the figure to somebody's cloud.
CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}

# What a figure wants in little room (charts/base/figure.py), as ui/plots.js does on the screen.
NARROW = """
const plot = document.getElementById('{plot_id}'), own = (plot.layout.meta || {}).narrow;
if (own && plot.clientWidth < 520) Plotly.update(plot, own.data || {}, own.layout || {});
"""


@dataclass(frozen=True)
class Interactive:
    """figure: a chart that needs no address · alt: what it shows, in words"""

    figure: go.Figure
    alt: str


def drawn(chart: Interactive) -> tuple[Markup, list[str]]:
    """Its markup with plotly.js inside (4.8 MB), and the text of every script in it for the page's policy."""
    inside = chart.figure.to_html(
        config=CONFIG, full_html=False, include_plotlyjs=True, include_mathjax=False, div_id="tb-plot", post_script=NARROW,
        default_height=f"{chart.figure.layout.height or 420}px",
    )  # fmt: skip
    return Markup(f'<div class="tb-plot" role="img" aria-label="{esc(chart.alt)}">{inside}</div>'), SCRIPT.findall(
        inside
    )
