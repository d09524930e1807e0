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
    # what stands open is the indicator furthest behind in points, as the rows show; the widest district is named with its figure
    indicator, stage, title = sql(
        f"select indicator_id, stage, title from gap join {RULE} using (indicator_id, stage) where area_kind = 'city' and gap < 0 and {NOW} order by gap limit 1"
    )[0]
    [(district, gap)] = sql(
        "select t.district_name, g.gap from gap g join township t on t.district_id = g.area_id"
        f" where g.area_kind = 'district' and g.indicator_id = ? and g.stage = ? and g.{NOW} order by g.gap limit 1", indicator, stage,
    )  # fmt: skip
    opened = card(window, "areas").get_by_role("heading").inner_text()
    assert opened.startswith(f"{words.STAGE[stage]}{title}：")
    assert f"{district}差距最大，低 {abs(gap) * 100:.1f} 个百分点" in opened
    assert reader.clicks == 1
    assert "因为" not in reader.reads() and "导致" not in reader.reads()


def test_a_row_opens_its_indicator_and_the_headline_says_so(window):
    tab = at(window, "gap")
    row = card(tab, "rows").locator("tbody tr").filter(has_text="本科以上学历教师比例").filter(has_text="小学")
    row.get_by_role("link", name="本科以上学历教师比例").click()
    tab.wait_for_url("**indicator=bachelor&panel=primary**")
    tab.get_by_role("heading", level=1).filter(has_text="小学本科以上学历教师比例：全市乡镇合计").wait_for()
    card(tab, "areas").get_by_role("heading").filter(has_text="小学本科以上学历教师比例").wait_for()
    assert row.locator("a[aria-current]").count() == 1
    # the page has not narrowed to the stage of the row: all rows stay, and one link leads back to all indicators
    assert card(tab, "rows").locator("tbody tr").filter(has_text="初中").count() > 3
    tab.get_by_role("link", name="各项指标", exact=True).first.click()
    tab.get_by_role("heading", level=1).filter(has_text="项“不低于城区”指标中").wait_for()


def test_the_marks_of_a_row_lead_where_its_name_leads(window):
    tab = at(window, "gap")
    rail = card(tab, "rows").locator("a.tb-gr-rail").nth(3)
    rail.scroll_into_view_if_needed()
    rail.click()
    tab.wait_for_url(re.compile("indicator=.*panel="))


def test_heads_sort_the_rows(window):
    tab = at(window, "gap")
    if tab.is_phone:
        return  # there each row is a block without heads
    card(tab, "rows").get_by_role("button", name=re.compile("未达标")).first.click()
    numbers = [int(text) for text in card(tab, "rows").locator("td.tb-gr-unmet").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)


def test_a_dot_says_its_district_and_opens_its_townships(window, sql):
    tab = at(window, "gap?indicator=bachelor&stage=primary")
    dot = card(tab, "areas").locator(".scatterlayer .trace").last.locator(".point").first
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.mouse.move(*middle)
    said = card(tab, "areas").locator(".hoverlayer .hovertext").first
    said.wait_for(state="attached")
    text = said.text_content()
    [(name, value, urban)] = sql(
        "select distinct t.district_name, g.town, g.urban from gap g join township t on t.district_id = g.area_id where g.area_kind = 'district'"
        f" and indicator_id = 'bachelor' and stage = 'primary' and g.{NOW} and starts_with(?, t.district_name || '乡镇')", text,
    )  # fmt: skip
    assert f"{value:.1%}" in text and f"{urban:.1%}" in text and "未达标" in text
    tab.mouse.click(*middle)
    tab.get_by_role("heading", level=1).filter(has_text=name).wait_for()
    settled(tab)
    [(n,)] = sql("select count(*) from township where counted and district_name = ?", name)
    assert card(tab, "areas").locator(".tb-area tbody tr").count() == n


def test_every_tab_opens_from_the_bar_and_stands_in_the_address(window):
    tab = at(window, "gap")
    for title, key, headline_ in (
        ("校际均衡（差异系数）", "spread", "校际均衡："),
        ("学业差异率", "difference", "学业差异率："),
        ("专业分析", "analysis", "专业分析"),
    ):
        tab.get_by_role("navigation", name="本页内容").get_by_role("link", name=title, exact=True).click()
        tab.get_by_role("heading", level=1).filter(has_text=headline_).wait_for()
        assert f"tab={key}" in tab.url
    tab.go_back()
    tab.get_by_role("heading", level=1).filter(has_text="学业差异率：").wait_for()


def test_the_way_down_from_district_to_the_row_of_a_file_and_back_again(window, sql):
    town, name, district = sql(
        "select p.township_id, t.name, t.district_id from progress p join township t using (township_id) where t.counted and p.indicator_id = 'bachelor'"
        f" and p.stage = 'junior' and p.value is not null and p.{NOW} order by p.denominator desc, 1 limit 1"
    )[0]
    tab = at(window, f"gap?district={district}&indicator=bachelor&stage=junior")
    unfold(tab)
    card(tab, "areas").get_by_role("link", name=name, exact=True).click()
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
    unfold(tab)
    card(tab, "areas").get_by_role("link", name=name, exact=True).wait_for()


def unfold(tab) -> None:
    card(tab, "areas").get_by_text(re.compile("^逐个列出")).click()


def test_filters_live_in_the_address_and_come_again_in_a_new_tab(window, browser, server):
    tab = at(window, "gap?tab=difference")
    tab.get_by_role("combobox", name="学段").click()
    tab.get_by_role("option", name="初中", exact=True).click()
    tab.wait_for_url("**stage=junior**")
    settled(tab)
    card(tab, "difference").get_by_role("link", name="各校离散程度").click()
    tab.wait_for_url("**formula=mean_spread**")
    tab.get_by_role("heading").filter(has_text="差异率（各校离散程度）").wait_for()
    settled(tab)
    text, titles = headline(tab), tab.locator(".tb-finding").all_inner_texts()
    others = open_tab(browser, server, "phone" if tab.is_phone else "desktop")
    other = at(next(others), tab.url)
    assert (headline(other), other.locator(".tb-finding").all_inner_texts()) == (text, titles)
    next(others, None)
    tab.go_back()
    tab.wait_for_url(re.compile(r"gap\?stage=junior&tab=difference$"))
    card(tab, "difference").get_by_role("heading").filter(has_text=re.compile("^差异率：")).wait_for()


def test_the_theil_index_stands_in_the_tab_of_specialists(window, sql):
    tab = at(window, "gap?tab=analysis")
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
        "?tab=spread",
        "?tab=difference&formula=variance_share",
        "?tab=analysis",
    ):
        tab = at(window, f"gap{query}")
        assert tab.locator(".tb-error, [data-testid=stException]").count() == 0
        assert tab.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth") <= 0, query


def test_nothing_is_cut_off_or_overlaps_between_the_widths(window):
    for width in (720, 820, 1024, 1330):
        for query in ("gap", "gap?tab=spread"):
            tab = at(window, query)
            tab.set_viewport_size({"width": width, "height": 900})
            settled(tab)
            boxes = tab.locator("[class*=st-key-card-] .tb-scroll:visible")
            assert boxes.evaluate_all("all => all.filter(box => box.scrollWidth > box.clientWidth + 1).length") == 0, (width, query)
            if query == "gap":
                left, right = (card(tab, key).bounding_box() for key in ("rows", "areas"))
                assert left["x"] + left["width"] <= right["x"] or left["y"] + left["height"] <= right["y"], width


def test_the_line_of_the_headline_leads_to_a_district_whose_gap_does_not_shrink(window, sql):
    tab = at(window, "gap")
    link = tab.locator(".tb-sub a").first
    name = re.match(r"示例[^ 小初学]+", link.inner_text())[0]
    link.click()
    tab.get_by_role("heading", level=1).filter(has_text=name).wait_for()
    settled(tab)
    # that district's row says what was claimed
    assert "没有缩小" in card(tab, "rows").locator(".tb-strong [role=img]").first.get_attribute("aria-label")
