"""The gap page as a reader gets it: no error box, the figures of the marts, and a way down to township and school."""

import re
import statistics
import time
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.open_page import open_page, page_text
from townbase import words
from townbase.page_records import PAGES
from townbase.settings import ROOT
from townbase.ui import firststart
from townbase.views.gap.dispersion import coefficient

opened = partial(open_page, "3_gap.py")

NOW = "(select school_year from year_status where shown_by_default)"
LIMIT = {"primary": 0.50, "junior": 0.45}


@pytest.fixture(scope="module")
def page(served) -> str:
    return page_text(opened())


def table(markup: str, css: str) -> list[list[str]]:
    """The cells of every row of the tables of one class, as text."""
    rows = "".join(re.findall(rf'<table class="tb-t {css}">.*?</table>', markup, re.S))
    return [
        [re.sub("<.*?>", "", found).strip() for found in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in re.findall(r"<tr.*?</tr>", rows, re.S)
    ]


def test_the_headline_counts_the_rows_of_gap_that_are_behind(page, sql):
    [(known, behind, stuck)] = sql(
        "select count(*), count(*) filter (g.gap < -1e-9), count(*) filter (g.gap < -1e-9 and not g.closing) from gap g"
        f" join indicator_stage i using (indicator_id, stage) where i.rule = 'not_below_urban' and area_kind = 'city' and school_year = {NOW} and town_coverage >= 0.8"
    )
    title = re.search(r'<h1 class="tb-headline">(.*?)</h1>', page)[1]
    assert [int(n) for n in re.findall(r"(\d+) 项", title)] == [known, behind, *([stuck] if stuck else [])]


def test_every_indicator_held_against_the_city_has_its_panel_and_the_gap_of_the_mart(page, sql):
    wanted = sql(
        f"select i.title, g.stage, g.gap from gap g join indicator_stage i using (indicator_id, stage) where i.rule = 'not_below_urban' and area_kind = 'city' and school_year = {NOW} order by i.position"
    )
    panels = re.findall(r'<figure class="tb-multi[^"]*">.*?</figure>', page, re.S)
    assert len(panels) == len(wanted) > 10
    for panel, (title, stage, gap) in zip(panels, wanted, strict=True):
        assert f"{words.STAGE[stage]}{title}</a>" in panel
        if abs(gap) >= 0.0005:
            assert f">{words.points(gap, unit=False)}</b>" in panel


def test_the_dumbbell_holds_the_values_of_the_districts_and_the_split_adds_up(served, sql):
    markup = page_text(opened(indicator="bachelor", stage="primary"))
    names = dict(sql("select distinct district_id, district_name from township"))
    wanted = {
        names.get(area, "全市"): (words.share(town), words.share(urban))
        for area, town, urban in sql(f"select area_id, town, urban from gap where indicator_id = 'bachelor' and stage = 'primary' and school_year = {NOW}")
    }
    assert {row[0]: (row[1], row[3]) for row in table(markup, "tb-dumb")[1:]} == wanted
    parts = {row[0]: row[1:] for row in table(markup, "tb-split")[1:]}
    for area, town, urban, change in sql(
        f"select area_id, change_town, change_urban, gap - base_gap from gap where indicator_id = 'bachelor' and stage = 'primary' and school_year = {NOW}"
    ):
        assert town + urban == pytest.approx(change, abs=1e-9)
        assert parts[names.get(area, "全市")] == [words.points(part, unit=False) for part in (town, urban, change)]


def test_the_coefficients_are_those_of_the_mart(page, sql):
    wanted = sql(
        "select d.stage, min(t.district_name), string_agg(printf('%.9f', d.coefficient_of_variation), ' ' order by resource) from dispersion d"
        f" join (select distinct district_id, district_name from township) t using (district_id) where variant = 'weighted' and school_year = {NOW} group by d.district_id, d.stage"
    )
    shown = page.split("另一种算法")[0]
    rows = {
        (stage, row[0]): row[1:8]
        for stage, part in zip(("primary", "junior"), re.findall(r'<table class="tb-t tb-cv">.*?</table>', shown, re.S), strict=True)
        for row in table(part, "tb-cv")[1:]
    }
    assert rows == {(stage, name): [coefficient(float(value), LIMIT[stage]) for value in values.split()] for stage, name, values in wanted}


def test_a_clause_is_quoted_in_its_sentence(page):
    assert re.search(r"<blockquote[^>]*>[^<]{10,}<b>县级以上学科骨干教师比例、</b>[^<]{10,}</blockquote>", page)
    assert not re.search(r"<blockquote[^>]*>教学设备、</blockquote>", page)


def test_the_schools_to_raise_are_first_those_of_a_district_over_its_limit_then_those_that_lower_theirs_most(page, sql):
    over = "(not w.within_limit and w.coverage >= 0.8 - 1e-9)"
    wanted = sql(
        f"select s.name, t.district_name, {over} from dispersion_school d join school s using (school_id, school_year) join township t on t.township_id = d.township_id"
        " join dispersion w on w.district_id = d.district_id and w.stage = d.stage and w.resource = d.resource and w.school_year = d.school_year and w.variant = 'weighted'"
        f" where d.school_year = {NOW} and not d.met and d.falls_by > (case when {over} then 0 else 0.0005 end) order by {over} desc, d.falls_by desc limit 10"
    )
    card = page.split("先提升哪些学校")[1]
    rows = [
        [re.sub("<.*?>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        for row in re.findall(r"<tr>.*?</tr>", page[page.index("先提升哪些学校") :], re.S)[1:11]
    ]
    assert [(row[0], row[1].split(" ")[-1], "区县超过上限" in row[2]) for row in rows] == wanted
    assert wanted[0][2] and wanted[0][1] in card[:60] and "超过上限" in card[:60]


def test_what_only_a_specialist_asks_stands_in_the_section_for_specialists(page):
    before, inside = page.split("泰尔指数", 1)
    assert "换用其他算法，" in inside and "换用其他算法，" not in before


def test_the_sentence_names_the_districts_whose_gap_does_not_shrink(served, page, sql):
    for urban, text in (("city", page), ("district", page_text(opened(urban="district")))):
        stuck = sql(
            "select g.area_id, count(*) from gap_against g join indicator_stage i using (indicator_id, stage) where i.rule = 'not_below_urban' and g.area_kind = 'district'"
            f" and g.against = '{urban}' and g.school_year = {NOW} and g.town_coverage >= 0.8 and g.gap < -1e-9 and not g.closing group by 1 order by 2 desc, 1"
        )
        assert stuck
        assert f"没有缩小的有 {len(stuck)} 个区县、共 {sum(n for _, n in stuck)} 项：" in text
        assert f"；{len(stuck)} 个区县仍有差距没有缩小</h1>" in text
        lead = text.split("没有缩小的有")[1]
        assert re.findall(r'href="gap\?district=(\w+)', lead)[:3] == [area for area, _ in stuck[:3]]


def test_what_is_furthest_behind_has_the_largest_gap_of_the_panels(page):
    panels = re.findall(r'<figure class="tb-multi[^"]*">.*?<a[^>]*>(.*?)</a>.*?<b class="[^"]*">(.*?)</b>', page, re.S)
    lowest = min(panels, key=lambda panel: float(panel[1].replace("−", "-").replace("+", "")))
    assert f"差距最大的是{lowest[0]}：" in page and f"低 {lowest[1][1:]} 个百分点" in page


def test_against_their_own_urban_schools_districts_are_named_by_that_and_borrowed_rows_are_marked(served, sql):
    text = page_text(opened(urban="district", indicator="backbone", stage="junior"))
    [(worst,)] = sql(
        "select t.district_name from gap_against g join township t on t.district_id = g.area_id where g.against = 'district' and g.area_kind = 'district'"
        f" and indicator_id = 'backbone' and stage = 'junior' and school_year = {NOW} order by gap limit 1"
    )
    borrowed = {name for (name,) in sql(
        "select distinct t.district_name from gap_against g join township t on t.district_id = g.area_id where g.against = 'district' and g.area_kind = 'district'"
        f" and indicator_id = 'backbone' and stage = 'junior' and school_year = {NOW} and urban_from = 'city'"
    )}  # fmt: skip
    assert re.search(rf"个区县低于本区县城区[^<]*；{worst}差距最大", text)
    marked = {row[0].removesuffix(" 借用全市值") for row in table(text, "tb-dumb")[1:] if row[0].endswith("借用全市值")}
    assert borrowed and marked == borrowed


def test_townships_of_the_difference_rate_are_those_of_the_verdicts(page, sql):
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
    assert f"差异率：{every} 个乡镇中 {high} 个有学科不低于 0.15，{late} 个未报齐" in page
    assert f"其余 {every - high} 个乡镇（{every - high - late} 个都低于 0.15，{late} 个未报齐）" in page


@pytest.mark.parametrize("formula", ["mean_difference", "mean_spread", "variance_share"])
def test_no_number_is_shown_where_it_would_be_one_schools(served, sql, formula):
    """One school: never a number. Another formula than the judged one: only from three schools on."""
    least = 2 if formula == "mean_difference" else 3
    few = sql(
        f"select distinct t.name, d.stage, d.subject from difference_rate d join township t using (township_id) where t.counted and d.schools < {least} and d.school_year = {NOW}"
    )
    assert few
    markup = page_text(opened(formula=formula))
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


def test_verdicts_that_flip_are_counted_and_lead_to_their_township(page, sql):
    [(n,)] = sql(
        f"select count(*) from progress where counted and school_year = {NOW} and verdict in ('met', 'not_met') and verdict_district_urban in ('met', 'not_met') and verdict <> verdict_district_urban"
    )
    assert f"{n} 项判定会变" in page
    flips = page.split("项判定会变")[1]
    assert len(re.findall(r'href="township\?township=\w+&amp;indicator=\w+&amp;stage=\w+" title=', flips)) == n


def test_every_link_leads_to_a_page_with_values_that_exist(page, sql):
    known = {
        "township": {row[0] for row in sql("select township_id from township")},
        "district": {row[0] for row in sql("select district_id from township")},
        "school": {row[0] for row in sql("select school_id from school")},
        "indicator": {row[0] for row in sql("select indicator_id from indicators")},
        "stage": {"preschool", "primary", "junior"},
        "panel": {"preschool", "primary", "junior"},
        "formula": {"mean_spread", "variance_share"},
    }
    links = [urlsplit(found.replace("&amp;", "&")) for found in re.findall(r'<a data-nav[^>]*href="([^"]+)"', page)]
    assert len(links) > 200
    for link in links:
        assert link.path in {"./", *PAGES}
        for key, values in parse_qs(link.query).items():
            assert set(values) <= known[key], f"{key}={values}"


def test_the_way_down_ends_at_the_row_of_a_file(served, page):
    district = re.search(r'href="(gap\?district=\w+&amp;indicator=\w+&amp;panel=\w+)"', page)[1].replace("&amp;", "&")
    below = page_text(opened(**{key: value[0] for key, value in parse_qs(urlsplit(district).query).items()}))
    assert re.search(r'href="township\?[^"]*indicator=\w+&amp;stage=\w+"', below.split("tb-dumb")[1])
    school = re.search(r'href="township\?(township=\w+&amp;school=\w+)"', page)[1].replace("&amp;", "&")
    app = AppTest.from_file(str(ROOT / "pages" / "2_township.py"), default_timeout=90)
    for key, value in parse_qs(school).items():
        app.query_params[key] = value[0]
    assert "facilities.parquet" in page_text(app.run())


@pytest.mark.parametrize(
    "query",
    [{"year": "2024"}, {"year": "2021"}, {"year": "2018"}, {"year": "2026"}, {"stage": "preschool"}, {"stage": "junior", "urban": "district"},
     {"indicator": "new_books"}, {"indicator": "parent_satisfaction"}, {"formula": "variance_share"}],
)  # fmt: skip
def test_no_filter_breaks_the_page(served, query):
    assert "tb-headline" in page_text(opened(**query))


def test_a_headline_of_one_stage_says_so(served):
    assert re.search(r'<h1 class="tb-headline">全市（初中）：', page_text(opened(stage="junior")))


@pytest.mark.parametrize("urban", ["city", "district"])
def test_every_district_opens(served, sql, urban):
    for district, name, counted in sql("select district_id, min(district_name), count(*) filter (counted) from township group by 1"):
        text = page_text(opened(district=district, urban=urban))
        assert name in re.search(r'<h1 class="tb-headline">(.*?)</h1>', text)[1]
        assert ("本区县没有纳入范围的乡镇" in text) == (counted == 0)


@pytest.mark.parametrize(("urban", "column"), [("city", "verdict"), ("district", "verdict_district_urban")])
def test_the_words_of_townships_are_the_verdicts_against_the_urban_value_that_is_drawn(served, sql, urban, column):
    [(district, indicator, stage)] = sql(
        f"select district_id, indicator_id, stage from progress where school_year = {NOW} and counted and rule = 'not_below_urban' and verdict <> verdict_district_urban group by all order by count(*) desc, 1, 2, 3 limit 1"
    )
    wanted = dict(
        sql(
            f"select t.name, p.{column} from progress p join township t using (township_id) where p.school_year = {NOW} and p.counted and p.district_id = '{district}' and indicator_id = '{indicator}' and stage = '{stage}' and p.{column} in ('met', 'not_met')"
        )
    )
    rows = table(page_text(opened(district=district, urban=urban, indicator=indicator, stage=stage)), "tb-dumb")[2:]
    assert {row[0]: "not_met" if words.UNMET in row[-1] else "met" for row in rows} == wanted
    assert set(wanted.values()) <= {"met", "not_met"} and (urban == "city" or "not_met" in wanted.values())


def test_a_half_reported_year_prints_no_gap(served):
    panels = re.findall(r'<figure class="tb-multi[^"]*">.*?</figure>', page_text(opened(year="2026")), re.S)
    assert panels and all(">—</b>" in panel and f"{words.UNREPORTED}齐" in panel for panel in panels)


def test_a_district_without_urban_schools_says_that_the_citys_stand_in(served, sql):
    [(district,)] = sql(
        f"select t.district_id from township t where t.counted and not exists (select 1 from roster r where r.district_id = t.district_id and r.urban_reference and r.school_year = {NOW}) order by 1 limit 1"
    )
    assert "本区县没有城区对照学校，已改用全市城区对照。" in page_text(opened(district=district, urban="district"))


def test_a_value_per_pupil_has_a_part_of_its_own_for_pupils(served):
    assert "学生数变化" in " ".join(table(page_text(opened(indicator="new_books", stage="primary")), "tb-split")[0])


def test_years_without_indicators_and_a_half_reported_year_say_so(served):
    assert "指标自2021—2022学年起有数据" in page_text(opened(year="2018"))
    assert "不足 80%" in page_text(opened(year="2026"))


def test_a_census_without_an_urban_flag_names_the_column_that_would_bring_it(tmp_path, monkeypatch):
    from townbase.build import build
    from townbase.convert import convert
    from townbase.settings import PACKAGE

    convert(ROOT / "tests" / "convert" / "new_hampshire" / "enrolment_slice.csv", PACKAGE / "convert" / "mappings" / "new_hampshire.toml", tmp_path / "in")
    build(tmp_path / "in", tmp_path / "db")
    monkeypatch.setenv("TOWNBASE_EXTRACTS", str(tmp_path / "in"))
    monkeypatch.setenv("TOWNBASE_DB", str(tmp_path / "db"))
    firststart._forget()
    text = page_text(opened())
    firststart._forget()
    for column in ("urban_reference", "counted", "staffing", "facilities", "assessment"):
        assert column in text
    assert "判定都相同" not in text and "判定不变" not in text


def test_the_page_names_no_cause_that_a_decomposition_does_not_show(page):
    assert "导致" not in page and "因为" not in page


def test_the_server_answers_the_page_within_its_time_at_the_median(served):
    app = opened()
    took = []
    for _ in range(7):
        started = time.perf_counter()
        app.run()
        took.append(time.perf_counter() - started)
    # 150 ms on the machine the design names; the test's own machine is shared and AppTest adds its own work
    assert statistics.median(took) < 0.6, took
