"""The frame in a real browser: addresses, Back, a new tab, and no question to any other server (conftest)."""

import re

from tests.e2e.conftest import open_tab, settled
from tests.support.read_page import holds

DISTRICT = ".tb-filters select[data-key=district]"


def start(tab, address):
    tab.goto(address)
    settled(tab)
    tab.wait_for_function("document.documentElement.lang === 'zh-CN'")


def choose(tab, name):
    tab.locator(DISTRICT).select_option(label=name)
    tab.wait_for_url("**district=**")
    settled(tab)


def districts(tab) -> list[str]:
    return tab.locator(f"{DISTRICT} option").all_text_contents()[1:]


def box_says(tab, key, name):
    tab.wait_for_function("([key, name]) => document.querySelector(`.tb-filters select[data-key=${key}]`)?.selectedOptions[0].text === name", arg=[key, name])


def test_a_filter_is_one_step_and_back_and_forward_bring_it_again(tab):
    start(tab, "./")
    first, second = districts(tab)[:2]
    steps = tab.evaluate("history.length")
    choose(tab, first)
    tab.wait_for_function("steps => history.length === steps", arg=steps + 1)
    choose(tab, second)
    tab.wait_for_function("steps => history.length === steps", arg=steps + 2)
    tab.go_back()
    box_says(tab, "district", first)
    tab.go_back()
    box_says(tab, "district", "全市各区县")
    tab.go_forward()
    box_says(tab, "district", first)


def test_a_link_is_followed_without_loading_and_back_returns_to_the_place(tab):
    start(tab, "./")
    loads = []
    tab.on("request", lambda request: loads.append(request.url) if request.is_navigation_request() else None)
    tab.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 300)")
    tab.wait_for_timeout(200)
    tab.evaluate("document.querySelector('.tb-nav a[href^=township]').click()")
    tab.wait_for_selector(".tb-filters select[data-key=township]")
    settled(tab)
    assert tab.url.split("?")[0].endswith("/township")
    assert tab.locator(".tb-nav a[aria-current=page]").inner_text() == "乡镇"
    assert tab.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    tab.go_back()
    tab.wait_for_selector(DISTRICT)
    tab.wait_for_function("Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - 300) < 10")
    assert loads == []


def test_a_link_opens_in_a_new_tab_with_its_filters(tab):
    start(tab, "./")
    choose(tab, districts(tab)[0])
    query = tab.url.split("?")[1]
    with tab.context.expect_page() as opened:
        tab.locator(".tb-nav a[href^=actions]").click(modifiers=["Control"])
    settled(opened.value)
    assert opened.value.url.endswith(f"/actions?{query}")


def test_what_the_page_does_not_know_leaves_the_address_without_a_step(tab):
    start(tab, "./?colour=red&district=nowhere&counted=town")
    tab.wait_for_function("location.search === '?counted=town'")
    assert "colour" in tab.locator(".tb-notice").first.inner_text()
    assert tab.evaluate("history.length") == 2


def test_a_deep_link_stands_on_every_page(sized_tab):
    for page in ("actions", "township"):
        start(sized_tab, f"{page}?counted=town&year=2024")
        assert sized_tab.locator(f".tb-nav a[aria-current=page][href^={page}]").count() == 1
        assert sized_tab.locator(".tb-error").count() == 0
        box_says(sized_tab, "year", "2024—2025学年")


def test_nothing_is_wider_than_the_page(sized_tab):
    start(sized_tab, "./")
    wide = sized_tab.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    assert wide <= 0


def test_the_frame_around_the_page_speaks_chinese(tab):
    tab.goto("nosuch")
    settled(tab)
    dialog = tab.get_by_role("dialog")
    dialog.get_by_text("已显示全市总览").wait_for()
    assert dialog.inner_text().split("\n")[:2] == ["没有这个页面", "网址中的页面不存在，已显示全市总览。"]
    assert tab.locator("[data-testid=stSkipToContent]").text_content() == "跳到正文"


def test_the_overview_of_the_city_is_printed_on_few_sheets(tab):
    tab.goto("./")
    settled(tab)
    assert len(re.findall(rb"/Type\s*/Page\b", tab.pdf(prefer_css_page_size=True))) <= 5  # all 99 townships, those shown on request too


def test_a_school_is_found_by_its_name_and_back_leads_to_the_results(sized_tab, sql):
    [(school, name)] = sql("select school_id, name from school where school_year = 2025 and has_junior order by 1 limit 1")
    start(sized_tab, "./township")
    sized_tab.get_by_label("查找乡镇（街道）、学校（园）").fill(name)
    sized_tab.keyboard.press("Enter")
    sized_tab.locator(".st-key-card-found").get_by_role("link", name=name, exact=True).first.click()
    sized_tab.wait_for_url(f"**school={school}**")
    sized_tab.locator("h1", has_text=name).wait_for()
    sized_tab.go_back()
    sized_tab.locator(".st-key-card-found").get_by_role("link", name=name, exact=True).first.wait_for()
    holds(sized_tab.get_by_label("查找乡镇（街道）、学校（园）"), name)


def test_a_table_sorts_by_its_heads_and_the_first_column_brings_its_order_back(tab):
    start(tab, "./")
    card = tab.locator(".st-key-card-goals")
    numbers = lambda: [int(each) for each in card.locator("tbody td:nth-of-type(1)").all_inner_texts()]  # noqa: E731
    drawn = numbers()
    head = card.locator("th.n .tb-sort").first
    head.focus()
    tab.keyboard.press("Enter")
    assert numbers() == sorted(drawn, reverse=True)
    assert card.locator("th[aria-sort=descending]").count() == 1
    head.click()
    assert numbers() == sorted(drawn)
    card.locator(".tb-sort").first.click()
    assert numbers() == drawn and card.locator("th[aria-sort]").count() == 0


def test_on_a_phone_the_filters_are_a_sheet_and_become_the_address_together(browser, server):
    tabs = open_tab(browser, server, "phone")
    tab = next(tabs)
    start(tab, "./")
    assert tab.locator("h1").bounding_box()["y"] < 260  # a first visit's line stands above it
    tab.get_by_role("button", name="筛选").click()
    sheet = tab.get_by_role("dialog", name="筛选")
    name = sheet.get_by_label("区县").locator("option").nth(2).inner_text()
    sheet.get_by_label("区县").select_option(label=name)
    sheet.get_by_label("乡镇范围").select_option(label="镇")
    assert "?" not in tab.url
    sheet.get_by_role("button", name="查看结果").click()
    tab.wait_for_url("**district=**counted=town**")
    tab.get_by_role("button", name="筛选（2）").wait_for()
    assert sheet.count() == 0
    next(tabs, None)


def test_a_wait_is_said_at_once_and_the_focus_arrives_at_the_headline(tab):
    start(tab, "./")
    tab.locator(".tb-nav a[href^=gap]").focus()
    shown = tab.evaluate(
        """() => { document.activeElement.click(); const sign = document.querySelector('.tb-loading'); return !sign.hidden && sign.textContent }"""
    )
    assert shown == "正在取数…"
    tab.wait_for_function("document.activeElement.localName === 'h1' && document.querySelector('.tb-loading').hidden")
    assert "/gap" in tab.url
    before = tab.locator(DISTRICT).element_handle()
    choose(tab, districts(tab)[0])
    before.wait_for_element_state("hidden")
    tab.wait_for_function("document.activeElement.dataset.key === 'district'")


def test_anything_is_found_while_one_types_and_chosen_by_keyboard(tab, sql):
    [(township, name)] = sql("select township_id, name from township order by 1 limit 1")
    start(tab, "./?year=2024")
    box = tab.get_by_role("combobox", name="查找乡镇、学校、指标、条款、术语、页面")
    for typed in (name, township):
        box.fill(typed)
        tab.get_by_role("option").first.get_by_text(name).wait_for()
    box.fill("差异系数")
    assert "离散程度" in tab.get_by_role("option").first.inner_text()
    box.fill(name)
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/township?township={township}&year=2024")
    settled(tab)
    tab.locator(".tb-finder input").fill("小学")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/township?find=**")
    tab.locator(".st-key-card-found").wait_for()


def test_terms_and_marks_say_what_they_mean_and_a_first_visit_has_three_entries(tab):
    start(tab, "./")
    tip = tab.get_by_role("tooltip")
    tab.locator(".tb-first dfn", has_text="纳入").focus()
    tip.get_by_text("参加评定").wait_for()
    tab.keyboard.press("Escape")
    assert not tip.is_visible()
    assert tab.locator(".tb-first a").all_inner_texts() == ["看差在哪", "找一个镇", "看孩子去哪"]
    tab.get_by_role("button", name="不再显示").click()
    assert not tab.locator(".tb-first").is_visible()
    tab.reload()
    settled(tab)
    assert not tab.locator(".tb-first").is_visible()
