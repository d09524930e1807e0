"""Markup in every text that a delivery, a policy row or an address holds stays text: on every page, in every file and brief."""

import csv
import re
import shutil

import duckdb
import pytest

from tests.support.eight_townships import eight
from tests.support.open_page import open_page, page_text, sample_served
from townbase import brief
from townbase.build import build
from townbase.downloads import csv_bytes, html_bytes, workbook_bytes
from townbase.settings import ROOT
from townbase.ui.cards import download_buttons
from townbase.ui.opened import CONTEXT

NASTY = """<img src=x onerror=alert(1)>\"'&<form action=//x>"""
RAW = ("<img src=x", "<form action")
# Every text column of an extract that is no code of a closed list and no key; evidence is a link or a line of words.
FREE = ("name", "district_name", "batch", "managing_body", "evidence", "owner_unit", "lead_office", "decided_by", "source")
# Every text column of the policy rows but keys, codes and the clauses, whose words are held against the published text.
POLICY = (
    ("goals", "title"), ("goals", "short"), ("actions", "title"), ("actions", "short"), ("actions", "note"), ("indicators", "title"),
    ("indicators", "source"), ("indicators", "unit"), ("tasks", "title"), ("tasks", "done_means"), ("tasks", "evidence"),
)  # fmt: skip
PAGES = (
    ("app.py", {}),
    ("app.py", {"district": "d1"}),
    ("1_actions.py", {}),
    ("1_actions.py", {"action": "3"}),
    ("1_actions.py", {"action": "3", "tab": "townships"}),
    ("6_indicator.py", {"indicator": "backbone", "stage": "primary"}),
    ("2_township.py", {}),
    ("2_township.py", {"township": "t3", "with": "t2"}),
    ("2_township.py", {"township": "t3", "school": "t3p"}),
    ("2_township.py", {"find": NASTY[:38]}),
    ("3_gap.py", {}),
    ("4_retention.py", {"township": "t3"}),
    ("5_data.py", {}),
    ("5_data.py", {"township": "t3", "indicator": "backbone", "stage": "primary"}),
    ("app.py", {"district": NASTY, "counted": NASTY, NASTY: NASTY}),
)


@pytest.fixture(scope="module")
def nasty(tmp_path_factory):
    """The eight townships with markup in every free text of the extracts, of delivery.toml and of the policy rows."""
    folder = eight(tmp_path_factory.mktemp("nasty") / "extracts")
    for path in folder.glob("*.parquet"):
        _spoil(path)
    manifest = folder / "delivery.toml"
    text = manifest.read_text(encoding="utf-8")
    for key in ("city", "source"):
        text = re.sub(rf"(?m)^{key} = .*$", lambda match, key=key: f"{key} = {_toml(NASTY)}", text)
    manifest.write_text(text, encoding="utf-8")
    rules = tmp_path_factory.mktemp("policy") / "policy"
    shutil.copytree(ROOT / "townbase" / "policy", rules)
    for name, column in POLICY:
        _append(rules / f"{name}.csv", column)
    db = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOWNBASE_POLICY", str(rules))
        build(folder, db)
        with sample_served(db):
            yield db


def _spoil(path) -> None:
    """Markup behind every name, owner and note; keys and codes stay what they are."""
    with duckdb.connect() as con:
        con.execute("create table t as from read_parquet(?)", [str(path)])
        texts = [row[0] for row in con.execute("describe t").fetchall() if row[1] == "VARCHAR"]
        for column in set(texts) & set(FREE):
            con.execute(f"update t set {column} = {column} || ? where {column} is not null", [NASTY])
        con.execute(f"copy t to '{path}' (format parquet)")


def _append(path, column: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {column: row[column] + NASTY} for row in rows)


def _toml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.mark.parametrize(("page", "query"), PAGES)
def test_markup_in_any_text_is_only_text_on_every_page_and_in_its_files(nasty, page, query):
    app = open_page(page, **query)
    markup = page_text(app)
    assert not [raw for raw in RAW if raw in markup]
    opened = app.session_state[CONTEXT]
    assert NASTY[:10] in opened.info.city
    for drawn in opened.drawn:
        if drawn.is_taken:
            sheet = download_buttons.sheet_of(opened, drawn)()
            taken = html_bytes(sheet.about.title, drawn.body, "", sheet.about, sheet.table).decode()
            assert not [raw for raw in RAW if raw in taken], drawn.card.key
            assert workbook_bytes([sheet]) and csv_bytes(sheet.table)


def test_markup_in_any_text_is_only_text_in_a_brief(nasty):
    app = open_page("2_township.py", township="t3")
    opened = app.session_state[CONTEXT]
    written = brief.html(brief.brief_of(opened.ask, opened.selection, opened.year))
    assert NASTY[:4] not in written and "&lt;img" in written
    assert brief.docx(brief.brief_of(opened.ask, opened.selection, opened.year))
