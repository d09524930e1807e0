"""Headers of several rows, and what a workbook knows of its cells beside their values."""

import datetime

import pandas as pd
import pytest
import xlsxwriter
from openpyxl.styles import Font

from tests.convert.small_table import BOTH, HEADER, MAPPING, book_table, grid, refused, run, text_table


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("F4", datetime.datetime(2024, 1, 2), "单元格 F4：是日期（2024-01-02）"),
        ("H4", "=20+20", "单元格 H4：公式还没有算出结果"),
        ("F4", '="S"&3', "单元格 F4：公式还没有算出结果"),
        ("H4", "#REF!", "单元格 H4：公式出错（#REF!）"),
        ("H4", True, "单元格 H4：是逻辑值"),
        ("H4", 39.6, "“一年级”不是整数人数，如“39.6”"),
        ("F4", 3701010010010010010, "单元格 F4：数字超过 15 位"),
        ("G4", "西河镇\n小学", "单元格 G4：一格里有换行"),
    ],
)
def test_a_cell_that_a_spreadsheet_spoiled_is_one_finding_with_its_place(cell, value, words, tmp_path):
    [line] = refused(book_table(tmp_path, grid(), lambda book, sheet: sheet.__setitem__(cell, value)))
    assert words in line


@pytest.mark.parametrize(("value", "shown"), [(0.4, "0%"), (40, "0.0%"), (40, '0"万人"')])
def test_a_figure_that_is_shown_as_something_else_is_refused(value, shown, tmp_path):
    def change(_book, sheet):
        sheet["H4"], sheet["H4"].number_format = value, shown

    assert "单元格 H4" in refused(book_table(tmp_path, grid(), change))[0]


def test_a_code_is_read_as_the_sheet_shows_it(tmp_path):
    def change(_book, sheet):
        for row in range(2, 10):
            sheet.cell(row, 6, (row - 2) % 4 + 1).number_format = "000"

    run(book_table(tmp_path, grid(), change))
    assert pd.read_parquet(tmp_path / "out" / "schools.parquet").school_id.unique().tolist() == ["001", "002", "003", "004"]


@pytest.mark.parametrize(
    "hide", [lambda sheet: setattr(sheet.row_dimensions[4], "hidden", True), lambda sheet: setattr(sheet.column_dimensions["H"], "hidden", True)]
)
def test_what_is_hidden_is_told_before_it_is_read(hide, tmp_path):
    assert "隐藏" in refused(book_table(tmp_path, grid(), lambda book, sheet: hide(sheet)))[0]
    assert run(book_table(tmp_path, grid(), lambda book, sheet: hide(sheet)), "\n[accept]\nhidden = true\n")[1] == BOTH


def test_a_row_that_was_struck_out_is_not_read_unasked(tmp_path):
    def strike(_book, sheet):
        for cell in sheet[4]:
            cell.font = Font(strike=True)

    [line] = refused(book_table(tmp_path, grid(), strike))
    assert "第 4 行：有删除线" in line
    assert run(book_table(tmp_path, grid(), strike), "\n[accept]\nstruck = true\n")[1] == BOTH


def test_a_figure_over_two_merged_rows_is_refused(tmp_path):
    [line] = refused(book_table(tmp_path, grid(), lambda book, sheet: sheet.merge_cells("H3:H4")))
    assert "单元格 H3、H4：人数的单元格合并了" in line


TOP = [*HEADER[:7], "一年级", "", "二年级", "", "在校生合计"]


@pytest.mark.parametrize(
    ("below", "split"),
    [(["男", "女", "男", "女"], lambda n: [n // 2, n - n // 2]), (["合计", "其中：女", "合计", "其中：女"], lambda n: [n, n // 2])],
)
def test_a_grade_above_its_halves_is_added_up_or_its_whole_is_taken(below, split, tmp_path):
    rows = [TOP, [*[""] * 7, *below, ""]]
    rows += [[*row[:7], *split(row[7]), *split(row[8]), row[9]] for row in grid()[1:]]
    assert run(text_table(tmp_path, rows))[1] == BOTH


def test_a_grade_above_classes_and_pupils_asks_which(tmp_path):
    rows = [TOP, [*[""] * 7, "班数", "人数", "班数", "人数", ""]]
    rows += [[*row[:7], 1, row[7], 1, row[8], row[9]] for row in grid()[1:]]
    lines = refused(text_table(tmp_path, rows))
    assert "“一年级”下面有几列：一年级/班数、一年级/人数" in lines[0]
    plan = MAPPING.replace('"一年级"', '"一年级/人数"').replace('"二年级"', '"二年级/人数"')
    assert run(text_table(tmp_path, rows), mapping=plan)[1] == BOTH


def test_a_header_that_differs_in_one_like_sign_says_which(tmp_path):
    rows = grid()
    rows[0] = [*HEADER[:9], "Tоtal"]  # a Cyrillic o
    [line] = refused(text_table(tmp_path, rows), mapping=MAPPING.replace("在校生合计", "Total"))
    assert "映射是 o（U+006F），表里是 о（U+043E）" in line


def test_a_total_that_is_split_by_sex_too_is_added_up(tmp_path):
    rows = [[*HEADER[:7], "一年级", "", "二年级", "", "在校生合计", ""], [*[""] * 7, *["男", "女"] * 3]]
    for row in grid()[1:]:
        halves = [half for number in row[7:9] for half in (number // 2, number - number // 2)]
        rows.append([*row[:7], *halves, halves[0] + halves[2], halves[1] + halves[3]])
    assert run(text_table(tmp_path, rows))[1] == BOTH


def test_keys_under_a_common_head_are_named_by_their_path(tmp_path):
    top = ["学年", "区县", "", "乡镇", "", "学校", "", *HEADER[7:]]
    rows = [top, ["", *["代码", "名称"] * 3, "", "", ""], *grid()[1:]]
    plan = MAPPING
    for old, new in zip(HEADER[1:7], [f"{place}/{what}" for place in ("区县", "乡镇", "学校") for what in ("代码", "名称")], strict=True):
        plan = plan.replace(f'"{old}"', f'"{new}"')
    assert run(text_table(tmp_path, rows), mapping=plan)[1] == BOTH


@pytest.mark.parametrize("value", [0, 40])
def test_what_a_program_wrote_beside_a_formula_was_never_reckoned(value, tmp_path):
    """XlsxWriter puts 0 beside a formula, or what it is told, and asks the spreadsheet to reckon when it opens the file."""
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(grid()):
            sheet.write_row(at, 0, row)
        sheet.write_formula("H4", "=20+20", None, value)
    [line] = refused(tmp_path / "t.xlsx")
    assert "单元格 H4：公式还没有算出结果" in line
