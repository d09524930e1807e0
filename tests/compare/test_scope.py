"""What a reader of some districts sees of a comparison: their places, and of the city the totals."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.compare.conftest import compared
from tests.compare.test_compare import frame
from townbase.compare import compare

FIRST = ("a moved school", "a recoded township", "random 1")
REST = ("a revision", "a closed, a new and a renamed school", "a township that leaves")
PAIRS = [*FIRST, *(pytest.param(name, marks=pytest.mark.long) for name in REST)]


@pytest.fixture(params=PAIRS)
def both(request, published_pairs):
    """(district -> what its reader is told, what the whole city is told, district -> its townships in either version)"""
    pair = published_pairs(request.param)
    towns = pd.concat(frame(path, "select district_id, township_id, name, district_name from township") for path in pair)
    return {each: compare(*pair, (each,)) for each in sorted(set(towns["district_id"]))}, compared(*pair), towns


def test_the_districts_together_are_told_what_the_city_is(both):
    apart, whole, _ = both
    for table in ("value_count", "flip_count"):
        keys = [column for column in whole[table].columns if column != "many"]
        counted = pd.concat(told[table] for told in apart.values()).groupby(keys, dropna=False)["many"].sum()
        expected = whole[table].groupby(keys, dropna=False)["many"].sum()
        assert (counted.reindex(expected.index) >= expected).all(), table
        assert counted.sum() <= 2 * expected.sum(), table
    listed = pd.concat(told["row_listed"] for told in apart.values())
    assert set(listed["place_id"]) == set(whole["row_listed"]["place_id"])


def test_nobody_is_told_the_name_of_another_district_or_its_townships(both):
    apart, _, towns = both
    for district, told in apart.items():
        own = towns[towns["district_id"] == district]
        strange = {str(text) for column in ("district_id", "district_name", "township_id", "name") for text in towns[column]}
        strange -= {str(text) for column in ("district_id", "district_name", "township_id", "name") for text in own[column]}
        for table in ("school_change", "value_revised", "status_flip", "row_listed", "headline_pair"):
            if table not in told.frames:
                continue
            shown = told[table].drop(columns=[c for c in told[table].columns if c.startswith(("before_district", "now_district")) and not c.endswith("name")])
            said = {str(value) for column in shown for value in shown[column].dropna()}
            moved = set(told[table].get("before_township", pd.Series(dtype=str)).dropna()) | set(told[table].get("now_township", pd.Series(dtype=str)).dropna())
            assert not said & (strange - moved), (district, table)


def test_the_citys_own_line_of_the_headline_is_everybodys(both):
    apart, whole, _ = both
    city = whole["headline_pair"].query("area_kind == 'city'").reset_index(drop=True)
    for district, told in apart.items():
        mine = told["headline_pair"]
        pd.testing.assert_frame_equal(in_order(mine.query("area_kind == 'city'")), in_order(city))
        assert set(mine.query("area_kind == 'district'")["area_id"]) <= {district}


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values("school_year").reset_index(drop=True)
