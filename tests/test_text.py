"""What may stand on a page, in a cell and in a file's name."""

import pandas as pd
import pytest

from tests.support.hypothesis_setup import given, st
from townbase.downloads import csv_bytes
from townbase.text import Markup, esc, file_name, is_missing, join, safe_cell


def test_values_are_escaped_and_markup_is_not_escaped_twice():
    assert esc("<b>\"'&") == "&lt;b&gt;&#34;&#39;&amp;"
    assert esc(Markup("<b>")) == "<b>"
    assert esc(None) == esc(pd.NA) == esc(float("nan")) == ""


def test_joined_parts_are_escaped_one_by_one():
    assert join([Markup("<i>"), "<"], "、") == "<i>、&lt;"


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "  =1+1", "\r=1"])
def test_a_cell_that_would_run_as_a_formula_is_quoted(cell):
    assert safe_cell(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-5.4", "+3", "-1,234.5", "-3%", "谷雨镇", 3, -2.5, True])
def test_numbers_and_plain_words_stay(cell):
    assert safe_cell(cell) == cell


@given(st.text())
def test_no_text_cell_starts_as_a_formula_unless_it_is_a_number(text):
    cell = safe_cell(text)
    assert cell == text or cell == "'" + text
    if cell and cell.lstrip(" ")[:1] in ("=", "@"):
        raise AssertionError(cell)


def test_invented_data_says_so_first_in_the_file_name():
    assert file_name("十大行动", "2025-2026学年", ending="csv", synthetic=True) == "演示-十大行动-2025-2026学年.csv"
    assert file_name("十大行动", ending="csv", synthetic=False) == "十大行动.csv"


@given(st.text(), st.booleans())
def test_a_file_name_is_one_that_windows_takes(text, synthetic):
    name = file_name(text, ending="csv", synthetic=synthetic)
    assert name.endswith(".csv")
    assert not set(name) & set('<>:"/\\|?*\n\r\t')
    assert name.split(".")[0].lower() not in ("con", "nul", "aux", "prn", "com1", "lpt1")
    assert len(name) < 100


def test_a_csv_opens_in_a_spreadsheet_as_it_stands():
    frame = pd.DataFrame({"乡镇": ["谷雨镇", "=A1", None], "=项数": [1.5, None, -2]})
    content = csv_bytes(frame)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n") == ["乡镇,'=项数", "谷雨镇,1.5", "'=A1,", ",-2.0", ""]
    assert list(frame.columns) == ["乡镇", "=项数"]


def test_missing_is_every_way_of_having_nothing():
    assert all(map(is_missing, (None, float("nan"), pd.NA, pd.NaT)))
    assert not any(map(is_missing, (0, "", False, "nan")))
