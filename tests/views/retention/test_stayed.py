"""What 留住了吗 says of frames drawn here."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.support.retention_rows import CITY, TOWN, flow, rates
from townbase import words
from townbase.selection import Selection
from townbase.views.retention import panels
from townbase.views.retention import rates as retention_rates
from townbase.views.retention.place import Where
from townbase.views.retention.stayed import cohort, township_changes, township_map, trend


def towns(*rises, sides=None):
    """Rows of the mart, one a rise since the base year."""
    return pd.DataFrame(
        [
            {"township_id": f"t{nth}", "name": f"镇{nth}", "district_id": "d1", "district_name": "示例一区", "kind": "镇", "side": (sides or ["counted"] * len(rises))[nth], "tile_x": nth, "tile_y": 0, "bounded": False,
             "stage": "junior", "schools": 1, "rostered": True, "served_by": None, "local": 80 + 100 * rise, "found": 100, "elsewhere": 20 - 100 * rise,
             "unplaced": 0, "children": 100, "value": 0.8 + rise, "word": "overall", "reason": None, "few": False, "broke": False,
             "value_before": 0.8, "value_base": 0.8}
            for nth, rise in enumerate(rises)
        ]
    )  # fmt: skip


def grades(*rows):
    return pd.DataFrame(
        [
            {"area_kind": "township", "area_id": "t1", "school_year": y, "position": p, "grade": str(p), "stage": "x", "enrolled": n, "pupils": n, "next_pupils": m,
             "retention": None if m is None else m / n, "joint": p in (3, 9), "reason": None, "townships": 1, "left_out": 0}
            for y, p, n, m in rows
        ]
    )  # fmt: skip


def test_the_headline_can_be_read_aloud():
    own = rates((2024, 143, 226, "overall"), (2025, 135, 220, "overall"))
    text = retention_rates.headline(TOWN, own, flow(local=135, urban=52, town=20, folded=13, unplaced=3))
    assert text == "小寒镇初中本地就读率 61.4%，比上年低 1.9 个百分点（相当于少 4 名）；外出就读 85 名，其中去本区县城区 52 名"


def test_the_account_tells_all_three_parts_and_the_match_rate():
    text = retention_rates.account(TOWN, rates((2025, 135, 217, "overall")))
    assert (
        text
        == "2025—2026学年，户籍初中生 220 名：本地就读 135 名，外出就读 82 名，未就读或去向不明 3 名；本地就读率的分母为查到就读学校的 217 名，匹配率（占户籍学生）98.6%。"
    )


def test_the_serving_township_is_named_as_local():
    where = Where("township", "t1", "小寒镇", 2025, "junior", "本镇", served="霜降镇")
    assert "本地就读 135 名（含对口服务的霜降镇）" in retention_rates.account(where, rates((2025, 135, 217, "overall")))


@pytest.mark.parametrize(
    ("reason", "text"),
    [("not_served", f"本地就读率{words.INAPPLICABLE}"), ("under_10", "少于 10 人"), (None, "不能计算本地就读率")],
)
def test_a_rate_that_is_not_there_says_why(reason, text):
    own = rates((2025, 0, 20, None)).assign(value=None, reason=reason)
    assert text in retention_rates.headline(TOWN, own, flow())


def test_a_first_year_and_a_year_not_delivered_are_no_fall():
    assert "没有上年数据可比" in retention_rates.headline(TOWN, rates((2025, 135, 220, "first_year")), flow(local=135))
    assert f"去向{words.UNREPORTED}" in retention_rates.headline(TOWN, rates((2024, 135, 220, "first_year")), flow())


def test_a_city_of_which_only_part_has_returned_is_not_compared():
    own = rates((2024, 900, 1000, "each_year"), (2025, 300, 400, "none")).assign(townships=[100, 40], comparable=[None, False], broke=False)
    city = CITY
    assert "只有 40 个乡镇（街道）已报，不与上年相比" in retention_rates.headline(city, own, flow())
    assert panels.breaks(own.to_dict("records")) == {}


def test_breaks_carry_the_year_and_the_children():
    own = rates(
        (2021, 60, 100, "first_year"), (2022, 70, 100, "each_year"), (2023, 66, 100, "overall"), (2024, 132, 200, "overall"), (2025, 150, 200, "overall")
    )
    assert panels.breaks(own.to_dict("records")) == pytest.approx({2023: -4, 2024: 0})


def test_the_stage_that_needs_most_attention_comes_first_unless_one_is_chosen():
    own = pd.concat([rates((2025, 60, 100, "each_year")), rates((2025, 90, 100, "none")).assign(stage="primary")])
    assert retention_rates.focus(own, Selection(), 2025) == "primary"
    assert retention_rates.focus(own, Selection(stage="junior"), 2025) == "junior"


def test_the_page_says_of_which_stage_it_speaks_and_offers_the_others_with_their_rates():
    own = pd.concat([rates((2025, 60, 100, "none")), rates((2025, 90, 100, "each_year")).assign(stage="primary")])
    sentence, links = retention_rates.stages(TOWN, own, Selection(township="t1"))
    assert sentence == "未选学段，先看最需关注的一个。标题和以下各图现为初中，可换看："
    assert [(text, on) for text, _, on in links] == [("学前 —", False), ("小学 90.0%", False), ("初中 60.0%", True)]
    assert "stage=primary" in links[1][1]
    assert retention_rates.stages(TOWN, own, Selection(township="t1", stage="junior"))[0] == "标题和以下各图现为初中，可换看："


@pytest.mark.parametrize(
    ("rises", "text"),
    [
        ((0.01, 0.02), "初中：2 个乡镇（街道）都不低于 2021 年"),
        ((0.01, -0.01), "低于 2021 年的：1 个纳入的乡镇"),
        ((0.01, 0.0), "初中：2 个乡镇（街道）都不低于 2021 年"),
    ],
)
def test_the_title_counts_those_below_the_base_year(rises, text):
    assert township_changes.townships(CITY, towns(*rises), Selection()).title == text


def test_townships_are_counted_by_their_side_and_listed_from_the_lowest():
    part = township_changes.townships(CITY, towns(0.02, -0.03, -0.01, sides=["counted", "urban", "counted"]), Selection())
    assert part.title == "低于 2021 年的：1 个纳入的乡镇、1 个城区街道"
    assert part.frame["name"].tolist() == ["镇1", "镇2", "镇0"]
    assert part.table["比基期（个百分点）"].tolist() == [-3.0, -1.0, 2.0]
    # the headline speaks of the counted townships alone
    assert township_changes.headline_part(CITY, part.frame) == "2 个中 1 个低于 2021 年"


def test_in_the_base_year_nothing_is_judged():
    part = township_changes.townships(replace(CITY, year=2021), towns(0.0).assign(value_base=None), Selection())
    assert part.note == "2021 年为基期，不判定升降。"


def test_what_rose_but_not_every_year_is_no_red_triangle():
    [line] = township_changes.townships(CITY, towns(0.02), Selection()).frame.to_dict("records")
    assert (line["status"], line["word"]) == ("none", "有的年份下降")


def test_each_line_says_whose_it_is():
    own = rates((2021, 60, 100, "first_year"), (2025, 70, 100, "each_year"))
    every = pd.concat([own.assign(area_kind=kind, area_id="city") for kind in ("counted", "urban", "city")])
    lines = trend.trend(CITY, every[every["area_kind"] == "counted"], every)
    assert lines.drop_duplicates("series")[["series", "role"]].values.tolist() == [["纳入的乡镇", "own"], ["城区街道", "urban"], ["全市", "whole"]]
    beside_town = trend.trend(TOWN, own, every)
    assert beside_town["series"].unique().tolist() == ["小寒镇", "全市纳入的乡镇", "全市城区街道"]
    assert trend.beside_words(CITY, every).startswith("城区街道 70.0%")


def test_the_triangle_follows_each_years_beginners_along_the_diagonal():
    part = cohort.triangle(TOWN, grades((2024, 3, 40, 38.0), (2025, 3, 50, None), (2025, 4, 38, None), (2024, 4, 44, None)))
    found = part.frame[part.frame["cohort"] == 2024]
    assert list(found["pupils"]) == [40, 38]
    assert list(found["share"]) == pytest.approx([1, 0.95])
    assert list(found["joint"]) == [False, True]
    # those who began before the first year have no beginning to compare with
    assert set(part.frame["cohort"]) == {2024, 2025}


def test_the_title_speaks_of_the_cells_that_the_triangle_shows():
    rows = grades((2023, 3, 100, 90.0), (2024, 4, 90, None), (2024, 3, 100, 80.0), (2025, 4, 80, None), (2025, 3, 100, 10.0))
    part = cohort.triangle(TOWN, rows)
    # 2025's step ends in a year that is not drawn: 170 of 200, not 180 of 300
    assert part.note.startswith("同批学生保留率：最近两届大班升一年级 85.0%。")
    assert set(zip(part.frame["cohort"], part.frame["position"], strict=True)) == {(2023, 3), (2023, 4), (2024, 3), (2024, 4), (2025, 3)}


def test_a_cohort_that_began_before_the_first_year_is_neither_drawn_nor_in_the_title():
    part = cohort.triangle(TOWN, grades((2024, 9, 50, 20.0), (2025, 10, 20, None), (2025, 3, 40, None)))
    assert part.note.startswith("同批学生保留率：图中衔接处没有可比的两年。")


def test_the_file_of_the_cohorts_holds_the_cells_of_the_triangle_and_no_step_to_a_year_not_shown():
    file = cohort.triangle(TOWN, grades((2024, 3, 40, 38.0), (2025, 3, 50, 45.0), (2025, 4, 38, None))).table
    found = file.set_index(["学年", "年级"])
    assert found.loc[("2025—2026学年", "一年级"), ["同批起始学年", "占起始人数（%）"]].tolist() == ["2024—2025学年", 95.0]
    assert found.loc[("2024—2025学年", "大班"), "同批学生保留率（%）"] == 95.0
    assert pd.isna(found.loc[("2025—2026学年", "大班"), "下一年高一年级（人）"])


def test_years_that_were_not_returned_in_full_are_left_open():
    frame = grades((2024, 3, 40, None), (2025, 3, 50, None), (2025, 4, 38, None))
    frame.loc[frame["position"] == 4, "enrolled"] = None
    assert 4 not in set(cohort.triangle(TOWN, frame).frame["position"])


def test_the_map_shows_who_is_below_the_base_year_and_is_left_out_without_places():
    frame = township_changes.townships(CITY, towns(0.02, -0.03), Selection()).frame
    part = township_map.township_map(CITY, frame, Selection())
    assert part.frame.set_index("name")["state"].to_dict() == {"镇0": "met", "镇1": "not_met"}
    assert "比 2021 年 −3.0 个百分点" in part.frame.set_index("name").loc["镇1", "said"]
    assert township_map.township_map(CITY, frame.assign(tile_x=None), Selection()) is None
