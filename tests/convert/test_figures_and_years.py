"""What one cell may say: a figure, a mark that withholds it, a school year; what looks like one and is none."""

import pytest

from townbase.convert.characters import invisible, label, tidy
from townbase.convert.table.counts import read_count
from townbase.convert.table.years import school_year

MARKS = (frozenset({"-", "n/a"}), frozenset({"—"}))


@pytest.mark.parametrize(("text", "number"), [("30", 30), ("0", 0), ("1,234", 1234), ("1,234,567", 1234567), ("30.0", 30), ("30.00", 30), ("007", 7), ("—", 0)])
def test_whole_numbers_are_read_with_thousands_and_as_frames_write_them(text, number):
    assert read_count(text, *MARKS).value == number


def test_full_width_figures_are_read():
    assert read_count(tidy("　１，２３４　"), *MARKS).value == 1234


@pytest.mark.parametrize(
    "text",
    [
        "30①",
        "30²",
        "½",
        "٣٠",
        "𝟑𝟎",
        "三十",
        "30人",
        "30+",
        "约30",
        "-30",
        "−30",
        "(30)",
        "12.5",
        "1.234",
        "1,2345",
        "12,34",
        "3 0",
        "1 234",
        "30%",
        "1e3",
        "3.7E+05",
        "#REF!",
        "#N/A",
        "TRUE",
        "0x1E",
        "3O",
        "'30",
        "缺",
        "..",
        "…",
        "x",
        "?",
    ],
)
def test_what_only_looks_like_a_figure_is_a_fault_with_advice(text):
    found = read_count(tidy(text), *MARKS)
    assert (found.kind, bool(found.todo)) == ("fault", True)


@pytest.mark.parametrize(
    ("text", "at_most"), [("*", None), ("**", None), ("<10", 9), ("≤10", 10), ("＜ 5", 4), ("少于10人", 9), ("-", None), ("N/A".lower(), None)]
)
def test_a_withheld_figure_is_no_number_and_says_how_many_it_can_hide(text, at_most):
    found = read_count(tidy(text), *MARKS)
    assert (found.kind, found.value, found.at_most) == ("withheld", None, at_most)


def test_eight_digits_are_told_as_such():
    assert read_count("10670304", *MARKS).fault == "人数超过 7 位"


@pytest.mark.parametrize(
    "text",
    [
        "2024",
        "2024-2025",
        "2024—2025学年",
        "2024–25",
        "2024/25",
        "2024~2025",
        "2024 － 2025 学年度",
        "2024至2025学年",
        "2024学年",
        "2024年秋季",
        "SY2024-25",
        "2024-2025 school year",
        "二〇二四—二〇二五学年",
        "２０２４",
        "2024.0",
    ],
)
def test_a_school_year_is_read_however_it_is_written(text):
    assert school_year(text) == 2024


@pytest.mark.parametrize("text", ["24", "24-25", "2024-2026", "2024-12", "2024春", "2024-09-01", "2024-2025学年第一学期", "113", "1925", "2101", "学年", ""])
def test_what_is_no_school_year_is_none(text):
    assert school_year(text) is None


def test_an_offset_is_added_to_single_years_and_other_eras_only():
    assert (school_year("2025", -1), school_year("113", 1911), school_year("113學年度", 1911), school_year("113-114", 1911)) == (2024, 2024, 2024, 2024)
    assert school_year("2024-2025", -1) is None  # the pair says already which year begins


def test_widths_blanks_and_composed_letters_are_no_difference_between_headers():
    assert label("一年级（人）") == label("一年级(人)") == label(" 一年级 （ 人 ）")
    assert label("Grade １") == label("Grade 1")
    assert label("e\u0301cole") == label("école")
    assert label("⼀年级") == label("一年级")  # a radical, as a PDF hands it over


@pytest.mark.parametrize("sign", ["\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\u2060", "\ufe0f", "\u3164", "\u2800", "\ufffd", "\ue000", "\x07"])
def test_every_character_that_cannot_be_seen_is_named_with_its_place(sign):
    assert invisible(f"东山{sign}镇").startswith(f"第 3 个字是看不见或认不出的字符 U+{ord(sign):04X}")


def test_ordinary_text_holds_nothing_invisible():
    assert invisible("东山镇 Élan ﹙１﹚·—“”　𠮷") == ""
