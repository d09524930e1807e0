"""The township page as a reader gets it, in every state it can be in: no error box, real links, the marts' figures."""

import re
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from townbase import store, versions
from townbase.selection import PAGES
from townbase.settings import ROOT


@pytest.fixture(scope="module")
def served(sample_db):
    patch = pytest.MonkeyPatch()
    patch.setenv("TOWNBASE_DB", str(sample_db))
    yield sample_db
    patch.undo()


@pytest.fixture(scope="module")
def sql(served):
    session = store.open_session(served)

    def rows(text: str):
        with duckdb.connect(
            str(versions.database(session.directory, session.version)), read_only=True, config=dict(store._CONFIG)
        ) as con:
            return con.execute(text).fetchall()

    return rows


def opened(**query) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)
    app.switch_page("pages/2_township.py")
    for key, value in query.items():
        app.query_params[key] = str(value)
    return app.run()


def said(app: AppTest) -> str:
    assert not app.exception
    text = "\n".join(block.value for block in app.get("html") if "<style>" not in block.value)
    assert "tb-error" not in text
    return text


@pytest.fixture(scope="module")
def short(sql):
    """The township with most unmet core rows."""
    return sql(
        "select township_id from township_status where school_year = 2025 and reading = 'strict' order by unmet_core desc, 1 limit 1"
    )[0][0]


@pytest.fixture(scope="module")
def page(served, short):
    return said(opened(township=short))


def test_without_a_township_every_township_can_be_chosen(served, sql):
    text = said(opened())
    for (township,) in sql("select township_id from township"):
        assert f"township={township}" in text


def test_the_page_shows_all_its_cards(page):
    for title in (
        "十项行动 × 六项目标",
        "下一步：先做这三件事",
        "项指标未达标",
        "学校（园）",
        "规模相近的乡镇",
        "任务",
        "督导认定",
        "在校（园）生",
        "本地就读率",
    ):
        assert title in page
    assert "口径与依据" in page
    assert "不作为督导认定结论" in page


def test_links_lead_to_what_their_pages_read(page):
    links = re.findall(r'<a data-nav[^>]*href="([^"]*)"', page)
    assert len(links) > 100
    for link in links:
        parts = urlsplit(link.replace("&amp;", "&"))
        name = "overview" if parts.path == "./" else parts.path
        assert set(parse_qs(parts.query)) <= set(PAGES[name])


def test_no_mean_of_any_paper_is_on_the_page(page):
    assert "平均分" not in page
    assert "均分" not in page


def test_every_state_opens_without_the_error_box(served, sql, short):
    [(other,)] = sql(f"select min(township_id) from township where counted and township_id <> '{short}'")
    [(uncounted,)] = sql("select min(township_id) from township where not counted")
    [(school,)] = sql(
        f"select min(school_id) from school where township_id = '{short}' and school_year = 2025 and kind = 'nine_year'"
    ) or [(None,)]
    school = (
        school or sql(f"select min(school_id) from school where township_id = '{short}' and school_year = 2025")[0][0]
    )
    for query in (
        {"township": uncounted},
        {"township": short, "with": other},
        {"township": short, "school": school},
        {"township": short, "indicator": "bachelor", "stage": "primary"},
        {"township": short, "indicator": "parent_satisfaction"},
        {"township": short, "indicator": "difference_rate", "stage": "junior"},
        {"township": short, "indicator": "bachelor"},
        {"township": short, "urban": "district"},
        {"township": short, "year": 2026},
        {"township": short, "year": 2021},
        {"township": short, "year": 2016, "school": school},
        {"district": "000000", "township": "nowhere"},
    ):
        assert "tb-headline" in said(opened(**query)), query


def test_the_filters_travel_with_the_links(served, short):
    text = said(opened(township=short, year=2024))
    links = [
        link for link in re.findall(r'<a data-nav[^>]*href="([^"]*)"', text) if link.startswith(("township", "actions"))
    ]
    assert links
    assert all("year=2024" in link for link in links)


def test_a_school_panel_names_file_row_and_fingerprint(served, sql, short):
    [(school, row)] = sql(
        f"select r.school_id, s.source_row from staffing s join roster r on r.delivered_id = s.school_id and r.school_year = s.school_year "
        f"where r.township_id = '{short}' and s.school_year = 2025 order by 1 limit 1"
    )
    text = said(opened(township=short, school=school))
    [(sha,)] = sql("select sha256 from source_file where extract = 'staffing'")
    assert sha in text
    assert f"{row:,}" in text
