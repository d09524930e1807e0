"""A township or a school is found by its name or code, also one that is no longer listed."""

import pytest

from townbase.selection import Selection
from townbase.views.township.found_places import MOST, found_places

YEAR = 2025


def found(ask, find, year=YEAR, **chosen):
    return found_places(ask, Selection(find=find, **chosen), year)


@pytest.mark.parametrize("find", ["中心小学", "镇 幼儿园", "谷雨", "999920"])
def test_all_that_hold_every_word_are_in_the_file_and_the_first_of_them_on_the_page(ask, sql, find):
    held = " and ".join(f"contains(said, '{word}')" for word in find.split())
    wanted = sql(
        f"with every as (select name || ' ' || township_id as said from township union all "
        f"select arg_max(name, school_year) || ' ' || school_id from school where school_year <= {YEAR} group by school_id) "
        f"select said from every where {held} order by 1"
    )
    part = found(ask, find)
    now = part.table[~part.table["说明"].str.contains("曾用")]
    assert sorted(now["名称"] + " " + now["代码"]) == [row[0] for row in wanted]
    assert len(wanted) > 1 and len(part.frame) == min(len(part.table), MOST)
    assert bool(part.note) == (len(part.table) > MOST)


def test_an_old_code_or_name_leads_to_what_goes_on_under_another(ask, sql):
    old, new = sql("select old_id, new_id from school_code_followed where new_id in (select school_id from school where school_year = ?) order by 1", YEAR)[0]
    [row] = [row for row in found(ask, old).frame.itertuples() if row.is_school]
    assert row.code == new and f"school={new}" in row.href and f"曾用名称或代码：{old}" in row.note
    old, new = sql("select old_id, new_id from code_followed where kind = 'township' order by 1")[0]
    [row] = [row for row in found(ask, old).frame.itertuples() if not row.is_school]
    assert row.code == new and "曾用名称或代码" in row.note


def test_a_school_that_was_closed_is_found_under_its_last_year(ask, sql):
    school, name, last = sql(
        "select school_id, arg_max(name, school_year), max(school_year) from school group by 1 having max(school_year) < ? order by 1", YEAR
    )[0]
    [row] = [row for row in found(ask, name).frame.itertuples() if row.code == school]
    assert f"year={last}" in row.href and f"school={school}" in row.href and "最后一次列入是" in row.note


def test_choosing_ends_the_search_and_a_district_narrows_it(ask, sql):
    district = sql("select min(district_id) from township where counted")[0][0]
    part = found(ask, "小学", district=district)
    inside = {row[0] for row in sql("select distinct district_name from township where district_id = ?", district)}
    assert set(part.table["区县"]) == inside
    assert not any("find=" in href for href in part.frame["href"])


def test_nothing_found_says_what_to_do(ask):
    part = found(ask, "火星")
    assert part.is_empty and "清空查找" in part.empty and part.title.endswith("乡镇（街道）0 个，学校（园）0 所")
