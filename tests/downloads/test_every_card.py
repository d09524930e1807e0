"""Every card of every page, written in three formats and read back, is the table the card holds; every head is explained."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from tests.support.open_page import published, sample_served
from tests.support.page_cards import cards_of, scripts, selections
from tests.support.read_files import Page, about, book, cells, csv_rows, differences, heads, sheet_rows
from townbase import words
from townbase.downloads import Sheet, csv_bytes, html_bytes, workbook_bytes
from townbase.downloads.columns import described
from townbase.downloads.inert import inert
from townbase.downloads.names import sheet_names
from townbase.downloads.plaintext import plain
from townbase.text import Markup, safe_cell


@pytest.fixture(scope="module")
def served(sample_db):
    with sample_served(sample_db):
        yield sample_db


def collected(served, every: bool):
    with published(served) as con:
        wanted = selections(lambda text: con.execute(text).fetchall(), every=every)
    return [card for page, query in wanted for card in cards_of(page, query)]


@pytest.fixture(scope="module")
def cards(served):
    """One card for each shape of table: page, key and heads."""
    found = {(card.page, card.key, *heads(card.table)): card for card in collected(served, every=False)}
    # with one publication there is nothing that could have changed since the one before
    assert {page for page, *_ in found} == set(scripts()) - {"changes"}
    return list(found.values())


@pytest.fixture(scope="module")
def every_card(served):
    return collected(served, every=True)


def test_every_head_of_every_card_is_explained(cards):
    assert not unexplained(cards)


@pytest.mark.long
def test_every_head_of_every_card_under_every_selection_is_explained(every_card):
    assert not unexplained(every_card)


def unexplained(cards) -> list[tuple[str, str]]:
    return sorted({(f"{card.page}-{card.key}", head) for card in cards for head in heads(card.table) if described(head, f"{card.page}-{card.key}") is None})


def test_a_head_says_a_unit_where_its_column_holds_numbers(cards):
    """In the head, or in a column beside it, or in the dictionary; pure numbers are coefficients."""
    pure = ("差异", "泰尔", "区县", "同类", "三类", "乡镇、", "下降", "上限", "行", "首行", "末行", "次序")
    without = {
        (f"{card.page}-{card.key}", head)
        for card in cards
        for at, head in enumerate(heads(card.table))
        if pd.api.types.is_numeric_dtype(card.table.iloc[:, at])
        and not described(head, f"{card.page}-{card.key}").unit
        and not any(word in head for word in pure)
    }
    assert not without


def test_no_cell_is_a_number_dressed_as_text(cards):
    """63.6%, 3 名, −5.4 个百分点: a unit belongs to the head or beside the number."""
    dressed = r"[<>≥≤+−-]?\s*[\d,]+(\.\d+)?\s*(%|‰|个百分点|[名人个所项册间天元份件张㎡](/\S+)?)?"
    allowed = {"报送代码", "代码"}
    found = {
        (card.in_words, head, value)
        for card in cards
        for at, head in enumerate(heads(card.table))
        if head not in allowed and not pd.api.types.is_numeric_dtype(card.table.iloc[:, at])
        for value in set(card.table.iloc[:, at].astype(str)[card.table.iloc[:, at].astype(str).str.fullmatch(dressed)])
    }
    assert not found


def test_every_workbook_holds_the_tables_of_its_page(cards):
    for page in dict.fromkeys(card.page for card in cards):
        own = [card for card in cards if card.page == page]
        made = book(workbook_bytes([Sheet(card.title, about(key=f"{card.page}-{card.key}", definition=card.definition), card.table) for card in own]))
        names = sheet_names((card.title for card in own), taken=["说明"])
        assert made.sheetnames == ["说明", *names]
        for card, name in zip(own, names, strict=True):
            first, *rows = sheet_rows(made[name])
            assert first == heads(card.table), card.in_words
            assert not differences(cells(card.table), rows), card.in_words


def test_every_page_file_holds_the_table_of_its_card(cards):
    for card in cards:
        read = Page(html_bytes(card.title, card.body, "", about(definition=card.definition, key=f"{card.page}-{card.key}"), card.table))
        first, *rows = read.table
        assert first == heads(card.table), card.in_words
        wanted = [[value.isoformat() if hasattr(value, "isoformat") else value for value in row] for row in cells(card.table)]
        found = [[None if value == "—" else value for value in row] for row in rows]
        assert not differences([[None if value == "—" else value for value in row] for row in wanted], found), card.in_words
        assert len(read.scripts) == 1
        assert not [found for found in read.attributes if found[1] in ("href", "src") and not found[2].startswith(("data:image/", "#"))], card.in_words


def test_every_csv_holds_the_table_of_its_card(cards):
    for card in cards:
        first, *rows = csv_rows(csv_bytes(card.table))
        assert first == [safe_cell(head) for head in heads(card.table)], card.in_words
        for mine, read in zip(cells(card.table), rows, strict=True):
            for value, text in zip(mine, read, strict=True):
                if isinstance(value, (int, float)):
                    assert float(text) == value, card.in_words
                else:
                    assert text == ("" if value is None else str(safe_cell(value))), card.in_words


# What a reader can do on the screen and nowhere else.
TO_THE_HAND = re.compile(
    r"点(?:击|按|开|符号|\S{0,5}名|学年|乡镇|学校)[^。；]{0,12}看|切换|收起|结束(?:比较|对比)|恢复行政区划顺序|按数值排序|换一个比较|查看原始行|只看未达标|显示全部指标|也列"
)


def test_no_page_taken_away_says_what_only_a_hand_on_the_screen_can_do(cards):
    kept = {(card.page, card.key): found[0] for card in cards if (found := TO_THE_HAND.search(plain(inert(card.body)) + words.on_paper(card.how)))}
    assert not kept
    assert sum(bool(TO_THE_HAND.search(plain(Markup(card.body)) + card.how)) for card in cards) > 10  # they stand on the screen
