"""本地就读 in a real browser: do the children stay and where do they go, the way down, addresses, Back, a phone."""

import re

from tests.e2e.conftest import open_tab, settled
from tests.e2e.test_questions import Reader
from tests.support.read_page import at, card, headline
from townbase import words

NOW = "school_year = (select school_year from year_status where shown_by_default)"


def test_do_the_children_stay_and_where_do_those_go_who_leave_after_primary(window, sql):
    """Start page, 本地就读, a district, a township: three clicks, the answer read from its headline."""
    name, district, town, rate, before, found, away, urban = sql(
        "select t.name, t.district_name, t.township_id, n.value, b.value, n.found, n.elsewhere,"
        f" (select sum(children) from flow f where f.area_id = t.township_id and f.stage = 'junior' and f.place = 'district_urban' and f.{NOW})"
        " from local_enrolment n join local_enrolment b using (area_kind, area_id, stage) join township t on t.township_id = n.area_id"
        f" where n.stage = 'junior' and b.school_year = n.school_year - 1 and n.{NOW} and n.value < b.value - 0.001 and n.found > 200"
        " and (select place from flow f where f.area_id = t.township_id and f.stage = 'junior' and f.part = 'elsewhere' and f.school_year = n.school_year"
        " and f.place not in ('folded', 'undivided') group by place order by sum(children) desc limit 1) = 'district_urban' order by n.value limit 1"
    )[0]
    reader = Reader(window)
    reader.click(window.get_by_role("link", name="本地就读", exact=True).first)
    reader.headline("初中本地就读率")
    card(window, "townships").get_by_role("searchbox").fill(f"{name} {district}")
    reader.follow(card(window, "townships").get_by_role("link", name=name, exact=True))
    text = reader.headline(name)
    less = (before - rate) * found
    assert f"{name}初中本地就读率 {rate:.1%}，比上年低 {(before - rate) * 100:.1f} 个百分点（相当于少 {int(less + 0.5):,} 名）" in text
    assert f"外出就读 {away:,} 名，其中去本区县城区 {urban:,} 名" in text
    [(unplaced, whole)] = sql(f"select unplaced, found from local_enrolment where area_id = ? and stage = 'junior' and {NOW}", town)
    settled(window)  # the headline stands before what is drawn under it
    assert f"未就读或去向不明 {unplaced:,} 名" in reader.reads() and f"分母为查到就读学校的 {whole:,} 名" in reader.reads()
    assert not re.search("巩固率|留存率|流失", reader.reads())


def test_ranked_destinations_add_up_and_lead_to_the_next_township_and_back(window, sql):
    [(town, away)] = sql(
        f"select area_id, count(*) from flow where area_kind = 'township' and stage = 'junior' and part = 'elsewhere' and {NOW} group by 1 order by 2 desc, 1 limit 1"
    )
    tab = at(window, f"retention?township={town}&stage=junior&tab=went")
    rows = [row.split("\t") for row in card(tab, "ranked").locator("table.tb-places tbody tr").all_inner_texts()]
    assert len(rows) == away + 3  # own first, unknown last, the sum
    numbers = [int(row[-2].replace(",", "")) for row in rows]
    assert sum(numbers[:-1]) == numbers[-1]
    assert "未就读或去向不明" in rows[-2][0]
    link = card(tab, "ranked").get_by_role("link").first
    name = link.inner_text()
    link.click()
    tab.get_by_role("heading", level=1).filter(has_text=name).wait_for()
    tab.go_back()
    tab.wait_for_url(f"**/retention?township={town}&stage=junior&tab=went")


def test_the_way_down_from_district_to_township_to_what_its_rate_is_made_of(window, sql):
    district, name, town, township = sql("select district_id, district_name, township_id, name from township where counted order by 1, 3 limit 1")[0]
    tab = at(window, f"retention?district={district}&stage=primary")
    assert headline(tab).startswith(f"{name}纳入的乡镇小学本地就读率")
    # a row further down is there, and shown when asked for
    card(tab, "townships").get_by_role("link", name=township, exact=True).evaluate("link => link.click()")
    tab.get_by_role("heading", level=1).filter(has_text=township).wait_for()
    settled(tab)
    [(local, found)] = sql(f"select local, found from local_enrolment where area_id = ? and stage = 'primary' and {NOW}", town)
    tab.get_by_role("link", name="查看来源行").click()
    tab.wait_for_url("**/data?township=**")
    settled(tab)
    tab.get_by_role("heading", level=1).filter(has_text="由什么算出").wait_for()
    made_of = tab.get_by_role("main").inner_text()
    assert f"{local:,}" in made_of and f"{found:,}" in made_of and "residency" in made_of
    tab.go_back()
    tab.get_by_role("heading", level=1).filter(has_text=township).wait_for()
    tab.get_by_role("link", name=f"看{township}各项指标").click()
    tab.wait_for_url(f"**/township?township={town}")


def test_the_joint_of_a_5_4_district_stands_between_grades_five_and_six(window, sql):
    [(district,)] = sql(f"select distinct t.district_id from township_system y join township t using (township_id) where y.system = '54' and y.{NOW}")[:1]
    assert "五年级升六年级" in card(at(window, f"retention?district={district}"), "triangle").inner_text()


def test_a_township_without_a_junior_school_says_so_and_shows_no_zero(window, sql):
    town, name, serving = sql("select t.township_id, t.name, s.name from township t join township s on s.township_id = t.junior_served_by order by 1 limit 1")[
        0
    ]
    tab = at(window, f"retention?township={town}&stage=junior&tab=went")
    assert f"含对口服务的{serving}" in tab.get_by_role("main").inner_text()
    assert "本镇没有初中。" in tab.get_by_role("main").inner_text() or "本街道没有初中。" in tab.get_by_role("main").inner_text()
    assert "0.0%" not in headline(tab)


def test_filters_live_in_the_address_and_come_again_in_a_new_tab(window, browser, server):
    tab = at(window, "retention")
    tab.locator(".tb-stages").get_by_role("link", name=re.compile("^学前")).click()
    tab.wait_for_url("**stage=preschool**")
    settled(tab)
    tab.get_by_role("navigation", name="本页内容").get_by_role("link", name="学位够吗").click()
    tab.wait_for_url("**tab=seats**")
    card(tab, "schools").get_by_role("link", name="少于 45 人").click()
    tab.wait_for_url("**under=45**")
    tab.get_by_role("heading").filter(has_text="可能少于 45 人").wait_for()
    settled(tab)
    text, titles = headline(tab), tab.locator(".tb-finding").all_inner_texts()
    assert "学前" in text
    others = open_tab(browser, server, "phone" if tab.is_phone else "desktop")
    other = at(next(others), tab.url)
    assert (headline(other), other.locator(".tb-finding").all_inner_texts()) == (text, titles)
    next(others, None)
    tab.go_back()
    tab.wait_for_url(re.compile("stage=preschool&tab=seats$"))
    card(tab, "schools").get_by_role("link", name="少于 45 人").wait_for()


def test_a_dot_tells_its_township_lights_its_row_and_leads_there(window, sql):
    tab = at(window, "retention?stage=junior")
    dot = card(tab, "townships").locator(".js-plotly-plot .scatterlayer .trace").first.locator("path.point").first
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.mouse.move(*middle)
    told = card(tab, "townships").locator(".hoverlayer .hovertext")
    told.wait_for()
    [(name, before, now)] = sql(
        "select t.name, o.value, n.value from local_enrolment n join local_enrolment o using (area_kind, area_id, stage) join township t on t.township_id = n.area_id"
        f" where n.area_kind = 'township' and t.counted and n.stage = 'junior' and n.{NOW} and o.school_year = 2021 order by n.value - o.value limit 1"
    )
    assert name in told.text_content() and f"{before:.1%} → {now:.1%}" in told.text_content()
    assert name in card(tab, "townships").locator("tr.tb-lit").inner_text()
    tab.mouse.click(*middle)
    tab.get_by_role("heading", level=1).filter(has_text=name).wait_for()
    tab.go_back()
    tab.get_by_role("heading", level=1).filter(has_text="全市纳入的乡镇").wait_for()


def test_a_panel_of_a_district_and_a_stage_of_the_forecast_lead_where_their_names_go(window):
    tab = at(window, "retention?stage=junior")
    for key, address, leads in (("areas", "retention?stage=junior", "district="), ("forecast", "retention?stage=junior&tab=seats", "stage=")):
        at(tab, address)
        drawn = card(tab, key).locator(".js-plotly-plot")
        drawn.scroll_into_view_if_needed()
        led = drawn.evaluate("figure => figure.data.flatMap(trace => (trace.customdata ?? []).map(point => point.at(-1)))")
        assert led and all(leads in address for address in led)
        point = drawn.locator(".scatterlayer .trace path.point").last
        box = point.bounding_box()
        tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        card(tab, key).locator(".hoverlayer .hovertext").first.wait_for()
        tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        tab.wait_for_url(f"**{leads}**")


def test_each_tab_answers_on_the_first_screen_and_is_short(window):
    for tab_, key in (("", "townships"), ("&tab=went", "destinations"), ("&tab=seats", "forecast")):
        tab = at(window, f"retention?stage=junior{tab_}")
        if tab.is_phone:
            continue
        assert card(tab, key).bounding_box()["y"] < 450
        assert tab.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") < 1900


def test_the_name_of_a_stage_changes_what_the_cards_below_speak_of(window, sql):
    tab = at(window, "retention?stage=junior&tab=went")
    tab.locator(".tb-stages").get_by_role("link", name=re.compile("^小学")).click()
    tab.wait_for_url("**stage=primary**")
    tab.get_by_role("heading", level=1).filter(has_text="小学外出就读").wait_for()
    settled(tab)
    [(change,)] = sql(f"select change from roll_change where area_kind = 'city' and stage = 'primary' and {NOW}")
    assert f"{'多' if change > 0 else '少'} {words.count(abs(change), '名')}" in card(tab, "change").get_by_role("heading").inner_text()


def test_no_address_of_the_page_breaks_it_or_makes_it_wider_than_the_window(window, sql):
    [(district,)] = sql("select district_id from township group by 1 order by count(*) desc, 1 limit 1")
    [(tiny,)] = sql(f"select area_id from local_enrolment where area_kind = 'township' and {NOW} order by children, 1 limit 1")
    for query in (
        "",
        f"?district={district}",
        f"?township={tiny}",
        f"?township={tiny}&stage=preschool",
        "?year=2026",
        "?year=2018",
        "?tab=went&stage=primary",
        "?tab=seats",
        f"?district={district}&tab=went",
    ):
        tab = at(window, f"retention{query}")
        assert tab.locator(".tb-error, [data-testid=stException]").count() == 0
        assert tab.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth") <= 0, query


def test_nothing_that_a_table_holds_is_left_out_on_a_phone(window):
    for key, part in (("net", "went"), ("forecast", "seats")):
        tab = at(window, f"retention?stage=junior&tab={part}")
        grid = card(tab, key).locator("table.tb-t").first
        grid.scroll_into_view_if_needed()
        cells = grid.evaluate(
            """grid => [...grid.querySelectorAll('tbody td')].filter(cell => cell.textContent.trim()).map(cell => [
                cell.getBoundingClientRect().width > 0 && cell.getBoundingClientRect().height > 0,
                [...cell.querySelectorAll('small')].every(small => small.getBoundingClientRect().width > 0),
                getComputedStyle(cell, '::before').content !== 'none'])"""
        )
        assert len(cells) > 10 and all(seen and small for seen, small, _ in cells), key
        # on a phone the head of the column stands in each cell
        assert all(named == tab.is_phone for *_, named in cells), key
        if tab.is_phone:
            assert grid.evaluate("grid => grid.closest('.tb-scroll').scrollWidth - grid.closest('.tb-scroll').clientWidth") <= 1, key
    tab = at(window, "retention?stage=junior")
    card(tab, "triangle").get_by_text("逐届逐年级").click()
    hint = card(tab, "triangle").get_by_text("左右滑动可看全部年级")
    assert hint.is_visible() == tab.is_phone


def test_the_picture_of_a_narrow_card_is_that_of_a_wide_one(browser, server):
    """What a phone changes in a chart is for the phone: the file is the same."""
    taken = []
    for size in ("desktop", "phone"):
        tabs = open_tab(browser, server, size)
        tab = at(next(tabs), "retention?stage=junior")
        own = card(tab, "areas")
        own.scroll_into_view_if_needed()
        own.get_by_text("下载", exact=True).click()
        with tab.expect_download() as download:
            own.locator("[data-take=svg]").click()
        taken.append(download.value.path().read_text(encoding="utf-8"))
        next(tabs, None)
    assert taken[0] == taken[1]
