"""与上次相比: what changed since a release, kept apart, and an address that goes on showing a release.

Held here too: townbase.views.changes.cells, townbase.views.changes.changes, townbase.views.changes.definitions.
"""

import pytest

from tests.support.next_delivery import changed
from tests.support.open_page import open_page, page_text
from tests.support.read_files import about, book, cells, csv_rows, differences, heads, sheet_rows
from townbase import store, versions
from townbase.build import build
from townbase.downloads import Sheet, csv_bytes, workbook_bytes
from townbase.downloads.columns import described
from townbase.page_records import CHANGES
from townbase.ui.opened import CONTEXT
from townbase.ui.start import firststart
from townbase.views.changes import figures, ledger, places, rules, verdicts
from townbase.views.shared.card import Card

MEETING = "2026年11月调度会"
CARDS = [each for module in (figures, ledger, places, rules, verdicts) for each in vars(module).values() if isinstance(each, Card)]
LATER = {
    "staffing": "select * replace (case when school_id like 't1%' then greatest(backbone_teachers - 6, 0) else backbone_teachers end as backbone_teachers) from old",
    "schools": "select * replace (case when township_id = 't6' then name || '（新名）' else name end as name) from old",
}


@pytest.fixture(scope="module")
def twice(eight_db, tmp_path_factory):
    """(folder, the version of the meeting, the version served now)"""
    folder = tmp_path_factory.mktemp("twice")
    extracts, db = eight_db[0], folder / "db"
    first = build(extracts, db).version
    versions.name_release(db, MEETING, first)
    second = build(changed(extracts, folder / "later", **LATER), db).version
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOWNBASE_DB", str(db))
        patch.setenv("TOWNBASE_EXTRACTS", str(folder / "later"))
        firststart._forget()
        yield db, first, second
    firststart._forget()
    store.close_all()


@pytest.fixture(scope="module")
def page(twice):
    return page_text(open_page("6_changes.py"))


def test_the_last_release_is_what_it_is_held_against(page):
    assert f"与“{MEETING}”相比：2025—2026学年全部达标的由" in page
    assert page.count('aria-current="page"') >= 1


def test_townships_that_turned_lead_to_their_page_in_that_year(page):
    assert "立春镇" in page
    assert 'href="township?year=2025&township=t1"' in page.replace("&amp;", "&")
    assert 'href="township?year=2024&township=t1"' in page.replace("&amp;", "&")


def test_new_figures_revisions_rules_and_places_each_have_a_tab(twice):
    revised = page_text(open_page("6_changes.py", tab="revised"))
    assert "县级以上学科骨干教师数" in revised and "本乡镇数据" in revised
    rule = page_text(open_page("6_changes.py", tab="rule"))
    assert "设置、指标和目标都没有改动" in rule and "县级以上学科骨干教师数" not in rule
    places = page_text(open_page("6_changes.py", tab="places"))
    assert "改名" in places and "（新名）" in places


def test_every_card_is_drawn_in_one_of_the_tabs_and_explains_its_heads(twice):
    """The pages of the sample, published once, draw none of them: tests/downloads leaves them to this."""
    opened = [open_page("6_changes.py", tab=tab).session_state[CONTEXT] for tab in CHANGES.tabs]
    drawn = [each for page in opened for each in page.drawn]
    assert {each.card.key for each in drawn} == {card.key for card in CARDS}
    heads = {(each.card.key, str(head)) for each in drawn if each.is_taken for head in each.table.columns}
    assert {"townships", "rows", "counts", "revised", "schools"} <= {key for key, _ in heads}
    assert not sorted((key, head) for key, head in heads if described(head, f"changes-{key}") is None)


def test_every_table_comes_back_from_its_files_as_it_was(twice):
    """Numbers as numbers, their names and units in the heads; CSV and workbook hold the same."""
    taken = {}
    for tab in CHANGES.tabs:
        for each in open_page("6_changes.py", tab=tab).session_state[CONTEXT].drawn:
            if each.is_taken and len(each.table):
                taken[each.card.key] = each.table
    assert {"townships", "rows", "counts", "revised", "schools"} <= set(taken)
    for key, table in taken.items():
        sheet = Sheet(key, about(), table)
        written = sheet_rows(book(workbook_bytes([sheet], about()))[key])
        assert written[0] == heads(table), key
        assert not differences(cells(table), written[1:]), key
        rows = csv_rows(csv_bytes(table))
        assert rows[0] == heads(table) and len(rows) == len(table) + 1, key


def test_a_version_without_a_name_can_be_asked_for_too(twice):
    _, first, _ = twice
    assert f"与版本 {first}相比" in page_text(open_page("6_changes.py", since=first))
    assert "已忽略" in page_text(open_page("6_changes.py", since="没有的会"))


def test_nothing_published_before_is_said(twice):
    text = page_text(open_page("6_changes.py", release=MEETING, since=MEETING))
    assert "没有变化" in text


def test_a_release_is_shown_whatever_is_published_since(twice):
    db, first, second = twice
    now, then = page_text(open_page("app.py")), page_text(open_page("app.py", release=MEETING))
    assert f"版本 {first}" in then and f"版本 {first}" not in now
    assert "3 个六项目标全部达标" not in now or "3 个六项目标全部达标" not in then
    assert "查看现用结果" in then and versions.current(db) == second


def test_every_link_of_a_release_keeps_to_it(twice):
    then = page_text(open_page("app.py", release=MEETING)).replace("&amp;", "&")
    links = [part.split('"', 1)[0] for part in then.split('href="')[1:]]
    inside = [link for link in links if not link.startswith(("#", "http", "data:"))]
    leaving = [link for link in inside if "release=" not in link]
    assert len(inside) > 10 and leaving == ["./"]  # 查看现用结果


def test_a_release_that_nobody_named_is_said_and_left_out(twice):
    text = page_text(open_page("app.py", release="没有的会"))
    assert "版本“没有的会”" in text and "已忽略" in text
