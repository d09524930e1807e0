"""The township page as a reader gets it, in every state it can be in: no error box, real links, the marts' figures."""

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.open_page import open_page, page_text
from townbase import words
from townbase.page_records import PAGES

opened = partial(open_page, "2_township.py")


@pytest.fixture(scope="module")
def short(sql):
    """The township with most unmet core rows."""
    return sql("select township_id from township_status where school_year = 2025 and reading = 'strict' order by unmet_core desc, 1 limit 1")[0][0]


TABS = ("standing", "rows", "tasks", "schools", "flows", "basis")


@pytest.fixture(scope="module")
def page(served, short):
    return page_text(opened(township=short))


def every_tab(**query) -> str:
    """The page with each of its tabs open once."""
    return "".join(page_text(opened(tab=tab, **query)) for tab in TABS)


def test_without_a_township_every_township_can_be_chosen(served, sql):
    text = page_text(opened())
    for (township,) in sql("select township_id from township"):
        assert f"township={township}" in text


def test_the_first_screen_answers_and_the_rest_is_a_tab_away(page, served, short):
    for title in ("十大行动", "的核心指标", "下一步：先办这三件事", "逾期任务", "学校（园）", "本地就读率", "在校（园）生", "与规模相近的乡镇对比"):
        assert title in page
    assert "tb-bullets" not in page  # what is behind a tab is not drawn before it is opened
    assert "口径与依据" in page
    assert "不作为督导认定结论" in page
    rest = every_tab(township=short)
    for title in (f"项指标{words.UNMET}", "任务", "规模相近的乡镇", "督导认定", "指标口径"):
        assert title in rest


def test_an_action_and_a_goal_open_their_own_rows(served, short, sql):
    for key, value in (("action", 3), ("goal", 2)):
        text = page_text(opened(township=short, tab="rows", **{key: value}))
        [(wanted,)] = sql(f"select count(*) from progress where township_id = '{short}' and school_year = 2025 and {key} = {value}")
        assert table(text, "tb-bullets").count('<th scope="row">') == wanted
        assert "看全部" in text


def test_links_lead_to_what_their_pages_read(page):
    links = re.findall(r'<a data-nav[^>]*href="([^"]*)"', page)
    assert len(links) > 60
    for link in links:
        parts = urlsplit(link.replace("&amp;", "&"))
        name = "overview" if parts.path == "./" else parts.path
        assert set(parse_qs(parts.query)) <= set(PAGES[name].keys)


def test_no_mean_of_any_paper_is_on_the_page(page):
    assert "平均分" not in page
    assert "均分" not in page


def test_every_state_opens_without_the_error_box(served, sql, short):
    [(other,)] = sql(f"select min(township_id) from township where counted and township_id <> '{short}'")
    [(uncounted,)] = sql("select min(township_id) from township where not counted")
    [(school,)] = sql(f"select min(school_id) from school where township_id = '{short}' and school_year = 2025 and kind = 'nine_year'") or [(None,)]
    school = school or sql(f"select min(school_id) from school where township_id = '{short}' and school_year = 2025")[0][0]
    for query in (
        {"township": uncounted},
        {"township": short, "with": other},
        {"township": short, "school": school},
        {"township": short, "indicator": "bachelor", "stage": "primary"},
        {"township": short, "indicator": "parent_satisfaction"},
        {"township": short, "indicator": "difference_rate", "stage": "junior"},
        {"township": short, "indicator": "bachelor"},
        {"township": short, "urban": "district"},
        {"township": short, "year": 2026},
        {"township": short, "year": 2021},
        {"township": short, "year": 2016, "school": school},
        {"district": "000000", "township": "nowhere"},
    ):
        assert "tb-headline" in page_text(opened(**query)), query


def test_the_filters_travel_with_the_links(served, short):
    text = page_text(opened(township=short, year=2024))
    links = [link for link in re.findall(r'<a data-nav[^>]*href="([^"]*)"', text) if link.startswith(("township", "actions"))]
    assert links
    cleared = f"township?township={short}"  # 清除筛选
    assert all("year=2024" in link for link in links if link != cleared)


def test_a_school_panel_names_file_row_and_fingerprint(served, sql, short):
    [(school, row)] = sql(
        f"select r.school_id, s.source_row from staffing s join roster r on r.delivered_id = s.school_id and r.school_year = s.school_year "
        f"where r.township_id = '{short}' and s.school_year = 2025 order by 1 limit 1"
    )
    text = page_text(opened(township=short, school=school, tab="source"))
    [(sha,)] = sql("select sha256 from source_file where extract = 'staffing'")
    assert sha in text
    assert f"{row:,}" in text


# not assessable; fell back; its junior school children are zoned to a neighbour
CHOSEN = ("990107004", "990108003", "990109007")


@pytest.mark.parametrize("township", CHOSEN)
def test_the_figures_on_the_page_are_the_files(served, sql, township):
    text = every_tab(township=township)
    [(name, met, not_met, waiting, unmet, core)] = sql(
        "select t.name, s.goals_met, s.goals_not_met, s.goals_not_assessable, s.unmet_judged, s.unmet_core from township t "
        f"join township_status s using (township_id) where s.reading = 'strict' and s.school_year = 2025 and township_id = '{township}'"
    )
    headline = plain(re.search(r'<h1 class="tb-headline">(.*?)</h1>', text)[1])
    assert headline.startswith(name)
    assert (f"达标 {met} 项" in headline) or (not_met == waiting == 0 and "全部达标" in headline)
    assert (f"还有 {core} 项{words.UNMET}" in headline) == bool(core)
    assert (f"{words.UNMET} {not_met} 项" in headline) == bool(not_met)
    assert (f"{words.UNDECIDED} {waiting} 项" in headline) == bool(waiting)
    assert not unmet or f"{unmet} 项指标{words.UNMET}，其中核心指标 {core} 项" in text
    for indicator, stage, verdict, missing in sql(
        f"select indicator_id, stage, verdict, shortfall_units from progress where township_id = '{township}' and school_year = 2025"
    ):
        row = bullet(text, indicator, stage)
        assert ("tb-s-not_met" in row) == (verdict == "not_met")
        if verdict == "not_met" and missing == missing and missing:
            assert f"还差 {int(missing):,} " in plain(row)
    for school, pupils in sql(f"select school_id, pupils from school where township_id = '{township}' and school_year = 2025"):
        assert f"school={school}" in text
        assert f">{int(pupils):,}<" in text
    [(roll,)] = sql(f"select sum(pupils) from roll where area_kind = 'township' and area_id = '{township}' and school_year = 2025")
    assert f"在校（园）生 {int(roll):,} 人" in text
    for value, found in sql(f"select value, found from local_enrolment where area_id = '{township}' and school_year = 2025 and value is not null"):
        assert f">{value:.1%}<" in text
        assert f"／{int(found):,}<" in text


def test_what_fell_back_is_said_in_its_headline_and_in_its_row(served):
    text = every_tab(township=CHOSEN[1])
    assert "比上年退步" in text
    assert "↓ 退步" in text


def test_the_neighbour_that_serves_is_named(served, sql):
    [(name,)] = sql(f"select n.name from township t join township n on n.township_id = t.junior_served_by where t.township_id = '{CHOSEN[2]}'")
    assert f"初中对口服务：{name}" in page_text(opened(township=CHOSEN[2]))


def test_what_cannot_be_judged_is_told_what_to_return(served):
    text = page_text(opened(township=CHOSEN[0]))
    assert "还要补报数据" in text
    assert re.search(r"应报 \d+ 所，已报 \d+ 所；未报：<a data-nav", text)


def test_a_township_that_is_not_counted_has_values_and_never_a_verdict(served, sql):
    [(township,)] = sql("select min(township_id) from township where not counted")
    text = page_text(opened(township=township, tab="rows"))
    assert "不作判定" in text
    assert not re.search(r"tb-s-(met|not_met|borderline|missing)", table(text, "tb-bullets"))
    assert "tb-goals" not in text
    assert "还差" not in text
    values = sql(f"select count(*) from progress where township_id = '{township}' and school_year = 2025 and value is not null")[0][0]
    cells = [re.findall(r'<td class="n">(.*?)</td>', row)[0] for row in table(text, "tb-bullets").split("<tr")[1:] if 'class="n"' in row and "<td" in row]
    assert sum(plain(cell) != "—" for cell in cells) == values


def test_a_year_without_indicators_adds_up_its_pupils_and_shows_no_zero(served, sql):
    text = every_tab(township=CHOSEN[1], year=2018)
    [(roll,)] = sql(f"select sum(pupils) from roll where area_kind = 'township' and area_id = '{CHOSEN[1]}' and school_year = 2018")
    assert f"在校（园）生 {int(roll):,} 人" in text
    assert "没有可以判定的指标数据" in text
    assert not re.search(r">0(\.0%)?<", text)


def test_an_unknown_township_or_school_is_said_to_be_dropped(served):
    for query in ({"township": "nowhere"}, {"township": CHOSEN[1], "school": "nowhere"}):
        text = page_text(opened(**query))
        assert "已忽略" in text
        assert "tb-headline" in text


def test_filters_that_leave_no_township_say_what_to_do(served, sql):
    [(district,)] = sql("select district_id from township group by 1 having bool_and(counted is not true or kind = '街道') order by 1 limit 1")
    text = page_text(opened(district=district, counted="town"))
    assert "请减少一个筛选条件" in text


def plain(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)


def table(text: str, css: str) -> str:
    return re.search(rf'<table class="tb-t {css}"[^>]*>.*?</table>', text, re.S)[0]


def bullet(text: str, indicator: str, stage: str) -> str:
    """The row of the bullet table that opens this indicator."""
    where = rf"indicator={indicator}" + ("" if stage == "none" else rf"&amp;stage={stage}")
    return re.search(rf'<tr[^>]*><th scope="row"><a data-nav href="[^"]*{where}[&"].*?</tr>', table(text, "tb-bullets"), re.S)[0]


def test_a_school_is_found_by_its_name_and_the_list_stays_below(served, sql):
    [(school, name, township)] = sql("select school_id, name, township_id from school where school_year = 2025 and has_junior order by 1 limit 1")
    app = opened()
    app.text_input(key="find_township").input(name).run()
    markup = page_text(app)
    assert re.search(rf'href="township\?township={township}&amp;school={school}">{name}<', markup)
    assert app.query_params["find"] == name and "tb-pick" in markup and "清空查找" in markup


@pytest.mark.parametrize("find", ["<script>alert(1)</script>", "'; drop table school; --", "%", "\\", "$districts"])
def test_hostile_words_to_look_for_are_only_text(served, find):
    markup = page_text(opened(find=find))
    assert "<script>" not in markup and "没有找到" in markup
