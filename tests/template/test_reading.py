"""A folder of filled workbooks is read row by row; what could be read wrong is refused, and told by file, row and column."""

import pytest

from tests.template.clerk import as_csv, change, fill
from tests.template.first_day import FUNDING
from tests.template.reading import FIRST, FUNDS, RECEIVED, SCHOOLS, TOWNSHIP, at, edit, read, refused, the_one
from townbase.template import convert_folder, layout

# Which row is data


def test_the_example_is_never_read_and_neither_is_a_copy_of_it(filled):
    book, sheet, path = edit(filled, "funding")
    for cell in sheet[layout.EXAMPLE][1:]:
        sheet.cell(20, cell.column).value = cell.value
    book.save(path)
    assert [row["township_id"] for row in read(filled, "funding")] == ["990301001", "990302001"]


def test_figures_typed_over_the_example_are_refused_not_lost(filled):
    change(filled.forms, "funding", layout.EXAMPLE, RECEIVED, 5)
    the_one(refused(filled), FUNDS, f"第 {layout.EXAMPLE} 行", "示例行被改写过", "填到示例行下面")


def test_a_row_of_keys_alone_is_not_reported_and_counted_as_left_out(filled):
    fill(filled.forms, "funding", [{TOWNSHIP: "990301002", "学年": 2025, "资金来源": "中央补助"}])
    outcome = convert_folder(filled.forms, filled.delivery)
    assert "经费：读入 2 行；另有 1 行只有代码、没有数据，按未报处理。" in outcome.notes


def test_a_delivered_zero_is_a_value(filled):
    change(filled.forms, "funding", FIRST, RECEIVED, 0)
    assert read(filled, "funding")[0]["received"] == 0.0


@pytest.mark.parametrize("word", ["合计", "总 计", "小计", "芒种区合计", "其中：城区", "Total"])
def test_a_total_is_no_row(filled, word):
    fill(filled.forms, "funding", [{TOWNSHIP: word, "学年": 2025, "资金来源": "全部", RECEIVED: 1474000}])
    the_one(refused(filled), FUNDS, f"第 {FIRST + 2} 行", f"“{word}”是合计行")


def test_a_remark_under_the_table_is_one_finding(filled):
    fill(filled.forms, "funding", [{TOWNSHIP: "注：本表由计财处提供"}])
    the_one(refused(filled), FUNDS, f"第 {FIRST + 2} 行", "“注：本表由计财处提供”", "是备注的请删去")


def test_merged_cells_are_one_finding_and_not_filled_down(filled):
    book, sheet, path = edit(filled, "funding")
    sheet.merge_cells(start_row=FIRST, end_row=FIRST + 1, start_column=2, end_column=2)
    book.save(path)
    the_one(refused(filled), FUNDS, f"第 {FIRST} 行", f"B{FIRST}:B{FIRST + 1} 是合并的单元格", "取消合并")


def test_an_empty_cell_that_must_be_filled_is_named(filled):
    change(filled.forms, "schools", FIRST, "学校（园）名称", None)
    the_one(refused(filled), SCHOOLS, f"第 {FIRST} 行", "E 列“学校（园）名称”", "必须填写")


# Which column is which


def test_a_column_of_ones_own_is_refused_by_its_head(filled):
    book, sheet, path = edit(filled, "schools")
    sheet.cell(layout.HEADS, 20).value, sheet.cell(FIRST, 20).value = "备注", "新建"
    book.save(path)
    the_one(refused(filled), SCHOOLS, "T 列", "规定中没有“备注”这一列")


def test_figures_in_a_column_without_a_head_are_refused(filled):
    book, sheet, path = edit(filled, "funding")
    sheet.cell(FIRST, 20).value = 5
    book.save(path)
    the_one(refused(filled), FUNDS, "T 列", "没有列名，但有内容")


def test_a_column_about_persons_is_refused_as_such(filled):
    book, sheet, path = edit(filled, "schools")
    sheet.cell(layout.HEADS, 20).value, sheet.cell(FIRST, 20).value = "校长姓名", "某某"
    book.save(path)
    the_one(refused(filled), SCHOOLS, "“校长姓名”像是个人信息", "只报送汇总数")


def test_columns_may_stand_in_another_order_and_optional_ones_may_be_missing(filled):
    book, sheet, path = edit(filled, "funding")
    last = sheet.max_column + 1
    for row in range(layout.HEADS, FIRST + 2):
        sheet.cell(row, last).value = sheet.cell(row, at(sheet, RECEIVED)).value
    sheet.delete_cols(at(sheet, RECEIVED))
    sheet.delete_cols(at(sheet, "本年度计划资金"))
    book.save(path)
    rows = read(filled, "funding")
    assert [row["received"] for row in rows] == [float(row[RECEIVED]) for row in FUNDING]
    assert "planned" not in rows[0]


def test_a_missing_key_column_is_refused(filled):
    book, sheet, path = edit(filled, "funding")
    sheet.delete_cols(at(sheet, "学年"))
    book.save(path)
    the_one(refused(filled), FUNDS, "缺少必填的“学年”列")


# Which file is which


def test_a_renamed_workbook_without_its_title_is_known_by_its_heads(filled):
    book, sheet, path = edit(filled, "funding")
    sheet.delete_rows(1, 2)
    book.save(filled.forms / "历年资金 (1).xlsx")
    path.unlink()
    assert len(read(filled, "funding")) == 2


def test_one_table_may_come_in_several_workbooks_and_a_row_in_both_is_told_with_the_other_file(filled):
    book, sheet, _ = edit(filled, "funding")
    sheet.delete_rows(FIRST, 1)
    book.save(filled.forms / "15-经费（二）.xlsx")
    the_one(refused(filled), "15-经费（二）.xlsx", f"第 {FIRST} 行", f"与{FUNDS} 第 {FIRST + 1} 行重复")


def test_another_sheet_with_content_is_not_left_out_in_silence(filled):
    book, _, path = edit(filled, "funding")
    book.create_sheet("补充").append(["寒露镇", 3])
    book.save(path)
    the_one(refused(filled), FUNDS, "工作表“补充”", "认不出是哪张表，没有读入")


def test_files_that_cannot_be_read_are_each_told(filled):
    (filled.forms / "旧表.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (filled.forms / "坏表.xlsx").write_bytes(b"PK\x03\x04 not really")
    (filled.forms / "~$15-经费.xlsx").write_bytes(b"lock")
    (filled.forms / "说明.docx").write_bytes(b"words")
    lines = refused(filled)
    assert len(lines) == 2
    assert any("旧表.xls：不能读 .xls 文件" in line and "另存为 XLSX" in line for line in lines)
    assert any("坏表.xlsx：不是正确的 XLSX 文件" in line for line in lines)
    assert "说明.docx 不是表格，没有读入。" in convert_folder(filled.forms, filled.delivery).notes


def test_a_workbook_beside_its_own_export_is_refused(filled):
    content = (filled.forms / FUNDS).read_bytes()
    as_csv(filled.forms / FUNDS)
    (filled.forms / FUNDS).write_bytes(content)
    the_one(refused(filled), "15-经费.csv", "只留一个")
