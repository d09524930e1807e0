"""The page 本地就读 as a reader gets it: no error box, the figures of the marts, links that lead somewhere real.

Held here too: townbase.views.retention.classes.class_sizes, townbase.views.retention.classes.places_used,
townbase.views.retention.definitions, townbase.views.retention.seats.view,
townbase.views.retention.stayed.district_changes, townbase.views.retention.went.district_matrix,
townbase.views.retention.went.net_flow, townbase.views.retention.went.view.
"""

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


@pytest.fixture(scope="module")
def gone(served) -> str:
    return opened(stage="junior", tab="went")


@pytest.fixture(scope="module")
def ahead(served) -> str:
    return opened(stage="junior", tab="seats")


def test_the_headline_of_the_city_is_the_row_of_the_mart(city, sql):
    """The rate of the counted townships, as the indicator has it; how many of them are below the base year."""
    [(value, before, indicator)] = sql(
        "select n.value, b.value, p.value from local_enrolment n join local_enrolment b using (area_kind, area_id, stage) "
        "join indicator_value p on p.indicator_id = 'local_enrolment' and p.area_kind = 'city' and p.scope = 'all' and p.stage = n.stage and p.school_year = 2025 "
        "where n.area_kind = 'counted' and n.area_id = 'city' and n.stage = 'junior' and n.school_year = 2025 and b.school_year = 2024"
    )
    [(below, every)] = sql(
        "select count(*) filter (n.value < b.value - 1e-9), count(*) from local_enrolment n join local_enrolment b using (area_kind, area_id, stage) "
        "join township t on t.township_id = n.area_id where n.area_kind = 'township' and t.counted and n.stage = 'junior' and n.school_year = 2025 and b.school_year = 2021"
    )
    assert value == pytest.approx(indicator)
    assert headline(city) == (
        f"全市纳入的乡镇初中本地就读率 {share(value)}，比上年{'高' if value > before else '低'} {abs(value - before) * 100:.1f} 个百分点；"
        f"{every} 个中 {below} 个低于 2021 年"
    )


def test_the_city_rate_stands_beside_its_own_name_and_the_streets_beside_theirs(city, sql):
    rates = dict(sql("select area_kind, value from local_enrolment where area_id = 'city' and stage = 'junior' and school_year = 2025"))
    assert f"城区街道 {share(rates['urban'])}，比上年" in city
    assert f"全市（含城区街道）{share(rates['city'])}，比上年" in city


def test_unknown_destinations_and_the_match_rate_stand_above_where_children_go(gone, sql):
    [(unplaced, found, children)] = sql(
        "select unplaced, found, children from local_enrolment where area_kind = 'counted' and area_id = 'city' and stage = 'junior' and school_year = 2025"
    )
    assert f"未就读或去向不明 {count(unplaced)} 名" in gone
    assert f"本地就读率的分母为查到就读学校的 {count(found)} 名，匹配率（占户籍学生）{share(found / children)}" in gone


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
    page = opened(township=township, stage="junior", tab="went")
    table = re.search(r'<table class="tb-t tb-places">.*?</table>', page, re.S)[0]
    shown = [int(n.replace(",", "")) for n in re.findall(r'<td class="n">([\d,]+)</td>', table)]
    assert sorted(shown[:-1]) == sorted(n for (n,) in rows)
    assert shown[-1] == total
    assert "其他（合并）" in table


def test_the_triangle_shows_the_mart(city, sql):
    triangle = re.search(r'<table class="tb-t tb-tri">.*?</table>', city, re.S)[0]
    [(pupils,)] = sql("select enrolled from cohort where area_kind = 'counted' and area_id = 'city' and grade = 'k3' and school_year = 2016")
    [(later,)] = sql("select enrolled from cohort where area_kind = 'counted' and area_id = 'city' and grade = '9' and school_year = 2025")
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


def test_why_rolls_change_adds_up_on_the_page(gone, sql):
    [(change,)] = sql("select change from roll_change where area_kind = 'city' and stage = 'junior' and school_year = 2025")
    table = re.search(r'<table class="tb-t tb-div">.*?</table>', gone, re.S)[0]
    *parts, total = [int(n.replace(",", "").replace("−", "-").replace("+", "")) for n in re.findall(r'<td class="n">([^<]+)</td>', table)]
    assert sum(parts) == total == change


def test_six_years_stand_beside_the_places_classes_and_teachers_there_are(ahead, sql):
    rows = sql(
        "select expected, places, classes_needed, teachers_needed, places_spare from intake_forecast "
        "where area_kind = 'city' and stage = 'junior' and measure = 'roll' and school_year = 2025"
    )
    assert len(rows) == 6
    for expected, places, classes, teachers, _ in rows:
        for number in (round(expected), places, classes, round(teachers)):
            assert count(number) in ahead
    worst = min(spare for *_, spare in rows)
    assert f"最多，预计缺 {count(round(-worst))} 个" in headline(ahead)
    assert "用往年数据检验" in ahead


def test_what_no_past_year_could_test_has_no_range_and_says_so(ahead, sql):
    [(untested,)] = sql(
        "select count(*) from intake_forecast where area_kind = 'city' and stage = 'junior' and measure = 'roll' and school_year = 2025 and not backtested"
    )
    table = re.search(r'<table class="tb-t tb-reflow tb-ahead">.*?</table>', ahead, re.S)[0]
    assert untested > 0 and table.count("<small>不给区间</small>") == untested


def test_townships_stand_by_the_size_of_the_shortage_of_the_worst_year(ahead, sql):
    rows = sql(
        "select t.name, f.places_spare from intake_forecast f join township t on t.township_id = f.area_id where f.area_kind = 'township' and f.stage = 'junior' "
        "and f.measure = 'roll' and f.school_year = 2025 and f.ahead = (select ahead from intake_forecast where area_kind = 'city' and stage = 'junior' "
        "and measure = 'roll' and school_year = 2025 order by places_spare limit 1) order by f.places_spare"
    )
    table = re.search(r'<table class="tb-t tb-seats".*?</table>', ahead, re.S)[0]
    assert re.findall(r"<a data-nav[^>]*>([^<]+)</a>", table)[:10] == [name for name, _ in rows[:10]]
    short = [-spare for _, spare in rows if spare < 0]
    assert f"预计不够的 {len(short)} 个乡镇（街道），合计缺 {count(round(sum(short)))} 个" in ahead


def test_those_who_leave_are_told_by_place_as_the_flows_of_counted_townships(gone, sql):
    rows = sql(
        "select f.place, sum(f.children) from flow f join township t on t.township_id = f.area_id where f.area_kind = 'township' and t.counted "
        "and f.stage = 'junior' and f.school_year = 2025 and f.part = 'elsewhere' group by 1"
    )
    table = re.search(r'<table class="tb-t tb-went".*?</table>', gone, re.S)[0]
    shown = sorted(int(n.replace(",", "")) for n in re.findall(r'</th><td class="n">([\d,]+)</td>', table))
    total = sum(n for _, n in rows)
    assert shown == sorted([*(n for _, n in rows), total])
    assert f"全市纳入的乡镇初中外出就读 {count(total)} 名" in headline(gone)


def test_the_forecast_says_where_it_starts_and_why_not_from_the_year_already_counted(ahead, sql):
    [(due, settled)] = sql(
        "select count(*), count(o.value) from township_stage s left join township_measurement o on o.township_id = s.township_id and o.stage = s.stage"
        " and o.school_year = s.school_year and o.measure = 'outside_intake' where s.stage = 'junior' and s.school_year = 2026 and s.schools > 0"
    )
    assert f"2026—2027学年在校生已报齐，但全市应报的 {due} 个乡镇（街道）中只有 {settled} 个报了户籍学生去向" in ahead
    assert "以2025—2026学年在校生为起点" in ahead
    [(came,)] = sql("select sum(value) from township_measurement where measure = 'pupils' and stage = 'junior' and school_year = 2026")
    assert f"实际 {count(came)}" in ahead


def test_the_forecast_of_a_year_that_was_chosen_starts_there(served):
    page = opened(stage="junior", year="2023", tab="seats")
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
        assert f"{wanted} 所小学今后三年一年级可能少于 {under} 人" in opened(stage="primary", under=str(under), tab="seats")


def test_the_lowest_stand_first_and_are_called_what_they_are(city):
    assert "最差" not in city
    table = re.search(r'<table class="tb-t tb-rate".*?</table>', city, re.S)[0]
    rises = [float(row.split('data-v="')[3].split('"')[0]) for row in table.split("<tr")[2:]]
    assert len(rises) > 100 and rises == sorted(rises)


@pytest.mark.parametrize("query", [{"year": "2016"}, {"year": "2021"}, {"year": "2026"}, {"district": "990171"}, {"year": "2026", "stage": "preschool"}])
@pytest.mark.parametrize("tab", [{}, {"tab": "went"}, {"tab": "seats"}])
def test_no_filter_breaks_the_page(served, query, tab):
    assert "tb-headline" in opened(**query, **tab)


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
        "tab": {"went", "seats", "classes"},
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
    [choice] = re.findall(r"<div[^>]*><span[^>]*>[^<]*可换看：</span>", city)
    assert choice.startswith('<div class="tb-screen')
