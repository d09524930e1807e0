"""A table drawn in the test, read by the mapping that a clerk starts from; what is wrong is told all at once."""

import tomllib

import pandas as pd
import pytest

from townbase.convert import convert
from townbase.findings import Refused, errors
from townbase.settings import PACKAGE

TEMPLATE = (PACKAGE / "convert" / "mappings" / "template.toml").read_text(encoding="utf-8")
GRADES = "小班 中班 大班 一年级 二年级 三年级 四年级 五年级 六年级 七年级 八年级 九年级".split()
HEADER = ["学年", "区县代码", "区县名称", "乡镇代码", "乡镇名称", "学校标识码", "学校名称", *GRADES, "在校生合计"]


def row(year="2025", school="s1", township="t1", name="甲校", district="d1", total=None, **grades):
    """One row of the table: every grade 0 but those given."""
    cells = [str(grades.get(grade, 0)) for grade in GRADES]
    total = sum(int(cell) for cell in cells if cell.isdigit()) if total is None else total
    return [year, district, "示例一区", township, "谷雨镇", school, name, *cells, str(total)]


def write(tmp_path, *rows, header=HEADER, mapping=TEMPLATE, encoding="utf-8"):
    """(table, mapping, out) as paths."""
    table, plan = tmp_path / "在校生.csv", tmp_path / "映射.toml"
    table.write_text("\n".join(",".join(cells) for cells in [header, *rows]) + "\n", encoding=encoding)
    plan.write_text(mapping, encoding="utf-8")
    return table, plan, tmp_path / "out"


def delivered(name, tmp_path):
    return pd.read_parquet(tmp_path / "out" / f"{name}.parquet")


def refused(*paths):
    """The errors' lines of a conversion that must be refused, and that must have written nothing."""
    with pytest.raises(Refused) as caught:
        convert(*paths)
    assert not paths[2].exists()
    return [finding.line() for finding in errors(caught.value.findings)]


def test_the_template_reads_a_table_of_its_own_headers(tmp_path):
    convert(*write(tmp_path, row(一年级=30, 九年级=8)))
    assert delivered("enrolment", tmp_path).values.tolist() == [
        ["s1", 2025, "junior", "9", 8],
        ["s1", 2025, "primary", "1", 30],
    ]
    assert delivered("townships", tmp_path).values.tolist() == [["t1", "谷雨镇", "d1", "示例一区"]]


def test_the_delivery_says_that_it_is_real_and_where_it_is_from(tmp_path):
    convert(*write(tmp_path, row(一年级=30)))
    said = tomllib.loads((tmp_path / "out" / "delivery.toml").read_text(encoding="utf-8"))
    assert said["synthetic"] is False
    assert set(said["extracts"]) == {"townships", "schools", "enrolment"}
    assert said["extracts"]["enrolment"]["source_kind"] == "统计报表"


def test_blanks_are_trimmed_and_full_width_becomes_half_width(tmp_path):
    convert(*write(tmp_path, row(year="２０２５", school=" Ｓ１ ", name="　甲　校 ", 一年级=" ３０ ", total="30")))
    assert delivered("schools", tmp_path).values.tolist() == [["S1", 2025, "t1", "甲 校", "primary"]]
    assert delivered("enrolment", tmp_path).pupils.tolist() == [30]


def test_a_table_in_another_encoding_is_read_when_the_mapping_says_so(tmp_path):
    plan = TEMPLATE.replace('# encoding = "gb18030"', 'encoding = "gb18030"')
    convert(*write(tmp_path, row(一年级=30), mapping=plan, encoding="gb18030"))
    assert delivered("schools", tmp_path).name.tolist() == ["甲校"]


def test_gb18030_is_found_out_where_it_makes_the_chinese_headers_appear(tmp_path):
    result = convert(*write(tmp_path, row(一年级=30), encoding="gb18030"))
    assert delivered("schools", tmp_path).name.tolist() == ["甲校"]
    assert "按 GB18030 编码，由表头认出" in result.balance[0]


@pytest.mark.parametrize(("written", "stated"), [("gb18030", "utf-8"), ("utf-8", "gb18030"), ("utf-16", "gb18030")])
def test_a_table_in_another_encoding_than_stated_is_refused_with_what_to_write(written, stated, tmp_path):
    plan = TEMPLATE.replace('# encoding = "gb18030"', f'encoding = "{stated}"')
    [line] = refused(*write(tmp_path, row(一年级=30), mapping=plan, encoding=written))
    assert f'encoding = "{written}"' in line


def test_an_encoding_that_no_header_proves_is_asked_for(tmp_path):
    paths = write(tmp_path, row(一年级=30), encoding="gb18030", header=["year" if name == "学年" else name for name in HEADER])
    assert ["不是 utf-8 编码" in line for line in refused(*paths)] == [True]


@pytest.mark.parametrize(
    ("grades", "kind"),
    [
        ({"大班": 20}, "kindergarten"),
        ({"大班": 20, "一年级": 30}, "primary"),
        ({"七年级": 40}, "junior"),
        ({"六年级": 30, "七年级": 40}, "nine_year"),
        ({}, "other"),
    ],
)
def test_the_kind_follows_the_stages_that_have_pupils(tmp_path, grades, kind):
    convert(*write(tmp_path, row(**grades)))
    assert delivered("schools", tmp_path).kind.tolist() == [kind]


def test_a_row_without_pupils_stands_in_the_roster_only_and_is_mentioned(tmp_path):
    result = convert(*write(tmp_path, row(school="s1", 一年级=30), row(school="s2")))
    assert delivered("schools", tmp_path).school_id.tolist() == ["s1", "s2"]
    assert delivered("enrolment", tmp_path).school_id.tolist() == ["s1"]
    assert any("都是 0" in note for note in result.notes)


def test_an_empty_cell_is_refused_unless_the_mapping_says_it_means_none(tmp_path):
    paths = write(tmp_path, row(一年级=30, 二年级="", total=30))
    assert ["“二年级”是空的" in line for line in refused(*paths)] == [True]
    paths = write(
        tmp_path,
        row(一年级=30, 二年级="", total=30),
        mapping=TEMPLATE.replace("empty_is_zero = false", "empty_is_zero = true"),
    )
    convert(*paths)
    assert delivered("enrolment", tmp_path).pupils.sum() == 30


def test_codes_are_filled_with_zeros_where_the_mapping_says_so(tmp_path):
    paths = write(tmp_path, row(township="15", 一年级=30), mapping=TEMPLATE.replace("# township_id = 4", "township_id = 4"))
    convert(*paths)
    assert delivered("schools", tmp_path).township_id.tolist() == ["0015"]


def test_everything_wrong_in_the_rows_is_told_at_once_with_its_rows(tmp_path):
    lines = refused(
        *write(
            tmp_path,
            row(school="s1", 一年级=30),
            row(school="s1", 一年级=30),
            row(school="甲", 一年级=30),
            row(school="s3", year="25", 一年级=30),
            row(school="s4", name="", 一年级="三十", total=0),
            row(school="s5", 二年级="1.5", total=1),
            row(school="s6", 一年级=30, total=31),
            row(school="s7", 三年级="-3", total=0),
        )
    )
    expected = {
        "第 2、3 行": "同一学校同一学年出现不止一行",
        "第 4 行": "代码写法不对，如“甲”",
        "第 5 行": "不是学年，如“25”",
        "第 6 行：“学校名称”": "是空的",
        "第 6 行：“一年级”": "不是整数人数，如“三十”",
        "第 7 行": "不是整数人数，如“1.5”",
        "第 8 行": "各年级之和与“在校生合计”不等",
        "第 9 行": "不是整数人数，如“-3”",
    }
    for where, what in expected.items():
        assert any(where in line and what in line for line in lines), (where, what, lines)
    assert len(lines) == len(expected)


def test_a_township_in_two_districts_in_its_latest_year_is_refused(tmp_path):
    lines = refused(*write(tmp_path, row(school="s1", 一年级=1), row(school="s2", district="d2", 一年级=1)))
    assert [line for line in lines if line.startswith("【错误】") and "第 2、3 行" in line and "不止一个区县" in line]


def test_a_township_that_changed_district_earlier_takes_the_latest(tmp_path):
    result = convert(*write(tmp_path, row(year="2024", district="d2", 一年级=1), row(year="2025", 一年级=1)))
    assert delivered("townships", tmp_path).district_id.tolist() == ["d1"]
    assert any("换过区县" in note for note in result.notes)


def test_everything_wrong_in_the_mapping_is_told_at_once(tmp_path):
    plan = (
        TEMPLATE.replace('source_kind = "统计报表"', 'source_kind = "听说"')
        .replace("reviewed = false", 'reviewed = "no"')
        .replace('city = "示例市"', "")
        .replace("year_offset = 0", "year_ofset = 0")
        .replace('"一年级" = ["primary", "1"]', '"一年级" = ["primray", "1"]')
        .replace('"三年级" = ["primary", "3"]', '"三年级" = ["primary", "2"]')
        .replace('kind = "nine_year"', 'kind = "nine"')
    )
    lines = refused(*write(tmp_path, row(一年级=30), mapping=plan))
    for words in ("“听说”", "'no'", "city", "year_ofset", "“primray”", "三年级", "“nine”"):
        assert any(words in line for line in lines), (words, lines)
    assert len(lines) == 7


def test_a_bad_mapping_and_a_missing_table_are_told_together(tmp_path):
    table, plan, out = write(tmp_path, mapping="[delivery")
    lines = refused(table.with_name("没有.csv"), plan, out)
    assert ["TOML" in line or "找不到这个表" in line for line in lines] == [True, True]


def test_columns_that_the_table_lacks_or_repeats_are_named(tmp_path):
    header = ["学年" if name == "乡镇代码" else name for name in HEADER]
    lines = refused(*write(tmp_path, row(一年级=30), header=header))
    assert any("没有“乡镇代码”列" in line for line in lines)
    assert any("“学年”列出现不止一次" in line for line in lines)
    assert len(lines) == 2


def test_a_row_wider_than_the_header_is_refused(tmp_path):
    lines = refused(*write(tmp_path, [*row(一年级=30), "多出来"]))
    assert [("第 2 行" in line, "列数多于表头" in line) for line in lines] == [(True, True)]


def test_a_table_without_rows_is_refused(tmp_path):
    assert any("没有数据" in line for line in refused(*write(tmp_path)))


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path):
    paths = write(tmp_path, row(一年级=30))
    paths[2].mkdir()
    (paths[2] / "staffing.parquet").write_bytes(b"older")
    with pytest.raises(Refused, match="staffing.parquet"):
        convert(*paths)
    assert [path.name for path in paths[2].iterdir()] == ["staffing.parquet"]


def test_converting_again_replaces_what_was_converted_before(tmp_path):
    convert(*write(tmp_path, row(一年级=30)))
    convert(*write(tmp_path, row(一年级=31)))
    assert delivered("enrolment", tmp_path).pupils.tolist() == [31]


def test_text_that_is_no_workbook_is_refused(tmp_path):
    table, plan, out = write(tmp_path, row(一年级=30))
    fake = table.rename(table.with_suffix(".xlsx"))
    assert ["不是正确的 XLSX" in line for line in refused(fake, plan, out)] == [True]
