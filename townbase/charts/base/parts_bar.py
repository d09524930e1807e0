"""How many of a whole stand where, as one bar of parts: met, under way, behind, not to be judged."""

from __future__ import annotations

from collections.abc import Mapping

from townbase import theme
from townbase.text import Markup, esc

WIDTH, HEIGHT = 320, 14
GREY = theme.MARK["grey"]
# Behind is red and full, under way is red and hollow: both have work left, and grey print still tells them apart.
FILL = {
    "met": f'fill="{theme.MARK["met"]}"',
    "tasks_on_schedule": f'fill="{theme.MARK["met"]}"',
    "in_progress": f'fill="{theme.MARK["not_met"]}" fill-opacity=".28" stroke="{theme.MARK["not_met"]}" stroke-width="1"',
    "behind": f'fill="{theme.MARK["not_met"]}"',
    "tasks_overdue": f'fill="{theme.MARK["not_met"]}"',
    "not_assessable": f'fill="none" stroke="{GREY}" stroke-width="1" stroke-dasharray="2 2"',
    "none": f'fill="none" stroke="{GREY}" stroke-width="1"',
}


def parts_bar(parts: Mapping[str, int], label: str) -> Markup:
    """`parts`: code (a key of FILL) -> count, drawn in their order; nothing where all are 0."""
    total = sum(parts.values())
    if not total:
        return Markup("")
    drawn, start = [], 0.0
    for code, n in parts.items():
        width = n / total * WIDTH
        if n:
            drawn.append(
                f'<rect x="{start + 0.5:.1f}" y="1" width="{max(width - 1, 1):.1f}" height="{HEIGHT - 2}" {FILL[code]}/>'
            )
        start += width
    return Markup(
        f'<svg class="tb-parts" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{esc(label)}">{"".join(drawn)}</svg>'
    )
