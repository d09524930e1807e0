"""The overview says from the marts where the city stands, and says so when it cannot know.

Held here too: townbase.views.overview.blocking_indicators, townbase.views.overview.definitions,
townbase.views.overview.facts, townbase.views.overview.headline_text, townbase.views.overview.heat,
townbase.views.overview.missing_returns, townbase.views.overview.readings, townbase.views.overview.roll_by_year,
townbase.views.overview.years, townbase.views.shared.card_filters.
"""

from dataclasses import replace

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from tests.support import views_marts as marts
from townbase import words
from townbase.selection import Selection
from townbase.views.overview import changes, unmet_townships
from townbase.views.overview.overview import overview
from townbase.views.shared import headline_count, returns
from townbase.views.shared.narrowing import chosen, within

ALL = Selection()
KEY = ("area_kind", "area_id", "school_year", "reading")


@pytest.fixture(scope="module")
def ask():
    return marts.asker(marts.CITY)


@pytest.fixture(scope="module")
def city(ask):
    return overview(ask, ALL, 2025)


def test_the_headline_counts_townships_that_meet_all_six_goals_against_eighty_percent(city):
    assert city.title == "2025—2026学年，5 个乡镇（街道）中 2 个六项目标全部达标，距 80%（4 个）还差 2 个"


def test_from_ten_townships_on_the_headline_says_a_percentage():
    s = headline_count.Standing(counted=99, met=67, not_met=27, not_assessable=5, needed=80)
    assert headline_count.headline_sentence(s, "乡镇") == "99 个乡镇中 67 个六项目标全部达标，占 67.7%，距 80% 还差 13 个"
    assert headline_count.open_sentence(s) == f"另有 5 个{words.UNDECIDED}：即使全部达标，最高为 72.7%，仍不足 80%。"


def test_a_headline_at_eighty_percent_says_reached_and_none_says_none():
    reached = headline_count.Standing(counted=10, met=8, not_met=2, not_assessable=0, needed=8)
    nobody = headline_count.Standing(counted=10, met=0, not_met=10, not_assessable=0, needed=8)
    assert headline_count.headline_sentence(reached, "乡镇").endswith("占 80.0%，已达到 80%")
    assert headline_count.headline_sentence(nobody, "乡镇") == "10 个乡镇中还没有一个六项目标全部达标，距 80% 还差 8 个"


def test_what_cannot_be_judged_leaves_a_range_open(city):
    assert f"另有 1 个{words.UNDECIDED}：即使全部达标，最多 3 个，仍不足 80%。" in city.sentences


@pytest.mark.parametrize(
    ("last_day", "then", "year", "text"),
    [
        ("2026-10-31", (10, 6, 3, 1, 8), 2025, "期限 2025年12月31日 已过：到期未达到 80%。"),
        ("2026-10-31", (10, 6, 2, 2, 8), 2025, "期限 2025年12月31日 已过：到期是否达到 80%，待 2 个乡镇判定后才能确定。"),
        ("2026-10-31", (10, 8, 1, 1, 8), 2026, "期限 2025年12月31日 已过：到期（2025—2026学年）已达到 80%。"),
        ("2026-10-31", (10, 6, 3, 1, 8), 2024, "期限：2025年12月31日。"),
        ("2025-12-31", (10, 6, 3, 1, 8), 2025, "期限：2025年12月31日。"),
        (None, (10, 6, 3, 1, 8), 2025, "期限：2025年12月31日。"),
        ("2026-10-31", (0, 0, 0, 0, 0), 2025, "期限：2025年12月31日。"),
    ],
)
def test_whether_the_deadline_has_passed_is_read_from_the_datas_newest_day(last_day, then, year, text):
    day = None if last_day is None else pd.Timestamp(last_day)
    assert headline_count.deadline_sentence(pd.Timestamp("2025-12-31"), day, headline_count.Standing(*then), year, 2025) == text


def test_a_city_whose_data_reach_past_the_deadline_says_so_before_all_else():
    late = marts.CITY | {"source_file": "extract | as_of\n staffing | 2025-09-01\n delivery | 2026-03-01"}
    text = overview(marts.asker(late), ALL, 2025).sentences
    assert text[1] == "期限 2025年12月31日 已过：到期未达到 80%。"
    assert "期限：2025年12月31日。" in overview(marts.asker(marts.CITY), ALL, 2025).sentences


def test_the_second_reading_and_certification_stand_beside_the_strict_one(city):
    assert "3 个，距 80% 还差 1 个" in city.second
    assert city.certified == "督导认定：1 个已有认定结果，其中 0 个六项目标全部认定达标，1 个只认定了部分目标，均为达标。"


def test_what_was_signed_for_one_school_year_is_not_said_of_another(ask):
    assert overview(ask, ALL, 2024).certified == "督导认定：本学年没有认定结果（认定的是2025—2026学年）。"
    certified = pd.DataFrame({"township_id": ["a", "b", "c"], "school_year": [2025] * 3, "goals_met": [6, 4, 2], "goals_not_met": [0, 2, 0]})
    text = headline_count.certified_sentence(certified, {"a", "b", "c"}, 2025)
    assert text == f"督导认定：3 个已有认定结果，其中 1 个六项目标全部认定达标，1 个有目标认定为{words.UNMET}，1 个只认定了部分目标，均为达标。"
    assert headline_count.certified_sentence(certified, {"d"}, 2025) == "督导认定：本学年没有认定结果。"


def test_after_the_deadline_every_township_is_in_one_of_the_clocks_words_or_said_to_be_unknown():
    status = pd.DataFrame({"school_year": [2026] * 4, "reading": ["strict"] * 4, "clock": ["met_in_time", "met_in_time", "not_met_in_time", None]})
    assert headline_count.clock_sentence(status, 2026, 2025) == f"按期限看：到期达标 2 个，到期{words.UNMET} 1 个，其余 1 个不能判定。"


def test_the_years_hold_what_is_met_and_open_against_eighty_percent(city):
    rows = city.years.frame.set_index("year")
    assert rows.loc[2025, ["met", "slightly_below", "open", "needed"]].tolist() == [2, 1, 1, 4]
    assert rows.loc[2024, ["met", "open"]].tolist() == [1, 0]
    assert city.years.title == "比上年多 1 个，仍低于 80%"
    assert rows.at[2024, "href"] == "./?year=2024" and rows.at[2025, "href"] == ""


def test_the_base_year_is_not_judged_and_never_nought(ask):
    years = """
        school_year | reported | due | coverage | shown_by_default | in_progress | has_indicators | is_base_year
        2024        | 100      | 100 | 1.0      | false            | false       | true           | true
        2025        | 98       | 100 | 0.98     | true             | false       | true           | false
    """
    drawn = marts.asker(marts.CITY | {"year_status": years})
    view = overview(drawn, Selection(year=2024), 2025)
    assert view.title == "2024—2025学年为基期，不判定：纳入范围的乡镇（街道） 5 个"
    assert not view.judged and any("基期" in line for line in view.limits)
    narrowed = overview(drawn, Selection(year=2024, batch="第一批"), 2025)
    assert not narrowed.judged and narrowed.roll.title.startswith("筛选后（第一批）：")
    now = overview(drawn, ALL, 2025)
    assert now.years.frame["base"].tolist() == [True, False]
    assert now.years.table.loc[0, "说明"] == "基期，不判定" and pd.isna(now.years.table.loc[0, "全部达标（个）"])
    assert now.changes.empty == "上年为基期，不判定，没有可比的结论。"
    assert now.goals.frame["change"].isna().all()


def test_how_many_are_only_slightly_below_stands_first_under_the_headline(city):
    assert city.sentences[0] == "2 个达标，其中 1 个略低（不足一个单位，按达标计）。"


def test_a_filter_says_so_and_counts_the_townships_anew(ask):
    view = overview(ask, Selection(batch="第一批"), 2025)
    assert view.title == "2025—2026学年，筛选后（第一批）：3 个乡镇（街道）中 2 个六项目标全部达标，距 80%（3 个）还差 1 个"
    assert set(view.matrix.frame["name"]) == {"谷雨镇", "角宿街道", "立春镇"}


@pytest.mark.parametrize("change", [{"counted": "subdistrict", "batch": "第二批"}, {"managing_body": "没有这个单位"}])
def test_filters_that_leave_no_township_say_so_in_every_card(ask, change):
    view = overview(ask, replace(ALL, **change), 2025)
    assert view.title == "所选条件下没有纳入 80% 范围的乡镇（街道）"
    assert not view.judged
    assert "减少一个筛选条件" in view.limits[0]
    assert view.clear_href == "./"
    for part in (view.matrix, view.attention, view.nearly, view.changes):
        assert part.is_empty
        assert part.empty


def test_filters_change_nothing_but_the_townships_that_are_counted(ask):
    whole = ask("shared/headline_recount", **within(ALL)).sort_values(list(KEY)).reset_index(drop=True)
    assert_frame_equal(whole, ask("overview/headline")[list(whole)].sort_values(list(KEY)).reset_index(drop=True))
    streets = overview(ask, Selection(counted="subdistrict"), 2025)
    assert (streets.now.counted, streets.now.met, streets.now.slightly_below) == (1, 1, 1)
    assert streets.grid.frame["counted"].tolist() == [1] * len(streets.grid.frame)


def test_a_cell_is_the_number_of_unmet_rows_and_else_says_why_there_is_none(city):
    cells = city.matrix.frame.set_index(["name", "action"])
    assert tuple(cells.loc[("霜降镇", 3), ["mark", "n"]]) == ("unmet", 2)
    assert cells.at[("立春镇", 1), "mark"] == "met"
    assert cells.at[("角宿街道", 3), "mark"] == "borderline"
    assert cells.at[("雨水镇", 3), "mark"] == "missing"
    assert cells.at[("雨水镇", 1), "mark"] == "none"


def test_an_action_judged_by_its_tasks_shows_overdue_ones_and_is_blank_without_any(city):
    cells = city.matrix.frame.set_index(["name", "action"])
    assert tuple(cells.loc[("谷雨镇", 8), ["mark", "n"]]) == ("overdue", 1)
    assert cells.at[("霜降镇", 8), "mark"] == "met"
    assert cells.at[("立春镇", 8), "mark"] == "blank"
    assert "活力" in city.matrix.note


def test_districts_count_townships_with_unmet_core_rows_in_official_order(city):
    frame = city.districts.frame.set_index(["name", "action"])["n"]
    assert frame.to_dict() == {
        ("示例一区", 1): 1, ("示例一区", 3): 2, ("示例一区", 8): 0, ("示例二区", 1): 0, ("示例二区", 3): 0, ("示例二区", 8): 0,
    }  # fmt: skip
    assert list(city.districts.table["区县"]) == ["示例一区", "示例二区"]
    assert list(city.districts.table["还差（个）"]) == [2, 1]


def test_attention_names_townships_with_three_or_more_unmet_core_rows_and_where(city):
    row = city.attention.frame.iloc[0]
    assert (row["name"], row["unmet"], row["where"], row["missing"]) == ("霜降镇", 3, "教师、条件", 1)
    assert len(city.attention.frame) == 1


def test_nearly_says_what_is_short_by_how_much_and_who_answers_for_it(city):
    row = city.nearly.frame.iloc[0]
    assert (row["name"], row["what"], row["short_by"], row["owner"]) == ("谷雨镇", "初中骨干教师比例", "还差 3 名骨干教师", "示例一区教体局")
    assert len(city.nearly.frame) == 1, "参考指标不计入差几项"


def test_a_row_that_must_rise_says_whole_children_and_one_below_a_bound_says_both_values(ask):
    rows = ask("overview/rows", year=2025)
    texts = {row.indicator_id: unmet_townships.short_by(row) for row in rows[rows["township_id"] == "a2"].itertuples()}
    assert texts["local"] == "未提升：比上年低（相当于少 9 名；现为 60.0%，上年 60.9%）"
    assert texts["differ"] == "差异率应低于 0.15"


def test_actions_are_ranked_by_townships_and_link_to_their_page(city):
    frame = city.actions.frame
    assert list(frame["label"]) == ["办学条件提升", "教师队伍发展", "办学活力激发"]
    assert list(frame["n"][:2]) == [3, 2]
    assert list(frame["core"][:2]) == [1, 2]
    assert city.actions.title == f"办学条件提升：3 个乡镇有{words.UNMET}项，最多；核心指标{words.UNMET}最多的是教师队伍发展：2 个"
    assert pd.isna(frame["n"].iloc[2])
    assert frame["href"].iloc[0] == "actions?action=1"


def test_changes_split_falls_by_cause_and_name_the_rows(city):
    by = {group: list(own["name"]) for group, own in city.changes.frame.groupby("group")}
    assert by == {"newly_met": ["角宿街道", "立春镇"], "fell_back_target": ["谷雨镇"], "newly_missing": ["雨水镇"]}
    assert city.changes.title == "与上年相比：全部达标的由 1 个到 2 个，增加 1 个"
    assert list(city.changes.frame.query("name == '谷雨镇'")["note"]) == ["初中骨干教师比例"]
    assert changes.word("fell_back_target") == f"转为{words.UNMET}（城区提高）"


def test_the_first_year_has_nothing_to_compare_with(ask):
    view = overview(ask, Selection(year=2024), 2025)
    assert view.changes.is_empty
    assert view.changes.empty == "没有上年数据可比。"


def test_missing_returns_stand_by_district_and_return_under_the_sentence_of_the_data_page(city, ask):
    assert [(row.name, row.label, row.due, row.lacking) for row in city.missing.frame.itertuples(index=False)] == [("示例二区", "教师", 30 - 20, 3)]
    assert city.missing.title == returns.sentence(ask, 2025, 2025, None)
    assert city.missing.title.endswith("2 类数据中 1 类未报齐，共缺 3 份")


def test_core_rows_without_a_verdict_name_their_townships_and_the_reason(city):
    row = city.gaps.frame.iloc[0]
    assert (row["what"], row["why"], row["n"]) == ("初中骨干教师比例", f"{words.UNREPORTED}：本学年未报，报送后自动出现", 1)
    assert row["townships"] == [("雨水镇", "township?township=b2")]


def test_the_heat_table_tells_core_rows_from_reference_rows(city):
    assert city.matrix.title == f"各乡镇×十大行动：2 个有核心指标{words.UNMET}，另有 1 个只有参考指标{words.UNMET}"
    core = city.matrix.frame.set_index(["name", "action"])["core"]
    assert core[("谷雨镇", 3)]
    assert not core[("谷雨镇", 1)]


def test_a_census_without_counted_townships_says_what_it_cannot_know_and_shows_pupils():
    view = overview(marts.asker(marts.CENSUS), ALL, 2024)
    assert view.title == "未标明哪些乡镇纳入 80%，不能判断达标情况"
    assert not view.judged
    assert any("没有指标数据" in text for text in view.limits)
    assert view.roll.frame.set_index(["stage", "school_year"])["pupils"].to_dict() == {
        ("primary", 2023): 1900, ("primary", 2024): 1840, ("senior", 2024): 310,
    }  # fmt: skip
    assert view.roll_towns.frame["name"].tolist() == ["某学区"], "没有数据的乡镇不写 0"
    assert "高中" in view.roll.table.columns


def test_a_stage_without_data_in_a_year_stays_missing_and_is_not_zero():
    view = overview(marts.asker(marts.CENSUS), ALL, 2024)
    by_year = view.roll.table.set_index("学年")
    assert pd.isna(by_year.at["2023—2024学年", "高中"])
    assert by_year.at["2023—2024学年", "合计"] == 1900


def test_a_year_without_indicator_data_is_not_called_unmet(ask):
    tables = marts.CITY | {"year_status": marts.CENSUS["year_status"]}
    view = overview(marts.asker(tables), Selection(year=2024), 2024)
    assert view.title == "2024—2025学年没有指标数据，不能判断达标情况"
    assert not view.judged


def test_nothing_delivered_at_all_still_makes_a_page():
    view = overview(marts.asker({}), ALL, 2025)
    assert not view.judged
    assert view.roll.is_empty
    assert view.roll.empty


def test_while_returns_come_in_nobody_is_said_to_be_behind():
    years = marts.CITY["year_status"].replace("true             | false", "false            | true ")
    view = overview(marts.asker(marts.CITY | {"year_status": years}), ALL, 2025)
    assert view.title == f"2025—2026学年尚未报齐：5 个乡镇（街道）中 2 个已可判定六项目标全部达标，1 个{words.UNDECIDED}"
    assert view.changes.title == "与上年相比：本学年尚未报齐，只列已可判定的变化"
    assert view.second.endswith(f"：3 个已可判定达标，1 个{words.UNDECIDED}。")
    assert view.districts.title == "2 个区县：1 个不到 80%，1 个尚未报齐"


def test_a_district_that_open_townships_could_carry_to_eighty_percent_is_left_open(city):
    assert city.districts.title == "2 个区县：1 个不到 80%，1 个待定"


def test_a_township_with_unreported_core_rows_is_not_counted_as_nearly_there(ask):
    status = ask("overview/status").query("school_year == 2025 and reading == 'strict'")
    late = status.assign(missing_core=1)
    towns, held = chosen(ask("overview/townships"), ALL), unmet_townships.unmet_core(ask("overview/rows", year=2025))
    assert unmet_townships.nearly(towns, status, held, ALL).title == "差 1—2 项的乡镇：1 个差 1 项"
    assert unmet_townships.nearly(towns, late, held, ALL).title == "差 1—2 项的乡镇：1 个还有未报项"


def test_the_chosen_year_leads_the_enrolment_of_a_census():
    view = overview(marts.asker(marts.CENSUS), Selection(year=2023), 2024)
    assert view.roll.title == "2023—2024学年在校生 1,900 人：小学 1,900 人"
    assert view.roll.frame.query("shown")["school_year"].unique().tolist() == [2023]
