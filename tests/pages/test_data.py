"""数据说明 as a reader gets it: no error box, the numbers of the marts, a search that does no harm, and the rows of the files.

Held here too: townbase.views.data.definitions, townbase.views.data.last_build.
"""

import html
import re
from urllib.parse import unquote

import pytest

from tests.pages.data_page import NOW, headline, links, opened, plain, table
from tests.support.open_page import open_page, page_text
from townbase import policy, words
from townbase.page_records import PAGES
from townbase.settings import ROOT, policy_dir
from townbase.ui.start import firststart


@pytest.fixture(scope="module")
def page(served) -> str:
    """All tabs of the page, one after the other."""
    return "".join(page_text(opened(tab=tab)) for tab in PAGES["data"].tabs)


def test_every_file_stands_with_its_rows_day_and_hash(page, sql):
    rows = table(page, "tb-data-files")[1:]
    wanted = sql("select rows, as_of, file, sha256 from source_file")
    shown = {(row[1], row[2], row[5]) for row in rows}
    assert shown == {(words.count(n), str(day), f"{file} {sha256[:12]}…") for n, day, file, sha256 in wanted}
    for *_, sha256 in wanted:  # in full when pointed at, and in the table to take away
        assert page.count(sha256) >= 2


def test_the_coverage_of_years_and_districts_is_that_of_the_mart(page, sql):
    first, second = re.findall(r'<table class="tb-t [^"]*tb-returns">.*?</table>', page, re.S)
    for shown, keys in ((first, "school_year"), (second, "district_name")):
        heads, *rows = table(shown, "tb-returns")
        where = "" if keys == "school_year" else f"where school_year = {NOW}"
        sums = sql(
            f"select {keys}, extract, sum(due), sum(reported) from township_returns r"
            f" left join (select distinct township_id, district_name from township) t using (township_id) {where} group by 1, 2"
        )
        wanted = {
            (words.year_label(at) if keys == "school_year" else at, words.EXTRACT[extract]): (int(due), int(reported)) for at, extract, due, reported in sums
        }
        cells = {(row[0].removesuffix("（填报中）"), head): cell for row in rows for head, cell in zip(heads[1:], row[1:], strict=True) if cell != "–"}
        assert cells == {
            at: f"{words.count(due)} 报齐" if reported >= due else f"{words.count(reported)}／{words.count(due)}" for at, (due, reported) in wanted.items()
        }


def test_the_headline_counts_what_is_short_and_names_no_district_that_is_not(page, sql):
    [(kinds, short, missing)] = sql(
        "select count(*), count(*) filter (reported < due), sum(due - reported) from"
        f" (select extract, sum(due) as due, sum(reported) as reported from township_returns where school_year = {NOW} group by 1)"
    )
    assert [int(n) for n in re.findall(r"(\d+) [类份]", headline(page))] == [kinds, short, int(missing)]


def test_the_indicator_list_is_the_policys_rows_in_the_order_of_goal_and_action(page):
    rows = policy.tables(policy_dir())["indicators"].to_dict("records")
    listed = re.search(r'<table class="tb-t tb-data tb-indicators">.*?</table>', page, re.S)[0]
    shown = re.findall(r'<tr><th scope="row"><a data-nav href="indicator\?indicator=(\w+)">(.*?)</a>', listed)
    assert len(shown) == len(rows) > 57
    assert {key: html.unescape(title) for key, title in shown} == {row["indicator_id"]: row["title"] for row in rows}
    place = {row["indicator_id"]: (int(row["goal"]), int(row["action"])) for row in rows}
    assert [place[key] for key, _ in shown] == sorted(place[key] for key, _ in shown)


def test_clauses_stand_on_the_page_word_for_word(page):
    tables = policy.tables(policy_dir())
    clauses = {row.clause_id: row.text.strip() for row in tables["clauses"].itertuples()}
    bold = {html.unescape(text) for text in re.findall(r'<blockquote class="tb-quote">.*?<b>(.*?)</b>', page, re.S)}
    asked = {key for row in tables["indicators"].itertuples() for key in (row.clause_id, row.clause_2) if isinstance(key, str) and key}
    assert {clauses[key] for key in asked} == bold


def test_certification_is_compared_goal_by_goal(page, sql):
    rows = sql(
        "select t.name, c.goal, c.result, g.status from certification c join township t on t.township_id = c.township_id"
        " left join goal_progress g on g.township_id = c.township_id and g.goal = c.goal and g.reading = 'strict'"
        " and g.school_year = year(c.decided_on) - case when month(c.decided_on) < 9 then 1 else 0 end"
    )
    title = re.search(r"督导认定 ([\d,]+) 项目标（\d+ 个乡镇）：与测算一致 ([\d,]+) 项(?:，不一致 (\d+) 项)?(?:，测算不能判定 (\d+) 项)?", page)
    judged = [row for row in rows if row[3] in ("met", "not_met")]
    differ = [row for row in judged if row[2] != row[3]]
    assert [int(n or 0) for n in title.groups()] == [len(rows), len(judged) - len(differ), len(differ), len(rows) - len(judged)]
    card = page.split(title[0], 1)[1].split("口径与依据")[0]
    assert sorted(re.findall(r'<th scope="row"><a[^>]*>(.*?)</a>', card)) == sorted(row[0] for row in rows if row[2] != row[3])


@pytest.mark.parametrize("find", ["教师", "泉引桥", "95%", "驻地 学历"])
def test_a_search_keeps_what_holds_every_word_and_opens_its_clauses(served, find):
    markup = page_text(opened(find=find))
    shown = re.findall(r'<a data-nav href="indicator\?indicator=(\w+)">', markup)
    every = len(policy.tables(policy_dir())["indicators"])
    assert 0 < len(shown) < every and f"{every} 个指标中 {len(shown)} 个含" in markup
    assert "<details" not in markup or 'class="tb-fold tb-clause" open' in markup
    assert "tb-data-files" not in markup and "清空查找" in markup and markup.count("tb-goal") >= 1


def test_a_search_without_a_hit_says_so_in_both_lists(served):
    markup = page_text(opened(find="火星"))
    assert "没有指标含有这些字" in markup and "数据检查提醒" in markup and headline(markup) == "数据说明：查找“火星”"


def test_typing_a_word_searches_and_stands_in_the_address(served):
    app = opened(district="990108")
    app.text_input(key="find_data").input("  骨干教师 ").run()
    assert "个含“骨干教师”" in page_text(app) and [app.query_params[key] for key in ("find", "district")] == ["骨干教师", "990108"]
    app.text_input(key="find_data").input("").run()
    assert "find" not in app.query_params and "tb-data-files" in page_text(app)


@pytest.mark.parametrize(
    "find",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'; drop table finding; --", "%", "_", ".*", "{0}", "\\", "$districts", "=1+1", "​", "教师\n<b>", "𠮷" * 40],
)  # fmt: skip
def test_hostile_text_is_only_text(served, find):
    markup = page_text(opened(find=find))
    assert "<script" not in markup and "<img src=x" not in markup and "教师\n<b>" not in markup
    assert "tb-headline" in markup


def test_longer_text_than_the_box_takes_is_dropped_with_a_notice(served):
    markup = page_text(opened(find="教" * 41))
    assert "已忽略" in markup and "tb-data-files" in markup


def test_blanks_around_a_word_do_no_harm(served):
    assert "已忽略" not in page_text(opened(find=" 教师 "))


@pytest.mark.parametrize(
    ("query", "named"),
    [({"indicator": "nonsense"}, "nonsense"), ({"district": "123456"}, "123456"), ({"school": "0"}, "0"), ({"stage": "senior"}, "senior"),
     ({"year": "1999"}, "1999"), ({"formula": "mean_spread"}, "mean_spread"), ({"foo": "1"}, "foo")],
)  # fmt: skip
def test_what_is_not_known_is_dropped_with_a_notice(served, query, named):
    markup = page_text(opened(**query))
    assert "已忽略" in markup and named in re.search(r'<[^>]*class="tb-notice".*?</', markup, re.S)[0] and "tb-data-files" in markup


@pytest.mark.parametrize("year", ["2016", "2018", "2021", "2024", "2026"])
def test_every_year_opens(served, sql, year):
    [(district,)] = sql("select district_id from township where counted group by 1 order by count(*) desc, 1 limit 1")
    for query in ({}, {"district": district}):
        assert words.year_label(int(year)) in page_text(opened(year=year, **query))


def test_an_indicator_opened_here_before_is_led_to_its_own_page(served):
    markup = page_text(opened(indicator="backbone", stage="primary", district="990108"))
    assert 'href="indicator?district=990108&amp;indicator=backbone&amp;stage=primary"' in markup


def test_the_schools_of_a_township_lead_to_their_rows_and_add_up(served, sql):
    [(township, top, below)] = sql(
        "select p.township_id, p.numerator, p.denominator from progress p join township_stage s using (township_id, stage, school_year)"
        f" where indicator_id = 'bachelor' and stage = 'primary' and p.counted and school_year = {NOW} and s.schools > 4 and p.reported = p.due order by 1 limit 1"
    )
    markup = page_text(opened(township=township, indicator="bachelor", stage="primary"))
    found = [one for one in links(markup, "data") if "school" in one]
    assert {one["indicator"] for one in found} == {"bachelor"} and len(found) > 4
    rows = re.findall(r'<tr><th scope="row"><a data-nav href="data\?school.*?</tr>', markup, re.S)
    cells = [[plain(cell).replace(",", "") for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows]
    assert sum(int(row[2]) for row in cells) == top and sum(int(row[3]) for row in cells) == below


def test_every_link_of_the_page_leads_to_what_exists(page, sql):
    known = {"district": {row[0] for row in sql("select district_id from township")}, "township": {row[0] for row in sql("select township_id from township")},
             "indicator": {row[0] for row in sql("select indicator_id from indicators")}, "year": {str(row[0]) for row in sql("select school_year from year_status")}, "tab": set(PAGES["data"].tabs)}  # fmt: skip
    found = links(page, "data") + links(page, "indicator") + links(page, "township")
    assert len(found) > 70
    for one in found:
        for key, value in one.items():
            assert unquote(value) in known[key]


def test_every_card_has_its_table(served):
    """Also the definition: whatever stands on the page can be taken away."""
    for query in ({}, {"township": "990171002", "indicator": "backbone"}):
        app = opened(**query)
        titles = re.findall(r'<h2 class="tb-finding">(.*?)</h2>', page_text(app))
        full = [title for title in titles if title != "数据检查提醒：没有"]
        assert len([button for button in app.get("download_button") if button.label.endswith("CSV")]) == len(full) > 1


@pytest.mark.parametrize("query", [{"township": "990171002"}, {"school": "9999200759"}])
def test_a_place_without_an_indicator_shows_the_whole_page(served, query):
    assert "tb-data-files" in page_text(opened(**query))


def test_a_school_that_the_year_does_not_know_says_so(served, sql):
    [(school,)] = sql("select school_id from school group by 1 having min(school_year) > 2016 order by 1 limit 1")
    assert "2016—2017学年名录中没有这所学校" in page_text(opened(school=school, indicator="backbone", year="2016"))


def test_a_census_names_what_it_lacks_and_what_that_would_bring(tmp_path, monkeypatch):
    from townbase.build import build
    from townbase.convert import convert
    from townbase.settings import PACKAGE

    convert(ROOT / "tests" / "convert" / "new_hampshire" / "enrolment_slice.csv", PACKAGE / "convert" / "mappings" / "new_hampshire.toml", tmp_path / "in")
    build(tmp_path / "in", tmp_path / "db")
    monkeypatch.setenv("TOWNBASE_EXTRACTS", str(tmp_path / "in"))
    monkeypatch.setenv("TOWNBASE_DB", str(tmp_path / "db"))
    firststart._forget()
    text, one = page_text(opened()), page_text(open_page("6_indicator.py", indicator="backbone", tab="origin"))
    firststart._forget()
    assert headline(text) == "数据说明：收到 3 类数据文件，缺 12 类" and "提供后可以看到：教师队伍各项指标" in text and "演示数据" not in headline(text)
    assert "缺“教师”，提供后才能计算" in one
