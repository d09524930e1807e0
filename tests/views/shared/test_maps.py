"""Which townships stand on a map, and what may colour it."""

import pandas as pd

from townbase.selection import Selection
from townbase.views.shared.map_ways import map_ways
from townbase.views.shared.placed import placed, tile

TOWNS = pd.DataFrame({"name": ["甲", "乙", "丙"], "tile_x": [1, 2, None], "tile_y": [1, 1, 3], "bounded": [None, False, True]})


def test_one_outline_is_enough_to_leave_the_tiles():
    assert list(placed(TOWNS)["name"]) == ["丙"]
    assert list(placed(TOWNS.assign(bounded=False))["name"]) == ["甲", "乙"]
    assert [tile(at) for at in (2.0, None, float("nan"))] == [2, 0, 0]


def test_the_way_that_colours_the_map_now_is_marked_and_the_others_lead():
    goals = pd.DataFrame({"goal": [1, 2], "title": ["条件", "育人"]})
    ways = map_ways(goals, Selection(goal=2))
    assert [way["label"] for way in ways] == ["六项", "一", "二", "指标"]
    assert [way["current"] for way in ways] == [False, False, True, False]
    assert "goal" not in ways[0]["href"] and "goal=1" in ways[1]["href"] and ways[3]["href"].startswith("actions")
    assert [way["current"] for way in map_ways(goals, Selection(), indicator=True)] == [False, False, False, True]
