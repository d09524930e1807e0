"""Rows that are no schools, headers in several rows, and what stands in a file without being read."""

import datetime

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from townbase.convert import convert
from townbase.convert.characters import tidy
from townbase.convert.rows import total_word
from townbase.findings import Refused

HEADER = ["学年", "区县代码", "区县名称", "乡镇代码", "乡镇名称", "学校标识码", "学校名称", "一年级", "二年级", "在校生合计"]
SCHOOLS = [
    ["D1", "甲区", "T1", "东山镇", "S1", "东山镇中心小学", 30, 28, 58],
    ["D1", "甲区", "T1", "东山镇", "S2", "东山镇第二小学", 20, 18, 38],
    ["D1", "甲区", "T2", "西河镇", "S3", "西河镇中心小学", 40, 41, 81],
    ["D2", "乙县", "T3", "南岭乡", "S4", "南岭乡中心小学", 15, 12, 27],
]
MAPPING = """
[delivery]
city = "试验市"
source = "试验表"
source_kind = "统计报表"
reviewed = false
as_of = 2025-09-01
delivered_on = 2025-12-05

[columns]
school_year = "学年"
district_id = "区县代码"
district_name = "区县名称"
township_id = "乡镇代码"
township_name = "乡镇名称"
school_id = "学校标识码"
school_name = "学校名称"
total = "在校生合计"

[grades]
"一年级" = ["primary", "1"]
"二年级" = ["primary", "2"]

[[kinds]]
kind = "primary"
stages = ["primary"]

[[kinds]]
kind = "other"
stages = []
"""
NAMED = '\n[rows]\ntotal = ["合计", "小计"]\n'


def grid() -> list[list]:
    return [HEADER, *([year, *school] for year in (2024, 2025) for school in SCHOOLS)]


def text_table(folder, rows, ending="csv"):
    path = folder / f"t.{ending}"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", encoding="utf-8")
    return path


def book_table(folder, rows, change=lambda book, sheet: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book, book.active)
    book.save(folder / "t.xlsx")
    return folder / "t.xlsx"


def run(table, more="", mapping=MAPPING):
    """(what convert gave, pupils of each year)."""
    plan, out = table.with_name("m.toml"), table.with_name("out")
    plan.write_text(mapping + more, encoding="utf-8")
    result = convert(table, plan, out)
    return result, pd.read_parquet(out / "enrolment.parquet").groupby("school_year").pupils.sum().to_dict()


def refused(table, more="", mapping=MAPPING) -> list[str]:
    with pytest.raises(Refused) as caught:
        run(table, more, mapping)
    return [finding.line() for finding in caught.value.findings if finding.severity == "error"]


BOTH = {2024: 204, 2025: 204}


@pytest.mark.parametrize(
    "name",
    "合计 总计 小　计 全市合计 共计 合计： （合计） 计 全区 全县小学 总人数 其中：公办 共4所 汇总 累计 平均 Total SUBTOTAL ＴＯＴＡＬ Grand-total Sub-total Overall ∑".split(
        " "
    ),
)
def test_names_by_which_totals_go_are_known(name):
    assert total_word(tidy(name))


@pytest.mark.parametrize("name", "会计学校 东山镇中心小学 总校 全福小学 共青团路小学 计家小学 Totalfield-School Summit 其日力格小学".split())
def test_names_of_schools_are_no_totals(name):
    assert not total_word(tidy(name))


@pytest.mark.parametrize("keys", [[2024, "D1", "甲区", "T1", "东山镇", "999", "合　计"], ["Total", *[""] * 6], [2024, "", "", "", "全市合计", "", ""]])
def test_a_row_under_a_total_s_name_is_never_a_school(keys, tmp_path):
    [line] = refused(text_table(tmp_path, [*grid()[:5], [*keys, 105, 99, 204], *grid()[5:]]))
    assert "第 6 行：像是合计行" in line


@pytest.mark.parametrize("at", [1, 5, 9])
def test_a_total_that_calls_itself_a_school_is_found_by_its_figures(at, tmp_path):
    rows = grid()
    rows.insert(at, [2024 if at < 9 else 2025, "D1", "甲区", "T1", "东山镇", "S7", "东山学校", 105, 99, 204])
    [line] = refused(text_table(tmp_path, rows))
    assert f"第 {at + 1} 行：各年级人数恰好等于同一学年相邻几行之和" in line
    assert run(text_table(tmp_path, rows), '\n[accept]\ntotals = ["S7"]\n')[1] == ({2024: 408, 2025: 204} if at < 9 else {2024: 204, 2025: 408})


def test_subtotals_and_the_whole_are_each_held_against_their_own_rows(tmp_path):
    rows = [row for row in grid() if row[0] != 2025]
    rows[4:4] = [["", "D1", "甲区小计", "", "", "", "", 90, 87, 177]]
    rows += [["", "", "乙县小计", "", "", "", "", 15, 12, 27], ["合计", *[""] * 6, 105, 99, 204]]
    result, pupils = run(text_table(tmp_path, rows), NAMED)
    assert pupils == {2024: 204}
    assert [line for line in result.balance if line.startswith("合计行")] == [
        "合计行“甲区小计”（第 5 行）177 人，与所合计的 3 行相符",
        "合计行“乙县小计”（第 7 行）27 人，与所合计的 1 行相符",
        "合计行“合计”（第 8 行）204 人，与所合计的 4 行相符",
    ]


def test_a_total_with_the_right_sum_and_a_wrong_grade_is_refused(tmp_path):
    [line] = refused(text_table(tmp_path, [*grid()[:5], ["合计", *[""] * 6, 104, 100, 204], *grid()[5:]]), NAMED)
    assert "“一年级”写的是 104，它所合计的行加起来是 105" in line


def test_withheld_cells_may_explain_what_a_total_has_more_but_not_less(tmp_path):
    rows = grid()[:5]
    rows[4] = [*rows[4][:7], "<20", "*", "*"]
    assert run(text_table(tmp_path, [*rows, ["合计", *[""] * 6, 105, 99, 204]]), NAMED)[1] == {2024: 177}
    assert refused(text_table(tmp_path, [*rows, ["合计", *[""] * 6, 89, 99, 188]]), NAMED)


def test_blank_rows_notes_and_repeated_headers_are_left_out_and_counted(tmp_path):
    rows = grid()
    rows[5:5] = [[""] * 10, HEADER]
    rows += [["注：不含民办。", *[""] * 9], ["制表人：", *[""] * 8, "审核："]]
    result, pupils = run(text_table(tmp_path, rows))
    assert pupils == BOTH
    assert "表头以下共 12 行：读入学校 8 行，没有读 空行 1 行（第 6 行），重复的表头 1 行（第 7 行），表注 2 行（第 12、13 行）" in result.balance


def test_a_row_of_words_that_nobody_knows_is_one_finding(tmp_path):
    [line] = refused(text_table(tmp_path, [*grid(), ["本页完", *[""] * 9]]))
    assert "只有文字（“本页完”）" in line
    assert run(text_table(tmp_path, [*grid(), ["本页完", *[""] * 9]]), '\n[rows]\nleave_out = ["本页"]\n')[1] == BOTH


@pytest.mark.parametrize(("delimiter", "ending"), [(",", "csv"), ("\t", "tsv"), (";", "csv"), ("|", "txt")])
def test_the_delimiter_is_found_by_the_columns_that_are_wanted(delimiter, ending, tmp_path):
    path = tmp_path / f"t.{ending}"
    path.write_text("\n".join(delimiter.join(map(str, row)) for row in grid()), encoding="utf-16")
    assert run(path)[1] == BOTH


def test_a_file_in_another_encoding_than_the_mapping_says_is_refused(tmp_path):
    assert "文件是 utf-8 编码，映射写的是 gb18030" in refused(text_table(tmp_path, grid()), mapping=MAPPING + '\n[table]\nencoding = "gb18030"\n')[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda row: row[:-1], "列数少于表头"),
        (lambda row: [*row, ""], "列数多于表头"),
        (lambda row: [*row[:6], '"西河"镇小学', *row[7:]], "引号的位置不对"),
        (lambda row: [*row[:6], '"西河\n小学"', *row[7:]], "引号不成对，或一格里有换行"),
    ],
)
def test_structure_is_never_repaired(change, words, tmp_path):
    rows = grid()
    rows[3] = change(rows[3])
    [line] = refused(text_table(tmp_path, rows))
    assert "第 4" in line and words in line


def test_a_column_of_pupils_that_no_mapping_names_is_refused(tmp_path):
    rows = [[*row[:9], "三年级" if at == 0 else 20, row[9] if at == 0 else row[9] + 20] for at, row in enumerate(grid())]
    without = MAPPING.replace('total = "在校生合计"\n', "")
    [line] = refused(text_table(tmp_path, rows), mapping=without)
    assert "有映射没有提到的数字列：三年级" in line
    assert run(text_table(tmp_path, rows), '\n[accept]\ncolumns = ["三年级", "在校生合计"]\n', without)[1] == BOTH


def test_numbers_that_the_rows_totals_do_not_need_are_only_told(tmp_path):
    rows = [["序号" if at == 0 else at, *row, "教师数" if at == 0 else 3] for at, row in enumerate(grid())]
    result, pupils = run(text_table(tmp_path, rows))
    assert pupils == BOTH
    assert [finding.what for finding in result.warnings] == ["有映射没有提到的数字列：教师数"]


def test_rows_above_the_header_are_not_lost(tmp_path):
    rows = grid()
    assert "第 1、2 行：在表头上面，却有人数" in refused(text_table(tmp_path, [*rows[1:3], rows[0], *rows[3:]]))[0]


def test_a_unit_of_ten_thousand_is_refused(tmp_path):
    assert "单位不是“人”（“单位:万人”）" in refused(text_table(tmp_path, [["单位：万人", *[""] * 9], *grid()]))[0]


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


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: [*rows, [2026, *SCHOOLS[0]]], "学年在数据时点（as_of = 2025-09-01）以后才开始"),
        (lambda rows: [*rows[:1], [2014, *SCHOOLS[0]], *rows[2:]], "2014—2015学年只有 1 行"),
        (lambda rows: [rows[0], *([2021 + at, *SCHOOLS[at]] for at in range(4))], "“学年”逐行加 1"),
        (lambda rows: [rows[0], *([row[0], f"37010{at}", "甲区", *row[3:]] for at, row in enumerate(rows[1:5], 1))], "“区县代码”逐行加 1 而名称不变"),
        (lambda rows: [*rows, rows[1]], "同一学校同一学年出现不止一行"),
    ],
)
def test_years_and_codes_that_cannot_be_right_are_refused(change, words, tmp_path):
    assert any(words in line for line in refused(text_table(tmp_path, change(grid()))))


def test_a_newest_year_of_a_hundredth_of_the_rows_is_refused_until_accepted(tmp_path):
    many = [[2024, "D1", "甲区", "T1", "东山镇", f"S{at}", f"第{at}小学", 100 + at, 0, 100 + at] for at in range(100)]
    table = text_table(tmp_path, [HEADER, *many, [2025, "D1", "甲区", "T1", "东山镇", "S0", "第0小学", 90, 0, 90]])
    [line] = refused(table)
    assert "2025—2026学年只有 1 行" in line and "却是最新的学年" in line
    assert run(table, "\n[accept]\nyears = [2025]\n")[1] == {2024: sum(range(100, 200)), 2025: 90}


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


def test_chinese_that_is_called_western_is_refused(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in grid()), encoding="gb18030")
    [line] = refused(path, '\n[table]\nencoding = "latin-1"\n')
    assert "像是中文编码" in line
