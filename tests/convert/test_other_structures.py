"""Tables of other structure than anybody thought of when convert was written: refused, told, or read to the pupil."""

import pandas as pd
import pytest
from openpyxl.comments import Comment

from tests.convert.small_table import BOTH, HEADER, MAPPING, book_table, grid, refused, run, text_table

NO_TOTAL = MAPPING.replace('total = "在校生合计"\n', "")
CITY, TOWN = ["D1", "甲区"], ["T1", "东山镇"]


def among(row: list, at: int = 5) -> list[list]:
    """The small table with one row more."""
    return [*grid()[:at], row, *grid()[at:]]


def of_year(column: int, change, year: int = 2025) -> list[list]:
    """The small table with one column of one year otherwise."""
    return [HEADER, *([*row[:column], change(row[column]), *row[column + 1 :]] if row[0] == year else row for row in grid()[1:])]


SUMS = [
    *"全区 本区合计 合計 累计 全市 甲区小计 县直小计 全县总数 镇合计 以上合计 本页小计 过次页 承前页 汇总 全校 各校合计 甲区 教育局直属".split(),
    "总　数",
    "TOTAL:",
    "Grand Total",
]


@pytest.mark.parametrize("name", SUMS)
def test_a_sum_by_any_name_is_no_school(name, tmp_path):
    assert refused(text_table(tmp_path, among([2024, *CITY, *TOWN, "900", name, 105, 99, 204])))


@pytest.mark.parametrize(
    "row",
    [
        [2024, *CITY, *TOWN, "900", "平均", 26, 25, 51], [2024, *CITY, *TOWN, "900", "比上年增减", 5, 9, 14], [2024, *CITY, *TOWN, "900", "去年同期", 100, 90, 190],
        [2024, *CITY, *TOWN, "S1", "其中：女", 14, 13, 27], [2024, *CITY, *TOWN, "S1a", "其中:女生", 14, 13, 27], [2024, *CITY, *TOWN, "S1", "东山镇中心小学", 31, 28, 59],
    ],
)  # fmt: skip
def test_a_row_that_counts_pupils_once_more_is_refused(row, tmp_path):
    assert refused(text_table(tmp_path, among(row, 2)))


@pytest.mark.parametrize("at", [1, 3])
def test_a_subtotal_under_a_name_like_a_school_s_is_refused(at, tmp_path):
    assert refused(text_table(tmp_path, among([2024, *CITY, *TOWN, "S12", "东山镇学区", 50, 46, 96], at)))


@pytest.mark.parametrize(
    "cell",
    "30人 三十 30* 30¹ 30[1] 30(1) 0.003万 (30) 1.030 30.5 3e1 +30 约30 >25 ~30 28-32 30/28 0x1e '30 30. ٣٠ ⅩⅩⅩ ㉚ — … N/A 无 x TRUE #REF! 30% -30 3O l0".split(),
)
def test_what_is_no_figure_is_refused(cell, tmp_path):
    rows = grid()
    rows[1] = [*rows[1][:7], cell, *rows[1][8:]]
    assert refused(text_table(tmp_path, rows))


@pytest.mark.parametrize(
    "pair", [("2024/25", "2025/26"), ("2024～2025", "2025～2026"), ("二〇二四", "二〇二五"), ("2024秋", "2025秋"), ("2024.0", "2025.0"), ("2024", "2025-2026")]
)
def test_school_years_in_other_writings_are_read(pair, tmp_path):
    rows = [HEADER, *([pair[row[0] - 2024], *row[1:]] for row in grid()[1:])]
    assert run(text_table(tmp_path, rows))[1] == BOTH


@pytest.mark.parametrize(
    "pair",
    [("24-25", "25-26"), ("2025-2024", "2026-2025"), ("2024-2026", "2025-2027"), ("2024届", "2025届"), ("2024级", "2025级"), ("2024-09-01", "2025-09-01"), ("20242025", "20252026"), ("2024-2025-2", "2025-2026-2")],
)  # fmt: skip
def test_what_may_be_another_year_is_refused(pair, tmp_path):
    assert refused(text_table(tmp_path, [HEADER, *([pair[row[0] - 2024], *row[1:]] for row in grid()[1:])]))


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda c: f"{c[0]}0{c[1]}",
        lambda c: f"{c}.0",
        lambda c: f"'{c}",
        lambda c: f"{c}/",
        lambda c: c.replace("S", "Ѕ"),
        lambda c: f"{c[0]}_{c[1]}",
    ],
)
def test_codes_that_a_year_writes_otherwise_are_refused(change, tmp_path):
    assert refused(text_table(tmp_path, of_year(5, change)))


@pytest.mark.parametrize("change", [lambda c: f"{c[0]}-{c[1]}", lambda c: f"37{c}", lambda c: c.replace("S", "5")])
def test_codes_that_could_be_new_ones_are_told(change, tmp_path):
    result, _ = run(text_table(tmp_path, of_year(5, change)))
    assert any("像是换了代码" in finding.what for finding in result.warnings)


@pytest.mark.parametrize(("column", "key"), [(1, "区县"), (3, "乡镇")])
def test_places_that_a_year_writes_otherwise_are_told(column, key, tmp_path):
    result, _ = run(text_table(tmp_path, of_year(column, lambda code: f"{code[0]}-{code[1]}")))
    assert any(f"{key}同名而代码不同" in finding.what for finding in result.warnings)


def test_rows_of_two_terms_or_of_grades_are_not_added_up(tmp_path):
    several = MAPPING.replace("[columns]", "[table]\nseveral_rows = true\n[columns]")
    assert refused(text_table(tmp_path, [HEADER, *(row for row in grid()[1:] for _ in range(2))]), mapping=several)
    long = several.replace('"一年级" = ["primary", "1"]\n"二年级" = ["primary", "2"]', '"人数" = ["primary", "1"]').replace('total = "在校生合计"\n', "")
    rows = [[*HEADER[:7], "年级", "人数"], *([*row[:7], grade, n] for row in grid()[1:] for grade, n in (("一年级", row[7]), ("二年级", row[8])))]
    assert refused(text_table(tmp_path, rows), mapping=long)


@pytest.mark.parametrize("text", ['东山镇"中心"小学', '"东山镇\n中心小学"', "东山镇,中心小学"])
def test_quotes_and_line_breaks_in_a_name_are_refused(text, tmp_path):
    rows = grid()
    rows[1] = [*rows[1][:6], text, *rows[1][7:]]
    assert refused(text_table(tmp_path, rows))


def test_two_files_glued_together_are_refused(tmp_path):
    first, rest = grid()[:5], [HEADER, *grid()[5:]]
    turned = [[*row[:7], row[8], row[7], row[9]] for row in rest]
    assert refused(text_table(tmp_path, [*first, *turned]))
    table = text_table(tmp_path, [*first, *rest])
    table.write_text(table.read_text(encoding="utf-8").replace("\n学年", "\n\ufeff学年"), encoding="utf-8")
    assert refused(table)


@pytest.mark.parametrize("ending", ["\r", "\r\n"])
def test_line_ends_of_other_systems_are_read(ending, tmp_path):
    table = text_table(tmp_path, grid())
    table.write_bytes(table.read_text(encoding="utf-8").replace("\n", ending).encode())
    assert run(table)[1] == BOTH


def test_a_column_of_a_grade_that_nobody_names_is_refused_where_no_total_vouches(tmp_path):
    rows = [[*HEADER[:9], "附设班"], *([*row[:9], 12] for row in grid()[1:])]
    assert refused(text_table(tmp_path, rows), mapping=NO_TOTAL)


def test_a_school_too_early_and_a_year_mistyped_are_refused(tmp_path):
    assert refused(text_table(tmp_path, [*grid(), [2026, *grid()[5][1:]]]))
    for wrong in (2042, 2004):
        rows = grid()
        rows[1] = [wrong, *rows[1][1:]]
        assert refused(text_table(tmp_path, rows))


def other_sheet(title: str, rows: list[list], state: str = "visible"):
    def change(book, _sheet):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = state

    return change


@pytest.mark.parametrize("state", ["visible", "hidden", "veryHidden"])
def test_another_sheet_of_schools_is_refused_however_hidden(state, tmp_path):
    more = [HEADER, [2025, *CITY, *TOWN, "S5", "东山镇第三小学", 10, 10, 20]]
    assert refused(book_table(tmp_path, grid(), other_sheet("旧表", more, state)))


def test_a_table_that_goes_on_in_another_sheet_without_a_header_is_refused(tmp_path):
    assert refused(book_table(tmp_path, grid()[:7], other_sheet("续", grid()[7:])))


def test_two_tables_one_below_the_other_are_refused(tmp_path):
    teachers = [[], ["教师情况"], [*HEADER[:7], "教师", "职工", "合计"], [2025, *CITY, *TOWN, "S1", "东山镇中心小学", 5, 3, 8]]
    assert refused(book_table(tmp_path, [*grid(), *teachers]))


ABOVE = [*HEADER[:7], "一年级", "", "二年级", ""]


@pytest.mark.parametrize("below", [("校本部", "教学点"), ("学生", "住校生"), ("班数", "人数")])
def test_a_grade_above_two_columns_that_are_no_halves_is_never_added_up_unasked(below, tmp_path):
    rows = [ABOVE, [*[""] * 7, *below, *below], *([*row[:7], row[7] - 5, 5, row[8] - 5, 5] for row in grid()[1:])]
    assert refused(text_table(tmp_path, rows), mapping=NO_TOTAL)


def test_a_grade_above_boys_girls_and_both_is_read_once(tmp_path):
    def thirds(n):
        return [n, n // 2, n - n // 2]

    rows = [[*HEADER[:7], "一年级", "", "", "二年级", "", "", "在校生合计"], [*[""] * 7, *["计", "男", "女"] * 2, ""]]
    rows += [[*row[:7], *thirds(row[7]), *thirds(row[8]), row[9]] for row in grid()[1:]]
    assert run(book_table(tmp_path, rows))[1] == BOTH


def test_numbers_kept_as_text_floats_gaps_and_notes_change_nothing(tmp_path):
    for rows in ([[str(cell) for cell in row] for row in grid()], [*grid()[:5], *[[]] * 60, *grid()[5:]], [*([f"说明 {n}"] for n in range(24)), *grid()]):
        assert run(book_table(tmp_path, rows))[1] == BOTH
    assert run(book_table(tmp_path, grid(), lambda _book, sheet: setattr(sheet["H2"], "comment", Comment("应为 35", "审"))))[1] == BOTH
    assert pd.read_parquet(tmp_path / "out" / "schools.parquet").school_id.nunique() == 4
