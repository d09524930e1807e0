"""A brief in a real browser: opened from disk it asks for nothing, and prints to one or two full sheets of A4 with no text cut."""

import re
import shutil
from dataclasses import replace
from datetime import date
from functools import partial

import duckdb
import pytest

from townbase import store, versions
from townbase.brief import brief_of, html
from townbase.brief.model import Section
from townbase.selection import Selection

MADE = date(2026, 11, 24)
STATUS = "from township_status s join township t using (township_id) where s.school_year = 2025 and s.reading = 'strict'"
PLACES = {
    "all met": f"select township_id {STATUS} and status = 'met' order by 1 limit 1",
    "most work left": f"select township_id {STATUS} order by unmet_core desc, 1 limit 1",
    "most data missing": f"select township_id {STATUS} order by missing_core desc, 1 limit 1",
    "longest name": f"select township_id {STATUS} order by length(t.name) desc, 1 limit 1",
    "shortest name": f"select township_id {STATUS} order by length(t.name), 1 limit 1",
    "no junior school": f"select township_id {STATUS} and township_id not in"
    " (select township_id from school where school_year = 2025 and has_junior) order by 1 limit 1",
    "not counted": "select township_id from township where not counted order by 1 limit 1",
    "largest district": "select district_id from township where counted group by 1 order by count(*) desc, 1 limit 1",
    "smallest district": "select district_id from township where counted group by 1 order by count(*), 1 limit 1",
    "district without counted": "select district_id from township group by 1 having not bool_or(counted) limit 1",
    "city": "",
}
# A4 less its margins, in CSS pixels
WIDE, HIGH = 186 / 25.4 * 96, 278 / 25.4 * 96
CUT = """() => [...document.querySelectorAll('p, h1, h2, li, th, td, figcaption, span, svg.line text')].filter(e => {
  const box = e.getBoundingClientRect(), page = document.querySelector('main').getBoundingClientRect();
  return box.right > page.right + 1 || box.left < page.left - 1 || (!e.ownerSVGElement && e.scrollWidth > e.clientWidth + 1 && e.clientWidth);
}).map(e => e.textContent)"""


@pytest.fixture(scope="module")
def place(sample_db, tmp_path_factory):
    """place(which) -> its selection. From a copy: a plain connection is refused while the store reads the file itself."""
    copy = tmp_path_factory.mktemp("places") / "copy.duckdb"
    shutil.copyfile(versions.database(sample_db, versions.current(sample_db)), copy)
    with duckdb.connect(str(copy), read_only=True) as con:
        found = {which: con.execute(sql).fetchone()[0] for which, sql in PLACES.items() if sql}
    return lambda which: Selection(**{"district" if "district" in which else "township": found[which]}) if which in found else Selection()


@pytest.fixture(scope="module")
def ask(sample_db):
    return partial(store.ask, store.open_session(sample_db))


@pytest.fixture
def paper(browser, tmp_path):
    """opened(document) -> the page as it is printed, and the addresses it asked for."""
    context = browser.new_context(viewport={"width": round(WIDE), "height": round(HIGH)}, locale="zh-CN")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))

    def opened(document: str):
        file = tmp_path / "一页纸.html"
        file.write_text(document, encoding="utf-8")
        page = context.new_page()
        page.goto(file.as_uri())
        page.emulate_media(media="print")
        return page, asked

    yield opened
    context.close()


def sheets(page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize(
    ("which", "year"),
    [
        *((which, 2025) for which in PLACES),
        *(pytest.param(which, 2026, marks=pytest.mark.long) for which in PLACES),
        *(pytest.param(which, year, marks=pytest.mark.long) for which in ("all met", "largest district", "city") for year in (2021, 2018)),
    ],
)
def test_it_prints_to_one_or_two_sheets_that_are_full_enough_with_nothing_cut(which, year, ask, place, paper):
    page, asked = paper(html(brief_of(ask, place(which), year, MADE)))
    planned = page.evaluate("document.querySelectorAll('.sheet').length")
    assert sheets(page) == planned <= 2
    heights = page.evaluate("[...document.querySelectorAll('.sheet')].map(e => e.getBoundingClientRect().height)")
    assert all(height <= HIGH for height in heights)
    assert planned == 1 or min(heights) > HIGH / 2  # no sheet for a few lines
    assert page.evaluate(CUT) == []
    assert [url for url in asked if not url.startswith("file:")] == []


def test_the_smallest_letters_can_still_be_read(ask, place, paper):
    for which in ("most work left", "largest district", "city"):
        page, _ = paper(html(brief_of(ask, place(which), 2025, MADE)))
        sizes = page.evaluate(
            "[...document.querySelectorAll('td, th, p, li, small')].filter(e => e.textContent.trim())"
            ".map(e => parseFloat(getComputedStyle(e).fontSize) * (e.currentCSSZoom || 1) * .75)"
        )
        assert min(sizes) >= 6  # pt


def test_a_name_of_two_hundred_characters_wraps_and_leaves_the_paper_whole(ask, place, paper):
    brief = brief_of(ask, place("most work left"), 2025, MADE)
    for name in ("很长的镇" * 50, "W" * 200):
        page, _ = paper(html(replace(brief, place=name, headline=name + brief.headline)))
        assert page.evaluate(CUT) == []
        assert sheets(page) == 2


def test_nothing_in_a_name_is_run(ask, paper):
    brief = brief_of(ask, Selection(), 2025, MADE)
    bad = "<img src=x onerror=document.title='ran'><script>document.title='ran'</script>"
    page, asked = paper(html(replace(brief, place=bad, sections=(Section(bad, lines=(bad,)),))))
    assert page.title() != "ran" and page.locator("img, script").count() == 0
    assert len(asked) == 1
