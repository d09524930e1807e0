"""Two versions side by side: counts add up, a version differs from itself in nothing, the reverse is the mirror, and
pandas finds the same differences in the same two files."""

import contextlib
import shutil

import duckdb
import pandas as pd
import pytest

from tests.compare.conftest import compared, file_of
from tests.support.draw_delivery import write_parquet
from townbase.build import build
from townbase.compare import compare
from townbase.compare.tables import TOLD
from townbase.views.changes import ledger

MIRROR = {"new": "gone", "gone": "new"}


def frame(path, select):
    with contextlib.closing(duckdb.connect(str(path), read_only=True)) as con:
        return con.execute(select).df()


def keys(frame, *columns):
    return sorted(map(tuple, frame[list(columns)].astype(str).to_numpy()))


def test_a_version_differs_from_itself_in_nothing(eight_db):
    told = compare(file_of(eight_db[1]), file_of(eight_db[1]))
    assert told.same
    assert all(told[name].empty for name in TOLD if name not in ("year_change", "headline_pair"))


def test_the_reverse_comparison_is_the_mirror(pair):
    there, back = compared(*pair), compared(*reversed(pair))
    for name, of in (("township_change", "place_id"), ("school_change", "place_id")):
        turned = back[name].assign(kind=back[name]["kind"].replace(MIRROR))
        assert keys(there[name], of, "kind", "before_id", "now_id") == keys(turned, of, "kind", "now_id", "before_id")
    turned = back["value_count"].assign(kind=back["value_count"]["kind"].replace(MIRROR))
    assert keys(there["value_count"], "extract", "school_year", "kind", "many") == keys(turned, "extract", "school_year", "kind", "many")
    turned = back["row_listed"].assign(cause=back["row_listed"]["cause"].replace(MIRROR))
    place = ("place_id", "indicator_id", "stage", "school_year", "cause")
    assert keys(there["row_listed"], *place, "before_verdict", "now_verdict") == keys(turned, *place, "now_verdict", "before_verdict")
    assert keys(there["status_flip"], "place_id", "school_year", "before_status", "now_status") == keys(
        back["status_flip"], "place_id", "school_year", "now_status", "before_status"
    )
    assert keys(there["rule_change"], "id", "field", "before_value") == keys(back["rule_change"], "id", "field", "now_value")


def test_schools_and_townships_before_with_the_new_and_without_the_gone_are_those_now(pair, told):
    last = "select count(*) as n from school where school_year = (select max(school_year) from school)"
    for name, select in (("school_change", last), ("township_change", "select count(*) as n from township")):
        before, now = (int(frame(path, select)["n"][0]) for path in pair)
        kinds = told[name]["kind"].value_counts()
        assert before + kinds.get("new", 0) - kinds.get("gone", 0) == now


def test_the_headline_moves_by_the_townships_that_turn(told):
    turned = told["status_flip"]
    both = told["headline_pair"].query("area_kind == 'city'").dropna(subset=["before_met", "now_met"])
    for row in both.itertuples():
        of_year = turned[turned["school_year"] == row.school_year]
        net = (of_year["now_status"] == "met").sum() - (of_year["before_status"] == "met").sum()
        assert row.now_met - row.before_met == net
        judged = of_year["now_status"].notna().sum() - of_year["before_status"].notna().sum()
        assert row.now_counted - row.before_counted == judged


def test_every_township_that_turns_has_a_row_that_turned_for_one_of_its_reasons(told):
    rows = told["row_listed"].groupby(["place_id", "school_year"])["cause"].agg(set)
    for turned in told["status_flip"].dropna(subset=["before_status", "now_status"]).itertuples():
        if turned.rows_turned:
            assert set(turned.causes.split(",")) <= rows[turned.place_id, turned.school_year]


def test_no_rule_is_blamed_where_only_the_delivery_changed(told):
    assert told["rule_change"].empty
    assert "rule" not in set(told["row_listed"]["cause"])


@pytest.mark.parametrize("kind", ["new", "gone", "revised"])
def test_pandas_finds_the_same_values_of_schools(pair, told, kind):
    select = """select school_id, school_year, stage, measure, sum(value) as value from measurement
        where measure not in ('seven_resource_pass', 'bridge_lead_seat') group by all"""
    before, now = (frame(path, select) for path in pair)
    merged = before.merge(now, how="outer", on=["school_id", "school_year", "stage", "measure"], indicator=True, suffixes=("_b", "_n"))
    sides = {"new": merged["_merge"] == "right_only", "gone": merged["_merge"] == "left_only"}
    sides["revised"] = (merged["_merge"] == "both") & ((merged["value_b"] - merged["value_n"]).abs() > 1e-9)
    listed = told["value_count"]
    schools = ("staffing", "facilities", "teaching", "inspection", "enrolment", "schools")
    of_schools = listed[listed["extract"].isin(schools) & (listed["kind"] == kind)]
    assert int(of_schools["many"].sum()) == int(sides[kind].sum())


def test_pandas_finds_the_same_verdicts_turned(pair, told):
    codes = {"t7": "t77"} if "t77" in set(frame(pair[1], "select township_id from township")["township_id"]) else {}
    select = "select township_id, indicator_id, stage, school_year, coalesce(verdict, '') as verdict from progress"
    before, now = (frame(path, select).replace({"township_id": codes}) for path in pair)
    merged = before.merge(now, on=["township_id", "indicator_id", "stage", "school_year"], suffixes=("_b", "_n"))
    turned = merged[merged["verdict_b"] != merged["verdict_n"]]
    listed = told["row_listed"].fillna({"before_verdict": "", "now_verdict": ""})
    assert keys(turned, "township_id", "indicator_id", "stage", "school_year", "verdict_b", "verdict_n") == keys(
        listed, "place_id", "indicator_id", "stage", "school_year", "before_verdict", "now_verdict"
    )


def test_what_was_changed_is_what_is_told(published_pairs):
    told = compared(*published_pairs("a recoded township"))
    assert list(told["township_change"]["kind"]) == ["recoded"]
    assert told["row_listed"].empty and told["status_flip"].empty
    told = compared(*published_pairs("a moved school"))
    assert list(told["school_change"]["kind"]) == ["moved"]
    told = compared(*published_pairs("a township that leaves"))
    assert list(told["township_change"]["kind"]) == ["counted"]
    assert set(told["row_listed"]["cause"]) == {"revised"}
    told = compared(*published_pairs("a year less"))
    assert told["year_change"].set_index("school_year")["kind"].to_dict()[2025] == "gone"
    assert isinstance(told.before, pd.Series)


def test_pandas_finds_the_same_tasks_that_stand_otherwise(pair, told):
    """Of years that both hold; a code followed is a matter of the place, not of its tasks."""
    codes = {"t7": "t77"} if "t77" in set(frame(pair[1], "select township_id from township")["township_id"]) else {}
    select = "select task_id, unit_kind, unit_id, school_year, status, due from task_status where school_year in ({})"
    years = ", ".join(str(int(year)) for year in told["year_change"].query("kind == 'both'")["school_year"])
    before, now = (frame(path, select.format(years)).replace({"unit_id": codes}) for path in pair)
    merged = before.merge(now, how="outer", on=["task_id", "unit_kind", "unit_id", "school_year"], suffixes=("_b", "_n"), indicator=True)
    both = merged["_merge"] == "both"
    kinds = {"new": merged["_merge"] == "right_only", "gone": merged["_merge"] == "left_only", "status": both & (merged["status_b"] != merged["status_n"])}
    kinds["due"] = both & ~kinds["status"] & (merged["due_b"] != merged["due_n"])
    listed = told["task_change"]
    for kind, which in kinds.items():
        assert keys(merged[which], "task_id", "unit_id", "school_year") == keys(listed[listed["kind"] == kind], "task_id", "place_id", "school_year"), kind


def test_tasks_done_due_later_and_no_longer_listed_are_each_told(published_pairs):
    told = compared(*published_pairs("tasks that moved on"))
    assert keys(told["task_change"], "place_id", "kind") == [("t4", "gone"), ("t5", "status"), ("t6", "due")]
    assert not told.same and told["status_flip"].empty
    title = ledger.tasks(told).title
    assert title == "任务台账：进展改变 1 项、期限改变 1 项、不再列入 1 项"
    assert ledger.tasks(told).table["原来和现在"].tolist() == ["推进中 → 已完成", "2025年12月31日 → 2026年3月1日", "推进中 → 无"]


def test_what_inspectors_signed_is_compared_township_by_township(eight_db, tmp_path):
    extracts, _ = eight_db
    base, later = tmp_path / "base", tmp_path / "later"
    for folder, rows in (
        (base, "t1|1|met|2025-06-01\nt2|1|met|2025-06-01\nt3|1|met|2025-06-01"),
        (later, "t1|1|not_met|2025-06-01\nt2|1|met|2025-07-01\nt4|2|met|2025-07-01"),
    ):
        shutil.copytree(extracts, folder)
        write_parquet(folder / "certification.parquet", "certification", f"township_id|goal|result|decided_on\n{rows}")
        with (folder / "delivery.toml").open("a", encoding="utf-8") as file:
            file.write('\n[extracts.certification]\nas_of = 2025-08-01\nsource_kind = "督导核验"\nreviewed = true\n')
    files = [file_of(tmp_path / name) for name in ("a", "b") if build((base if name == "a" else later), tmp_path / name)]
    told = compare(*files)
    assert keys(told["certification_change"], "place_id", "kind") == [("t1", "result"), ("t2", "decision"), ("t3", "gone"), ("t4", "new")]
    detail = dict(zip(ledger.certified(told).table["改动"], ledger.certified(told).table["原来和现在"], strict=True))
    assert detail["结果改变"] == "达标（2025年6月1日） → 未达标（2025年6月1日）"
    assert detail["新认定"] == "无 → 达标（2025年7月1日）"


def test_tasks_and_decisions_of_other_districts_are_not_told(published_pairs):
    pair = published_pairs("tasks that moved on")
    of = dict(frame(pair[1], "select township_id, district_id from township").itertuples(index=False))
    every = compared(*pair)["task_change"]
    districts = {of[place] for place in every["place_id"]}
    assert len(districts) > 1
    for district in districts:
        own = compare(*pair, (district,))["task_change"]
        assert keys(own, "place_id") == keys(every[every["place_id"].map(of) == district], "place_id")
    assert compare(*pair, ())["task_change"].empty
