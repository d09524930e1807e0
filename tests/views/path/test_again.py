"""反复未达标: who misses the same again, held against pandas over the marts."""

import pandas as pd
import pytest

from townbase.selection import Selection
from townbase.views.path import again, compared

YEAR = 2025


@pytest.fixture(scope="module")
def progress(sql):
    rows = sql(
        "select township_id, district_id, indicator_id, stage, school_year, verdict, attainment from progress"
        " where role = 'core' and level = 'township' and counted and school_year in (2024, 2025)"
    )
    return pd.DataFrame(rows, columns=["township", "district", "indicator", "stage", "year", "verdict", "attainment"])


def test_a_township_is_listed_with_each_row_that_it_misses_two_years_running(ask, progress):
    keys = ["township", "indicator", "stage"]
    unmet = progress[progress["verdict"] == "not_met"]
    both = unmet[unmet["year"] == 2025].merge(unmet[unmet["year"] == 2024], on=keys)
    frame = again.repeated(ask, Selection(), YEAR).frame
    assert frame.set_index("id")["rows"].to_dict() == both.groupby("township").size().to_dict()
    standing = both[both["attainment_x"] <= both["attainment_y"] + 1e-9].groupby("township").size()
    assert frame.set_index("id")["standing"].sum() == standing.sum() > 0
    assert frame["rows"].is_monotonic_decreasing


def test_the_year_after_the_base_year_has_nothing_that_happened_twice(ask):
    assert again.repeated(ask, Selection(), 2022).is_empty


def test_tasks_of_an_office_add_up_over_three_years(ask, sql):
    frame = again.offices(ask, Selection(), YEAR).frame
    rows = sql(
        "select coalesce(lead_office, '未注明'), status, count(*) from task_status where school_year between 2023 and 2025"
        " and status in ('done', 'done_late', 'overdue') group by all"
    )
    every = pd.DataFrame(rows, columns=["office", "status", "n"])
    every["office"] = every["office"].str.removesuffix("（会同区县）")  # a note: the office is one
    assert frame.set_index("office")["due"].to_dict() == every.groupby("office")["n"].sum().to_dict()
    late = every[every["status"] != "done"]
    assert frame["missed"].sum() == late["n"].sum() == frame[["late2023", "late2024", "late2025"]].sum().sum()


def test_batches_hold_every_township_that_counts(ask, sql):
    frame = compared.batches(ask, Selection(), YEAR).frame
    [(counted, met, before)] = sql(
        "select count(*), count(*) filter (s.status = 'met'), count(*) filter (b.status = 'met') from township_status s"
        " join township_status b on b.township_id = s.township_id and b.school_year = 2024 and b.reading = 'strict'"
        " where s.school_year = 2025 and s.reading = 'strict'"
    )
    assert (frame["counted"].sum(), frame["met"].sum(), frame["change"].sum()) == (counted, met, met - before)


def test_the_parts_of_the_districts_come_to_a_whole(ask, progress):
    frame = compared.districts(ask, Selection(), YEAR).frame
    for share in ("counted_share", "not_met_share", "unmet_share"):
        assert frame[share].sum() == pytest.approx(100, abs=0.6)
    unmet = progress[(progress["year"] == YEAR) & (progress["verdict"] == "not_met")]
    assert frame["unmet_core"].sum() == len(unmet)
    assert [n for n in frame["unmet_core"] if n] == sorted(unmet.groupby("district").size(), reverse=True)


def test_one_district_is_narrowed_to_its_own(ask):
    [district] = set(compared.districts(ask, Selection(), YEAR).frame["href"].head(1))
    chosen = Selection(district=district.split("district=")[1])
    names = set(again.repeated(ask, chosen, YEAR).frame["district"])
    assert len(names) == 1
