"""What the page gives to the writers: the card it stands on, whose data, of which year and version."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.open_page import sample_served
from tests.support.page_cards import scripts
from townbase import versions
from townbase.downloads.columns import described
from townbase.ui.cards import download_buttons
from townbase.ui.opened import CONTEXT


@pytest.fixture
def sheets(sample_db):
    with sample_served(sample_db):
        app = AppTest.from_file(scripts()["retention"], default_timeout=90)
        app.query_params.update({"stage": "primary", "tab": "went"})
        assert not app.run().exception
        page = app.session_state[CONTEXT]
        yield [download_buttons.sheet_of(page, drawn)() for drawn in page.drawn if drawn.is_taken]


def test_every_sheet_of_a_page_says_year_source_version_and_that_the_data_is_invented(sheets, sample_db):
    assert len(sheets) > 4
    for sheet in sheets:
        text = dict(sheet.about.lines())
        assert text["数据版本"] == versions.current(sample_db)
        assert {"数据性质", "标题", "页面", "筛选条件", "学年", "数据来源", "数据时点", "导出日期"} <= set(text)
        every_stage = sheet.about.key == "retention-triangle"
        assert ("小学" in text["筛选条件"]) is not every_stage and sheet.about.definition


def test_every_sheet_knows_its_card_so_that_every_head_is_explained(sheets):
    assert {sheet.about.key for sheet in sheets} >= {"retention-net", "retention-destinations"}
    assert not [(sheet.about.key, head) for sheet in sheets for head in sheet.table.columns if described(head, sheet.about.key) is None]
