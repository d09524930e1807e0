"""The scope matrix: what each page, its files and its briefs show three viewers: of another district neither name nor row."""

from __future__ import annotations

import re
from difflib import unified_diff
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.addresses import addresses
from tests.support.page_cards import scripts
from townbase import brief, store
from townbase.downloads import csv_bytes, workbook_bytes
from townbase.page_records import PAGES
from townbase.selection import Selection
from townbase.ui import finder
from townbase.ui.cards import download_buttons
from townbase.ui.memory import kept
from townbase.ui.opened import CONTEXT

YEAR = 2025


@pytest.fixture(scope="module")
def own(districts) -> tuple[str, str]:
    return list(districts.items())[1]


@pytest.fixture(scope="module")
def foreign(con, own) -> dict[str, str]:
    """A place of another district of each kind."""
    [(district, township)] = con.execute(
        "select district_id, township_id from township where counted and district_id > $own order by 2 limit 1", {"own": own[0]}
    ).fetchall()
    [(school,)] = con.execute(
        "select school_id from school where township_id = $t and school_year = $y order by 1 limit 1", {"t": township, "y": YEAR}
    ).fetchall()
    return {"district": district, "township": township, "school": school}


@pytest.fixture(scope="module")
def within(con, own) -> dict[str, str]:
    """Addresses in the own district, each page and part of it."""
    district, _ = own
    [(town,)] = con.execute(
        "select township_id from township_status where school_year = $y and reading = 'strict' and district_id = $d order by unmet_core desc, 1 limit 1",
        {"y": YEAR, "d": district},
    ).fetchall()
    [(school,)] = con.execute(
        "select school_id from school where township_id = $t and school_year = $y and has_primary order by pupils desc, 1 limit 1", {"y": YEAR, "t": town}
    ).fetchall()
    found = addresses(lambda sql: con.execute(sql).fetchall())
    return {
        name: re.sub(r"school=[^&]+", f"school={school}", re.sub(r"township=[^&]+", f"township={town}", re.sub(r"district=[^&]+", f"district={district}", href)))
        for name, href in found.items()
    }  # fmt: skip


def opened(href: str) -> AppTest:
    kept.pages.forget()  # what was drawn before hands over no cards
    page, _, query = href.partition("?")
    app = AppTest.from_file(scripts()["overview" if page == "./" else page], default_timeout=120)
    app.query_params.update(dict(pair.split("=", 1) for pair in query.split("&") if pair))
    app.run()
    assert not app.exception
    return app


def everything(app: AppTest) -> str:
    """All that one opened page says, hands over as a file or lets the search find."""
    page = app.session_state[CONTEXT]
    shown = [block.value for block in app.get("html") if "<style>" not in block.value]
    assert not any("tb-error" in block for block in shown)
    files = []
    for drawn in page.drawn:
        files += [str(drawn.title), str(drawn.how), str(drawn.body)]
        if drawn.is_taken:
            files.append(csv_bytes(drawn.table).decode("utf-8-sig"))
            files.append(str(download_buttons.sheet_of(page, drawn)().about))
    return "\n".join([*shown, *files, str(finder._entries(page.session)), str(page.options.names)])


def named(text: str, strange: set[str]) -> set[str]:
    """The names and codes of other districts that stand in a text, as words of their own."""
    codes = set(re.findall(r"(?<!\d)\d{6,}(?!\d)", text))
    return {name for name in strange if (name in codes if name.isdigit() else name in text)}


SLICE = (
    "overview",
    "actions",
    "township",
    "township-one",
    "gap",
    "retention",
    "retention-went",
    "retention-township",
    "changes",
    "path",
    "policy",
    "data",
    "data-warnings",
    "indicator-rising",
)


@pytest.mark.parametrize("name", SLICE)
def test_a_page_and_its_files_name_nothing_of_another_district(name, sign_in, own, within, strange):
    sign_in(own[1])
    assert named(everything(opened(within[name])), strange) == set()


@pytest.mark.long
@pytest.mark.parametrize("scope", ["one", "two"])
def test_no_address_names_another_district_to_any_viewer(scope, sign_in, own, within, strange, districts, con):
    other, called = list(districts.items())[2]
    sign_in(own[1] if scope == "one" else f"{own[1]}、{called}")
    if scope == "two":
        rows = con.execute(
            "select unnest([district_id, district_name, township_id, name]) from township where district_id = $o union select unnest([school_id, name]) from school where district_id = $o",
            {"o": other},
        )
        strange = strange - {text for (text,) in rows.fetchall()}
    for name, href in within.items():
        assert named(everything(opened(href)), strange) == set(), name


def test_the_same_addresses_name_other_districts_to_who_sees_the_city(sign_in, within, strange):
    """What the matrix looks for is there to be found."""
    sign_in("全市", "管理")
    for name in ("overview", "gap", "retention-went"):
        assert len(named(everything(opened(within[name])), strange)) > 5, name


@pytest.mark.parametrize(
    "href",
    ["./?district={district}", "township?township={township}", "township?school={school}", "retention?township={township}", "data?school={school}&indicator=backbone&stage=primary", "gap?district={district}"],
)  # fmt: skip
def test_a_place_of_another_district_is_answered_like_one_that_is_not(href, sign_in, own, foreign, strange):
    sign_in(own[1])
    there, nowhere = (opened(href.format(**places)) for places in (foreign, dict.fromkeys(foreign, "990000")))
    texts = [everything(app) for app in (there, nowhere)]
    for each in sorted(foreign.values(), key=len, reverse=True):
        texts[0] = texts[0].replace(each, "990000")
    assert list(unified_diff(*(text.splitlines() for text in texts), n=0)) == []
    assert named(texts[1], strange) == set()


def test_a_page_without_a_district_stands_in_the_own_one(sign_in, own):
    sign_in(own[1])
    for page in ("./", "gap", "actions", "retention", "data", "path", "policy"):
        assert opened(page).session_state[CONTEXT].selection.district == own[0], page


def test_a_viewer_of_two_districts_chooses_between_these(sign_in, own, districts):
    other = list(districts.items())[2]
    sign_in(f"{own[1]}、{other[0]}")
    app = opened(f"./?district={other[0]}")
    assert app.session_state[CONTEXT].selection.district == other[0]
    markup = "\n".join(block.value for block in app.get("html"))
    choices = re.search(r'<select data-key="district".*?</select>', markup, re.S).group(0)
    assert re.findall(r'option value="(\w*)"', choices) == [own[0], other[0]]


def test_the_masthead_says_who_is_signed_in_and_offers_the_way_out(sign_in):
    sign_in("全市")
    markup = "\n".join(block.value for block in opened("gap").get("html"))
    assert re.search(r'赵老师 <a href="auth/logout" target="_self">退出</a>', markup)


def test_an_account_that_is_not_on_the_list_sees_nothing(sign_in, monkeypatch):
    from townbase.ui import viewer

    sign_in("全市")
    monkeypatch.setattr(viewer, "claims", lambda: {"email": "li@example.org", "is_logged_in": True})
    app = opened("gap")
    shown = [block.value for block in app.get("html") if "<style>" not in block.value]
    assert len(shown) == 1 and "li@example.org”不在账号名册中" in shown[0]
    assert CONTEXT not in app.session_state


def test_a_scope_of_unknown_districts_sees_nothing(sign_in):
    sign_in("没有的区")
    app = opened("gap")
    assert CONTEXT not in app.session_state
    assert "没有对应的区县" in "".join(block.value for block in app.get("html"))


def test_who_only_looks_does_not_see_what_a_build_was_refused_for(sign_in, monkeypatch):
    from townbase.ui import version

    monkeypatch.setattr("townbase.ui.version.versions.read_attempt", lambda _: "refused")
    for role, seen in (("管理", "refused"), ("查看", None)):
        sign_in("全市", role)
        assert version.last_attempt() == seen


def test_each_address_is_logged_once(sign_in, tmp_path):
    sign_in("全市")
    app = opened("gap?stage=junior")
    app.run()
    [file] = (tmp_path / "log").iterdir()
    [line] = file.read_text(encoding="utf-8").splitlines()
    assert '"who": "Zhao@example.org", "what": "page", "of": "gap?stage=junior"' in line


def test_the_workbook_of_a_page_names_nothing_of_another_district(sign_in, own, within, strange, tmp_path):
    import openpyxl

    sign_in(own[1])
    page = opened(within["retention-went"]).session_state[CONTEXT]
    path = tmp_path / "page.xlsx"
    path.write_bytes(workbook_bytes([download_buttons.sheet_of(page, drawn)() for drawn in page.drawn if drawn.is_taken]))
    cells = [str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 100
    assert named("\n".join(cells), strange) == set()


def test_briefs_are_of_the_own_district(city, own, strange):
    session = store.open_session(city, scope=(own[0],))
    ask, chosen = partial(store.ask, session), Selection(district=own[0])
    assert brief.how_many(ask, chosen) == brief.how_many(partial(store.ask, store.open_session(city)), chosen) > 1
    assert named(brief.html(brief.brief_of(ask, chosen, YEAR)), strange) == set()


@pytest.mark.long
def test_all_briefs_at_once_are_of_the_own_district(city, own, strange):
    ask = partial(store.ask, store.open_session(city, scope=(own[0],)))
    for name, made in brief.briefs_of(ask, Selection(district=own[0]), YEAR, "html"):
        assert named(f"{name}\n{made.decode()}", strange) == set(), name


def test_every_page_is_in_the_matrix():
    assert {name.partition("-")[0] for name in SLICE} == set(PAGES)
