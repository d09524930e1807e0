"""Whatever a clerk may type comes through every format as it was, and does nothing."""

import csv
import io
import math
from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.support.hypothesis_setup import given, st
from tests.support.read_files import Page, about, book, cells, csv_rows, differences, heads, sheet_rows
from townbase import words
from townbase.downloads import Sheet, csv_bytes, html_bytes, workbook_bytes
from townbase.downloads.inert import inert
from townbase.text import safe_cell

HOSTILE = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK(\"http://x\")", "＝1+1", "=cmd|' /C calc'!A0", "'=1",
    "../../etc/passwd", "C:\\a\\b", "名" * 200, "甲,乙", '他说"好"', "第一行\n第二行", "第一行\r\n第二行", "🏫👩‍🏫", "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "&amp;&lt;", "http://example.com/", "mailto:a@b.c", "_x0041_", "0012", "1e5", "—", "nan", "None", "\ud800半", "\u202e倒",
]  # fmt: skip


def frame() -> pd.DataFrame:
    n = len(HOSTILE)
    return pd.DataFrame(
        {
            "乡镇": pd.Series(HOSTILE, dtype=object),
            "=项数（%）": [math.nan, 63.6, -5.4, 0.0, 1e-9, 1e300, *([12.5] * (n - 6))],
            "大数": [2**53 + 1, -(2**60), 10**15, 0, *range(n - 4)],
            "缺": pd.array([None, 3, *([None] * (n - 2))], dtype="Int64"),
            "日期": [date(2025, 12, 31), None, date(1899, 1, 1), *([date(2026, 3, 1)] * (n - 3))],
            "时刻": pd.to_datetime(["2025-12-31", None, "2025-12-31 08:30", *(["2026-03-01"] * (n - 3))], format="ISO8601"),
            "无": [None] * n,
            "是否": [True, False, *([True] * (n - 2))],
        }
    )


def test_a_spreadsheet_reads_back_what_was_in_the_frame():
    drawn = frame()
    sheet = book(workbook_bytes([Sheet("坏内容", about(), drawn)]))["坏内容"]
    first, *rows = sheet_rows(sheet)
    assert first == heads(drawn)
    wanted = [[in_a_cell(value) for value in row] for row in cells(drawn)]
    assert not differences(wanted, rows)


def in_a_cell(value):
    """A cell knows one kind of line end, and no day before 1900."""
    if isinstance(value, date) and value.year < 1900:
        return value.isoformat()
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def test_no_cell_of_a_spreadsheet_is_a_formula_or_an_address():
    for sheet in book(workbook_bytes([Sheet("坏内容", about(title="=1+1", definition="=2", note="@x"), frame())])):
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]


def test_a_number_of_more_than_fifteen_digits_is_kept_as_text():
    drawn = pd.DataFrame({"代码": [2**53 + 1, 7]})
    sheet = book(workbook_bytes([Sheet("代码", about(), drawn)]))["代码"]
    assert [sheet["A2"].value, sheet["A3"].value] == [str(2**53 + 1), 7]
    assert Page(html_bytes("代码", "", "", about(), drawn)).table[1:] == [[str(2**53 + 1)], [7]]
    assert csv_rows(csv_bytes(drawn))[1:] == [[str(2**53 + 1)], ["7"]]


def test_a_csv_reads_back_what_was_in_the_frame_with_a_quote_before_what_would_run():
    drawn = frame()
    first, *rows = csv_rows(csv_bytes(drawn))
    assert first == [safe_cell(head) for head in heads(drawn)]
    for row, read in zip(cells(drawn), rows, strict=True):
        for mine, theirs in zip(row, read, strict=True):
            if isinstance(mine, (int, float)) and not isinstance(mine, bool):
                assert float(theirs) == mine
            else:
                assert theirs == ("" if mine is None else str(safe_cell(mine)))


def test_no_cell_of_a_csv_runs():
    runs = [cell for row in csv_rows(csv_bytes(frame())) for cell in row if cell.lstrip(" ")[:1] in tuple("=+-@\t\r＝＋－＠") and not is_number(cell)]
    assert not runs


def is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text.replace(",", "").rstrip("%")))
    except ValueError:
        return False


def test_a_page_reads_back_what_was_in_the_frame():
    drawn = frame()
    page = Page(html_bytes("坏内容", "", "", about(), drawn))
    first, *rows = page.table
    assert first == heads(drawn)
    wanted = [[value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, bool) else value for value in row] for row in cells(drawn)]
    assert not differences(wanted, rows)


def test_nothing_in_a_page_runs_but_its_own_script():
    page = Page(html_bytes("</title><script>alert(1)</script>", "", "", about(title="<script>", note="<b onclick=x>", filters=(("<i>", "</style>"),)), frame()))
    assert len(page.scripts) == 1 and "alert" not in page.scripts[0]
    assert not [found for found in page.attributes if found[1].startswith("on")]
    assert not {"img", "iframe", "i", "b"} & {tag for tag, _ in page.tags}


@pytest.mark.parametrize("endless", [math.inf, -math.inf, np.float64("inf")])
def test_a_number_without_an_end_is_a_sign_in_every_format(endless):
    drawn = pd.DataFrame({"值": [endless, 1.5]})
    sign = "∞" if endless > 0 else "\u2212∞"
    assert book(workbook_bytes([Sheet("值", about(), drawn)]))["值"]["A2"].value == sign
    assert csv_rows(csv_bytes(drawn))[1] == [sign]
    assert Page(html_bytes("值", "", "", about(), drawn)).table[1] == [sign]


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    sheet = book(workbook_bytes([Sheet("长", about(), pd.DataFrame({"长": ["字" * 40000]}))]))["长"]
    assert len(sheet["A2"].value) == 32767 and sheet["A2"].value.endswith("（已截断）")


def test_two_columns_of_one_name_both_come_through():
    drawn = pd.DataFrame([[1, "甲"]], columns=["名", "名"])
    assert csv_rows(csv_bytes(drawn)) == [["名", "名"], ["1", "甲"]]
    assert sheet_rows(book(workbook_bytes([Sheet("两列", about(), drawn)]))["两列"]) == [["名", "名"], [1, "甲"]]
    assert Page(html_bytes("两列", "", "", about(), drawn)).table == [["名", "名"], [1, "甲"]]


@pytest.mark.parametrize("drawn", [pd.DataFrame(), pd.DataFrame({"空": []})], ids=["no columns", "no rows"])
def test_an_empty_table_makes_files_that_open(drawn):
    assert len(book(workbook_bytes([Sheet("空", about(), drawn)])).sheetnames) == 2
    assert csv_bytes(drawn).startswith(b"\xef\xbb\xbf")
    assert Page(html_bytes("空", "", "", about(), drawn)).table == []


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=5))
def test_any_text_comes_back_from_every_format(texts):
    drawn = pd.DataFrame({"文": pd.Series(texts, dtype=object)})
    sheet = book(workbook_bytes([Sheet("文", about(), drawn)]))["文"]
    assert not differences([[text] for text in texts], [[row[0].value] for row in sheet.iter_rows(min_row=2, max_row=len(texts) + 1)])
    assert [row[0] if row else "" for row in csv.reader(io.StringIO(csv_bytes(drawn).decode("utf-8-sig"), newline=""))][1:] == [
        safe_cell(text) for text in texts
    ]
    assert [row[0] for row in Page(html_bytes("文", "", "", about(), drawn)).table[1:]] == texts


def test_what_only_serves_the_screen_is_left_out_with_all_that_is_inside():
    markup = (
        f'<p class="tb-note tb-screen"><a data-nav href="x">恢复行政区划顺序</a></p><div class="tb-screen"><label><input type="checkbox">只看{words.UNMET}</label></div>'
        '<nav><ul class="tb-chips"><li><ul><li>小学</li></ul></li></ul></nav><details class="tb-fold tb-screen"><summary>换一个</summary><details>里</details>外</details><b>留下</b>'
    )
    assert inert(markup) == "<nav></nav><b>留下</b>"


def test_a_fold_that_is_the_whole_card_stands_open():
    markup = '<details class="tb-whole"><summary>新达标</summary>谷雨镇</details><details><summary>其余</summary>里</details>'
    assert inert(markup) == '<details class="tb-whole" open=""><summary>新达标</summary>谷雨镇</details><details><summary>其余</summary>里</details>'
