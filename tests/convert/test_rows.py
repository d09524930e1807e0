"""Rows that are no schools, years and codes that cannot be, and what stands in a file without being read."""

import pytest

from tests.convert.small_table import BOTH, HEADER, MAPPING, NAMED, SCHOOLS, grid, refused, run, text_table
from townbase.convert.characters import tidy
from townbase.convert.table.rows import total_word


@pytest.mark.parametrize(
    "name",
    "合计 总计 小　计 全市合计 共计 合计： （合计） 计 全区 全县小学 总人数 其中：公办 共4所 汇总 累计 平均 Total SUBTOTAL ＴＯＴＡＬ Grand-total Sub-total Overall ∑ 上年同期 去年 比上年增减 较上年 同比 占比".split(
        " "
    ),
)
def test_names_by_which_totals_go_are_known(name):
    assert total_word(tidy(name))


@pytest.mark.parametrize(
    "name", "会计学校 东山镇中心小学 总校 全福小学 共青团路小学 计家小学 Totalfield-School Summit 其日力格小学 上年镇小学 同心小学 比干中学".split()
)
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


def test_chinese_that_is_called_western_is_refused(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in grid()), encoding="gb18030")
    [line] = refused(path, '\n[table]\nencoding = "latin-1"\n')
    assert "像是中文编码" in line


def test_a_row_of_last_year_s_figures_is_no_school_and_is_not_held_against_the_rows(tmp_path):
    rows = [*grid()[:5], [2024, "D1", "甲区", "T1", "东山镇", "900", "上年同期", 100, 90, 190], *grid()[5:]]
    [line] = refused(text_table(tmp_path, rows))
    assert "第 6 行：像是合计行（“上年同期”）" in line
    result, pupils = run(text_table(tmp_path, rows), '\n[rows]\ntotal = ["上年同期"]\n')
    assert pupils == BOTH and any("只是其中一部分，没有读" in line for line in result.balance)


def test_a_subtotal_over_one_school_that_stands_elsewhere_is_told(tmp_path):
    rows = [row[:9] for row in grid()]
    rows.insert(1, [2024, "D1", "甲区", "T2", "西河镇", "S77", "西河镇学区", 40, 41])
    result, _ = run(text_table(tmp_path, rows), mapping=MAPPING.replace('total = "在校生合计"\n', ""))
    assert ["各年级人数与同一乡镇的另一行完全一样" in finding.what for finding in result.warnings] == [True]
