"""/indicator as a reader opens it: what stands first, where its links lead, and that the other stage and the rows are near."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.open_page import open_page, page_text
from townbase import words
from townbase.page_records import PAGES


def opened(**query):
    return open_page("6_indicator.py", **query)


def headline(markup: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", re.search(r"<h1[^>]*>(.*?)</h1>", markup, re.S)[1]))


@pytest.fixture(scope="module")
def page(served):
    return page_text(opened(indicator="backbone", stage="primary"))


def test_the_headline_names_indicator_stage_year_and_result(page, sql):
    [(met, every)] = sql(
        "select count(*) filter (verdict = 'met'), count(*) from progress where indicator_id = 'backbone' and stage = 'primary' and counted and school_year = 2025"
    )
    assert re.fullmatch(rf"县级以上学科骨干教师比例（小学）：2025—2026学年 {every} 个.*中 {met} 个达标.*", headline(page))


def test_it_stands_under_the_ten_actions_in_the_navigation(page):
    nav = re.search(r'<ul class="tb-nav">.*?</ul>', page, re.S)[0]
    assert re.search(r'aria-current="true">十大行动', nav) and ">指标<" not in nav


def test_every_link_names_only_what_its_page_reads(page):
    found = re.findall(r'<a data-nav[^>]* href="([^"]*)"', page)
    assert len(found) > 200
    for each in found:
        parts = urlsplit(html.unescape(each))
        name = "overview" if parts.path == "./" else parts.path
        assert set(parse_qs(parts.query)) <= {*PAGES[name].keys}


def test_the_other_stage_and_the_source_rows_are_one_link_away(page):
    assert 'href="indicator?indicator=backbone&amp;stage=junior"' in page
    assert re.search(r'href="data\?township=\d+&amp;indicator=backbone&amp;stage=primary"', page)


@pytest.mark.parametrize("year", ["2021", "2024", "2026"])
def test_every_year_opens(served, year):
    for indicator in ("backbone", "local_enrolment", "difference_rate", "parent_satisfaction", "bridge_seat_share"):
        assert words.year_label(int(year)) in headline(page_text(opened(indicator=indicator, year=year)))


def test_without_an_indicator_it_leads_to_the_ten_actions(served):
    markup = page_text(opened())
    assert headline(markup) == "请选择一项指标" and 'href="actions"' in markup


def test_the_files_of_every_measure_stand_on_their_tab(served):
    assert "staffing.parquet" in page_text(opened(indicator="backbone", tab="origin"))
