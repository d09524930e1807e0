"""One indicator's history as a small line: own scale, end dot, no axis; missing years are gaps."""

from __future__ import annotations

from collections.abc import Sequence

from townbase import theme
from townbase.charts.base.scale import Scale, path, runs
from townbase.text import Markup, esc, is_missing

WIDTH, HEIGHT, PAD = 76, 20, 3


def sparkline(values: Sequence[float | None], label: str) -> Markup:
    """Values in the order of the years; fewer than two known values draw nothing."""
    known = [(at, float(value)) for at, value in enumerate(values) if not is_missing(value)]
    if len(known) < 2:
        return Markup("")
    x = Scale(0, len(values) - 1, PAD, WIDTH - PAD)
    y = Scale(min(value for _, value in known), max(value for _, value in known), HEIGHT - PAD, PAD)
    lines = "".join(
        f'<path d="{path(run, x, y)}" fill="none" stroke="{theme.MARK["grey"]}" stroke-width="1.5"/>'
        for run in runs(known)
        if len(run) > 1
    )
    last, value = known[-1]
    return Markup(
        f'<svg class="tb-spark" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{esc(label)}"><title>{esc(label)}</title>{lines}'
        f'<circle cx="{x(last):.1f}" cy="{y(value):.1f}" r="2.5" fill="{theme.MARK["town"]}"/></svg>'
    )
