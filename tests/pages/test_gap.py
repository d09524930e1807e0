"""The gap page as a reader gets it: no error box, the figures of the marts, and a way down to township and school."""

import json
import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.open_page import open_page, page_text, table_rows
from townbase import words
from townbase.page_records import PAGES
from townbase.settings import ROOT
from townbase.ui.start import firststart

opened = partial(open_page, "3_gap.py")

NOW = "(select school_year from year_status where shown_by_default)"


@pytest.fixture(scope="module")
def page(served) -> str:
    return page_text(opened())


def figure(app, nth: int) -> dict:
    """The data of one chart of the page: the areas, then the years."""
    return json.loads(app.get("plotly_chart")[nth].proto.spec)


def dots(app) -> dict[str, tuple[float, list]]:
    """area -> where its dot stands and what its pointer says."""
    return {trace["y"][at]: (trace["x"][at], trace["customdata"][at]) for trace in figure(app, 0)["data"] if "ids" in trace for at in range(len(trace["ids"]))}


def test_the_headline_counts_the_rows_of_gap_that_are_behind(page, sql):
    [(known, behind, stuck)] = sql(
        "select count(*), count(*) filter (g.gap < -1e-9), count(*) filter (g.gap < -1e-9 and not g.closing) from gap g"
        f" join indicator_stage i using (indicator_id, stage) where i.rule = 'not_below_urban' and area_kind = 'city' and school_year = {NOW} and town_coverage >= 0.8"
    )
    title = re.search(r'<h1 class="tb-headline">(.*?)</h1>', page)[1]
    assert [int(n) for n in re.findall(r"(\d+) 项", title)] == [known, behind, *([stuck] if stuck else [])]


def test_every_indicator_held_against_the_city_has_its_row_with_the_gap_and_the_townships_of_the_mart(page, sql):
    wanted = sql(
        "select i.title || ' ' || case g.stage when 'preschool' then '学前' when 'primary' then '小学' else '初中' end, g.gap, l.gap, g.base_gap,"
        " (select count(*) from progress p where p.counted and p.indicator_id = g.indicator_id and p.stage = g.stage and p.school_year = g.school_year and verdict = 'not_met')"
        f" from gap g join indicator_stage i using (indicator_id, stage) join gap l using (indicator_id, stage, area_kind, area_id) where i.rule = 'not_below_urban'"
        f" and area_kind = 'city' and g.school_year = {NOW} and l.school_year = g.school_year - 1 order by g.gap"
    )
    rows = table_rows(page, "tb-gr")[1:]
    assert [row[0] for row in rows] == [title for title, *_ in wanted] and len(rows) > 10
    for row, (_, gap, last, base, unmet) in zip(rows, wanted, strict=True):
        if abs(gap) >= 0.0005:
            assert row[4] == words.points(gap, unit=False)
        if min(abs(gap - last), abs(gap - base)) >= 0.0005:
            assert row[5:7] == [words.points(gap - last, unit=False), words.points(gap - base, unit=False)]
        assert row[7] == str(unmet)


def test_a_chosen_indicator_changes_the_headline_and_its_row_is_the_current_one(served):
    text = page_text(opened(indicator="backbone", panel="primary"))
    assert re.search(r'<h1 class="tb-headline">小学县级以上学科骨干教师比例：全市乡镇合计', text)
    assert re.search(r'aria-current=true>县级以上学科骨干教师比例</a> <span class="tb-muted">小学', text)
    assert text.count("aria-current=true>") == 1


def test_the_chart_holds_the_values_of_the_districts_and_a_dot_leads_to_its_district(served, sql):
    app = opened(indicator="bachelor", stage="primary")
    names = dict(sql("select distinct district_id, district_name from township"))
    wanted = {
        names[area]: (pytest.approx(100 * town), words.share(town), words.share(urban))
        for area, town, urban in sql(
            f"select area_id, town, urban from gap where area_kind = 'district' and indicator_id = 'bachelor' and stage = 'primary' and school_year = {NOW}"
        )
    }
    found = {name: (x, *re.findall(r"[\d.]+%", said[1])[:2]) for name, (x, said) in dots(app).items()}
    assert found == wanted
    assert all(said[-1].startswith("gap?district=") for _, said in dots(app).values())


def test_the_years_are_those_of_the_mart(served, sql):
    years = figure(opened(indicator="bachelor", stage="primary"), 1)
    wanted = sql("select school_year, 100 * town, 100 * urban from gap where area_kind = 'city' and indicator_id = 'bachelor' and stage = 'primary' order by 1")
    for trace, side in zip(years["data"], (2, 1), strict=True):
        shown = [(x, y) for x, y in zip(trace["x"], trace["y"], strict=True) if x is not None]
        assert shown == [(row[0], pytest.approx(row[side])) for row in wanted if row[0] <= shown[-1][0]]


def test_the_split_adds_up_and_says_the_citys_part_once(served, sql):
    text = page_text(opened(indicator="bachelor", stage="primary"))
    names = dict(sql("select distinct district_id, district_name from township"))
    rows = {row[0]: row[1:] for row in table_rows(text, "tb-split") if row[0] != "范围"}
    for area, town, urban, change in sql(
        f"select area_id, change_town, change_urban, gap - base_gap from gap where indicator_id = 'bachelor' and stage = 'primary' and school_year = {NOW}"
    ):
        assert town + urban == pytest.approx(change, abs=1e-9)
        parts = (town, change) if area in names else (town, -urban, change)
        assert rows[names.get(area, "全市")] == [words.points(part, unit=False) for part in parts]


def test_a_clause_is_quoted_in_its_sentence(page):
    assert re.search(r"<blockquote[^>]*>[^<]{10,}<b>县级以上学科骨干教师比例、</b>[^<]{10,}<span", page)
    assert not re.search(r"<blockquote[^>]*>教学设备、<", page)


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


def test_what_is_furthest_behind_has_the_largest_gap_of_the_rows(page):
    title, *cells = table_rows(page, "tb-gr")[1]
    name, stage = title.split(" ")
    assert f"差距最大的是{stage}{name}：" in page and f"低 {cells[3][1:]} 个百分点" in page


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
    marked = {row[0].removesuffix(" 借用全市值") for row in table_rows(text, "tb-area")[1:] if row[0].endswith("借用全市值")}
    assert borrowed and marked == borrowed


def test_every_link_leads_to_a_page_with_values_that_exist(page, sql):
    known = {
        "township": {row[0] for row in sql("select township_id from township")},
        "district": {row[0] for row in sql("select district_id from township")},
        "school": {row[0] for row in sql("select school_id from school")},
        "indicator": {row[0] for row in sql("select indicator_id from indicators")},
        "clause": {row[0] for row in sql("select clause_id from clauses")},
        "stage": {"preschool", "primary", "junior"},
        "panel": {"preschool", "primary", "junior"},
        "formula": {"mean_spread", "variance_share"},
        "tab": {tab for record in PAGES.values() for tab in record.tabs},
    }
    links = [urlsplit(found.replace("&amp;", "&")) for found in re.findall(r'<a data-nav[^>]*href="([^"]+)"', page)]
    assert len(links) > 60
    for link in links:
        assert link.path in {"./", *PAGES}
        for key, values in parse_qs(link.query).items():
            assert set(values) <= known[key], f"{key}={values}"


def test_the_way_down_ends_at_a_township(served, page):
    district = re.search(r'href="(gap\?district=\w+&amp;indicator=\w+&amp;panel=\w+)"', page)[1].replace("&amp;", "&")
    below = opened(**{key: value[0] for key, value in parse_qs(urlsplit(district).query).items()})
    links = re.findall(r'href="(township\?[^"]*indicator=\w+&amp;stage=\w+)"', page_text(below))
    assert {said[-1] for _, said in dots(below).values()} == {link.replace("&amp;", "&") for link in links}


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
@pytest.mark.long
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
    figures = figure(opened(district=district, urban=urban, indicator=indicator, stage=stage), 0)["data"]
    found = {name: "not_met" if trace["marker"]["symbol"] == "triangle-up" else "met" for trace in figures if "ids" in trace for name in trace["y"]}
    assert found == wanted
    assert set(wanted.values()) <= {"met", "not_met"} and (urban == "city" or "not_met" in wanted.values())


def test_a_half_reported_year_prints_no_gap(served):
    rows = table_rows(page_text(opened(year="2026")), "tb-gr")[1:]
    assert rows and all(row[4] == words.MISSING and row[1] == words.MISSING for row in rows)


def test_a_district_without_urban_schools_says_that_the_citys_stand_in(served, sql):
    [(district,)] = sql(
        f"select t.district_id from township t where t.counted and not exists (select 1 from roster r where r.district_id = t.district_id and r.urban_reference and r.school_year = {NOW}) order by 1 limit 1"
    )
    assert "本区县没有城区对照学校，已改用全市城区对照。" in page_text(opened(district=district, urban="district"))


def test_a_value_per_pupil_has_a_part_of_its_own_for_pupils(served):
    assert "学生数影响" in " ".join(table_rows(page_text(opened(indicator="new_books", stage="primary")), "tb-split")[0])


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
    text = "".join(page_text(opened(**tab)) for tab in ({}, {"tab": "spread"}, {"tab": "difference"}, {"tab": "analysis"}))
    firststart._forget()
    for column in ("urban_reference", "counted", "staffing", "facilities", "assessment"):
        assert column in text
    assert "判定都相同" not in text and "判定不变" not in text


def test_the_page_names_no_cause_that_a_decomposition_does_not_show(page):
    assert "导致" not in page and "因为" not in page
