"""Which indicators hold townships back: the same card for the city and for a district, and both say the same."""

import pandas as pd

from townbase import words
from townbase.selection import Selection
from townbase.views.overview.city import overview
from townbase.views.overview.district import district

YEAR = 2025
HELD = f"{words.UNMET}乡镇（个）"


def test_the_districts_add_up_to_the_city_and_core_indicators_stand_first(ask):
    whole = overview(ask, Selection(), YEAR).indicators.table
    every = ask("overview/townships")
    parts = [district(ask, Selection(district=each), YEAR).indicators.table for each in every["district_id"].unique()]
    added = pd.concat([part for part in parts if len(part)]).groupby(["指标", "类别"])[HELD].sum()
    assert dict(added) == dict(whole.set_index(["指标", "类别"])[HELD])
    assert list(whole["类别"]) == sorted(whole["类别"], key=["核心指标", "参考指标"].index)
    assert set(whole["类别"]) == {"核心指标", "参考指标"}


def test_the_count_of_an_indicator_is_that_of_the_mart(ask, sql):
    whole = overview(ask, Selection(), YEAR).indicators.table
    found = sql(
        "select count(*) from progress where counted and level = 'township' and role in ('core', 'reference') and verdict = 'not_met' and school_year = ?",
        YEAR,
    )
    assert whole[HELD].sum() == found[0][0]
