"""One indicator's history as a small line: own scale, end dot, no axis; missing years are gaps."""

from __future__ import annotations

from collections.abc import Sequence

from townbase import theme
from townbase.text import Markup, esc, is_missing

WIDTH, HEIGHT, PAD = 76, 20, 3


def sparkline(values: Sequence[float | None], label: str) -> Markup:
    """Values in the order of the years; fewer than two known values draw nothing."""
    known = [(at, float(value)) for at, value in enumerate(values) if not is_missing(value)]
    if len(known) < 2:
        return Markup("")
    low, high = min(value for _, value in known), max(value for _, value in known)
    points = [(_x(at, len(values)), _y(value, low, high)) for at, value in known]
    lines = "".join(
        f'<path d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in run)}" fill="none" stroke="{theme.MARK["grey"]}"'
        ' stroke-width="1.5"/>'
        for run in _runs(known, points)
    )
    x, y = points[-1]
    return Markup(
        f'<svg class="tb-spark" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{esc(label)}"><title>{esc(label)}</title>{lines}'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{theme.MARK["town"]}"/></svg>'
    )


def _runs(known: list, points: list) -> list[list]:
    """Neighbouring years belong to one line; a gap in the years is a gap in the line."""
    runs: list[list] = []
    for nth, ((at, _), point) in enumerate(zip(known, points, strict=True)):
        if nth and known[nth - 1][0] == at - 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return [run for run in runs if len(run) > 1]


def _x(at: int, count: int) -> float:
    return PAD + at * (WIDTH - 2 * PAD) / (count - 1)


def _y(value: float, low: float, high: float) -> float:
    part = 0.5 if high == low else (value - low) / (high - low)
    return HEIGHT - PAD - part * (HEIGHT - 2 * PAD)
