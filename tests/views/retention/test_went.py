"""What 去了哪里 says of frames drawn here."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.support.retention_rows import CITY, TOWN, flow, rates
from townbase.selection import Selection
from townbase.views.retention.went import destinations, roll_change, township_flows


def state(**parts):
    total = round(sum(parts.values()))
    row = {"stage": "junior", "school_year": 2025, "pupils": 100 + total, "pupils_before": 100, "change": total, "townships": 1, "left_out": 0}
    return pd.DataFrame([row | {f"from_{key}": value for key, value in parts.items()}])


def test_those_who_leave_are_the_hundred_per_cent():
    away = pd.DataFrame(
        [
            {"district_id": "d1", "district_name": "示例一区", "school_year": year, "place": place, "children": n}
            for year, place, n in (
                (2021, "district_urban", 50),
                (2021, "other_city", 50),
                (2025, "district_urban", 60),
                (2025, "other_city", 30),
                (2025, "folded", 10),
            )
        ]
    )
    part = destinations.destinations(CITY, away)
    assert part.frame["n"].tolist() == [60, 30, 10]
    assert part.frame["share"].sum() == pytest.approx(1)
    assert part.table["比基期（个百分点）"].tolist() == [10.0, -20.0, 10.0]
    own = rates((2025, 900, 1000, "each_year"))
    assert destinations.headline(CITY, own, away) == "全市纳入的乡镇初中外出就读 100 名，60% 去了本区县城区"
    assert "以下百分比都以外出就读的为 100%。另有未就读或去向不明 3 名，不计入。" in destinations.lead(CITY, own)


def test_ranked_destinations_begin_with_home_and_end_with_the_unknown():
    part = township_flows.ranked(TOWN, flow(unplaced=3, folded=13, town=20, urban=52, local=135), Selection(township="t1"))
    assert list(part.frame["kind"]) == ["local", "named", "named", "folded", "unplaced"]
    assert list(part.frame["label"])[1:3] == ["城关", "霜降镇"]


def test_why_a_roll_changed_names_the_largest_part_and_adds_up_in_whole_children():
    part = roll_change.change(TOWN, state(children=-18.4, found=0.2, share=-19.6, outside=8.8), Selection())
    assert part.title == "小寒镇初中在校生比上年少 29 名：最大的一部分是本地就读的比例下降（−20 名）"
    *parts, total = part.frame["n"]
    assert sum(parts) == total == -29


def test_a_sum_over_part_of_the_townships_says_so():
    city = CITY
    part = roll_change.change(city, state(children=-20.0, found=0.0, share=0.0, outside=0.0).assign(townships=66, left_out=95), Selection())
    assert part.title.startswith("已报齐的 66 个乡镇（街道）")
    assert "95 个" in part.note


def test_what_was_never_delivered_is_not_said_to_be_late():
    never = replace(TOWN, given=False)
    assert "由学籍管理部门提供" in roll_change.change(never, pd.DataFrame(columns=["stage", "school_year"]), Selection()).empty
    assert "少于 10 人" in township_flows.ranked(TOWN, flow().iloc[:0], Selection()).empty
