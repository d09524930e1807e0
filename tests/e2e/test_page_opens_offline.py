"""The page of one card as a reader opens it from a disk: it sorts, searches, folds and fits, and asks nobody for anything."""

from datetime import date

import pandas as pd
import pytest

from townbase import theme
from townbase.downloads import About, html_bytes
from townbase.text import Markup

TABLE = pd.DataFrame(
    {
        "乡镇": ["谷雨镇", "霜降镇", "立夏镇", "冬至镇"],
        "在校生（人）": pd.array([1246, 98, None, 10003], dtype="Int64"),
        "本地就读率（%）": [63.6, 100.0, None, 9.5],
    }
)
CHART = '<table class="tb-t"><tr><td><a data-nav href="http://example.invalid/township">谷雨镇</a></td></tr></table><details class="tb-fold"><summary>更多</summary><div>里面</div></details>'
ABOUT = About(
    "本地就读", "一句发现", (("区县", "示例一区"),), "2025—2026学年", "教育事业统计报表", "2025年9月1日", "3f9a5c0b1d22", date(2026, 1, 5), True, "示例市",
    Markup("<p>口径说明</p>"), "怎样读", "retention-townships",
)  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("taken") / "演示-示例一区.html"
    path.write_bytes(html_bytes("一句发现", CHART, theme.css(), ABOUT, TABLE))
    return path


def opened(browser, path, **settings):
    """A tab without a network; what it asks for and what its console says is kept."""
    context = browser.new_context(offline=True, locale="zh-CN", **settings)
    tab = context.new_page()
    tab.asked, tab.text, tab.refused = [], [], {}
    tab.on("request", lambda request: tab.asked.append(request.url))
    tab.on("requestfailed", lambda request: tab.refused.update({request.url: request.failure}))
    tab.on("console", lambda message: tab.text.append(message.text))
    tab.goto(path.as_uri())
    return tab


@pytest.fixture
def tab(browser, file):
    tab = opened(browser, file, viewport={"width": 1280, "height": 800})
    yield tab
    tab.context.close()


def column(tab, at: int) -> list[str]:
    return tab.locator(f".tb-table .tb-data tbody tr:visible > :nth-child({at})").all_inner_texts()


def test_it_opens_with_chart_table_and_footer_and_asks_for_nothing(tab, file):
    assert tab.title() == "演示数据 · 一句发现"
    assert column(tab, 1) == ["谷雨镇", "霜降镇", "立夏镇", "冬至镇"]
    assert "3f9a5c0b1d22" in tab.locator("footer").inner_text()
    tab.get_by_text("谷雨镇").first.click()
    assert tab.asked == [file.as_uri()] and tab.url == file.as_uri() and tab.text == []


def test_heads_sort_down_up_and_back_by_the_first_column_with_what_is_missing_last(tab):
    head, seen = tab.get_by_role("button", name="在校生（人）"), []
    for press in (head, head, tab.get_by_role("button", name="乡镇")):
        press.click()
        seen.append((tab.locator("th", has=head).get_attribute("aria-sort"), column(tab, 2)))
    assert seen == [
        ("descending", ["10,003", "1,246", "98", "—"]),
        ("ascending", ["98", "1,246", "10,003", "—"]),
        (None, ["1,246", "98", "—", "10,003"]),
    ]


def test_a_chart_that_is_a_table_of_data_itself_does_not_stand_in_the_way_of_sort_and_search(browser, tmp_path):
    """The cards of /data draw tables of that very class; the page sorted the first one that it found."""
    chart = '<table class="tb-t tb-data"><thead><tr><th scope="col">甲</th></tr></thead><tbody><tr><td>谷雨镇</td></tr></tbody></table>'
    path = tmp_path / "two.html"
    path.write_bytes(html_bytes("一句发现", Markup(chart), theme.css(), ABOUT, TABLE))
    tab = opened(browser, path)
    tab.get_by_role("button", name="在校生（人）").click()
    own = tab.locator(".tb-table tbody tr > :nth-child(1)")
    assert own.all_inner_texts() == ["冬至镇", "谷雨镇", "霜降镇", "立夏镇"]
    tab.get_by_label("查找").fill("冬至")
    assert tab.locator(".tb-table tbody tr:visible").count() == 1 and tab.get_by_role("status").inner_text() == "找到 1 行，共 4 行"
    tab.context.close()


def test_heads_sort_by_keyboard(tab):
    tab.get_by_label("查找").focus()
    tab.keyboard.press("Tab")  # the box that scrolls
    for _ in range(3):
        tab.keyboard.press("Tab")
    for _ in range(2):
        tab.keyboard.press("Enter")
    assert column(tab, 3) == ["9.5", "63.6", "100.0", "—"]


def test_a_search_shows_the_rows_that_hold_every_word_and_says_how_many(tab):
    tab.get_by_label("查找").fill("镇 63.6")
    assert column(tab, 1) == ["谷雨镇"]
    assert tab.get_by_role("status").inner_text() == "找到 1 行，共 4 行"
    tab.get_by_label("查找").fill("")
    assert len(column(tab, 1)) == 4


def test_folds_open_by_keyboard_and_all_stand_open_in_print(tab):
    fold = tab.get_by_text("口径与依据")
    fold.focus()
    tab.keyboard.press("Enter")
    assert tab.get_by_text("口径说明").is_visible()
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.locator("details:not([open])").count() == 0
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator("details[open]").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_in_both_themes_with_readable_text(browser, file, scheme):
    tab = opened(browser, file, viewport={"width": 390, "height": 844}, color_scheme=scheme)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    ground, ink = (tab.evaluate(f"getComputedStyle(document.body).{name}") for name in ("backgroundColor", "color"))
    light, dark = theme.TOKENS["bg"], theme.TOKENS["ink"]
    at = ("light", "dark").index(scheme)
    assert [rgb(ground), rgb(ink)] == [light[at].lower(), dark[at].lower()]
    tab.context.close()


def rgb(text: str) -> str:
    numbers = text[text.index("(") + 1 : -1].split(",")[:3]
    return "#" + "".join(f"{int(number):02x}" for number in numbers)


def test_the_browser_itself_refuses_what_somebody_writes_into_the_file_later(browser, file, tmp_path):
    """The policy holds even where the markup does not."""
    changed = tmp_path / "changed.html"
    bad = "<script>document.title='ran'</script><img src='http://example.invalid/x.png' onerror=\"document.title='ran'\"><link rel=stylesheet href='http://example.invalid/x.css'>"
    text = file.read_text(encoding="utf-8")
    assert text.count("</main>") == 1
    changed.write_text(text.replace("</main>", bad + "</main>"), encoding="utf-8")
    tab = opened(browser, changed)
    tab.get_by_label("查找").fill("霜降")
    assert column(tab, 1) == ["霜降镇"]  # its own script runs
    assert tab.title() == "演示数据 · 一句发现"
    assert {tab.refused[url] for url in tab.asked if url.startswith("http")} == {"csp"}  # refused before the network
    assert sum("Content Security Policy" in line for line in tab.text) >= 3
    tab.context.close()
