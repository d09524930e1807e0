"""A cell is read as exactly what it says, or refused; nothing is guessed."""

from datetime import date, datetime, time

import pytest

from townbase.contracts.contract import Column
from townbase.template.cells import Wrong, read_cell
from townbase.template.form import Field, read_forms

FORMS = read_forms()
COUNT, AMOUNT = FORMS["enrolment"].field("pupils"), FORMS["funding"].field("planned")
CODE, TEXT = FORMS["schools"].field("school_id"), FORMS["schools"].field("name")
YEAR, DAY = FORMS["schools"].field("school_year"), FORMS["delivery"].field("due")
STAGE, MET, SEAT = FORMS["staffing"].field("stage"), FORMS["facilities"].field("ict_standard_met"), FORMS["schools"].field("seat")
KIND, GRADE, TO = FORMS["schools"].field("kind"), FORMS["enrolment"].field("grade"), FORMS["residency"].field("destination")
SYSTEM = FORMS["schools"].field("system")
SHARE = Field(Column("rate", "DOUBLE", False, "比例", "比例"), "比例", "", "share", {}, False)


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        (COUNT, 42, 42),
        (COUNT, 42.0, 42),
        (COUNT, "42", 42),
        (COUNT, " ４２ ", 42),
        (COUNT, "1,234", 1234),
        (COUNT, "１，２３４", 1234),
        (COUNT, 0.1 * 300, 30),
        (COUNT, 0, 0),
        (COUNT, "", None),
        (COUNT, " \u3000", None),
        (COUNT, None, None),
        (AMOUNT, 974000.5, 974000.5),
        (AMOUNT, "974,000.50", 974000.5),
        (AMOUNT, 3, 3.0),
        (CODE, "0012", "0012"),
        (CODE, " ００１２ ", "0012"),
        (CODE, 9993200001, "9993200001"),
        (CODE, 9993200001.0, "9993200001"),
        (TEXT, " 谷雨（乡镇）小学\u3000", "谷雨（乡镇）小学"),
        (TEXT, "谷雨第１小学", "谷雨第1小学"),
        (TEXT, 2025, "2025"),
        (YEAR, 2025, 2025),
        (YEAR, "2025", 2025),
        (YEAR, "2025—2026学年", 2025),
        (YEAR, "2025-2026", 2025),
        (YEAR, "2025/2026 学年", 2025),
        (YEAR, "２０２５学年", 2025),
        (DAY, datetime(2025, 9, 1), date(2025, 9, 1)),
        (DAY, "2025-09-01", date(2025, 9, 1)),
        (DAY, "2025/9/1", date(2025, 9, 1)),
        (DAY, "2025.9.1", date(2025, 9, 1)),
        (DAY, "2025年9月1日", date(2025, 9, 1)),
        (DAY, "20250901", date(2025, 9, 1)),
        (STAGE, "小学", "primary"),
        (STAGE, "primary", "primary"),
        (STAGE, " 小 学 ", "primary"),
        (KIND, "九年一贯制", "nine_year"),
        (GRADE, "一年级", "1"),
        (GRADE, 1, "1"),
        (GRADE, "高一", "10"),
        (SYSTEM, 63, "63"),
        (MET, "是", 1),
        (MET, "否", 0),
        (MET, 1, 1),
        (MET, "√", 1),
        (MET, True, 1),
        (SEAT, "是", True),
        (SEAT, "否", False),
        (SEAT, 0, False),
        (TO, "市外", "other_city"),
        (TO, "990301001", "990301001"),
        (SHARE, 0.85, 0.85),
        (SHARE, "85%", 0.85),
        (SHARE, "８５．５％", 0.855),
        (SHARE, 1, 1.0),
    ],
)
def test_what_is_clear_is_read(field, typed, stored):
    value = read_cell(field, typed)
    assert (value, type(value)) == (stored, type(stored))


def test_a_percent_cell_is_a_share_where_one_is_wanted_and_refused_where_none_is():
    assert read_cell(SHARE, 0.85, "0%") == 0.85
    for field in (COUNT, AMOUNT, MET, YEAR):
        with pytest.raises(Wrong):
            read_cell(field, 1, "0.0%")


def test_zeros_that_the_format_still_shows_are_kept():
    assert read_cell(CODE, 12, "0000") == "0012"
    assert read_cell(CODE, 12, "General") == "12"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (COUNT, "42人"),
        (COUNT, "约42"),
        (COUNT, "12.5"),
        (COUNT, 12.5),
        (COUNT, "85%"),
        (COUNT, "1,23"),
        (COUNT, "12,34"),
        (COUNT, "/"),
        (COUNT, "无"),
        (COUNT, "<10"),
        (COUNT, "*"),
        (COUNT, "30②"),
        (COUNT, "30²"),
        (YEAR, "2025①"),
        (COUNT, True),
        (COUNT, datetime(1900, 2, 11)),
        (COUNT, time(1, 30)),
        (COUNT, 3_000_000_000),
        (AMOUNT, "98万元"),
        (AMOUNT, "1e5"),
        (CODE, 1.5),
        (CODE, -12),
        (CODE, 12345678901234567890),
        (CODE, "9.99E+15"),
        (CODE, datetime(2025, 1, 2)),
        (CODE, True),
        (TEXT, datetime(2025, 1, 2)),
        (TEXT, False),
        (YEAR, "25"),
        (YEAR, 2025.5),
        (YEAR, "2025—2027学年"),
        (YEAR, "2025-2025"),
        (YEAR, "2025年"),
        (YEAR, datetime(2025, 9, 1)),
        (DAY, "2025年9月"),
        (DAY, "9/1/2025"),
        (DAY, "2025-02-30"),
        (DAY, 45901),
        (DAY, datetime(2025, 9, 1, 8, 30)),
        (DAY, "本学期末"),
        (STAGE, "小学和初中"),
        (STAGE, "幼儿园"),
        (MET, 3),
        (MET, "基本达标"),
        (MET, "合格"),
        (SEAT, "未知"),
        (KIND, "完全小学"),
        (SHARE, 85),
        (SHARE, "85"),
        (SHARE, "185%"),
    ],
)
def test_what_is_not_clear_is_refused_with_what_to_do(field, typed):
    with pytest.raises(Wrong) as wrong:
        read_cell(field, typed)
    assert wrong.value.what and wrong.value.todo.startswith(("请", "应"))


def test_an_error_value_is_never_text():
    with pytest.raises(Wrong, match="错误值“#DIV/0!”"):
        read_cell(TEXT, "#DIV/0!", error=True)
