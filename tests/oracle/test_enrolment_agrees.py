"""The retention page's marts on the sample city say what a second reckoning from the delivery says."""

import contextlib
import math

import duckdb
import numpy as np
import pytest

from tests.recount import enrolment
from tests.recount.delivered import measured, sample
from townbase import versions

YEAR = 2025


@pytest.fixture(scope="module")
def sql(sample_db):
    with contextlib.closing(duckdb.connect(str(versions.database(sample_db, versions.current(sample_db))), read_only=True)) as con:
        yield lambda text: con.execute(text).fetchall()


@pytest.fixture(scope="module")
def books():
    return enrolment.accounts(sample())


@pytest.fixture(scope="module")
def rolls():
    return enrolment.towns_pupils(sample())


def test_every_account_and_rate_of_every_township_and_year(sql, books):
    rows = sql("select area_id, stage, school_year, local, elsewhere, unplaced from local_enrolment where area_kind = 'township' and withheld = 0")
    found = {(town, stage, year): parts for town, stage, year, *parts in rows}
    wanted = {key: [row["local"], row["elsewhere"], row["unplaced"]] for key, row in books.iterrows() if row["children"] >= 10}
    assert found == wanted and len(found) > 2000
    [(local, whole, value)] = sql(f"select local, found, value from local_enrolment where area_kind = 'city' and stage = 'junior' and school_year = {YEAR}")
    shown = books[books["children"] >= 10].xs(("junior", YEAR), level=("stage", "year"))
    assert (local, whole) == (shown["local"].sum(), (shown["local"] + shown["elsewhere"]).sum())
    assert value == local / whole


def test_every_destination_of_every_township_is_folded_as_the_rule_says(sql, books):
    found = {}
    for town, stage, destination, n in sql(
        f"select area_id, stage, destination, children from flow where area_kind = 'township' and part = 'elsewhere' and school_year = {YEAR} and children > 0"
    ):
        found.setdefault((town, stage), {})[destination] = n
    wanted = {
        (town, stage): folded
        for (town, stage, year), row in books.iterrows()
        if year == YEAR and row["children"] >= 10 and (folded := enrolment.fold(row["away"]))
    }
    assert found == wanted and len(found) > 400


def test_net_moves_between_town_and_city(sql, books, rolls):
    area, wanted = sample().towns["area"], {"out": 0, "in": 0}
    for (town, _, _), row in books.xs(YEAR, level="year", drop_level=False).xs("junior", level="stage", drop_level=False).iterrows():
        for goal, n in enrolment.fold(row["away"]).items():
            wanted["out"] += n * (area[town] == "town" and area.get(goal) == "urban")
            wanted["in"] += n * (area[town] == "urban" and area.get(goal) == "town")
    net = sum(
        roll - books.at[key, "local"] - books.at[key, "elsewhere"]
        for key, roll in rolls.items()
        if key in books.index and key[1:] == ("junior", YEAR) and books.at[key, "children"] >= 10
    )
    # a township without a junior school has no pupils, and its children count all the same
    taught = set(sample().schools.query("stage == 'junior' and school_year == @YEAR")["town"])
    net -= sum(
        row["local"] + row["elsewhere"]
        for (town, stage, year), row in books.iterrows()
        if (stage, year) == ("junior", YEAR) and town not in taught and row["children"] >= 10
    )
    assert sql(f"select town_to_urban, urban_to_town, net from net_flow where area_kind = 'city' and stage = 'junior' and school_year = {YEAR}") == [
        (wanted["out"], wanted["in"], net)
    ]


def test_cells_of_the_cohort_triangle_of_towns_that_were_merged_recoded_or_left_alone(sql):
    towns = sql(
        "select township_id from township where former_ids is not null union select s.township_id from school s group by 1 having max(s.rosters) > 1 union (select township_id from township order by 1 limit 3) order by 1"
    )
    assert len(towns) > 5
    compared = 0
    for (town,) in towns[:8]:
        for grade, year in (("k3", 2020), ("3", 2022), ("5", 2023), ("6", 2021), ("6", 2024)):
            [(now, later, retention, reason)] = sql(
                f"select pupils, next_pupils, retention, reason from cohort where area_kind = 'township' and area_id = '{town}' and grade = '{grade}' and school_year = {year}"
            )
            if reason is None:
                mine = enrolment.cohort(sample(), town, grade, year)
                assert (now, later) == mine and retention == pytest.approx(mine[1] / mine[0], abs=1e-12)
                compared += 1
    assert compared > 30


def test_why_every_roll_changed(sql, books, rolls):
    rows = sql(
        f"select area_id, stage, change, from_children, from_found, from_share, from_outside from roll_change where area_kind = 'township' and school_year = {YEAR} and change is not null"
    )
    assert len(rows) > 400
    for town, stage, change, *parts in rows:
        then, now = (_state(books, rolls, (town, stage, year)) for year in (YEAR - 1, YEAR))
        wanted = enrolment.split_of_change(then, now)
        assert parts == pytest.approx(list(wanted.values()), abs=1e-8)
        assert change == rolls[town, stage, YEAR] - rolls[town, stage, YEAR - 1]
        assert sum(parts) == pytest.approx(change, abs=1e-8)


def _state(books, rolls, key) -> dict:
    row, roll = books.loc[key], rolls[key]
    found = row["local"] + row["elsewhere"]
    return {"children": row["children"], "found": found / row["children"], "share": row["own"] / found, "outside": roll - row["own"]}


@pytest.mark.parametrize(("stage", "aheads"), [("preschool", (1, 2, 3)), ("primary", (1, 3, 4, 6)), ("junior", (1, 3, 4, 6))])
def test_the_forecast_at_todays_share_and_its_back_tested_range(sql, books, rolls, stage, aheads):
    for ahead in aheads:
        wanted = enrolment.forecast(sample(), stage, YEAR, ahead, rolls, books)
        rows = sql(
            "select area_id, expected, low, high, error, tests, median_error, backtested from intake_forecast"
            f" where area_kind = 'township' and stage = '{stage}' and measure = 'roll' and school_year = {YEAR} and ahead = {ahead}"
        )
        assert {row[0] for row in rows} == set(wanted)
        missed = enrolment.misses(sample(), stage, YEAR, ahead, rolls, books)
        for town, expected, low, high, error, tests, median, backtested in rows:
            assert expected == pytest.approx(wanted[town], rel=1e-9)
            assert backtested == (len(missed) > 0)
            if backtested:
                assert (tests, error, median) == pytest.approx((len(missed), np.quantile(missed, 0.9), np.median(missed)), rel=1e-9)
                assert (low, high) == pytest.approx((expected * (1 - error), expected * (1 + error)), rel=1e-9)
            else:
                assert (low, high, error, tests) == (None, None, None, None)
    assert stage == "preschool" or not backtested, "six years on nobody could have tested yet"


def test_preschool_is_forecast_for_three_years_and_the_other_stages_for_six(sql):
    assert sql(f"select stage, max(ahead) from intake_forecast where school_year = {YEAR} group by stage order by 1") == [
        ("junior", 6),
        ("preschool", 3),
        ("primary", 6),
    ]


def test_classes_teachers_and_places_beside_the_pupils_expected(sql, rolls):
    size = {"preschool": 30, "primary": 45, "junior": 50}
    staff = measured(sample(), YEAR).groupby(["town", "stage"])["teachers"]
    told, complete = staff.sum(), staff.count() == staff.size()
    compared = 0
    for town, stage, _base, expected, needed, teachers, wanted, places, spare in sql(
        "select area_id, stage, pupils, expected, classes_needed, teachers, teachers_needed, places, places_spare from intake_forecast"
        f" where area_kind = 'township' and measure = 'roll' and school_year = {YEAR}"
    ):
        assert needed == math.ceil(expected / size[stage] - 1e-9)
        assert spare is None or spare == pytest.approx(places - expected)
        if teachers is not None:
            assert complete[town, stage] and teachers == told[town, stage]
            assert wanted == pytest.approx(teachers / rolls[town, stage, YEAR] * expected)
            compared += 1
    assert compared > 1000
    totals = sql(
        "select area_kind, sum(classes_needed) from intake_forecast where measure = 'roll' and stage = 'junior' and ahead = 1"
        f" and school_year = {YEAR} group by 1 order by 1"
    )
    assert len({total for _, total in totals}) == 1


def test_the_rate_of_counted_townships_is_the_indicators_and_urban_streets_stand_beside(sql, books):
    towns = sample().towns
    counted = towns["counted"].eq(True)
    sides = {"counted": set(towns.index[counted]), "urban": set(towns.index[~counted & towns["area"].eq("urban")])}
    assert all(len(side) > 30 for side in sides.values())
    for stage in ("preschool", "primary", "junior"):
        shown = books[books["children"] >= 10].xs((stage, YEAR), level=("stage", "year"))
        for side, members in sides.items():
            own = shown[shown.index.isin(members)]
            found = sql(
                f"select local, found from local_enrolment where area_kind = '{side}' and area_id = 'city' and stage = '{stage}' and school_year = {YEAR}"
            )
            assert found == [(own["local"].sum(), (own["local"] + own["elsewhere"]).sum())]
        [(value,)] = sql(
            f"select value from indicator_value where indicator_id = 'local_enrolment' and area_kind = 'city' and scope = 'all' and stage = '{stage}' and school_year = {YEAR}"
        )
        assert sql(f"select value from local_enrolment where area_kind = 'counted' and area_id = 'city' and stage = '{stage}' and school_year = {YEAR}") == [
            (value,)
        ]


def test_cohorts_of_towns_and_of_urban_streets_add_up_their_townships(sql):
    rows = sql(
        "select s.side, c.grade, sum(c.pupils), sum(coalesce(c.next_pupils, 0)) from cohort c join township_side s on s.township_id = c.area_id"
        f" where c.area_kind = 'township' and c.school_year = {YEAR - 1} and c.grade in ('5', '6') and (c.reason is null or c.reason in ('no_school', 'no_grade_next')) group by 1, 2 order by 1, 2"
    )
    held = sql(
        f"select area_kind, grade, pupils, next_pupils from cohort where area_id = 'city' and area_kind in ('counted', 'urban') and school_year = {YEAR - 1} and grade in ('5', '6') order by 1, 2"
    )
    assert rows == held and len(held) == 4
