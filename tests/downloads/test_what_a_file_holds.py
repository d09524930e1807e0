"""Every file says which indicator and stage it holds, chosen or opened by default; no two files of one name differ."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.open_page import published, sample_served
from tests.support.page_cards import scripts, selections
from townbase import views
from townbase.downloads import Sheet, csv_bytes
from townbase.page_records import PAGES
from townbase.ui.cards import download_buttons
from townbase.ui.opened import CONTEXT
from townbase.views.shared.card import Card
from townbase.words import FILTER, STAGE

pytestmark = pytest.mark.long


@dataclass(frozen=True)
class Taken:
    page: str
    query: dict[str, str]
    card: Card
    name: str
    sheet: Sheet
    picture: str

    @property
    def key(self) -> str:
        return self.card.key

    @property
    def content(self) -> tuple:
        return self.sheet.about.title, csv_bytes(self.sheet.table)

    @property
    def filters(self) -> dict[str, str]:
        return dict(self.sheet.about.filters)


@pytest.fixture(scope="module")
def taken(opened_pages):
    """Every file of every card that has rows."""
    found = [each for page, query, opened in opened_pages for drawn in opened.drawn if drawn.is_taken for each in files(opened, drawn, page, query)]
    # with one publication there is nothing that could have changed since the one before
    assert {each.page for each in found} == set(PAGES) - {"changes"}
    return found


@pytest.fixture(scope="module")
def opened_pages(sample_db):
    """Every card of every page under addresses that choose an indicator, a stage, a filter, and that choose nothing."""
    with sample_served(sample_db):
        with published(sample_db) as con:
            ask = lambda text: con.execute(text).fetchall()  # noqa: E731
            addresses = selections(ask, every=False) + more(ask)
        yield [(page, query, opened(page, query)) for page, query in addresses]


def more(ask) -> list[tuple[str, dict[str, str]]]:
    """What the list of all cards leaves out: each filter by itself, beside the page without it."""
    [(town,)] = ask("select township_id from township where counted order by 1 limit 1")
    [(batch,)] = ask("select min(batch) from township")
    [(body,)] = ask("select max(managing_body) from township where counted")
    place = {"township": town}
    narrow = [{"counted": "town"}, {"batch": batch}, {"managing_body": body}, {"counted": "town", "batch": batch}]
    found = [(page, {"action": "3"} | each) if page == "actions" else (page, each) for page in ("overview", "actions", "township") for each in narrow]
    found += [
        ("actions", {"action": "3"} | each)
        for each in ({"stage": "junior"}, {"order": "value"}, {"urban": "district"}, {"tab": "seat", "indicator": "bachelor"})
    ]
    found += [("indicator", {"indicator": "backbone"} | each) for each in ({}, {"counted": "town"}, {"stage": "junior"})]
    found += [("township", place | each) for each in ({"urban": "district"}, {"indicator": "backbone", "stage": "junior", "urban": "district"})]
    found += [
        ("gap", each) for each in ({"stage": "primary"}, {"indicator": "new_books"}, {"urban": "district"}, {"indicator": "backbone", "stage": "primary"})
    ]
    found += [("retention", each) for each in ({"stage": "primary", "tab": "went"}, {"tab": "seats", "under": "45"}, {"stage": "preschool", "tab": "seats"})]
    found += [
        ("township", {"find": "谷雨"}),
        ("township", {"find": "中心", "counted": "town"}),
        ("data", {"find": "骨干"}),
        ("data", {"find": "图书"}),
        ("data", place | {"indicator": "backbone"}),
    ]
    return found


def opened(page: str, query: dict[str, str]):
    """The page as it remembers itself after its run."""
    app = AppTest.from_file(scripts()[page], default_timeout=120)
    app.query_params.update(query)
    app.run()
    if app.toggle:
        for toggle in app.toggle:
            toggle.set_value(True)
        app.run()
    assert not app.exception
    assert not any("tb-error" in block.value for block in app.get("html") if "<style>" not in block.value), (page, query)
    return app.session_state[CONTEXT]


def files(opened, drawn, page: str, query: dict[str, str]) -> Iterator[Taken]:
    """The CSV of one card, and the picture's buttons beside it."""
    values, picture = download_buttons.of_card(opened, drawn.card), download_buttons.menu(opened, drawn)
    yield Taken(page, query, drawn.card, download_buttons.name(opened, values, drawn.card.file, "csv"), download_buttons.sheet_of(opened, drawn)(), picture)


def test_no_two_files_of_one_name_differ(taken):
    by_name: dict[str, list[Taken]] = {}
    for each in taken:
        by_name.setdefault(each.name, []).append(each)
    apart = {name: [(each.page, each.query, each.key) for each in same] for name, same in by_name.items() if len({each.content for each in same}) > 1}
    assert not apart


def test_what_a_page_opens_by_default_is_named_like_what_is_chosen(taken):
    """/gap alone: the indicator that is furthest behind; /retention alone: one stage."""
    [gap] = [each for each in taken if (each.page, each.query, each.key) == ("gap", {}, "trend")]
    assert {"指标", "学段"} <= set(gap.filters)
    [kept] = [each for each in taken if (each.page, each.query, each.key) == ("retention", {}, "trend")]
    assert kept.filters["学段"] in STAGE.values()
    [seat] = [each for each in taken if (each.page, each.query, each.key) == ("actions", {"action": "3", "tab": "seat"}, "seat")]
    assert "指标" in seat.filters


def test_every_card_that_is_about_one_names_it_in_name_filter_picture_and_rows(taken):
    about = [each for each in taken if {"指标", "学段"} & set(each.filters)]
    assert {each.page for each in about} == {"actions", "township", "gap", "retention", "data", "indicator"}
    for each in about:
        for head in ("指标", "学段"):
            if head not in each.filters:
                continue
            word = each.filters[head]
            assert word in each.name, (each.page, each.query, each.key)
            assert word in each.picture
            heads = [str(one) for one in each.sheet.table.columns]
            assert head in heads or any(STAGE[stage] in one for stage in ("preschool", "primary", "junior") for one in heads), (each.page, each.key)


def test_a_card_that_an_indicator_does_not_touch_does_not_name_it(taken):
    for page, query in (("gap", {"indicator": "new_books"}), ("township", None), ("actions", {"action": "3"})):
        of = [each for each in taken if each.page == page and query in (None, each.query)]
        assert of and not [each.key for each in of if "指标" in each.filters and "indicator" not in each.card.filters]
    [same] = {each.name for each in taken if each.page == "gap" and each.key == "dispersion" and not {"stage", "district", "year"} & set(each.query)}
    assert "差异系数" in same


def test_an_indicator_that_the_page_cannot_show_is_not_named_in_its_place(taken):
    [trend] = [each for each in taken if each.page == "gap" and each.query.get("indicator") == "difference_rate" and each.key == "trend"]
    assert "差异率" not in trend.name and trend.filters["指标"] != "学业水平差异率"


def test_every_card_that_is_described_is_drawn_somewhere(opened_pages):
    """A card that nothing draws is a line that lies; a brief is no card on the page, its record names its files, three
    lists of the overview and the panels of the rate stand in it alone, and `moved` is the tab 与上年相比 in four lines.
    The sample is published once, by a build that went through: nothing was refused, and nothing changed since another
    version (tests/pages/test_changes.py publishes twice and has every card of that page drawn)."""
    drawn = {(page, each.card.key) for page, _, opened in opened_pages for each in opened.drawn}
    not_drawn = {(page, card.key) for page, card in described()} - drawn
    of_brief = {("overview", key) for key in ("brief", "attention", "districts", "actions", "moved")}
    of_brief |= {("township", "brief"), ("retention", "panels")}
    of_two_versions = {(page, card.key) for page, card in described() if page == "changes"}
    assert not_drawn == of_brief | of_two_versions | {("data", "refused")}


def described() -> Iterator[tuple[str, Card]]:
    """(page, card) of every Card that stands in a module of views."""
    for module in pkgutil.walk_packages(views.__path__, "townbase.views."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Card):
                yield module.name.split(".")[2], value


ALSO = {"path": "township"}  # 假设情形 is drawn on the page of a township too


def test_every_card_says_on_which_of_its_pages_keys_it_rests_and_has_a_name_of_its_own():
    seen = {}
    for page, card in described():
        assert set(card.filters) <= {*PAGES[page].keys, *PAGES[ALSO.get(page, page)].keys}, (page, card.key)
        assert card.file and card.key
        seen.setdefault((page, card.key), set()).add(card.file)
    assert not {where: files for where, files in seen.items() if len(files) > 1}


def test_the_head_of_a_picture_names_its_place(taken):
    """A township with its district, a school with both; the foot names it too, but a slide is read from the top."""
    seen = set()
    for each in taken:
        head = re.search(r' data-head="([^"]*)"', each.picture)[1].split("　")
        place = {key: each.filters[FILTER[key]] for key in ("district", "township", "school") if FILTER[key] in each.filters}
        if "township" in place:
            place |= dict(zip(("township", "district"), place["township"].removesuffix("）").split("（"), strict=True))
        assert [name for name in head if name in place.values()] == [place[key] for key in ("district", "township", "school") if key in place]
        if FILTER["with"] in each.filters:
            assert f"与{each.filters[FILTER['with']]}" in head
        seen |= {*place}
    assert seen == {"district", "township", "school"}
