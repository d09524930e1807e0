"""Pictures taken from a page say what they show, for whom is not on the page."""

import io
import xml.etree.ElementTree as ET

import pytest

from tests.e2e.taken_files import (
    SVG,
    YEAR,
    download,
    open_page,
    rows_of_csv,
    take,
    text_in,
)


def test_a_picture_names_the_indicator_that_the_page_opened_and_so_does_the_file(tab):
    open_page(tab, "gap")
    opened = tab.locator(".st-key-card-areas h2").inner_text().partition("：")[0]
    name, svg = take(tab, "trend", "svg")
    _, indicator, stage, *_ = name.split("-")
    assert opened == f"{stage}{indicator}"
    assert indicator in text_in(svg) and stage in text_in(svg)
    rows = rows_of_csv(take(tab, "trend", "csv")[1])
    assert {(row[rows[0].index("指标")], row[rows[0].index("学段")]) for row in rows[1:]} == {(indicator, stage)}


def test_a_picture_of_a_long_list_says_how_many_rows_it_leaves_out(tab, sql, town):
    """The figures a school returned: the rows that the page shows, and how many more its files hold."""
    [(school,)] = sql("select school_id from school where township_id = ? and school_year = ? order by 1 limit 1", town, YEAR)
    open_page(tab, f"township?township={town}&school={school}&tab=source")
    drawn = text_in(take(tab, "measures", "svg")[1])
    rows = rows_of_csv(take(tab, "measures", "csv")[1])
    what = rows[0].index("填报数")
    shown = [row[what] in drawn for row in rows[1:]].index(False)
    assert shown >= 20 and f"另有 {len(rows) - 1 - shown} 行见下载的表格" in drawn


def test_a_picture_leaves_out_what_is_said_to_the_hand(tab, town):
    for address, card, word in ((f"township?township={town}", "actions", "点开看"),):
        open_page(tab, address)
        assert word in tab.locator(f".st-key-card-{card}").inner_text()
        assert word not in text_in(take(tab, card, "svg")[1])


def test_the_first_line_of_a_picture_names_district_and_township_with_their_blanks(tab, sql, town):
    """A full-width blank that became a thin one would leave the letters spread over the width of the line."""
    [(name, district)] = sql("select name, district_name from township where township_id = ?", town)
    open_page(tab, f"township?township={town}&tab=rows")
    drawn = ET.fromstring(take(tab, "rows", "svg")[1])
    first = next(each.text for each in drawn.iter(SVG + "text"))
    assert f"　{district}　{name}　乡镇" in first


def test_the_menu_answers_the_keyboard_and_gives_a_slide_of_16_to_9_with_at_most_twelve_rows(tab):
    image = pytest.importorskip("PIL.Image")
    open_page(tab, "gap")
    menu = tab.locator("[class*=st-key-card-] .tb-menu").first
    menu.locator("summary").focus()
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.dataset.take") == "png"
    tab.keyboard.press("Escape")
    assert menu.get_attribute("open") is None and tab.evaluate("document.activeElement.localName") == "summary"
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    name, slide = download(tab, lambda: tab.keyboard.press("Enter"))
    assert name.endswith("-幻灯片.png")
    with image.open(io.BytesIO(slide)) as opened:
        assert (opened.width, opened.height) == (2560, 1440)
    menu.locator("summary").click()
    tab.locator("h1").first.click()
    assert menu.get_attribute("open") is None
