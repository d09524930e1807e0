"""What the page 本地就读 says of frames drawn here."""

from dataclasses import replace

import pandas as pd
import pytest

from townbase.selection import Selection
from townbase.views import retention_change, retention_cohort, retention_flows, retention_forecast, retention_rates
from townbase.views.retention_where import Where

TOWN = Where("township", "t1", "小寒镇", 2025, "junior", "本镇", served="")


def rates(*rows):
    """(year, local, found, word) of one township at junior."""
    return pd.DataFrame(
        [
            {
                "area_kind": "township", "area_id": "t1", "stage": "junior", "school_year": y, "local": local, "found": found,
                "elsewhere": found - local, "unplaced": 3, "children": found + 3, "value": local / found, "word": word,
                "reason": None, "townships": 1, "withheld": 0,
            }
            for y, local, found, word in rows
        ]
    )  # fmt: skip


def flow(**places):
    at = {"urban": ("c", "district_urban"), "town": ("b", "district_town"), "local": ("local", "local"), "folded": ("folded", "folded"), "unplaced": ("unplaced", "unplaced")}
    return pd.DataFrame(
        [
            {"stage": "junior", "part": p if p in ("local", "unplaced") else "elsewhere", "destination": at[p][0], "place": at[p][1], "children": n,
             "name": "城关" if p == "urban" else "霜降镇" if p == "town" else None, "district_name": "示例一区", "district_id": "d1"}
            for p, n in places.items()
        ],
        columns=["stage", "part", "destination", "place", "children", "name", "district_name", "district_id"],
    )  # fmt: skip


def test_the_headline_can_be_read_aloud():
    own = rates((2024, 143, 226, "overall"), (2025, 135, 220, "overall"))
    said = retention_rates.headline(TOWN, own, flow(local=135, urban=52, town=20, folded=13, unplaced=3))
    assert said == "小寒镇初中本地就读率 61.4%，比上年低 1.9 个百分点（相当于少 4 名）；外出就读 85 名，其中去本区县城区 52 名"


def test_the_account_tells_all_three_parts_and_the_match_rate():
    said = retention_rates.account(TOWN, rates((2025, 135, 217, "overall")))
    assert said == "2025—2026学年，户籍初中生 220 名：本地就读 135 名，外出就读 82 名，未就读或去向不明 3 名；本地就读率的分母为查到就读学校的 217 名，匹配率（占户籍学生）98.6%。"


def test_the_serving_township_is_named_as_local():
    where = Where("township", "t1", "小寒镇", 2025, "junior", "本镇", served="霜降镇")
    assert "本地就读 135 名（含对口服务的霜降镇）" in retention_rates.account(where, rates((2025, 135, 217, "overall")))


@pytest.mark.parametrize(
    ("reason", "said"),
    [("not_served", "本地就读率不适用"), ("under_10", "少于 10 人"), (None, "不能计算本地就读率")],
)
def test_a_rate_that_is_not_there_says_why(reason, said):
    own = rates((2025, 0, 20, None)).assign(value=None, reason=reason)
    assert said in retention_rates.headline(TOWN, own, flow())


def test_a_first_year_and_a_year_not_delivered_are_no_fall():
    assert "没有上年数据可比" in retention_rates.headline(TOWN, rates((2025, 135, 220, "first_year")), flow(local=135))
    assert "去向数据未报" in retention_rates.headline(TOWN, rates((2024, 135, 220, "first_year")), flow())


def test_a_city_of_which_only_part_has_returned_is_not_compared():
    own = rates((2024, 900, 1000, "each_year"), (2025, 300, 400, "none")).assign(townships=[100, 40])
    city = Where("city", "city", "全市", 2025, "junior", "本镇")
    assert "只有 40 个乡镇（街道）已报，不与上年相比" in retention_rates.headline(city, own, flow())
    assert retention_rates.breaks(own.to_dict("records")) == {}


def test_breaks_carry_the_year_and_the_children():
    own = rates((2021, 60, 100, "first_year"), (2022, 70, 100, "each_year"), (2023, 66, 100, "overall"), (2024, 132, 200, "overall"), (2025, 150, 200, "overall"))
    assert retention_rates.breaks(own.to_dict("records")) == pytest.approx({2023: -4, 2024: 0})


def test_a_share_held_at_98_percent_and_under_thirty_children_break_nothing():
    assert retention_rates.breaks(rates((2024, 99, 100, "high"), (2025, 98, 100, "high")).to_dict("records")) == {}
    assert retention_rates.breaks(rates((2024, 20, 25, None), (2025, 15, 25, None)).to_dict("records")) == {}


def test_the_stage_that_needs_most_attention_comes_first_unless_one_is_chosen():
    own = pd.concat([rates((2025, 60, 100, "each_year")), rates((2025, 90, 100, "none")).assign(stage="primary")])
    assert retention_rates.focus(own, Selection(), "township", "t1", 2025) == "primary"
    assert retention_rates.focus(own, Selection(stage="junior"), "township", "t1", 2025) == "junior"


def test_destinations_add_up_to_the_children():
    part = retention_flows.destinations(TOWN, flow(local=135, urban=52, town=20, folded=13, unplaced=3))
    *rows, total = part.frame["junior"]
    assert sum(rows) == total == 223
    assert part.title == "初中外出就读，去本区县城区的最多：52 名"
    assert list(part.frame["kind"]) == ["local", "district_urban", "district_town", "folded", "unplaced", "sum"]


def test_ranked_destinations_begin_with_home_and_end_with_the_unknown():
    part = retention_flows.ranked(TOWN, flow(unplaced=3, folded=13, town=20, urban=52, local=135), Selection(township="t1"))
    assert list(part.frame["kind"]) == ["local", "named", "named", "folded", "unplaced"]
    assert list(part.frame["label"])[1:3] == ["城关", "霜降镇"]


def state(**parts):
    total = round(sum(parts.values()))
    row = {"stage": "junior", "school_year": 2025, "pupils": 100 + total, "pupils_before": 100, "change": total, "townships": 1, "left_out": 0}
    return pd.DataFrame([row | {f"from_{key}": value for key, value in parts.items()}])


def test_why_a_roll_changed_names_the_largest_part_and_adds_up_in_whole_children():
    part = retention_change.change(TOWN, state(children=-18.4, found=0.2, share=-19.6, outside=8.8), Selection())
    assert part.title == "小寒镇初中在校生比上年少 29 名：最大的一部分是本地就读的比例下降（−20 名）"
    *parts, total = part.frame["n"]
    assert sum(parts) == total == -29


def test_a_sum_over_part_of_the_townships_says_so():
    city = Where("city", "city", "全市", 2025, "junior", "本镇")
    part = retention_change.change(city, state(children=-20.0, found=0.0, share=0.0, outside=0.0).assign(townships=66, left_out=95), Selection())
    assert part.title.startswith("已报齐的 66 个乡镇（街道）")
    assert "95 个" in part.note


def grades(*rows):
    return pd.DataFrame(
        [
            {"school_year": y, "position": p, "grade": str(p), "stage": "x", "enrolled": n, "pupils": n, "next_pupils": m,
             "retention": None if m is None else m / n, "joint": p in (3, 9), "reason": None, "townships": 1, "left_out": 0}
            for y, p, n, m in rows
        ]
    )  # fmt: skip


def test_the_triangle_follows_each_years_beginners_along_the_diagonal():
    part = retention_cohort.triangle(TOWN, grades((2024, 3, 40, 38.0), (2025, 3, 50, None), (2025, 4, 38, None), (2024, 4, 44, None)))
    found = part.frame[part.frame["cohort"] == 2024]
    assert list(found["pupils"]) == [40, 38]
    assert list(found["share"]) == pytest.approx([1, 0.95])
    assert list(found["joint"]) == [False, True]
    # those who began before the first year have no beginning to compare with
    assert set(part.frame["cohort"]) == {2024, 2025}


def test_years_that_were_not_returned_in_full_are_left_open():
    frame = grades((2024, 3, 40, None), (2025, 3, 50, None), (2025, 4, 38, None))
    frame.loc[frame["position"] == 4, "enrolled"] = None
    assert 4 not in set(retention_cohort.triangle(TOWN, frame).frame["position"])


@pytest.mark.parametrize(
    ("places", "low", "high", "word", "said"),
    [
        (100, 110, 120, "short", "缺口 10—20 个"), (100, 80, 90, "spare", "富余 10—20 个"),
        (100, 90, 105, "open", "缺口 5 个至富余 10 个"), (None, 90, 105, None, "核定学位未报齐"), (100, 110, 110, "short", "缺口 10 个"),
    ],
)  # fmt: skip
def test_places_against_the_range_in_words(places, low, high, word, said):
    assert retention_forecast.gap_words(places, low, high, word) == said


def ahead(**more):
    row = {"stage": "junior", "measure": "roll", "pupils": 100.0, "expected": 120.4, "low": 115.0, "high": 126.0, "expected_98": 130.0, "error": 0.05,
           "median_error": 0.02, "tests": 40, "years": 4, "places": 110, "word": "short", "townships": 1, "ahead": 1, "target_year": 2026}  # fmt: skip
    return pd.DataFrame([row | more])


def test_a_forecast_prints_its_past_errors():
    part = retention_forecast.forecast(TOWN, ahead(), 1)
    assert part.title == "初中在校生预计到 2026 年增至 120 人，2026 年起核定学位有缺口"
    assert "1 年后误差一半在 2.0% 以内，九成在 5.0% 以内（40 次）" in part.note
    assert "全部在 5.0% 以内（4 次）" in retention_forecast.forecast(TOWN, ahead(tests=4), 1).note


def test_the_range_of_a_very_small_township_is_called_what_it_is():
    assert "只供参考" in retention_forecast.forecast(TOWN, ahead(pupils=74.0), 1).note
    assert "只供参考" not in retention_forecast.forecast(TOWN, ahead(), 1).note


def test_a_forecast_without_history_gives_no_range():
    part = retention_forecast.forecast(TOWN, ahead(tests=None, error=None, low=None, high=None, word=None), 1)
    assert "不给区间" in part.note
    assert retention_forecast.range_words(None, None) == "—"


def test_without_children_the_forecast_says_what_it_waits_for():
    waiting = replace(TOWN, births=False)
    assert "children" in retention_forecast.forecast(waiting, ahead().iloc[:0], 1).empty
    assert retention_forecast.forecast(replace(TOWN, absent="本镇没有初中。"), ahead().iloc[:0], 1).empty == "本镇没有初中。不能推算。"


def test_what_was_never_delivered_is_not_said_to_be_late():
    never = replace(TOWN, given=False)
    assert "由学籍管理部门提供" in retention_flows.destinations(never, flow().iloc[:0]).empty
    assert "由学籍管理部门提供" in retention_change.change(never, pd.DataFrame(columns=["stage", "school_year"]), Selection()).empty
    assert "少于 10 人" in retention_flows.destinations(TOWN, flow().iloc[:0]).empty


def test_the_readers_threshold_stands_in_the_title_and_in_the_links():
    rows = pd.DataFrame([{"school_id": "s", "name": "甲校", "township_id": "t1", "township": "小寒镇", "district_id": "d1", "district_name": "示例一区", "pupils": 31, "expected_1": 29.0, "expected_2": 28.0, "expected_3": 27.0}])
    part = retention_forecast.schools(TOWN, rows, Selection(under="30"))
    assert part.title == "1 所初中今后三年首年级可能少于 30 人"
    assert [text for text, _, on in retention_forecast.thresholds(Selection(under="30")) if on] == ["少于 30 人"]
