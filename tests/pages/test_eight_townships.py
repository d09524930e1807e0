"""The eight townships with known answers (tests/eight.py) on the township page: words, numbers, next steps."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.eight_answers import SAYS
from townbase.settings import ROOT
from townbase.ui.start import firststart


@pytest.fixture
def page(eight_db, monkeypatch):
    """page("t2", tab="rows") -> the markup of that township's page with a tab open."""
    extracts, db = eight_db
    monkeypatch.setenv("TOWNBASE_EXTRACTS", str(extracts))
    monkeypatch.setenv("TOWNBASE_DB", str(db))
    firststart._forget()

    def opened(township: str, **query: str) -> str:
        app = AppTest.from_file(str(ROOT / "pages" / "2_township.py"), default_timeout=60)
        app.query_params.update({"township": township} | query)
        app.run()
        assert not app.exception
        return "\n".join(block.value for block in app.get("html") if "<style>" not in block.value)

    yield opened
    firststart._forget()


@pytest.mark.parametrize("township", SAYS)
def test_the_page_says_what_was_reckoned_by_hand(page, township):
    markup, says = page(township), SAYS[township]
    assert "tb-error" not in markup
    for line in says.top:
        assert line in text(markup)
    assert_rows(re.findall(r"<tr[^>]*>.*?</tr>", table(page(township, tab="rows")), re.S), says.rows)
    steps = re.findall(r"<li>.*?</li>", "".join(re.findall(r'<ol class="tb-steps">.*?</ol>', markup, re.S)), re.S)
    assert len(steps) == len(says.steps)
    for step, parts in zip(steps, says.steps, strict=True):
        assert [part for part in parts if part not in text(step)] == []


@pytest.mark.parametrize("township", ["t1", "t3", "t4", "t5", "t7", "t8"])
def test_where_nothing_is_short_there_is_nothing_to_do(page, township):
    assert "还差" not in re.sub("<th.*?</th>|<details.*?</details>", "", page(township), flags=re.S)


def assert_rows(rows: list[str], wanted) -> None:
    """Each wanted row stands in the table with all its words."""
    for title, stage, *words in wanted:
        [found] = [text(row) for row in rows if f">{title}</a>" in row and f">{stage}</span>" in row]
        assert [word for word in words if word not in found] == [], found


def table(markup: str) -> str:
    return re.search(r'<table class="tb-t tb-bullets"[^>]*>.*?</table>', markup, re.S)[0]


def text(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)
