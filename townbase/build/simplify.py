"""Outlines made simpler, common borders staying common: as fine as a map of a page can show.

Every point is put on a grid. Where three areas meet, or a border ends, stands a joint; between two joints lies one line,
which both neighbours share and which is simplified once, whichever of them asks (Douglas and Peucker).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

GRID, FINE = (
    4000,
    8,
)  # steps of the grid over the longer side; a point may stand off by so many steps, a 500th of the side
Point = tuple[int, int]
Rings = list[list[tuple[float, float]]]


def simplified(shapes: Mapping[str, Rings]) -> dict[str, Rings]:
    """id -> rings of (longitude, latitude), the last point left out; what is too small to be seen is left out."""
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    if not points:
        return {}
    left, bottom = (min(axis) for axis in zip(*points, strict=True))
    right, top = (max(axis) for axis in zip(*points, strict=True))
    squeeze = math.cos(math.radians((bottom + top) / 2)) or 1.0
    step = max((right - left) * squeeze, top - bottom) / GRID or 1.0
    put = {
        name: [
            _distinct((round((x - left) * squeeze / step), round((y - bottom) / step)) for x, y in ring)
            for ring in rings
        ]
        for name, rings in shapes.items()
    }
    joints = _joints(ring for rings in put.values() for ring in rings)
    found = {}
    for name, rings in put.items():
        simple = [made for ring in rings if len(made := _ring(ring, joints)) >= 3]
        if simple:
            found[name] = [
                [(round(left + x * step / squeeze, 6), round(bottom + y * step, 6)) for x, y in ring] for ring in simple
            ]
    return found


def _distinct(points: Iterable[Point]) -> list[Point]:
    made: list[Point] = []
    for point in points:
        if not made or point != made[-1]:
            made.append(point)
    return made[:-1] if len(made) > 1 and made[0] == made[-1] else made


def _joints(rings: Iterable[list[Point]]) -> set[Point]:
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
            beside[one].add(other)
            beside[other].add(one)
    return {point for point, near in beside.items() if len(near) != 2}


def _ring(ring: list[Point], joints: set[Point]) -> list[Point]:
    if len(ring) < 3:
        return []
    ends = [at for at, point in enumerate(ring) if point in joints] or _ends(ring)
    if len(ends) == 1:  # a border that begins and ends in one joint
        far = max(range(len(ring)), key=lambda at: (_square(ring[at], ring[ends[0]]), ring[at]))
        ends = sorted({ends[0], far})
    made = []
    for start, end in zip(ends, ends[1:] + [ends[0] + len(ring)], strict=True):
        line = [ring[at % len(ring)] for at in range(start, end + 1)]
        made += _line(line)[:-1]
    return made


def _ends(ring: list[Point]) -> list[int]:
    """Of an area that touches no other in a joint (an enclave and the hole around it): the same two points from both sides."""
    first = ring.index(min(ring))
    far = max(range(len(ring)), key=lambda at: (_square(ring[at], ring[first]), ring[at]))
    return sorted({first, far})


def _line(line: list[Point]) -> list[Point]:
    """The same points whichever way it is walked."""
    turned = line[-1] < line[0]
    points = line[::-1] if turned else line
    kept, open_ = {0, len(points) - 1}, [(0, len(points) - 1)]
    while open_:
        start, end = open_.pop()
        far, at = max(
            ((_off(points[at], points[start], points[end]), -at) for at in range(start + 1, end)), default=(0, 0)
        )
        if far > FINE:
            kept.add(-at)
            open_ += [(start, -at), (-at, end)]
    made = [points[at] for at in sorted(kept)]
    return made[::-1] if turned else made


def _off(point: Point, start: Point, end: Point) -> float:
    """How far from the line between two points."""
    long = math.dist(start, end)
    if not long:
        return math.dist(point, start)
    across = (end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (end[1] - start[1])
    return abs(across) / long


def _square(one: Point, other: Point) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
