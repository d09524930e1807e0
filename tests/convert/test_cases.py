"""Tables that were once read wrong: each is read to the pupil now, or refused with the place and the reason."""

import re
from pathlib import Path

import pandas as pd
import pytest

from townbase.convert import convert
from townbase.findings import Refused

CASES = Path(__file__).parent / "cases"
BASE = {2024: [58, 38, 81, 27], 2025: [58, 38, 81, 27]}


def case(name: str, tmp_path: Path, **lines: str) -> tuple[Path, Path, Path]:
    """(table, mapping, out) of a case; lines: section of the mapping -> lines to add to it."""
    folder = CASES / name
    text = (folder / "m.toml").read_text(encoding="utf-8")
    for section, line in lines.items():
        text = text.replace(f"[{section}]", f"[{section}]\n{line}") if f"[{section}]" in text else f"{text}\n[{section}]\n{line}\n"
    plan = tmp_path / "m.toml"
    plan.write_text(text, encoding="utf-8")
    return next(folder.glob("t.*")), plan, tmp_path / "out"


def pupils(out: Path) -> dict[int, list[int]]:
    """School year -> the pupils of each school in the order of codes."""
    enrolment = pd.read_parquet(out / "enrolment.parquet")
    sums = enrolment.groupby(["school_year", "school_id"]).pupils.sum()
    return {int(year): sums[year].tolist() for year in enrolment.school_year.unique()}


def refused(*paths: Path) -> list[str]:
    with pytest.raises(Refused) as caught:
        convert(*paths)
    assert not paths[2].exists()
    return [finding.line() for finding in caught.value.findings]


@pytest.mark.parametrize("name", ["02_fullwidth_header", "06_year_words", "06b_year_roc"])
def test_widths_and_ways_of_writing_a_school_year_are_read(name, tmp_path):
    convert(*case(name, tmp_path))
    assert pupils(tmp_path / "out") == BASE


def test_an_unpaired_quote_is_refused_with_its_line(tmp_path):
    [line] = refused(*case("01_unbalanced_quote", tmp_path))
    assert "第 2、5 行：引号不成对" in line


def test_a_total_row_with_codes_is_refused_unless_the_mapping_names_it(tmp_path):
    [line] = refused(*case("03_total_row_with_codes", tmp_path))
    assert "第 6、11 行：像是合计行（“合计”）" in line


def test_a_named_total_row_is_left_out_and_held_against_the_rows(tmp_path):
    result = convert(*case("03_total_row_with_codes", tmp_path, rows='total = ["合计"]'))
    assert pupils(tmp_path / "out") == BASE
    assert "合计行“合计”2 行，都与所合计的行相符" in result.balance
    assert any("没有读 合计行 2 行（第 6、11 行）" in line for line in result.balance)


def test_a_named_total_row_that_does_not_agree_is_refused_with_the_difference(tmp_path):
    table, plan, out = case("03_total_row_with_codes", tmp_path, rows='total = ["合计"]')
    other = tmp_path / "t.csv"
    other.write_text(table.read_text(encoding="utf-8").replace("合计,105,99,204", "合计,150,103,253", 1), encoding="utf-8")
    [line] = refused(other, plan, out)
    assert "写的是 253 人，它所合计的 4 行（第 2 行至第 5 行）加起来是 204 人，多 49 人" in line
    plan.write_text(plan.read_text(encoding="utf-8") + '\n[accept.differences]\n"6" = 49\n', encoding="utf-8")
    result = convert(other, plan, out)
    assert pupils(out) == BASE
    assert any("多 49 人（映射已确认）" in line for line in result.balance)


def test_a_formula_without_a_value_is_refused_with_its_cells(tmp_path):
    [line] = refused(*case("04_formula_no_cache", tmp_path))
    assert "单元格 H2、H3、H4、H5、H6、H7、H8、H9：公式还没有算出结果" in line


def test_an_invisible_character_is_named_where_it_stands(tmp_path):
    lines = refused(*case("09_zero_width", tmp_path))
    places = ["第 1 行（表头），F 列“学校标识码”", "第 2 行“学校名称”", "第 3 行“学校标识码”"]
    assert [place for place, line in zip(places, lines, strict=True) if place in line and "U+200B（零宽空格）" in line] == places


def test_merged_cells_are_filled_down(tmp_path):
    result = convert(*case("13_merged_cells", tmp_path))
    assert pupils(tmp_path / "out") == {2025: BASE[2025]}
    schools = pd.read_parquet(tmp_path / "out" / "schools.parquet")
    assert schools.township_id.tolist() == ["T1", "T1", "T2", "T3"]
    assert any("在校生合计" in line and "等于各年级之和" in line for line in result.balance)


def test_a_header_of_two_rows_is_read_and_boys_and_girls_are_added_up(tmp_path):
    convert(*case("14_two_row_header", tmp_path))
    assert pupils(tmp_path / "out") == {2025: BASE[2025]}


def test_a_figure_of_more_than_seven_digits_and_a_row_of_the_whole_country_are_refused(tmp_path):
    lines = refused(*case("31_nbs_as_printed", tmp_path))
    assert ["像是合计行（“全 国”）" in lines[0], "人数超过 7 位，如“10670304”" in lines[1], len(lines)] == [True, True, 2]


def test_two_sheets_of_data_are_refused_until_the_mapping_says_which(tmp_path):
    [line] = refused(*case("40_one_sheet_per_district", tmp_path))
    assert "有 2 个工作表有数据：甲区（7 行）、乙县（3 行）" in line


def test_all_sheets_are_read_when_the_mapping_says_so(tmp_path):
    convert(*case("40_one_sheet_per_district", tmp_path, table='sheets = ["*"]'))
    assert pupils(tmp_path / "out") == BASE


def test_a_sheet_of_the_same_table_that_is_not_named_is_refused(tmp_path):
    [line] = refused(*case("40_one_sheet_per_district", tmp_path, table='sheet = "甲区"'))
    assert "工作表“乙县”：有 3 行，没有读" in line
    convert(*case("40_one_sheet_per_district", tmp_path, table='sheet = "甲区"', accept='sheets = ["乙县"]'))
    assert pupils(tmp_path / "out") == {2024: [58, 38, 81], 2025: [58, 38, 81]}


def test_a_school_in_two_rows_needs_a_line_of_the_mapping(tmp_path):
    [line] = refused(*case("41_nine_year_two_rows", tmp_path))
    assert "第 2、3 行" in line
    assert "several_rows = true" in line
    convert(*case("41_nine_year_two_rows", tmp_path, table="several_rows = true"))
    assert pupils(tmp_path / "out") == BASE


def test_two_districts_of_one_name_are_told(tmp_path):
    result = convert(*case("43_two_districts_one_name", tmp_path))
    assert ["区县同名而代码不同：甲区（D1、D2）" in finding.what for finding in result.warnings] == [True]
    assert pd.read_parquet(tmp_path / "out" / "townships.parquet").district_id.tolist() == ["D1", "D1", "D2"]


def test_codes_that_lost_their_zeros_in_one_year_are_refused(tmp_path):
    lines = refused(*case("45_leading_zero_lost_one_year", tmp_path))
    assert [re.search(r"代码：(\S+?)。", line)[1] for line in lines] == ["001、1", "002、2", "003、3", "004、4"]
    convert(*case("45_leading_zero_lost_one_year", tmp_path, pad="school_id = 3"))
    assert pd.read_parquet(tmp_path / "out" / "schools.parquet").school_id.nunique() == 4


def test_townships_with_new_codes_are_told_and_a_table_of_changes_joins_them(tmp_path):
    result = convert(*case("48_district_recoded", tmp_path))
    assert ["东山镇（370125001 → 370115001，2025—2026学年起）" in finding.what for finding in result.warnings] == [True]
    changes = [f"乡镇,37012500{n},37011500{n},2025—2026学年" for n in (1, 2, 3)]
    write_changes(tmp_path, *changes)
    result = convert(*case("48_district_recoded", tmp_path, code_changes=CHANGES))
    assert (result.warnings, result.notes) == ((), ())
    assert pd.read_parquet(tmp_path / "out" / "code_changes.parquet").values.tolist() == [["township", f"37012500{n}", 2025, f"37011500{n}"] for n in (1, 2, 3)]


def test_a_code_given_to_another_school_is_told_and_a_change_holds_up_to_its_year(tmp_path):
    result = convert(*case("53_school_code_reused", tmp_path))
    assert ["学校代码停用后又以别的名称出现：S9" in finding.what for finding in result.warnings] == [True]
    write_changes(tmp_path, "学校,S9,S1,2023")
    result = convert(*case("53_school_code_reused", tmp_path, code_changes=CHANGES))
    assert (result.warnings, result.notes) == ((), ("学校代码 S9 在 2023 学年改为 S1 后又出现，按新的学校登记",))


CHANGES = """file = "换码.csv"
kind = "类别"
old_id = "原代码"
new_id = "新代码"
school_year = "学年"
"""


def write_changes(folder: Path, *rows: str) -> None:
    (folder / "换码.csv").write_text("\n".join(["类别,原代码,新代码,学年", *rows]) + "\n", encoding="utf-8")


def test_a_change_to_a_code_that_nobody_has_is_refused(tmp_path):
    write_changes(tmp_path, "学校,S9,S77,2023")
    [line] = refused(*case("53_school_code_reused", tmp_path, code_changes=CHANGES))
    assert line.startswith("【错误】换码.csv，第 2 行：新代码不在所转换的表里，如“S77”")
