"""班额 and the use of places, held against the extracts in pandas."""

import math

import pandas as pd
import pytest

from townbase.selection import Selection
from townbase.settings import ROOT
from townbase.views.retention.classes.view import classes
from townbase.views.retention.retention import opening

YEAR = 2025
STANDARD = {"preschool": 30, "primary": 45, "junior": 50}


@pytest.fixture(scope="module")
def grades(sql):
    """Every grade of every school as delivered, under the school and district of today."""
    rows = sql("select delivered_id, school_id, district_id from roster where school_year = ?", YEAR)
    roster = pd.DataFrame(rows, columns=["delivered", "school", "district"])
    enrolled = pd.read_parquet(ROOT / "data" / "extracts" / "enrolment.parquet").query("school_year == @YEAR")
    own = enrolled.merge(roster, left_on="school_id", right_on="delivered")
    own = own.groupby(["school", "district", "stage", "grade"])[["pupils", "classes"]].sum(min_count=1).reset_index()
    return own[own["pupils"].notna() & (own["classes"] > 0)]


def view_of(ask, **chosen):
    selection = Selection(**chosen)
    return classes(ask, selection, opening(ask, selection, YEAR))


@pytest.mark.parametrize("stage", list(STANDARD))
def test_grades_over_the_standard_and_the_classes_wanted_are_those_of_the_extract(ask, grades, stage):
    size = STANDARD[stage]
    own = grades[grades["stage"] == stage]
    over = own[own["pupils"] > size * own["classes"]]
    wanted = [max(0, math.ceil(pupils / size) - int(classes)) for pupils, classes in zip(own["pupils"], own["classes"], strict=True)]
    view = view_of(ask, stage=stage)
    total = view.areas.frame.iloc[-1]
    assert total["classes"] == own["classes"].sum()
    assert (total["grades_over"], total["schools_over"], total["wanted"]) == (len(over), over["school"].nunique(), sum(wanted))
    districts = view.areas.frame.iloc[:-1]
    for key in ("classes", "grades_over", "classes_over", "schools_over", "wanted"):
        assert districts[key].sum() == total[key]
    assert set(view.schools.frame["id"]) == set(over["school"])
    assert view.schools.frame["largest"].is_monotonic_decreasing


def test_a_standard_that_every_grade_keeps_wants_nothing(ask):
    rows = ask("retention/classes", stage="primary", year=YEAR, district="", township="")
    kept = rows[(rows["area_kind"] == "school") & (rows["grades_over"] == 0)]
    assert len(kept) and (kept["wanted"] == 0).all() and (kept["largest"] <= kept["size"]).all()


def test_one_township_has_its_own_schools_and_no_list_of_districts(ask, sql):
    [(town,)] = sql("select township_id from school where has_primary and school_year = ? group by 1 order by count(*) desc limit 1", YEAR)
    view = view_of(ask, township=town, stage="primary")
    assert view.areas is None
    assert set(view.schools.frame.get("township", [])) <= set(view.used.table["乡镇（街道）"]) and view.used.table["乡镇（街道）"].nunique() == 1


def test_kindergartens_by_the_use_of_their_places_are_each_in_one_band(ask, sql):
    view = view_of(ask, stage="preschool")
    table, bands = view.used.table, view.used.frame
    assert bands["schools"].sum() == len(table)
    assert bands["pupils"].sum() == table["在校生（人）"].sum()
    rows = sql(
        "select r.school_id, sum(m.value) filter (m.measure = 'pupils'), sum(m.value) filter (m.measure = 'places') from measurement m"
        " join roster r on r.delivered_id = m.delivered_id and r.school_year = m.school_year"
        " where m.stage = 'preschool' and m.school_year = ? and m.measure in ('pupils', 'places') and r.kind = 'kindergarten' group by 1",
        YEAR,
    )
    used = [pupils / places for _, pupils, places in rows if pupils is not None and places]
    assert bands["schools"].tolist() == [
        sum(u < 0.5 for u in used), sum(0.5 <= u < 0.8 for u in used), sum(0.8 <= u <= 1 for u in used), sum(u > 1 for u in used)
    ]  # fmt: skip
