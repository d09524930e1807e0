"""城乡差距 in a real browser: the question answered from the screen, the way down to a row of a file, addresses, Back, a phone."""

import re

from tests.e2e.conftest import open_tab, settled
from tests.e2e.test_questions import Reader
from tests.support.read_page import at, card, headline
from townbase import words

NOW = "school_year = (select school_year from year_status where shown_by_default)"
RULE = "(select indicator_id, stage, title from indicator_stage where rule = 'not_below_urban')"


def test_is_the_gap_closing_and_where_is_it_widest(window, sql):
    reader = Reader(window)
    reader.click(window.get_by_role("link", name="城乡差距", exact=True).first)
    text = reader.headline("低于城区")
    [(known, behind, stuck)] = sql(
        f"select count(*), count(*) filter (gap < -1e-9), count(*) filter (gap < -1e-9 and not closing) from gap join {RULE} using (indicator_id, stage) where area_kind = 'city' and {NOW}"
    )
    assert f"{known} 项“不低于城区”指标中，乡镇合计仍有 {behind} 项低于全市城区" in text
    assert ("差距都在缩小" in text) == (stuck == 0)
    # what stands open is the indicator furthest behind in points, as the panels show; the widest district is named with its figure
    indicator, stage, title = sql(
        f"select indicator_id, stage, title from gap join {RULE} using (indicator_id, stage) where area_kind = 'city' and gap < 0 and {NOW} order by gap limit 1"
    )[0]
    [(district, gap)] = sql(
        "select t.district_name, g.gap from gap g join township t on t.district_id = g.area_id"
        f" where g.area_kind = 'district' and g.indicator_id = ? and g.stage = ? and g.{NOW} order by g.gap limit 1", indicator, stage,
    )  # fmt: skip
    opened = card(window, "dumbbell").get_by_role("heading").inner_text()
    assert opened.startswith(f"{words.STAGE[stage]}{title}：")
    assert f"{district}差距最大，低 {abs(gap) * 100:.1f} 个百分点" in opened
    assert reader.clicks == 1
    assert "因为" not in reader.reads() and "导致" not in reader.reads()


def test_the_panel_opens_its_indicator_and_the_district_its_townships(window, sql):
    district, name, n = sql("select district_id, district_name, count(*) from township where counted group by all order by count(*) desc, 1 limit 1")[0]
    tab = at(window, "gap")
    card(tab, "multiples").get_by_role("link", name="小学本科以上学历教师比例").click()
    tab.wait_for_url("**indicator=bachelor&panel=primary**")
    card(tab, "dumbbell").get_by_role("heading").filter(has_text="小学本科以上学历教师比例").wait_for()
    # the page has not narrowed to the stage of the panel: all stages stay chosen and all panels stay
    assert "（小学）" not in headline(tab) and card(tab, "multiples").get_by_role("link", name="初中本科以上学历教师比例").count() == 1
    card(tab, "dumbbell").get_by_role("link", name=name, exact=True).click()
    tab.get_by_role("heading", level=1).filter(has_text=name).wait_for()
    settled(tab)
    assert f"district={district}" in tab.url and "indicator=bachelor" in tab.url
    rows = card(tab, "dumbbell").locator(".tb-dumb tbody tr").all_inner_texts()
    assert len(rows) == n + 1 and rows[0].startswith(name)
    [(value, urban)] = sql(f"select town, urban from gap where indicator_id = 'bachelor' and stage = 'primary' and area_id = ? and {NOW}", district)
    assert f"{value:.1%}" in rows[0] and f"{urban:.1%}" in rows[0]


def test_the_way_down_from_district_to_the_row_of_a_file_and_back_again(window, sql):
    town, name, district = sql(
        "select p.township_id, t.name, t.district_id from progress p join township t using (township_id) where t.counted and p.indicator_id = 'bachelor'"
        f" and p.stage = 'junior' and p.value is not null and p.{NOW} order by p.denominator desc, 1 limit 1"
    )[0]
    tab = at(window, f"gap?district={district}&indicator=bachelor&stage=junior")
    card(tab, "dumbbell").get_by_role("link", name=name, exact=True).click()
    tab.get_by_role("heading", level=1).filter(has_text=name).wait_for()
    settled(tab)
    assert f"township={town}" in tab.url and "indicator=bachelor" in tab.url
    # the township's schools of this indicator, then the delivered rows of one of them
    schools = card(tab, "detail-schools").get_by_role("link")
    schools.first.click()
    tab.wait_for_url(re.compile("school="))
    settled(tab)
    rows = tab.get_by_role("main").inner_text()
    assert "staffing" in rows and re.search(r"第\s*[\d,]+\s*行|行号", rows)
    tab.go_back()
    tab.get_by_role("heading", level=1).filter(has_text=name).wait_for()
    tab.go_back()
    tab.wait_for_url(f"**/gap?district={district}&indicator=bachelor&stage=junior")
    card(tab, "dumbbell").get_by_role("link", name=name, exact=True).wait_for()


def test_filters_live_in_the_address_and_come_again_in_a_new_tab(window, browser, server):
    tab = at(window, "gap")
    tab.get_by_role("combobox", name="学段").click()
    tab.get_by_role("option", name="初中", exact=True).click()
    tab.wait_for_url("**stage=junior**")
    settled(tab)
    card(tab, "difference").get_by_role("link", name="各校离散程度").click()
    tab.wait_for_url("**formula=mean_spread**")
    tab.get_by_role("heading").filter(has_text="差异率（各校离散程度）").wait_for()
    settled(tab)
    text, titles = headline(tab), tab.locator(".tb-finding").all_inner_texts()
    assert "（初中）" in text
    others = open_tab(browser, server, "phone" if tab.is_phone else "desktop")
    other = at(next(others), tab.url)
    assert (headline(other), other.locator(".tb-finding").all_inner_texts()) == (text, titles)
    next(others, None)
    tab.go_back()
    tab.wait_for_url(re.compile(r"gap\?stage=junior$"))
    card(tab, "difference").get_by_role("heading").filter(has_text=re.compile("^差异率：")).wait_for()


def test_what_only_a_specialist_asks_is_closed_until_asked_for(window, sql):
    tab = at(window, "gap")
    assert not card(tab, "theil").is_visible()
    tab.get_by_text("专业分析（供业务科室）").click()
    card(tab, "theil").wait_for()
    [(total,)] = sql(f"select total from theil where stage = 'primary' and resource = 'L1' and {NOW}")
    row = card(tab, "theil").locator("table.tb-theil tbody tr").first.inner_text()
    assert row.startswith("小学高于规定学历教师") and f"{total:.4f}" in row


def test_no_address_of_the_page_breaks_it_or_makes_it_wider_than_the_window(window, sql):
    districts = [row[0] for row in sql("select distinct district_id from township order by 1")]
    for query in (
        "",
        f"?district={districts[0]}",
        f"?district={districts[4]}&stage=primary&urban=district",
        "?indicator=new_books",
        "?year=2026",
        "?year=2018",
        "?formula=variance_share",
    ):
        tab = at(window, f"gap{query}")
        assert tab.locator(".tb-error, [data-testid=stException]").count() == 0
        assert tab.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth") <= 0, query


def test_the_schools_to_raise_are_not_cut_off_at_double_zoom(window):
    tab = at(window, "gap")
    for width in (720, 1000):
        tab.set_viewport_size({"width": width, "height": 900})
        box = card(tab, "raise").locator(".tb-scroll").first
        box.wait_for()
        assert box.evaluate("box => box.scrollWidth - box.clientWidth") <= 0, width


def test_the_line_of_the_headline_leads_to_a_district_whose_gap_does_not_shrink(window, sql):
    tab = at(window, "gap")
    link = tab.locator(".tb-sub a").first
    name = re.match(r"示例[^ 小初学]+", link.inner_text())[0]
    link.click()
    tab.get_by_role("heading", level=1).filter(has_text=name).wait_for()
    settled(tab)
    # that district's panel of the indicator is the one that stands open, and says what was claimed
    assert "没有缩小" in card(tab, "multiples").locator(".tb-on").inner_text()
