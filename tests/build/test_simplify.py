"""Simpler outlines: neighbours keep their common border, areas keep their size, and nothing stands far from where it was."""

from __future__ import annotations

import math

import pytest

from tests.support.outlines import outline
from townbase.build.simplify import FINE, GRID, simplified

hypothesis = pytest.importorskip("hypothesis")
st = hypothesis.strategies


def city(tiles):
    return {f"{x},{y}": [outline(x, y)[:-1]] for x, y in tiles}


def edges(ring):
    return {frozenset(pair) for pair in zip(ring, ring[1:] + ring[:1], strict=True)}


def area(ring):
    return sum(x * b - a * y for (x, y), (a, b) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


TILES = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=14)


@hypothesis.settings(max_examples=25, deadline=None)
@hypothesis.given(TILES)
def test_two_neighbours_share_their_whole_border_and_no_third_line_lies_between(tiles):
    made = simplified(city(tiles))
    owners: dict = {}
    for name, rings in made.items():
        for ring in rings:
            for edge in edges(ring):
                owners.setdefault(edge, []).append(name)
    assert set(made) == set(city(tiles))
    assert max(map(len, owners.values())) <= 2
    # the outlines of all together enclose what they enclose one by one
    outer = [edge for edge, own in owners.items() if len(own) == 1]
    shared = sum(len(own) == 2 for own in owners.values())
    assert len(outer) + 2 * shared == sum(len(edges(ring)) for rings in made.values() for ring in rings)
    inside = sum((x, y) in tiles and (x + 1, y) in tiles for x, y in tiles) + sum((x, y + 1) in tiles for x, y in tiles)
    assert (shared > 0) == (inside > 0)


def test_points_are_fewer_and_areas_nearly_the_same():
    before = city((x, y) for x in range(8) for y in range(8))
    after = simplified(before)
    assert sum(len(ring) for rings in after.values() for ring in rings) < 0.4 * sum(len(ring) for rings in before.values() for ring in rings)
    for name, [ring] in before.items():
        assert area(after[name][0]) == pytest.approx(area(ring), rel=0.1)


def test_every_point_that_is_left_was_there_before_and_what_went_stood_near_the_line():
    [before] = city([(0, 0)])["0,0"]
    [after] = simplified({"a": [before]})["a"]
    side = max(max(axis) - min(axis) for axis in zip(*before, strict=True))
    for point in before:
        near = min(_distance(point, one, other) for one, other in zip(after, after[1:] + after[:1], strict=True))
        assert near <= side * (FINE + 2) / GRID


def test_an_enclave_keeps_the_border_of_the_hole_around_it_and_what_cannot_be_seen_is_left_out():
    hole = [(1 + 0.3 * math.cos(at / 20 * math.tau), 1 + 0.3 * math.sin(at / 20 * math.tau)) for at in range(20)]
    speck = [(1.5, 1.5), (1.50001, 1.5), (1.5, 1.50001)]
    made = simplified({"around": [[(0, 0), (2, 0), (2, 2), (0, 2)], hole[::-1]], "inside": [hole], "speck": [speck]})
    assert edges(made["around"][1]) == edges(made["inside"][0])
    assert "speck" not in made
    assert simplified({}) == {}


def _distance(point, one, other):
    long = math.dist(one, other)
    along = max(0.0, min(1.0, ((point[0] - one[0]) * (other[0] - one[0]) + (point[1] - one[1]) * (other[1] - one[1])) / long**2))
    return math.dist(point, (one[0] + along * (other[0] - one[0]), one[1] + along * (other[1] - one[1])))
