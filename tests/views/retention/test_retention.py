"""What the page 本地就读 says of frames drawn here."""

from dataclasses import replace

import pandas as pd
import pytest

from townbase import words
from townbase.selection import Selection
from townbase.views.retention import (
    base_year,
    cohort,
    destinations,
    forecast,
    panels,
    roll_change,
    small_schools,
    staff,
    township_changes,
    township_flows,
    trend,
)
from townbase.views.retention import rates as retention_rates
from townbase.views.retention import seats as retention_seats
from townbase.views.retention.forecast_file import gap_words, range_words
from townbase.views.retention.place import Where

TOWN = Where("township", "t1", "小寒镇", 2025, "junior", "本镇", served="", base=2021)
CITY = Where("city", "city", "全市", 2025, "junior", "本镇", side="counted", base=2021)


def rates(*rows):
    """(year, local, found, word) of one township at junior; broke as the mart would say where it is above all lines."""
    shares = {y: local / found for y, local, found, _ in rows}
    return pd.DataFrame(
        [
            {
                "few": False, "value_before": shares.get(y - 1), "comparable": True if y - 1 in shares else None,
                "broke": y - 1 in shares and shares[y] <= shares[y - 1],
                "area_kind": "township", "area_id": "t1", "stage": "junior", "school_year": y, "local": local, "found": found,
                "elsewhere": found - local, "unplaced": 3, "children": found + 3, "value": local / found, "word": word,
                "reason": None, "townships": 1, "withheld": 0,
            }
            for y, local, found, word in rows
        ]
    )  # fmt: skip


def flow(**places):
    at = {
        "urban": ("c", "district_urban"),
        "town": ("b", "district_town"),
        "local": ("local", "local"),
        "folded": ("folded", "folded"),
        "unplaced": ("unplaced", "unplaced"),
    }
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


def towns(*rises, sides=None):
    """Rows of the mart, one a rise since the base year."""
    return pd.DataFrame(
        [
            {"township_id": f"t{nth}", "name": f"镇{nth}", "district_id": "d1", "district_name": "示例一区", "kind": "镇", "side": (sides or ["counted"] * len(rises))[nth],
             "stage": "junior", "schools": 1, "rostered": True, "served_by": None, "local": 80 + 100 * rise, "found": 100, "elsewhere": 20 - 100 * rise,
             "unplaced": 0, "children": 100, "value": 0.8 + rise, "word": "overall", "reason": None, "few": False, "broke": False,
             "value_before": 0.8, "value_base": 0.8}
            for nth, rise in enumerate(rises)
        ]
    )  # fmt: skip


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


def seat(**more):
    row = {"township_id": "t1", "name": "小寒镇", "district_id": "d1", "district_name": "示例一区", "ahead": 1, "target_year": 2026, "pupils": 98,
           "expected": 100.0, "low": 95.0, "high": 105.0, "places": 100, "places_spare": 0.0, "word": "open", "backtested": True,
           "used_now": 0.98, "used": 1.0}  # fmt: skip
    return row | more


def test_townships_stand_by_the_size_of_what_they_lack_in_the_year_that_lacks_most():
    rows = [
        seat(expected=130.0, places_spare=-30.0, word="short"),
        seat(target_year=2030, ahead=5, expected=150.0, low=None, high=None, places_spare=-50.0, word=None, backtested=False),
        seat(township_id="t2", name="大寒镇", expected=90.0, places_spare=10.0, word="spare"),
        seat(township_id="t2", name="大寒镇", target_year=2030, ahead=5, expected=170.4, low=None, high=None, places_spare=-70.4, word=None, backtested=False),
    ]
    part = retention_seats.seats(replace(CITY, kind="city"), pd.DataFrame(rows), Selection())
    assert part.title == "2030—2031学年初中学位预计不够的 2 个乡镇（街道），合计缺 120 个"
    assert part.frame[["name", "left", "since"]].values.tolist() == [["大寒镇", -70, 2030], ["小寒镇", -50, 2026]]
    assert "没有往年可以检验" in part.note


def test_where_places_are_left_over_the_most_stands_first_and_the_short_are_told():
    rows = [seat(expected=40.0, places_spare=60.0, word="spare", used=0.4), seat(township_id="t2", expected=105.0, places_spare=-5.0)]
    part = retention_seats.seats(CITY, pd.DataFrame(rows), Selection())
    assert part.title == "2026—2027学年初中学位：2 个乡镇（街道）合计富余 55 个"
    assert part.frame["left"].tolist() == [60, -5]
    assert "1 个乡镇（街道）预计缺，合计 5 个" in part.note


def test_teachers_over_in_primary_stand_beside_those_that_junior_schools_lack():
    rows = [
        {"area_kind": kind, "area_id": id_, "district_name": name, "stage": stage, "ahead": ahead, "target_year": 2025 + ahead,
         "teachers": 100, "teachers_needed": needed, "classes": 10, "classes_needed": 9}
        for kind, id_, name in (("city", "city", None), ("district", "d1", "示例一区"))
        for stage, ahead, needed in (("primary", 1, 95.0), ("primary", 2, 80.2), ("junior", 1, 101.0), ("junior", 2, 130.4))
    ]  # fmt: skip
    part = staff.staff(CITY, pd.DataFrame(rows), Selection())
    assert part.title == "2027—2028学年：小学教师富余 20 名，初中教师不足 30 名"
    assert part.frame[["name", "primary", "junior", "both"]].values.tolist() == [["示例一区", 20, -30, -10], ["全市", 20, -30, -10]]


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


def state(**parts):
    total = round(sum(parts.values()))
    row = {"stage": "junior", "school_year": 2025, "pupils": 100 + total, "pupils_before": 100, "change": total, "townships": 1, "left_out": 0}
    return pd.DataFrame([row | {f"from_{key}": value for key, value in parts.items()}])


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


def grades(*rows):
    return pd.DataFrame(
        [
            {"area_kind": "township", "area_id": "t1", "school_year": y, "position": p, "grade": str(p), "stage": "x", "enrolled": n, "pupils": n, "next_pupils": m,
             "retention": None if m is None else m / n, "joint": p in (3, 9), "reason": None, "townships": 1, "left_out": 0}
            for y, p, n, m in rows
        ]
    )  # fmt: skip


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


@pytest.mark.parametrize(
    ("places", "low", "high", "word", "text"),
    [
        (100, 110, 120, "short", "缺口 10—20 个"), (100, 80, 90, "spare", "富余 10—20 个"),
        (100, 90, 105, "open", "缺口 5 个至富余 10 个"), (None, 90, 105, None, "核定学位未报齐"), (100, 110, 110, "short", "缺口 10 个"),
    ],
)  # fmt: skip
def test_places_against_the_range_in_words(places, low, high, word, text):
    assert gap_words(places, low, high, word) == text


def ahead(**more):
    row = {"stage": "junior", "measure": "roll", "pupils": 100.0, "expected": 120.4, "low": 115.0, "high": 126.0, "expected_98": 130.0, "error": 0.05,
           "median_error": 0.02, "tests": 40, "years": 4, "backtested": True, "places": 110, "places_spare": -10.4, "word": "short",
           "classes": 3, "classes_needed": 4, "teachers": 10, "teachers_needed": 12.04, "townships": 1, "complete": True, "ahead": 1, "target_year": 2026, "came": None}  # fmt: skip
    return pd.DataFrame([row | more])


def test_a_forecast_prints_its_past_errors():
    part = forecast.forecast(TOWN, ahead())
    assert part.title == "初中在校生预计到2026—2027学年增至 120 人，该学年核定学位有缺口"
    assert part.note.startswith("以2025—2026学年在校生为起点")
    assert "1 年后误差一半在 2.0% 以内，九成在 5.0% 以内（40 次）" in part.note
    assert "全部在 5.0% 以内（4 次）" in forecast.forecast(TOWN, ahead(tests=4)).note


@pytest.mark.parametrize(
    ("seats", "text"),
    [
        (("spare", "short", "short"), "，2027—2028学年起核定学位有缺口"), (("short", "spare", "spare"), "，2026—2027学年核定学位有缺口"),
        (("spare", "spare", "short"), "，该学年核定学位有缺口"), (("spare", "spare", "spare"), "，核定学位够用"),
    ],
)  # fmt: skip
def test_a_shortage_lasts_only_as_long_as_the_rows_say(seats, text):
    # the year named is the last: as many places are lacking in every year, or none
    left = {"short": -10.4, "spare": 5.0}
    rows = pd.concat([ahead(ahead=at, target_year=2025 + at, word=word, places_spare=left[word] - at / 100) for at, word in enumerate(seats, 1)])
    assert forecast.forecast(TOWN, rows).title.endswith(text)


def test_the_file_of_a_forecast_holds_all_that_the_screen_shows():
    intake = ahead(measure="intake", expected=41.2, low=39.6, high=43.4, expected_98=None, places=None, word=None)
    file = forecast.forecast(TOWN, pd.concat([ahead(came=118.0), intake])).table
    assert file["学年"].tolist() == ["2025—2026学年", "2026—2027学年"]
    assert file["实际在校生（人）"].tolist() == [100, 118]
    row = file.iloc[1]
    ends = ("下限", "上限")
    assert [row[f"区间{end}（人）"] for end in ends] == [115, 126]
    assert [row[f"首年级区间{end}（人）"] for end in ends] == [40, 43]
    # 缺口 5—16 个
    assert [row[f"学位余缺{end}（个）"] for end in ends] == [-16, -5]
    assert (row["本地就读率 98% 时在校生（人）"], row["本地就读率 98% 时学位余缺（个）"], row["学位"]) == (130, -20, "缺口")


def returns(*rows):
    """(year, due, enrolled, registered, settled, reckoned)"""
    frame = pd.DataFrame(rows, columns=["school_year", "due", "enrolled", "registered", "settled", "reckoned"])
    parts = ("enrolled", "registered", "settled", "reckoned")
    return frame.assign(**{f"{part}_whole": frame[part] >= 0.95 * frame["due"] for part in parts})


def test_a_forecast_starts_from_the_newest_year_that_is_known_well_enough():
    rows = returns((2024, 100, 100, 100, 100, 100), (2025, 100, 100, 100, 96, 95), (2026, 100, 60, 100, 20, 20))
    assert base_year.base(rows, 2024, chosen=False) == base_year.Base(2025)
    # the reader's own year stays
    assert base_year.base(rows, 2024, chosen=True) == base_year.Base(2024)


@pytest.mark.parametrize(
    ("newer", "text"),
    [
        ((2026, 100, 99, 100, 41, 40), "但全市应报的 100 个乡镇（街道）中只有 41 个报了户籍学生去向，分不出本地户籍和外来就读的学生"),
        ((2026, 100, 99, 50, 99, 40), "但全市应报的 100 个乡镇（街道）中只有 50 个报了户籍儿童"),
        ((2026, 100, 99, 99, 99, 94), "但全市应报的 100 个乡镇（街道）中只有 94 个可以推算"),
    ],
)
def test_a_forecast_that_cannot_start_from_a_counted_year_says_what_is_lacking(newer, text):
    why = base_year.base(returns((2025, 100, 100, 100, 100, 100), newer), 2025, chosen=False).why
    assert why.startswith("全市统一从2025—2026学年起推算：2026—2027学年在校生已报齐，")
    assert text in why
    assert why in forecast.forecast(TOWN, ahead(), why).note


def test_the_range_of_a_very_small_township_is_called_what_it_is():
    assert "只供参考" in forecast.forecast(TOWN, ahead(pupils=74.0)).note
    assert "只供参考" not in forecast.forecast(TOWN, ahead()).note


def test_a_forecast_without_history_gives_no_range():
    part = forecast.forecast(TOWN, ahead(tests=None, error=None, low=None, high=None, word=None))
    assert "不给区间" in part.note
    assert range_words(None, None) == "—"


def test_without_children_the_forecast_says_what_it_waits_for():
    waiting = replace(TOWN, births=False)
    assert "children" in forecast.forecast(waiting, ahead().iloc[:0]).empty
    assert forecast.forecast(replace(TOWN, absent="本镇没有初中。"), ahead().iloc[:0]).empty == "本镇没有初中。不能推算。"


def test_what_was_never_delivered_is_not_said_to_be_late():
    never = replace(TOWN, given=False)
    assert "由学籍管理部门提供" in roll_change.change(never, pd.DataFrame(columns=["stage", "school_year"]), Selection()).empty
    assert "少于 10 人" in township_flows.ranked(TOWN, flow().iloc[:0], Selection()).empty


def test_the_readers_threshold_stands_in_the_title_and_in_the_links():
    rows = pd.DataFrame(
        [
            {
                "school_id": "s",
                "name": "甲校",
                "township_id": "t1",
                "township": "小寒镇",
                "district_id": "d1",
                "district_name": "示例一区",
                "pupils": 31,
                "expected_1": 29.0,
                "expected_2": 28.0,
                "expected_3": 27.0,
            }
        ]
    )
    part = small_schools.schools(TOWN, rows, Selection(under="30"))
    assert part.title == "1 所初中今后三年首年级可能少于 30 人"
    assert [text for text, _, on in small_schools.thresholds(Selection(under="30")) if on] == ["少于 30 人"]
