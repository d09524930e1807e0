"""Two figures side by side, held against the extracts and marts in pandas."""

import pandas as pd
import pytest

from townbase.selection import Selection
from townbase.settings import ROOT
from townbase.views.gap.side_by_side import leaving, money

YEAR, BASE = 2025, 2021
EXTRACTS = ROOT / "data" / "extracts"


@pytest.fixture(scope="module")
def named(sql):
    rows = sql("select name, township_id, district_name from township where counted")
    return pd.DataFrame(rows, columns=["name", "township_id", "district"])


def test_money_is_what_was_received_after_the_base_year_by_pupil(ask, sql, named):
    table = money(ask, Selection(), YEAR).part.table.merge(named, left_on=["乡镇（街道）", "区县"], right_on=["name", "district"])
    codes = dict(sql("select old_id, new_id from code_followed where kind = 'township'"))
    funding = pd.read_parquet(EXTRACTS / "funding.parquet").query("@BASE < school_year <= @YEAR")
    funding = funding.assign(township_id=funding["township_id"].replace(codes))
    received = funding.groupby("township_id")["received"].sum()
    assert len(table) > 20
    for row in table.itertuples():
        assert row[table.columns.get_loc("基期以来到位资金（元）") + 1] == pytest.approx(received[row.township_id])
    pupils = dict(
        sql(
            "select area_id, sum(pupils) from roll where area_kind = 'township' and school_year = ? and stage in ('preschool', 'primary', 'junior') group by 1",
            YEAR,
        )
    )
    assert (table["在校（园）生（人）"] == table["township_id"].map(pupils)).all()


def test_conditions_move_by_the_mean_attainment_of_rows_judged_in_both_years(ask, sql, named):
    rows = sql(
        "select township_id, indicator_id, stage, school_year, attainment from progress where role = 'core' and action = 1"
        " and level = 'township' and counted and school_year in (2021, 2025) and attainment is not null"
    )
    wide = pd.DataFrame(rows, columns=["township_id", "indicator", "stage", "year", "attainment"])
    wide = wide.pivot(index=["township_id", "indicator", "stage"], columns="year", values="attainment").dropna()
    moved = wide.groupby("township_id").mean()
    frame = money(ask, Selection(), YEAR).part.frame.merge(named, on=["name", "district"])
    assert (frame["up"] - frame["township_id"].map((moved[2025] - moved[2021]) * 100)).abs().max() < 1e-6


def test_teachers_who_left_and_backbone_teachers_are_those_of_the_returns(ask, sql, named):
    rows = sql("select delivered_id, township_id from roster where school_year = ?", YEAR)
    roster = pd.DataFrame(rows, columns=["school_id", "township_id"])
    staffing = pd.read_parquet(EXTRACTS / "staffing.parquet").query("school_year == @YEAR and stage in ('primary', 'junior')")
    own = staffing.merge(roster, on="school_id").dropna(subset=["teachers_left", "teachers_start", "backbone_teachers", "teachers"])
    sums = own.groupby("township_id")[["teachers_left", "teachers_start", "backbone_teachers", "teachers"]].sum()
    table = leaving(ask, Selection(), YEAR).part.table.merge(named, left_on=["乡镇（街道）", "区县"], right_on=["name", "district"]).set_index("township_id")
    # where every school has returned, the sums are those of the extract
    whole = [town for town in table.index if sums.loc[town, "teachers"] == table.loc[town, "专任教师（名）"]]
    assert len(whole) > 0.9 * len(table) > 30
    for town in whole:
        assert table.loc[town, "骨干教师占比（%）"] == pytest.approx(100 * sums.loc[town, "backbone_teachers"] / sums.loc[town, "teachers"], abs=0.051)
    left = [town for town in whole if sums.loc[town, "teachers_start"] == table.loc[town, "上学年初教师（名）"]]
    assert len(left) > 0.9 * len(table)
    for town in left:
        assert table.loc[town, "调离本镇教师（名）"] == sums.loc[town, "teachers_left"]


def test_neither_claims_a_cause(ask):
    for one in (money(ask, Selection(), YEAR), leaving(ask, Selection(), YEAR)):
        assert "不说明因果" in one.part.title and "不说明因果" in one.part.how and "不说明因果" in one.part.card.definition


def test_the_base_year_has_nothing_to_put_beside_money(ask):
    assert money(ask, Selection(), BASE).part.is_empty
