"""The page 本地就读 as a reader gets it: no error box, the figures of the marts, links that lead somewhere real."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.open_page import open_page, page_text
from townbase import words
from townbase.page_records import PAGES
from townbase.words import count, share


def opened(**query) -> str:
    return page_text(open_page("4_retention.py", **query))


def headline(page: str) -> str:
    return re.search(r'<h1 class="tb-headline">(.*?)</h1>', page)[1]


@pytest.fixture(scope="module")
def city(served) -> str:
    return opened(stage="junior")


def test_the_headline_of_the_city_is_the_row_of_the_mart(city, sql):
    [(value, before, found, elsewhere)] = sql(
        "select n.value, b.value, n.found, n.elsewhere from local_enrolment n join local_enrolment b on b.area_kind = 'city' and b.stage = n.stage "
        "and b.school_year = 2024 where n.area_kind = 'city' and n.stage = 'junior' and n.school_year = 2025"
    )
    text = headline(city)
    assert f"全市初中本地就读率 {share(value)}" in text
    assert f"{abs(value - before) * 100:.1f} 个百分点（相当于{'多' if value > before else '少'} {count(round(abs(value - before) * found))} 名）" in text
    assert f"外出就读 {count(elsewhere)} 名" in text


def test_unknown_destinations_and_the_match_rate_always_stand_on_the_page(city, sql):
    [(unplaced, found, children)] = sql(
        "select unplaced, found, children from local_enrolment where area_kind = 'city' and stage = 'junior' and school_year = 2025"
    )
    assert f"未就读或去向不明 {count(unplaced)} 名" in city
    assert f"本地就读率的分母为查到就读学校的 {count(found)} 名，匹配率（占户籍学生）{share(found / children)}" in city
    assert "在学籍系统中查到就读学校的学生" in city


@pytest.mark.parametrize("stage", ["preschool", "primary", "junior"])
def test_every_township_reads_like_its_mart(served, sql, stage):
    towns = sql(
        f"select t.township_id, t.name, l.value, l.elsewhere from local_enrolment l join township t on t.township_id = l.area_id "
        f"where l.area_kind = 'township' and l.stage = '{stage}' and l.school_year = 2025 and l.value is not null and l.found >= 10 order by hash(t.township_id) limit 4"
    )
    for township, name, value, elsewhere in towns:
        page = opened(township=township, stage=stage)
        assert headline(page).startswith(name)
        assert share(value) in headline(page)
        assert f"外出就读 {count(elsewhere)} 名" in page


def test_the_destinations_of_a_township_are_its_flows_and_add_up(served, sql):
    [(township, total)] = sql(
        "select area_id, sum(children) from flow where area_kind = 'township' and stage = 'junior' and school_year = 2025 "
        "group by area_id having count(*) filter (where destination = 'folded') = 1 order by area_id limit 1"
    )
    rows = sql(f"select children from flow where area_kind = 'township' and area_id = '{township}' and stage = 'junior' and school_year = 2025")
    page = opened(township=township, stage="junior")
    table = re.search(r'<table class="tb-t tb-places">.*?</table>', page, re.S)[0]
    shown = [int(n.replace(",", "")) for n in re.findall(r'<td class="n">([\d,]+)</td>', table)]
    assert sorted(shown[:-1]) == sorted(n for (n,) in rows)
    assert shown[-1] == total
    assert "其他（合并）" in table


def test_the_triangle_shows_the_mart(city, sql):
    triangle = re.search(r'<table class="tb-t tb-tri">.*?</table>', city, re.S)[0]
    [(pupils,)] = sql("select enrolled from cohort where area_kind = 'city' and grade = 'k3' and school_year = 2016")
    [(later,)] = sql("select enrolled from cohort where area_kind = 'city' and grade = '9' and school_year = 2025")
    assert f'2016—2017学年</th><td class="tb-q1"><b>100%</b><small>{count(pupils)}人' in triangle
    assert f"{count(later)}人" in triangle
    assert "tb-joint" in triangle


def test_the_joint_of_a_5_4_district_is_at_grade_five(served, sql):
    [(district,)] = sql(
        "select distinct t.district_id from township_system y join township t on t.township_id = y.township_id where y.system = '54' and y.school_year = 2025"
    )
    page = opened(district=district)
    assert "五年级升六年级" in page
    assert "六年级升七年级" not in page


def test_a_township_without_a_junior_school_says_so_and_shows_no_zero(served, sql):
    found = sql("select township_id, served_by from township_stage where stage = 'junior' and schools = 0 and served_by is not null and school_year = 2025")
    for township, serving in found:
        [(name,)] = sql(f"select name from township where township_id = '{serving}'")
        page = opened(township=township, stage="junior")
        assert f"含对口服务的{name}" in page
        assert "没有初中学校" in page
        assert ">0%<" not in page


def test_why_rolls_change_adds_up_on_the_page(city, sql):
    [(change,)] = sql("select change from roll_change where area_kind = 'city' and stage = 'junior' and school_year = 2025")
    table = re.search(r'<table class="tb-t tb-div">.*?</table>', city, re.S)[0]
    *parts, total = [int(n.replace(",", "").replace("−", "-").replace("+", "")) for n in re.findall(r'<td class="n">([^<]+)</td>', table)]
    assert sum(parts) == total == change


def test_the_forecast_stands_beside_its_places_and_past_errors(city, sql):
    for expected, places in sql(
        "select expected, places from intake_forecast where area_kind = 'city' and stage = 'junior' and measure = 'roll' and school_year = 2025 and ahead <= 3"
    ):
        assert count(round(expected)) in city
        assert count(places) in city
    assert "用往年数据检验" in city


def test_the_forecast_says_where_it_starts_and_why_not_from_the_year_already_counted(city, sql):
    [(due, settled)] = sql(
        "select count(*), count(o.value) from township_stage s left join township_measurement o on o.township_id = s.township_id and o.stage = s.stage"
        " and o.school_year = s.school_year and o.measure = 'outside_intake' where s.stage = 'junior' and s.school_year = 2026 and s.schools > 0"
    )
    assert f"2026—2027学年在校生已报齐，但全市应报的 {due} 个乡镇（街道）中只有 {settled} 个报了户籍学生去向" in city
    assert "以2025—2026学年在校生为起点" in city
    [(came,)] = sql("select sum(value) from township_measurement where measure = 'pupils' and stage = 'junior' and school_year = 2026")
    assert f"实际 {count(came)}" in city


def test_the_forecast_of_a_year_that_was_chosen_starts_there(served):
    page = opened(stage="junior", year="2023")
    assert "以2023—2024学年在校生为起点" in page
    assert "起推算" not in page
    assert "2023—2024学年 <small>实际" in page


def test_the_title_of_the_cohorts_is_reckoned_from_the_drawn_triangle(served, sql):
    places = [{}, {"district": "990171"}, *({"township": town} for (town,) in sql("select township_id from township order by hash(township_id) limit 5"))]
    compared = 0
    for place in [*places, {"year": "2023"}]:
        page = opened(**place)
        joints = re.findall(r"(?:最近.届|，)(.{2,3})升(.{2,3}) ([\d.]+%)", re.search(r"同批学生保留率：[^<]*", page)[0])
        grid = re.search(r'<table class="tb-t tb-tri">.*?</table>', page, re.S)[0]
        heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', grid)[1:]
        rows = [
            [int(n.replace(",", "")) if n else None for n in re.findall(r"<td[^>]*>(?:.*?<small>([\d,]+)人</small>|—)?</td>", row)]
            for row in re.findall(r"<tr>(?!<th scope=\"col).*?</tr>", grid)
        ]
        for before, after, value in joints:
            at = heads.index(before), heads.index(after)
            both = [(row[at[0]], row[at[1]]) for row in rows if row[at[0]] is not None and row[at[1]] is not None][-3:]
            assert share(sum(b for _, b in both) / sum(a for a, _ in both)) == value, (place, before)
            compared += 1
    assert compared > 8


def test_the_threshold_of_the_reader_names_the_schools(served, sql):
    for under in (10, 30):
        wanted = sql(
            f"select count(distinct school_id) from school_intake where stage = 'primary' and school_year = 2025 and ahead <= 3 and expected < {under}"
        )[0][0]
        assert f"{wanted} 所小学今后三年一年级可能少于 {under} 人" in opened(stage="primary", under=str(under))


def test_ranking_is_on_request_and_called_what_it_is(served):
    page = opened(stage="junior", order="value")
    assert "需关注：" in page
    assert "恢复行政区划顺序" in page
    assert "最差" not in page
    changes = [
        float(n.replace("−", "-").replace("+", ""))
        for n in re.findall(r'(?:↓ |class="n">)([−+]?\d+\.\d)(?:</b>)?</td>', re.search(r'tb-rate">.*?</table>', page, re.S)[0])
    ]
    assert changes == sorted(changes)


@pytest.mark.parametrize("query", [{"year": "2016"}, {"year": "2021"}, {"year": "2026"}, {"district": "990171"}, {"year": "2026", "stage": "preschool"}])
def test_no_filter_breaks_the_page(served, query):
    assert "tb-headline" in opened(**query)


def test_a_year_before_the_registers_says_so(served):
    page = opened(year="2018")
    assert f"去向{words.UNREPORTED}" in headline(page)
    assert "tb-tri" in page


def test_a_half_reported_year_is_not_compared(served):
    page = opened(year="2026", stage="primary")
    assert "不与上年相比" in headline(page)
    assert "尚未报齐" in page


def test_every_link_leads_to_a_page_with_values_that_exist(city, sql):
    known = {
        "township": {row[0] for row in sql("select township_id from township")},
        "district": {row[0] for row in sql("select district_id from township")},
        "school": {row[0] for row in sql("select school_id from school")},
        "stage": {"preschool", "primary", "junior"},
        "order": {"value"},
        "under": {"10", "15", "30", "45"},
    }
    links = [urlsplit(found.replace("&amp;", "&")) for found in re.findall(r'<a data-nav[^>]*href="([^"]+)"', city)]
    assert len(links) > 100
    for link in links:
        assert link.path in {"./", *PAGES}
        for key, values in parse_qs(link.query).items():
            assert set(values) <= known[key], f"{key}={values}"


def test_raw_rows_are_not_in_the_published_file(sql):
    names = {name for (name,) in sql("select table_name from duckdb_tables()")}
    assert not names & {"residency", "children", "residency_row", "forecast_run"}


def test_the_choice_of_a_stage_is_for_the_screen_alone(city):
    """A picture has no links: “可换看：” would be followed by nothing."""
    [choice] = re.findall(r"<p[^>]*>[^<]*可换看：</p>", city)
    assert 'class="tb-note tb-screen"' in choice
