"""The promises of sql/check hold for a drawn city, and each of these notices the fault it is there for."""

import pytest

from tests.support.draw_marts import indicator
from townbase.checks import ask_promise, read_promises
from townbase.sqlfiles import read_room

PROMISES = {promise.name: promise for promise in read_promises()}
MARTS = tuple(read_room("mart"))
CITY = {
    "townships": """
        township_id | name   | district_id | counted | junior_served_by
        t1          | 谷雨镇 | d1          | true    |
        t2          | 霜降镇 | d2          | true    | t1
        c1          | 城关   | d1          | false   |
    """,
    "schools": "school_id | school_year | township_id | name | kind | seat | urban_reference\n"
    + "".join(
        f"s1 | {year} | t1 | 甲校 | nine_year | true |\n s2 | {year} | t2 | 乙校 | primary | true |\n u1 | {year} | c1 | 城校 | primary | | true\n"
        for year in (2021, 2022)
    ),
    "staffing": """
        school_id | school_year | stage   | teachers | teachers_due
        s1        | 2021        | primary | 8        | 9
        s1        | 2021        | junior  | 9        | 9
        s2        | 2022        | primary | 9        | 9
    """,
    "enrolment": """
        school_id | school_year | stage   | grade | pupils | classes
        s1        | 2022        | primary | 1     | 80     | 2
        s2        | 2022        | primary | 1     | 40     | 1
    """,
    "residency": """
        township_id | school_year | stage   | destination | children
        t1          | 2022        | primary | t1          | 60
        t1          | 2022        | primary | t2          | 20
        t2          | 2022        | primary | t2          | 8
    """,
    "survey": """
        township_id | school_year | respondent | item         | organiser   | asked | answered | satisfied
        t1          | 2022        | parent     | satisfaction | third_party | 50    | 40       | 39
        t2          | 2022        | parent     | satisfaction | third_party | 50    | 9        | 9
    """,
}


@pytest.fixture
def city(make):
    rows = [
        indicator(stages="primary junior"),
        indicator("local", numerator="local", denominator="found", rule="rising", threshold="each_year"),
        indicator("parents", stages="none", numerator="satisfied_parent", denominator="answered_parent", threshold="0.95"),
    ]
    return make(CITY, *MARTS, indicators=rows)


def test_every_promise_says_itself_in_chinese_and_can_be_asked(city):
    for promise in PROMISES.values():
        assert any("\u4e00" <= letter <= "\u9fff" for letter in promise.zh), promise.name
        assert ask_promise(city.con, promise) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ("the_parts_of_the_headline_add_up_to_the_counted_townships", "update headline set met = met + 1 where area_kind = 'city'"),
        ("the_headline_counts_every_counted_township", "update headline set counted = 1 where area_kind = 'city'"),
        ("the_headlines_of_the_districts_add_up_to_the_city", "update headline set not_met = 7 where area_id = 'd1'"),
        ("every_counted_township_has_a_row_for_every_action", "delete from action_progress where township_id = 't1' and action = 3"),
        ("every_counted_township_has_a_row_for_every_goal_in_both_readings", "delete from goal_progress where goal = 6 and reading = 'strict'"),
        ("the_goals_of_a_township_add_up_to_its_core_rows", "update goal_progress set met = met + 1"),
        ("only_counted_townships_are_judged_and_all_of_them_are", "update progress set verdict = 'met' where not counted"),
        ("only_counted_townships_are_judged_and_all_of_them_are", "update progress set verdict = null where counted"),
        ("no_row_is_met_or_not_met_without_a_value_and_a_target", "update progress set value = null"),
        ("what_is_still_missing_is_a_whole_positive_number", "update progress set shortfall_units = 0 where verdict = 'not_met'"),
        ("attainment_lies_between_0_and_1", "update progress set attainment = 1.2"),
        ("a_share_lies_between_0_and_1", "update indicator_value set value = 1.5 where indicator_id = 'local'"),
        ("no_value_is_infinite_or_not_a_number", "update indicator_value set value = 'nan'::double where area_kind = 'school'"),
        ("pupils_add_up_from_the_returns_to_the_city", "update roll set pupils = pupils + 1 where area_kind = 'district'"),
        ("every_school_stands_in_a_listed_township", "update roster set district_id = null where delivered_id = 's1'"),
        ("local_accounts_balance", "update local_enrolment set elsewhere = elsewhere + 1 where area_kind = 'city'"),
        ("no_account_of_under_10_children_is_shown", "update local_enrolment set local = 8 where area_id = 't2'"),
        ("no_survey_of_under_10_answers_is_shown", "update indicator_value set denominator = 9 where indicator_id = 'parents' and area_id = 't2'"),
        ("no_more_children_arrive_at_a_township_than_are_enrolled_there", "update residency set children = 200 where destination = 't1'"),
        ("no_school_is_both_counted_town_and_urban_reference", "update school set urban_reference = true where school_id = 's1'"),
        ("code_changes_do_not_run_in_a_circle", "insert into code_followed values ('school', 'a', 'b'), ('school', 'b', 'a')"),
        ("a_serving_township_has_a_school_of_the_stage", "update township_stage set schools = 0 where stage = 'junior'"),
        ("every_task_of_the_ledger_is_known", "insert into delivery (task_id, unit_id, school_year) values ('none', 't1', 2022)"),
        ("one_year_is_shown_first", "update year_status set shown_by_default = true"),
        ("progress_has_one_row_for_each_key", "insert into progress select * from progress limit 1"),
        ("the_parts_of_a_changed_gap_add_up", "insert into gap_against (base_gap, gap, change_town, change_urban) values (0, 1, 0.5, 0.4)"),
        ("the_shares_of_a_districts_spread_add_up_to_1", "insert into dispersion_school (district_id, share_of_spread) values ('d1', 0.9)"),
        ("the_parts_of_the_theil_index_add_up", "insert into theil (total, between_districts, sides_in_districts, rest) values (1, 0.5, 0.4, 0.2)"),
        ("the_returns_of_townships_add_up_to_those_of_their_district", "update township_returns set reported = reported + 1"),
        ("township_returns_has_one_row_for_each_key", "insert into township_returns select * from township_returns limit 1"),
        ("indicator_value_has_one_row_for_each_key", "insert into indicator_value select * from indicator_value limit 1"),
    ],
)
def test_a_promise_notices_its_fault(city, broken, fault):
    city.con.execute(fault)
    found = ask_promise(city.con, PROMISES[broken])
    assert found and "无法运行" not in found[0].what
