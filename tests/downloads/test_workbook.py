"""A workbook explains itself, its cells are what they look like, and it prints."""

from datetime import date

import pandas as pd
import pytest

from tests.support.read_files import about, book
from townbase.downloads import Sheet, workbook_bytes
from townbase.downloads.formats import number_format
from townbase.text import Markup

TABLE = pd.DataFrame(
    {"乡镇": ["谷雨镇", "霜降镇"], "在校生（人）": [12345, 678], "本地就读率（%）": [63.6, 100.0], "比上年（个百分点）": [-5.4, 2.0], "应完成": [date(2025, 12, 31)] * 2}
)  # fmt: skip
ABOUT = about(
    title="2 个乡镇中 1 个达标",
    filters=(("学年", "2025—2026学年"), ("区县", "示例一区")),
    year="2025—2026学年",
    source="教育事业统计报表",
    as_of="2025年9月1日",
    made_on=date(2026, 1, 5),
    definition=Markup("<p>达标：核心指标&amp;全部达标。</p><blockquote>原文</blockquote>"),
    note="按行政区划顺序",
    key="retention-townships",
)


@pytest.fixture(scope="module")
def made():
    return book(workbook_bytes([Sheet("各乡镇", ABOUT, TABLE), Sheet("另一张/表", ABOUT, TABLE.head(1))]))


def test_the_first_sheet_explains_and_each_card_has_its_own(made):
    assert made.sheetnames == ["说明", "各乡镇", "另一张_表"]


def test_the_first_sheet_says_filters_day_version_source_and_that_the_data_is_invented(made):
    texts = {row[0]: row[1] for row in made["说明"].iter_rows(values_only=True) if row[0]}
    assert texts["数据性质"].startswith("演示数据：示例市为虚构城市")
    assert texts["筛选条件"] == "学年：2025—2026学年；区县：示例一区"
    assert (texts["数据版本"], texts["导出日期"], texts["数据时点"], texts["数据来源"]) == ("3f9a5c0b1d22", "2026年1月5日", "2025年9月1日", "教育事业统计报表")


def test_real_data_is_not_called_invented():
    parts = [cell.value for row in book(workbook_bytes([Sheet("表", about(synthetic=False), TABLE)]))["说明"].iter_rows() for cell in row]
    assert not [value for value in parts if value and "演示" in str(value)]


def test_the_first_sheet_lists_every_sheet_with_its_definition_and_every_column_with_unit_meaning_and_clause(made):
    rows = [list(row) for row in made["说明"].iter_rows(values_only=True)]
    listed = rows[rows.index(["工作表", "标题", "行数", "口径与依据", "备注"]) + 1 :]
    assert listed[0] == ["各乡镇", "2 个乡镇中 1 个达标", 2, "达标：核心指标&全部达标。\n原文", "按行政区划顺序"]
    assert listed[1][0:3] == ["另一张_表", "2 个乡镇中 1 个达标", 1]
    columns = {(row[0], row[1]): row[2:] for row in rows[rows.index(["工作表", "列", "单位", "含义", "条款（政策原文）"]) + 1 :]}
    unit, meaning, clause = columns["各乡镇", "本地就读率（%）"]
    assert unit == "%" and "户籍学生" in meaning and clause == "域内户籍儿童学前、小学、初中生源在当地学校就读的比例逐年提升。（条款 G6-8）"
    assert len(columns) == 10


def test_numbers_and_days_are_typed_and_printed_as_their_heads_say(made):
    sheet = made["各乡镇"]
    formats = [cell.number_format for cell in sheet[2]]
    assert formats[1:] == ["#,##0", "0.0##", "+0.0##;−0.0##;0.0", "yyyy-mm-dd"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "n", "d"]
    assert [cell.value for cell in sheet[2]][1:4] == [12345, 63.6, -5.4]


def test_heads_are_bold_and_frozen_with_a_filter_over_them(made):
    sheet = made["各乡镇"]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref == "A1:E3"


def test_a_sheet_prints_across_on_a4_as_wide_as_one_page_with_its_heads_on_each(made):
    for sheet in made:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
        assert "演示数据" in sheet.oddHeader.left.text
    assert made["各乡镇"].print_title_rows == "$1:$1"


def test_a_chinese_character_counts_as_two_in_the_width_of_a_column():
    table = pd.DataFrame({"甲": ["甲乙丙丁戊己庚辛"], "b": ["abcdefgh"]})
    sheet = book(workbook_bytes([Sheet("表", about(), table)]))["表"]
    assert sheet.column_dimensions["A"].width > 16 > 10 > sheet.column_dimensions["B"].width


def test_a_very_long_title_still_prints():
    made = book(workbook_bytes([Sheet("表", about(title="长&" * 300, source="源&" * 300), TABLE)]))
    assert len(made["表"].oddHeader.left.text) < 255


def test_the_same_card_of_the_same_day_makes_the_same_file():
    assert workbook_bytes([Sheet("各乡镇", ABOUT, TABLE)]) == workbook_bytes([Sheet("各乡镇", ABOUT, TABLE)])


def test_a_book_without_a_sheet_is_refused():
    with pytest.raises(ValueError, match="sheet"):
        workbook_bytes([])


def test_what_differs_from_the_first_card_is_said_with_its_sheet():
    other = about(source="督导核验", filters=(("区县", "示例二区"),))
    cover = book(workbook_bytes([Sheet("一", ABOUT, TABLE), Sheet("二", other, TABLE)]))["说明"]
    [remarks] = [row[4] for row in cover.iter_rows(values_only=True) if row[0] == "二" and isinstance(row[2], int)]
    assert "筛选条件：区县：示例二区" in remarks and "数据来源：督导核验" in remarks


@pytest.mark.parametrize(
    ("head", "values", "wanted"),
    [("学年", [2025], "0"), ("在校生", [1, 2], "#,##0"), ("在校生", [1.0, None], "#,##0"), ("差异系数", [0.175, 0.5], "#,##0.000"), ("占（%）", [1], "0.0##")],
)  # fmt: skip
def test_a_column_is_printed_with_the_decimals_it_needs(head, values, wanted):
    assert number_format(head, values) == wanted
