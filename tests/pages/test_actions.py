"""The action page as a reader gets it, in every state it can be in: no error box, real links, the marts' figures."""

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.open_page import open_page, page_text
from townbase import words
from townbase.page_records import PAGES

opened = partial(open_page, "1_actions.py")


@pytest.fixture(scope="module")
def page(served):
    return page_text(opened(action=3))


def test_without_an_action_the_ten_can_be_chosen(served):
    text = page_text(opened())
    for action in range(1, 11):
        assert re.search(rf'href="actions\?action={action}"', text)


def test_where_no_township_can_be_judged_the_list_says_why(served):
    everything = page_text(opened(year="2018"))
    assert "2018—2019学年：没有可以判定的乡镇" in everything
    assert "报送指标数据后自动出现" in everything
    assert "请减少一个筛选条件" in page_text(opened(year="2018", district="990101"))


@pytest.mark.parametrize("action", range(1, 11))
def test_every_action_opens_with_its_townships_and_its_clauses(served, sql, action):
    [(n,)] = sql("select count(*) from township where counted")
    assert f"{n} 个乡镇（街道）中" in page_text(opened(action=action))
    clauses = page_text(opened(action=action, tab="text"))
    assert "政策原文" in clauses and clauses.count("tb-quote") >= 1
    text = page_text(opened(action=action, tab="townships"))
    for (township,) in sql("select township_id from township where counted"):
        assert f"township={township}" in text


@pytest.mark.parametrize(
    ("tab", "said"),
    [
        ("rows", ("项应评指标·学段中", "任务", "口径与依据")),
        ("cells", (f"个乡镇（街道）有{words.UNMET}指标",)),
        ("over", ("达标乡镇由", "与上年相比", "个区县")),
        ("seat", ("域内其他学校",)),
        ("beside", ("并排比较",)),
        ("text", ("政策原文", "责任单位")),
    ],
)
def test_every_tab_shows_its_cards_and_nothing_of_the_others(served, tab, said):
    text = page_text(opened(action=3, tab=tab))
    assert all(each in text for each in said)
    assert ("tb-rows" in text) == (tab == "rows") and ("tb-acts" in text) == (tab == "cells")


def test_need_is_a_link_and_never_called_worst(served):
    text = page_text(opened(action=3, tab="cells"))
    assert "order=value" in text and "需关注的在前" in text and "最差" not in text
    assert "恢复行政区划顺序" in page_text(opened(action=3, tab="cells", order="value"))


def test_every_state_opens_without_the_error_box(served, sql):
    [(without,)] = sql("select min(district_id) from township where district_id not in (select district_id from township where counted)") or [(None,)]
    (another,), (district,) = sql("select distinct district_id from township where counted order by 1 desc limit 2")[::-1]
    (town,), (other,) = sql("select township_id from township where counted order by 1 limit 2")
    for query in (
        {"action": 3, "indicator": "backbone"},
        {"action": 3, "indicator": "bachelor", "stage": "junior", "district": district},
        {"action": 3, "counted": "subdistrict", "order": "value"},
        {"action": 10, "year": 2021},
        {"action": 1, "year": 2018},
        {"action": 4, "year": 2026},
        {"action": 3, "urban": "district"},
        {"action": 99},
        {"action": 3, "indicator": "backbone", "year": 2018},
        {"action": 4, "indicator": "difference_rate", "stage": "preschool"},
        {"action": 3, "township": town, "with": other},
        {"action": 10, "district": district, "with": another},
        {"action": 3, "district": district, "with": town},
        {"action": 3, "with": another},
        *([{"action": 3, "district": without}] if without else []),
    ):
        assert "tb-headline" in page_text(opened(**query)), query


@pytest.mark.parametrize("action", range(1, 11))
def test_in_two_districts_the_page_counts_what_the_marts_count(served, sql, action):
    words = {"met": "达标", "in_progress": "推进中", "behind": "滞后", "not_assessable": "暂不能判定"}
    for (district,) in sql("select district_id from township where counted group by 1 order by count(*) desc, 1 limit 2"):
        text = page_text(opened(action=action, district=district))
        headline = re.search(r'<h1 class="tb-headline">(.*?)</h1>', text)[1]
        tally = sql(
            f"select p.status, count(*) from action_progress p join township t using (township_id) where t.counted and p.action = {action} "
            f"and p.school_year = 2025 and t.district_id = '{district}' group by 1"
        )
        assert re.search(rf"学年 {sum(n for _, n in tally)} 个(乡镇|街道|乡镇（街道）)中", headline)
        assert re.findall(r"(达标|推进中|滞后|暂不能判定) (\d+) 个", headline) == [
            (words[code], str(n)) for code, n in sorted(tally, key=lambda pair: list(words).index(pair[0]))
        ]
        [(overdue,)] = sql(
            "select count(distinct (task_id, case unit_kind when 'school' then township_id else unit_id end))"
            f" from task_status where action = {action} and school_year = 2025 and status = 'overdue' and district_id = '{district}'"
        )
        assert (f"逾期未完成 {overdue} 项" if overdue else "，没有逾期") in text


def test_two_places_stand_side_by_side_and_the_comparison_can_be_ended(served, sql):
    (one, name), (two, other) = sql("select township_id, name from township where counted order by 1 limit 2")
    text = page_text(opened(action=3, township=one, **{"with": two}))
    assert re.search(rf"{name}应评 \d+ 项中达标 \d+ 项；{other}应评 \d+ 项中达标 \d+ 项", text)
    assert "结束比较" in text


def test_an_indicator_opened_here_before_is_led_to_its_own_page(served):
    text = page_text(opened(action=3, indicator="backbone", stage="junior", counted="town"))
    assert 'href="indicator?indicator=backbone&amp;stage=junior&amp;counted=town"' in text


def test_a_comparison_of_districts_is_not_carried_to_the_township_page(served, sql):
    (one,), (two,) = sql("select distinct district_id from township where counted order by 1 limit 2")
    text = page_text(opened(action=3, district=one, **{"with": two}))
    assert "已忽略" not in text
    nav = re.search(r'<ul class="tb-nav">.*?</ul>', text, re.DOTALL)[0]
    assert "with=" not in nav.replace(re.search(r'<li><a data-nav href="actions[^<]*</a></li>', nav)[0], "")


def test_links_lead_to_what_their_pages_read(page):
    links = re.findall(r'<a data-nav[^>]*href="([^"]*)"', page)
    assert len(links) > 70
    for link in links:
        parts = urlsplit(link.replace("&amp;", "&"))
        name = "overview" if parts.path == "./" else parts.path
        assert set(parse_qs(parts.query)) <= set(PAGES[name].keys)
