"""The overview page as a reader gets it: no error box, the figures of the marts, links that lead somewhere real."""

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.open_page import open_page, page_text
from townbase import words
from townbase.page_records import PAGES

opened = partial(open_page, "app.py")


@pytest.fixture(scope="module")
def page(served) -> str:
    app = opened()
    assert not app.exception
    return page_text(app)


def test_the_page_opens_without_the_error_box(page):
    assert "tb-error" not in page
    assert "tb-headline" in page


def test_the_headline_is_the_row_of_the_mart(page, sql):
    [(counted, met, needed, open_)] = sql(
        "select counted, met, needed, not_assessable from headline h join year_status y on y.school_year = h.school_year "
        "where area_kind = 'city' and reading = 'strict' and y.shown_by_default"
    )
    title = re.search(r'<h1 class="tb-headline">(.*?)</h1>', page)[1]
    assert title.startswith("2025—2026学年，")
    figures = [int(found) for found in re.findall(r"(\d+) 个", title)]
    assert figures == ([counted, met, needed - met] if met < needed else [counted, met])
    assert f"另有 {open_} 个{words.UNDECIDED}" in page or open_ == 0


def test_every_other_reading_stands_in_one_fold_with_what_it_gives_and_whom_it_turns(page, sql):
    rows = re.search(r'<table[^>]*><caption class="tb-said">各口径下.*?</table>', page, re.S)[0].split("<tbody>")[1]
    shown = [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)] for row in re.findall(r"<tr.*?</tr>", rows, re.S)]
    marts = sql(
        "select h.reading, h.met, h.counted, h.turned_to_met, h.turned_from_met from headline_reading h join year_status y on y.school_year = h.school_year "
        "where h.area_kind = 'city' and y.shown_by_default"
    )
    wanted = {reading: (f"{met}/{counted}", gained, lost) for reading, met, counted, gained, lost in marts}
    assert [row[0] for row in shown] == list(words.HEADLINE_READING.values()) and set(wanted) == set(words.HEADLINE_READING)
    for reading, row in zip(words.HEADLINE_READING, shown, strict=True):
        counts = tuple(int(re.match(r"\d+", cell)[0]) if cell != "—" else 0 for cell in row[2:])
        assert (row[1], *counts) == wanted[reading], reading


def test_certification_and_disclaimer_stand_beside_the_headline(page):
    assert "督导认定：" in page
    assert "不作为督导认定结论" in page


def rows_of(page: str, css: str) -> list[tuple[str, str]]:
    """(id, inside) of every row of the table of that class."""
    body = re.search(rf'<table class="tb-t {css}"[^>]*>.*?</table>', page, re.S)[0].split("<tbody>")[1]
    return re.findall(r'<tr[^>]*?data-row="([^"]*)"[^>]*>(.*?)</tr>', body, re.S)


def test_every_number_of_the_matrix_is_the_number_of_unmet_judged_rows(page, sql):
    wanted = sql(
        "select p.township_id, p.action, count(*) from progress p join year_status y on y.school_year = p.school_year and y.shown_by_default "
        "where p.counted and p.verdict = 'not_met' and p.role in ('core', 'reference') and p.township_id <> 'city' group by all"
    )
    shown = []
    for township, row in rows_of(page, "tb-grid tb-heat"):
        cells = re.findall(r'<a data-nav tabindex="-1" class="tb-cell[^>]*>(.*?)</a>', row)
        assert len(cells) == 10
        shown += [(township, action, int(cell)) for action, cell in enumerate(cells, 1) if cell.isdigit()]
    assert len(shown) > 20
    assert sorted(shown) == sorted(wanted)


def test_every_number_of_the_districts_by_goals_is_the_number_of_unmet_townships(page, sql):
    wanted = {
        (district, goal): n
        for district, goal, n in sql(
            "select district_id, goal, count(*) filter (where status = 'not_met') from goal_progress g join year_status y on y.school_year = g.school_year "
            "and y.shown_by_default where reading = 'strict' group by all"
        )
    }
    shown = {}
    for district, row in rows_of(page, "tb-grid"):
        cells = re.findall(r'<td class="tb-mid" data-v="(\d+)">', row)
        shown |= {(district, goal): int(n) for goal, n in enumerate(cells, 1)}
    assert shown == wanted


def test_every_township_with_a_place_is_a_tile_that_says_its_state(page, sql):
    tiles = dict(re.findall(r'href="township\?township=([^"&]+)" class="tb-tile tb-tile-(\w+)', page))
    status = dict(
        sql(
            "select township_id, status from township_status s join year_status y on y.school_year = s.school_year and y.shown_by_default where reading = 'strict'"
        )
    )
    assert tiles == {township: status.get(township, "out") for (township,) in sql("select township_id from township where tile_x is not null")}


def test_overdue_tasks_add_up_to_those_of_townships_and_districts(page, sql):
    [(of_towns,)] = sql("select sum(tasks_overdue) from action_progress a join year_status y on y.school_year = a.school_year and y.shown_by_default")
    [(of_districts,)] = sql(
        "select count(*) from task_status t join year_status y on y.school_year = t.school_year and y.shown_by_default where status = 'overdue' and unit_kind = 'district'"
    )
    assert f"逾期任务 {of_towns + of_districts} 项，找谁办" in page


def test_nearly_met_townships_are_those_one_or_two_core_rows_short(served, sql):
    wanted = {
        township
        for (township,) in sql(
            "select township_id from township_status s join year_status y on y.school_year = s.school_year and y.shown_by_default "
            "where s.reading = 'strict' and s.status = 'not_met' and s.unmet_core between 1 and 2"
        )
    }
    text = page_text(opened(tab="nearly"))
    body = re.search(r'<caption class="tb-said">差 1—2 项的乡镇.*?</table>', text, re.S)[0]
    assert set(re.findall(r'data-row="([^"]+)"', body)) == wanted
    assert "tb-heat" not in text, "what is behind another tab is not drawn"


@pytest.mark.parametrize("goal", ["1", "3", "6"])
def test_a_goal_opens_the_townships_that_do_not_meet_it(served, sql, goal):
    states = dict(
        sql(
            "select township_id, status from goal_progress g join year_status y on y.school_year = g.school_year and y.shown_by_default "
            "where reading = 'strict' and goal = ?",
            int(goal),
        )
    )
    text = page_text(opened(goal=goal))
    body = re.search(r'<caption class="tb-said">未达标的乡镇：.*?</table>', text, re.S)[0]
    assert set(re.findall(r'data-row="([^"]+)"', body)) == {each for each, status in states.items() if status in ("not_met", "not_assessable")}
    unmet = sum(status == "not_met" for status in states.values())
    assert f"中 {unmet} 个{words.UNMET}</h1>" in text


def test_an_office_opens_its_overdue_tasks(served):
    text = page_text(opened(office="基础教育处"))
    found = re.search(r"基础教育处牵头的逾期任务 (\d+) 项", text)
    assert text.count('<tr class="tb-out"><th') + text.count("<tr><th scope=") >= int(found[1])


@pytest.mark.parametrize("tab", ["changes", "missing"])
def test_each_tab_opens_its_card_alone(served, tab):
    text = page_text(opened(tab=tab))
    assert "tb-error" not in text and "tb-heat" not in text


def test_the_overview_and_the_data_page_say_of_the_returns_the_same_sentence(served):
    [said] = re.findall(r'<h2 class="tb-finding">(2025—2026学年应报的[^<]+)</h2>', page_text(opened(tab="missing")))
    assert said in page_text(open_page("5_data.py"))


def test_every_link_leads_to_a_page_with_values_that_exist(page, sql):
    known = {
        "township": {row[0] for row in sql("select township_id from township")},
        "district": {row[0] for row in sql("select district_id from township")},
        "action": {str(row[0]) for row in sql("select action from actions")},
        "indicator": {row[0] for row in sql("select indicator_id from indicators")},
        "year": {str(row[0]) for row in sql("select school_year from year_status")},
        "goal": {str(row[0]) for row in sql("select goal from goals")},
        "tab": {tab for record in PAGES.values() for tab in record.tabs},
    }
    offices = {row[0] for row in sql("select distinct lead_office from task_status")}
    links = [urlsplit(found.replace("&amp;", "&")) for found in re.findall(r'<a data-nav[^>]*href="([^"]+)"', page)]
    assert len(links) > 100
    for link in links:
        assert link.path in {"./", *PAGES}
        for key, values in parse_qs(link.query).items():
            assert key == "office" or set(values) <= known[key], f"{key}={values}"
            assert key != "office" or values == ["all"] or any(office.startswith(values[0]) for office in offices)


@pytest.mark.parametrize(
    "query",
    [{"counted": "town"}, {"counted": "subdistrict"}, {"year": "2024"}, {"year": "2021"}, {"year": "2018"}, {"year": "2026"}],
)
def test_no_filter_breaks_the_page(served, query):
    app = opened(**query)
    assert not app.exception
    assert "tb-error" not in page_text(app)


def test_a_filtered_headline_says_so(served, sql):
    [(n,)] = sql("select count(*) from township where counted and kind <> '街道'")
    assert f"筛选后（镇）：{n} 个乡镇中" in page_text(opened(counted="town"))


@pytest.mark.long
def test_every_district_opens_with_its_own_headline(served, sql):
    districts = sql(
        "select h.area_id, h.counted, h.met from headline h join year_status y on y.school_year = h.school_year and y.shown_by_default "
        "where h.area_kind = 'district' and h.reading = 'strict' and h.counted > 0"
    )
    for district, counted, met in districts:
        text = page_text(opened(district=district))
        assert "tb-error" not in text
        title = re.search(r'<h1 class="tb-headline">(.*?)</h1>', text)[1]
        assert f"{counted} 个" in title
        assert f"{met} 个六项目标全部达标" in title or met == 0
        assert 'href="./"' in text


def test_a_district_without_counted_townships_says_so_and_shows_its_pupils(served, sql):
    without = sql("select district_id, any_value(district_name) from township group by district_id having count(*) filter (where counted) = 0")
    for district, name in without:
        text = page_text(opened(district=district))
        assert f"{name}没有纳入 80% 范围的乡镇（街道）" in text
        assert "tb-columns" in text
