"""What a file and a sheet are called."""

import re

import pytest

from tests.support.hypothesis_setup import given, st
from townbase.downloads import download_name
from townbase.downloads.names import sheet_names


def test_a_file_says_place_subject_year_and_version():
    name = download_name("示例一区", "谷雨镇", "十大行动", "2025-2026学年", version="3f9a5c0b1d22", ending="xlsx", synthetic=True)
    assert name == "演示-示例一区-谷雨镇-十大行动-2025-2026学年-3f9a.xlsx"


@pytest.mark.parametrize("synthetic", [True, False])
def test_a_name_that_is_too_long_keeps_the_version(synthetic):
    name = download_name("长" * 200, "2025-2026学年", version="3f9a5c0b1d22", ending="csv", synthetic=synthetic)
    assert re.fullmatch(r".*长-[0-9a-f]{4}-3f9a\.csv", name) and len(name) <= 80 + len("演示-") + len(".csv")
    assert name.startswith("演示-") is synthetic


def test_two_versions_of_one_long_name_differ():
    one, two = (download_name("长" * 200, version=version, ending="csv", synthetic=True) for version in ("aaaa1111", "bbbb1111"))
    assert one != two


def test_two_long_names_that_differ_only_where_they_are_cut_differ():
    one, two = (download_name("长" * 200, year, version="3f9a", ending="csv", synthetic=True) for year in ("2024-2025学年", "2025-2026学年"))
    assert one != two and len(one) == len(two) == 80 + len("演示-") + len(".csv")


def test_missing_parts_leave_no_gap():
    assert download_name(None, "", "十大行动", version="3f9a", ending="png", synthetic=False) == "十大行动-3f9a.png"


def test_without_a_version_there_is_no_mark():
    assert download_name("十大行动", version="", ending="csv", synthetic=False) == "十大行动.csv"


@given(st.lists(st.text(), max_size=4), st.text(), st.booleans())
def test_any_name_is_one_that_windows_takes_and_ends_in_its_version(parts, version, synthetic):
    name = download_name(*parts, version=version, ending="xlsx", synthetic=synthetic)
    assert not set(name) & set('<>:"/\\|?*\n\r\t') and len(name) < 100
    mark = "".join(sign for sign in version if sign.isascii() and sign.isalnum())[:4]
    assert name.endswith(f"-{mark}.xlsx" if mark else ".xlsx")


@given(st.lists(st.text(), max_size=6))
def test_any_sheet_name_is_one_that_excel_takes(wanted):
    names = sheet_names(wanted, taken=["说明"])
    assert len({name.casefold() for name in [*names, "说明"]}) == len(wanted) + 1
    for name in names:
        assert 1 <= len(name.encode("utf-16-le", "replace")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\") and name.strip("'") == name
        assert name.casefold() != "history"


def test_sheets_of_one_name_are_numbered_and_a_kept_name_is_changed():
    assert sheet_names(["各乡镇", "各乡镇", "History", "说明", ""], taken=["说明"]) == ["各乡镇", "各乡镇（2）", "History_", "说明（2）", "表5"]
    assert sheet_names(["甲" * 40, "甲" * 40]) == ["甲" * 31, "甲" * 28 + "（2）"]
