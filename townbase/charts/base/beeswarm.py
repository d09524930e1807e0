"""Dots on one axis moved apart so that each can be seen: up and down, and where a pile is too high also to the side."""

from __future__ import annotations

from collections.abc import Sequence


def apart(places: Sequence[float], radius: float, half: float) -> list[tuple[float, float]]:
    """(aside, up) in pixels for dots of one radius at `places` px along the axis, none further than `half` up or down.

    A dot goes to the nearest free spot; a pile that would grow beyond `half` goes on in a column beside it, to the right.
    """
    step, placed, found = radius * 1.05, _Grid(2 * radius), [(0.0, 0.0)] * len(places)
    most = max(int(half / step), 1)
    for at in sorted(range(len(places)), key=lambda at: (places[at], at)):
        aside, up = next(
            (column * 2 * radius, up)
            for column in range(len(places) + 1)
            for up in _levels(step, most)
            if placed.is_free(places[at] + column * 2 * radius, up)
        )
        placed.put(places[at] + aside, up)
        found[at] = aside, up
    return found


def _levels(step: float, most: int) -> list[float]:
    """0, +1, −1, +2 … steps."""
    return [0.0, *(sign * nth * step for nth in range(1, most + 1) for sign in (1, -1))]


class _Grid:
    """Dots by the cell they lie in, so that only neighbours are compared."""

    def __init__(self, size: float) -> None:
        self.size, self.cells = size, {}

    def is_free(self, x: float, y: float) -> bool:
        column, row = int(x // self.size), int(y // self.size)
        near = (dot for c in (-1, 0, 1) for r in (-1, 0, 1) for dot in self.cells.get((column + c, row + r), ()))
        return all((x - a) ** 2 + (y - b) ** 2 >= 0.98 * self.size**2 for a, b in near)

    def put(self, x: float, y: float) -> None:
        self.cells.setdefault((int(x // self.size), int(y // self.size)), []).append((x, y))
