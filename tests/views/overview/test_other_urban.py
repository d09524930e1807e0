"""How many townships would meet all six goals against the other urban value: the strict reading, counted anew."""

import pandas as pd
import pytest

from townbase.selection import Selection
from townbase.views.overview.overview import overview
from townbase.views.shared import headline_count

YEARS = (2021, 2024, 2025)


def restated(sql, year: int, verdict: str) -> dict[str, str]:
    """township -> its status in the strict reading, goal by goal in pandas, from the verdicts of one column."""
    rows = pd.DataFrame(
        sql(f"select township_id, goal, {verdict} from progress where counted and role = 'core' and level = 'township' and school_year = ?", year),
        columns=["township_id", "goal", "verdict"],
    )
    goals = [row[0] for row in sql("select goal from goals")]
    found = {}
    for township, own in rows.groupby("township_id"):
        by = {goal: set(part["verdict"]) for goal, part in own.groupby("goal")}
        parts = [_goal(by.get(goal, set())) for goal in goals]
        found[township] = "not_met" if "not_met" in parts else "not_assessable" if "not_assessable" in parts or "met" not in parts else "met"
    return found


def _goal(verdicts: set) -> str:
    if "not_met" in verdicts:
        return "not_met"
    if not verdicts or verdicts & {"no_data", "too_small"}:
        return "not_assessable"
    return "met" if "met" in verdicts else "not_applicable"


@pytest.mark.parametrize("year", YEARS)
def test_counted_from_its_own_verdicts_it_is_the_status_of_the_mart(sql, year):
    """The same counting, from the judged verdicts, gives township_status: so the other column is counted rightly too."""
    held = dict(sql("select township_id, status from township_status where reading = 'strict' and school_year = ?", year))
    assert restated(sql, year, "verdict") == held


@pytest.mark.parametrize("year", YEARS)
def test_the_other_comparison_is_counted_row_by_row(ask, sql, year):
    found = ask("overview/other_urban", year=year)
    assert dict(zip(found["township_id"], found["status"], strict=True)) == restated(sql, year, "coalesce(verdict_district_urban, verdict)")


def test_the_city_and_a_district_say_it_under_their_headline(ask, sql):
    other = restated(sql, 2025, "coalesce(verdict_district_urban, verdict)")
    met = sum(status == "met" for status in other.values())
    assert met != sum(status == "met" for status in restated(sql, 2025, "verdict").values()), "the sample shows a difference"
    text = overview(ask, Selection(), 2025).other_urban
    assert text == f"以上“不低于城区”按全市城区对照判定；改按本区县城区对照，六项目标全部达标的为 {met} 个。"
    silent = 0
    for one, towns in ask("overview/townships").query("counted").groupby("district_id")["township_id"]:
        line = overview(ask, Selection(district=one), 2025).other_urban
        own = sum(other[town] == "met" for town in towns)
        assert line == "" or line.endswith(f"全部达标的为 {own} 个。")
        silent += line == ""
    assert 0 < silent < ask("overview/townships")["district_id"].nunique(), "some districts have no urban school of their own"


def test_without_a_second_urban_value_nothing_is_said():
    other = pd.DataFrame({"township_id": ["a"], "status": ["met"], "held": [0], "urban_level": ["city"]})
    assert headline_count.other_urban_sentence(other, {"a"}) == ""
    assert "以上“不低于城区”按本区县城区对照判定；改按全市城区" in headline_count.other_urban_sentence(other.assign(held=1, urban_level="district"), {"a"})
