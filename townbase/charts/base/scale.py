"""One scale for every drawing: where a value stands, what an axis is marked with, where a line breaks, how labels step aside."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SLACK = 1e-9  # 0.35 / 0.1 is 3.4999999999999996
Point = tuple[float, float]  # what runs across (a year, a place in a row of years), and the value


@dataclass(frozen=True)
class Scale:
    """Values from low to high on places from start to end (pixels or per cent); an end before the start turns it round.

    alone: where a scale of one value only puts it, from 0 (start) to 1 (end)
    """

    low: float
    high: float
    start: float
    end: float
    alone: float = 0.5

    def __call__(self, value: float) -> float:
        part = self.alone if self.high == self.low else (value - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)

    def clamped(self, value: float) -> float:
        """What lies beyond an end stands at that end."""
        return self(min(max(value, self.low), self.high))

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


def step_of(place: float, steps: int = 1) -> float:
    """A place of a drawing on the nearest of so many steps to one: no figure that a reader sees, for those round in words."""
    return round(place * steps) / steps


def padded(low: float, high: float, part: float) -> tuple[float, float]:
    """Both ends moved out by a part of what lies between, so that no mark stands on the border."""
    spare = (high - low) * part or abs(high) * part or 1.0
    return low - spare, high + spare


def share_floor(least: float, spare: float) -> float:
    """Where an axis of shares begins that ends at 1: the twentieth below the least value, with room for what stands under it."""
    return max(math.floor((least - spare) * 20) / 20, 0)


def even_ticks(low: float, high: float, steps: Sequence[float], most: float) -> list[float]:
    """Marks from low on, by the first of the steps that leaves at most so many spaces (the last where none does)."""
    step = next((step for step in steps if (high - low) / step <= most + SLACK), steps[-1])
    return [low + at * step for at in range(int((high - low) / step + SLACK) + 1)]


def whole_ticks(low: float, high: float, log: bool) -> list[int]:
    """Whole numbers between two ends: 1, 2, 5 of every power where the axis is logarithmic, else in even steps."""
    if log:
        powers = range(math.floor(math.log10(max(low, 1))), math.ceil(math.log10(high)) + 1)
        found = [step * 10**power for power in powers for step in (1, 2, 5)]
    else:
        rough = max((high - low) / 5, 1)
        power = 10 ** math.floor(math.log10(rough))
        step = next(each * power for each in (1, 2, 5, 10) if each * power >= rough)
        found = [step * at for at in range(math.floor(low / step), math.ceil(high / step) + 1)]
    return [tick for tick in found if low <= tick <= high]


def labelled_years(years: range, most: int) -> list[int]:
    """At most so many of the years, evenly apart; the last is always among them."""
    every = max(1, math.ceil(len(years) / most))
    return [year for year in years if (years[-1] - year) % every == 0]


def runs(points: Iterable[Point]) -> list[list[Point]]:
    """Neighbouring years belong to one line; a gap in the years is a gap in the line."""
    found: list[list[Point]] = []
    for year, value in points:
        if found and found[-1][-1][0] == year - 1:
            found[-1].append((year, value))
        else:
            found.append([(year, value)])
    return found


def path(run: Iterable[Point], x: Scale, y: Scale) -> str:
    """The `d` of an SVG path through the points."""
    return "M" + "L".join(f"{x(at):.1f} {y(value):.1f}" for at, value in run)


def dodge(places: Sequence[float], apart: float, height: float) -> list[float]:
    """Label places at least `apart` from one another, as near to where they belong as the order allows.

    Neighbours that collide form a block around the mean of its places; blocks that collide become one.
    """
    order = sorted(range(len(places)), key=lambda at: (places[at], at))
    blocks: list[list[int]] = []
    for at in order:
        blocks.append([at])
        while len(blocks) > 1 and _collide(blocks[-2], blocks[-1], places, apart, height):
            last = blocks.pop()
            blocks[-1] += last
    out = [0.0] * len(places)
    for block in blocks:
        start = _start(block, places, apart, height)
        for nth, at in enumerate(block):
            out[at] = start + nth * apart
    return out


def _collide(upper: Sequence[int], lower: Sequence[int], places: Sequence[float], apart: float, height: float) -> bool:
    return _start(lower, places, apart, height) < _start(upper, places, apart, height) + apart * len(upper)


def _start(block: Sequence[int], places: Sequence[float], apart: float, height: float) -> float:
    middle = sum(places[at] for at in block) / len(block)
    start = middle - apart * (len(block) - 1) / 2
    return min(max(start, apart / 2), height - apart / 2 - apart * (len(block) - 1))
