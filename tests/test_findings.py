"""A finding is one line that can be read, and repeats no number of a person."""

import pytest

from townbase.findings import Finding, places
from townbase.personal import hide


def finding(**parts) -> Finding:
    return Finding(**{"severity": "error", "file": "schools.parquet", "key": "第 1 行", "what": "值不对", "todo": "请核对", **parts})


def test_a_line_names_place_fault_and_remedy():
    assert finding().line() == "【错误】schools.parquet，第 1 行：值不对。请核对。"
    assert finding(severity="warning", key="").line() == "【提醒】schools.parquet：值不对。请核对。"


def test_a_line_is_cut_at_a_length_that_can_be_read():
    line = finding(file="甲" * 9_000, key="乙" * 9_000, what="丙" * 9_000).line()
    assert len(line) < 900
    assert "丙…。请核对。" in line


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b", "\x00", "\u2028", "\u202e", "\u2066", "\u200b", "\x9b", "\ud800"])
def test_a_line_holds_no_sign_that_cannot_be_seen(sign):
    line = finding(key=f"列 a{sign}b").line()
    assert "列 a·b" in line
    line.encode("utf-8")


@pytest.mark.parametrize(
    "number",
    [
        "37010219900307123X",
        "370102199003071234",
        "370102 19900307 1234",
        "３７０１０２１９９００３０７１２３４",
        "13912345678",
        "139 1234 5678",
        "139-1234-5678",
        "１３９１２３４５６７８",
        "wang.xm@example.com",
    ],
)
def test_the_number_of_a_person_is_repeated_in_no_part(number):
    parts = dict.fromkeys(("file", "key", "what", "todo"), f"经办{number}号")
    assert number not in finding(**parts).line()
    assert hide(f"经办{number}号") == "经办（已隐去）号"


@pytest.mark.parametrize("text", ["9999100001", "990102001", "2023120800001", "文号2139123456789", "佐证〔2023〕00001号", "a@b", "2025-12-05 13:14:15"])
def test_codes_days_and_numbers_of_documents_stay(text):
    assert hide(text) == text


def test_a_text_of_megabytes_is_made_readable_at_once():
    assert len(finding(what="a" * 10**6 + "@" + "1" * 10**6).what) == 300


def test_places_count_what_is_not_listed_too():
    assert places([finding(), finding(places=20_770), finding()]) == 20_772
