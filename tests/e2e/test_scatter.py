"""The scatter in a real browser: drawn only in its tab, read at the pointer, left by a click, taken away in five kinds that are the mart's rows."""

import re

import pytest

from tests.e2e.conftest import SIZES, settled
from tests.e2e.test_page_opens_offline import opened as opened_offline
from tests.e2e.test_take_away import (
    alike,
    book_of,
    columns,
    picture_holds,
    rows_of_csv,
    rows_of_sheet,
    take,
    taken,
    told,
)
from townbase import theme

ADDRESS = "gap?indicator=bachelor&stage=primary&tab=analysis"
CARD = ".st-key-card-scatter"
HOVER = re.compile(r"^.+（.+）数值 [\d.]+%，城区 [\d.]+%差值 (−|\+)?[\d.]+ 个百分点在校生 [\d,]+ 人$")


def rows(sql) -> list[tuple]:
    """District, township, pupils, value, urban of every counted township, as the mart has them."""
    return sql(
        "select t.district_name, t.name, n.pupils, round(100 * g.town, 1), round(100 * g.urban, 1) from gap_against g join township t on t.township_id = g.area_id"
        " join (select area_id, sum(pupils) as pupils from roll where area_kind = 'township' and stage = 'primary' and school_year = 2025 group by 1) n on n.area_id = g.area_id"
        " where g.area_kind = 'township' and g.against = 'city' and g.indicator_id = 'bachelor' and g.stage = 'primary' and g.school_year = 2025 order by t.district_id, t.township_id"
    )


def ask_for(tab, address: str = ADDRESS) -> None:
    tab.goto(address)
    settled(tab)
    tab.wait_for_selector(f"{CARD} .js-plotly-plot .point", state="attached")
    settled(tab)


def point_at(tab, dot) -> str:
    """What stands at the pointer over one dot."""
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.locator(".hoverlayer .hovertext").first.wait_for(state="attached")
    return tab.locator(".hoverlayer .hovertext").first.text_content()


def test_a_click_on_a_dot_opens_its_township(tab, sql):
    ask_for(tab)
    dot = tab.locator(f"{CARD} .trace").last.locator(".point").first
    name = point_at(tab, dot).partition("（")[0]
    box = dot.bounding_box()
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.get_by_role("heading", level=1).filter(has_text=name).wait_for()
    assert "township?" in tab.url and "indicator=bachelor" in tab.url


def test_every_township_is_a_dot_and_says_itself_in_chinese(sized_tab, sql, size):
    ask_for(sized_tab)
    dots = sized_tab.locator(f"{CARD} .point")
    assert dots.count() == len(rows(sql))
    found = HOVER.match(point_at(sized_tab, sized_tab.locator(f"{CARD} .trace").last.locator(".point").first))
    assert found
    assert sized_tab.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert sized_tab.evaluate(f"document.querySelector('{CARD}').scrollWidth <= document.querySelector('{CARD}').clientWidth")
    # a wheel or a drag over it leaves the axes where they are, and no English button comes up
    before = sized_tab.locator(f"{CARD} .xtick").all_text_contents()
    sized_tab.mouse.wheel(0, 200)
    sized_tab.mouse.down()
    sized_tab.mouse.move(40, 300, steps=4)
    sized_tab.mouse.up()
    assert sized_tab.locator(f"{CARD} .xtick").all_text_contents() == before
    assert sized_tab.locator(f"{CARD} .modebar-btn").count() == 0
    assert not sized_tab.locator(f"{CARD} [data-testid=stElementToolbar]").first.is_visible()


def test_all_five_kinds_are_the_rows_of_the_mart(tab, sql):
    ask_for(tab)
    files = taken(tab, "scatter")
    wanted = rows(sql)
    held = rows_of_csv(files["csv"][1])
    found = columns(held, ("区县", "乡镇（街道）", "在校生（人）", "现值", "城区对照"))
    assert [(district, name, int(pupils), float(value), float(urban)) for district, name, pupils, value, urban in found] == wanted
    book = book_of(files["xlsx"][1])
    alike(held, rows_of_sheet(book.worksheets[1]))
    alike(held, told(files["html"][1]).rows)
    title = tab.locator(f"{CARD} h2").inner_text()
    picture_holds(files["svg"][1], files["png"][1], title)
    drawn = files["svg"][1].decode()
    assert drawn.count('class="point ') == len(wanted) and "全市城区" in drawn
    assert not re.search(r"https?://(?!www\.w3\.org/)", drawn)
    for kind, (name, _) in files.items():
        assert re.fullmatch(rf"演示-.*各乡镇规模与数值-2025-2026学年-[0-9a-f]{{4}}\.{kind}", name), name


def test_the_picture_is_the_same_from_a_dark_phone(browser, server):
    made = []
    for size, scheme in (("desktop", "light"), ("phone", "dark")):
        context = browser.new_context(viewport=SIZES[size], color_scheme=scheme, base_url=server + "/", locale="zh-CN")
        tab = context.new_page()
        ask_for(tab)
        made.append([take(tab, "scatter", kind)[1] for kind in ("svg", "png")])
        context.close()
    assert made[0] == made[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_marks_stand_out_in_both_themes(browser, server, scheme):
    context = browser.new_context(viewport=SIZES["desktop"], color_scheme=scheme, base_url=server + "/", locale="zh-CN")
    tab = context.new_page()
    ask_for(tab)
    point_at(tab, tab.locator(f"{CARD} .trace").last.locator(".point").first)
    ground = theme.TOKENS["bg"][scheme == "dark"]
    fills = tab.evaluate(
        f"[...document.querySelectorAll('{CARD} .js-plotly-plot text')].filter(each => each.textContent.trim() && !each.closest('.hoverlayer')).map(each => getComputedStyle(each).fill)"
    )
    assert len(fills) > 8 and min(contrast(fill, ground) for fill in set(fills)) >= 4.5
    box = tab.evaluate("getComputedStyle(document.querySelector('.hoverlayer .hovertext path')).fill")
    words = tab.evaluate("getComputedStyle(document.querySelector('.hoverlayer .hovertext text')).fill")
    assert contrast(words, hexed(box)) >= 4.5
    marks = tab.evaluate(f"[...document.querySelectorAll('{CARD} .point')].map(each => getComputedStyle(each).fill)")
    assert len(set(marks)) == 2 and min(contrast(mark, ground) for mark in set(marks)) >= 3
    context.close()


def hexed(rgb: str) -> str:
    return "#" + "".join(f"{int(float(part)):02x}" for part in re.findall(r"[\d.]+", rgb)[:3])


def contrast(rgb: str, ground: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(hexed(rgb)), light(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_page_taken_away_is_alive_without_a_network(tab, browser, sql, tmp_path):
    ask_for(tab)
    file = tmp_path / "散点图.html"
    file.write_bytes(take(tab, "scatter", "html")[1])
    page = opened_offline(browser, file, viewport=SIZES["phone"], color_scheme="dark")
    page.wait_for_selector(".point", state="attached")
    assert page.locator(".point").count() == len(rows(sql)) == page.locator(".tb-data tbody tr").count()
    assert HOVER.match(point_at(page, page.locator(".trace").last.locator(".point").first))
    assert page.asked == [file.as_uri()] and page.text == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for word in ("演示数据", "2025—2026学年", "小学本科以上学历教师比例", "数据版本"):
        assert word in page.locator("body").inner_text()
    page.get_by_label("查找").fill("街道")
    assert 0 < page.locator(".tb-data tbody tr:visible").count() < len(rows(sql))
    page.context.close()
