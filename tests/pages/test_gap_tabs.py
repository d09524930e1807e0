"""The other tabs of the gap page: spread between schools, academic results, and what a specialist asks; each drawn only when opened.

Held here too: townbase.views.gap.definitions, townbase.views.gap.tab_contents.
"""

import re
from functools import partial
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.open_page import open_page, page_text, table_rows
from townbase import words
from townbase.settings import ROOT
from townbase.views.gap.dispersion import RESOURCE, coefficient

opened = partial(open_page, "3_gap.py")

NOW = "(select school_year from year_status where shown_by_default)"


@pytest.fixture(scope="module")
def spread(served) -> str:
    return page_text(opened(tab="spread"))


@pytest.fixture(scope="module")
def results(served) -> str:
    return page_text(opened(tab="difference"))


@pytest.fixture(scope="module")
def analysis(served) -> str:
    return page_text(opened(tab="analysis"))


def test_what_is_behind_a_tab_is_not_drawn_before_it_is_opened(served, spread):
    first = page_text(opened())
    for behind in ("先提升哪些学校", "差异率：", "泰尔指数"):
        assert behind not in first
    assert "tb-gr" not in spread and "泰尔指数" not in spread
    assert not opened(tab="spread").get("plotly_chart")


@pytest.mark.parametrize("tab", ["spread", "difference", "analysis"])
@pytest.mark.parametrize("query", [{}, {"year": "2018"}, {"year": "2026"}, {"stage": "preschool"}, {"stage": "junior", "urban": "district"}])
def test_no_filter_breaks_a_tab(served, tab, query):
    assert "tb-headline" in page_text(opened(tab=tab, **query))


@pytest.mark.long
def test_every_district_opens_every_tab(served, sql):
    for (district,) in sql("select distinct district_id from township order by 1"):
        for tab in ("spread", "difference"):
            page_text(opened(district=district, tab=tab))


def test_the_headline_counts_the_coefficients_over_their_limit(spread, sql):
    [(known, over)] = sql(f"select count(*), count(*) filter (not within_limit) from dispersion where variant = 'weighted' and covered and school_year = {NOW}")
    assert f'<h1 class="tb-headline">全市校际均衡：{known} 个差异系数（区县 × 学段 × 资源）中 {over} 个超过上限</h1>' in spread


def test_the_coefficients_are_those_of_the_mart(spread, sql):
    wanted = sql(
        "select d.stage, min(t.district_name), any_value(d.allowed), string_agg(printf('%.9f', d.coefficient_of_variation), ' ' order by resource) from dispersion d"
        f" join (select distinct district_id, district_name from township) t using (district_id) where variant = 'weighted' and school_year = {NOW} group by d.district_id, d.stage"
    )
    official = spread.split("看各区县七项资源：不加权")[0]
    rows = {
        (stage, row[0]): row[1:8]
        for stage, part in zip(("primary", "junior"), re.findall(r'<table class="tb-t tb-cv">.*?</table>', official, re.S), strict=True)
        for row in table_rows(part, "tb-cv")[1:]
    }
    assert rows == {(stage, name): [coefficient(float(value), allowed) for value in values.split()] for stage, name, allowed, values in wanted}


def test_every_breach_is_a_row_with_its_drivers_and_only_schools_that_mend_it_together(spread, sql):
    rows = {(row[0], row[1]): row[3:] for row in table_rows(spread, "tb-reflow tb-raise")[1:]}
    breaches = sql(
        "select r.district_id, any_value(t.district_name), r.stage, r.resource, r.outcome, r.below_threshold from spread_remedy r"
        f" join township t using (district_id) where r.school_year = {NOW} group by all"
    )
    assert len(rows) == len(breaches) > 0
    for district, name, stage, resource, outcome, below in breaches:
        drives, way = rows[name, f"{words.STAGE[stage]}{RESOURCE[resource][0]}"]
        where = f"where d.district_id = '{district}' and d.stage = '{stage}' and d.resource = '{resource}' and d.school_year = {NOW}"
        drivers = sql(
            f"select s.name from dispersion_school d join school s using (school_id, school_year) {where} order by d.share_of_spread desc, d.delivered_id limit 3"
        )
        raised = sql(f"select s.name from spread_remedy_school d join school s using (school_id, school_year) {where} order by d.place")
        assert all(school in drives for (school,) in drivers)
        assert all(school in way for (school,) in raised)
        assert ("不能只靠补齐达到" in way) == (outcome == "not_by_raising") == (not raised)
        assert ("各校都已达到标准" in way) == (outcome == "not_by_raising" and below == 0)


def test_a_school_that_drives_a_spread_leads_to_its_delivered_rows(served, spread):
    school = re.search(r'href="township\?(township=\w+&amp;school=\w+)"', spread)[1].replace("&amp;", "&")
    app = AppTest.from_file(str(ROOT / "pages" / "2_township.py"), default_timeout=90)
    for key, value in parse_qs(school).items():
        app.query_params[key] = value[0]
    app.query_params["tab"] = "source"
    assert ".parquet" in page_text(app.run())


def test_townships_of_the_difference_rate_are_those_of_the_verdicts(results, sql):
    [(every, high)] = sql(
        "select count(distinct township_id), count(distinct township_id) filter (not d.met) from difference_rate d join township t using (township_id)"
        f" where t.counted and d.judged and d.school_year = {NOW}"
    )
    judged = sql(
        f"select count(distinct township_id) from progress where indicator_id = 'difference_rate' and verdict = 'not_met' and counted and school_year = {NOW}"
    )
    assert judged == [(high,)]
    [(late,)] = sql(
        f"select count(distinct township_id) from progress where indicator_id = 'difference_rate' and verdict = 'no_data' and counted and school_year = {NOW}"
    )
    assert late
    assert f"差异率：{every} 个乡镇中 {high} 个有学科不低于 0.15，{late} 个未报齐" in results
    assert f"其余 {every - high} 个乡镇（{every - high - late} 个都低于 0.15，{late} 个未报齐）" in results
    assert f'<h1 class="tb-headline">全市学业差异率：{high} 个乡镇有学科不低于 0.15</h1>' in results


@pytest.mark.parametrize("formula", ["mean_difference", "mean_spread", "variance_share"])
def test_no_number_is_shown_where_it_would_be_one_schools(served, sql, formula):
    """One school: never a number. Another formula than the judged one: only from three schools on."""
    least = 2 if formula == "mean_difference" else 3
    few = sql(
        f"select distinct t.name, d.stage, d.subject from difference_rate d join township t using (township_id) where t.counted and d.schools < {least} and d.school_year = {NOW}"
    )
    assert few
    markup = page_text(opened(tab="difference", formula=formula))
    [card] = [
        part
        for part in re.findall(r'<div class="tb"><h2 class="tb-finding">.*?(?=<div class="tb"><h2|$)', markup, re.S)
        if part.startswith('<div class="tb"><h2 class="tb-finding">差异率')
    ]
    heads, *rows = [
        [re.sub("<.*?>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in re.findall(r"<tr.*?</tr>", card, re.S)
    ]
    cells = {(row[0], head): cell for row in rows for head, cell in zip(heads, row, strict=True)}
    for name, stage, subject in few:
        assert cells[name, f"{words.STAGE[stage]}{subject}"] in ("低于 0.15", "不低于 0.15")


def test_what_only_a_specialist_asks_stands_in_its_own_tab(analysis, results):
    assert "泰尔指数" in analysis and "换用其他算法，" in analysis
    assert "换用其他算法，" not in results


def test_verdicts_that_flip_are_counted_and_lead_to_their_township(analysis, sql):
    [(n,)] = sql(
        f"select count(*) from progress where counted and school_year = {NOW} and verdict in ('met', 'not_met') and verdict_district_urban in ('met', 'not_met') and verdict <> verdict_district_urban"
    )
    assert f"{n} 项判定会变" in analysis
    flips = analysis.split("项判定会变")[1]
    assert len(re.findall(r'href="township\?township=\w+&amp;indicator=\w+&amp;stage=\w+" title=', flips)) == n
