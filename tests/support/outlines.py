"""Outlines for an invented city: each tile of its map becomes an area with borders that its neighbours share."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

Point = tuple[float, float]
EAST, NORTH, STEP = 116.0, 37.0, 0.12  # degrees: a place that means nothing, and the side of a tile


def write_outlines(folder: Path, tiles: Iterable[tuple[str, int, int]]) -> Path:
    """boundaries.geojson beside a delivery. tiles: township_id, tile_x, tile_y"""
    features = [
        {"type": "Feature", "properties": {"township_id": township}, "geometry": {"type": "Polygon", "coordinates": [outline(x, y)]}}
        for township, x, y in tiles
    ]
    path = folder / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def outline(x: int, y: int) -> list[Point]:
    """Closed: round the four sides of a tile."""
    corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
    ring = [point for at in range(4) for point in _side(corners[at], corners[(at + 1) % 4])[:-1]]
    return [*ring, ring[0]]


def _side(start: tuple[int, int], end: tuple[int, int]) -> list[Point]:
    """The same points from either side."""
    low, high = min(start, end), max(start, end)
    points = _bent(_corner(*low), _corner(*high), f"{low}{high}", 4)
    return points if start == low else points[::-1]


def _corner(x: int, y: int) -> Point:
    return EAST + (x + _off(f"x{x},{y}", 0.35)) * STEP, NORTH - (y + _off(f"y{x},{y}", 0.35)) * STEP


def _bent(one: Point, other: Point, name: str, deep: int) -> list[Point]:
    if not deep:
        return [one, other]
    across, up = other[0] - one[0], other[1] - one[1]
    off = _off(f"{name}/{deep}/{one[0]:.6f}", 0.16)
    middle = ((one[0] + other[0]) / 2 - up * off, (one[1] + other[1]) / 2 + across * off)
    return [*_bent(one, middle, name, deep - 1)[:-1], *_bent(middle, other, name, deep - 1)]


def _off(name: str, most: float) -> float:
    """Between -most and most, always the same for a name."""
    return (int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF * 2 - 1) * most
