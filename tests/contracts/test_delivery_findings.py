"""Every way a delivery can be wrong is said in words a clerk understands, all at once."""

import os

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.draw_delivery import delivery, write_manifest
from townbase.contracts import check
from townbase.findings import errors

TOWNSHIPS = """
    township_id | name   | district_id | counted | junior_served_by
    t1          | 谷雨镇 | d1          | true    | t2
    t2          | 白露镇 | d1          | false   |
"""
SCHOOLS = """
    school_id | school_year | township_id | name     | kind      | urban_reference
    s1        | 2024        | t1          | 谷雨小学 | primary   |
    s1        | 2025        | t1          | 谷雨小学 | primary   |
    s2        | 2025        | t2          | 白露学校 | nine_year | true
"""
CITY = {"townships": TOWNSHIPS, "schools": SCHOOLS}


def lines(folder) -> list[str]:
    return [finding.line() for finding in check(folder)]


def told(folder, *words: str) -> str:
    """The one line that holds all these words."""
    hits = [line for line in lines(folder) if all(word in line for word in words)]
    assert len(hits) == 1, "\n".join(lines(folder))
    return hits[0]


def test_a_sound_delivery_has_no_findings(tmp_path):
    staffing = """
        school_id | school_year | stage   | teachers | bachelor_teachers | college_teachers
        s1        | 2025        | primary | 10       | 5                 | 9
        s2        | 2025        | junior  | 0        | 0                 |
    """
    assert lines(delivery(tmp_path, {**CITY, "staffing": staffing}, extracts={"staffing": {"sha256": "right"}})) == []


def test_everything_wrong_in_every_file_is_said_at_once(tmp_path):
    folder = delivery(
        tmp_path,
        {
            "townships": TOWNSHIPS.replace("谷雨镇", " 　谷雨镇"),
            "schools": SCHOOLS.replace("nine_year", "jiunian"),
            "staffing": "school_id | school_year | stage | teachers | bachelor_teachers\n s1 | 2025 | primary | 3 | 4",
            "facilities": "school_id | school_year | stage | books\n s9 | 2025 | primary | -4",
        },
        city=None,
    )
    said = "\n".join(lines(folder))
    assert "缺少 city" in said
    assert "townships.parquet，第 1 行（township_id=t1）" in said
    assert "现为“jiunian”" in said
    assert "4 > 3" in said
    assert "不能为负数，现为 -4" in said
    assert "s9 不在名录中" in said


class TestDeliveryToml:
    def test_is_missing(self, tmp_path):
        folder = delivery(tmp_path, CITY)
        (folder / "delivery.toml").unlink()
        assert "文件不存在" in told(folder, "delivery.toml")

    def test_is_missing_with_its_folder(self, tmp_path):
        assert "文件不存在" in told(tmp_path / "nowhere", "delivery.toml", "不存在")

    def test_is_not_toml(self, tmp_path):
        folder = delivery(tmp_path, CITY)
        (folder / "delivery.toml").write_text("city = 示例市\n", encoding="utf-8")
        assert "格式有误" in told(folder, "delivery.toml", "格式")

    def test_is_not_utf8(self, tmp_path):
        folder = delivery(tmp_path, CITY)
        (folder / "delivery.toml").write_bytes('city = "示例市"'.encode("gbk"))
        told(folder, "delivery.toml", "UTF-8")

    def test_may_begin_with_the_mark_that_windows_editors_write(self, tmp_path):
        folder = delivery(tmp_path, CITY)
        (folder / "delivery.toml").write_bytes(b"\xef\xbb\xbf" + (folder / "delivery.toml").read_bytes())
        assert lines(folder) == []

    @pytest.mark.parametrize("key", ["city", "source", "synthetic", "delivered_on", "code_system"])
    def test_lacks_a_key(self, tmp_path, key):
        told(delivery(tmp_path, CITY, **{key: None}), "delivery.toml", f"缺少 {key}")

    @pytest.mark.parametrize("key", ["as_of", "source_kind", "reviewed"])
    def test_lacks_a_key_of_an_extract(self, tmp_path, key):
        told(delivery(tmp_path, CITY, extracts={"schools": {key: None}}), "[extracts.schools]", f"缺少 {key}")

    def test_holds_a_key_of_a_wrong_type(self, tmp_path):
        told(delivery(tmp_path, CITY, extracts={"schools": {"reviewed": "是"}}), "reviewed", "true 或 false")

    def test_holds_a_source_kind_outside_the_list(self, tmp_path):
        told(delivery(tmp_path, CITY, extracts={"schools": {"source_kind": "听说"}}), "source_kind", "学校自报")

    def test_names_an_extract_nobody_knows(self, tmp_path):
        folder = delivery(tmp_path, CITY)
        write_manifest(folder, {name: {"as_of": "2025-09-01", "source_kind": "统计报表", "reviewed": True} for name in [*CITY, "pupils"]})
        told(folder, "[extracts.pupils]", "没有这种数据文件")

    def test_lists_a_file_that_is_not_there(self, tmp_path):
        folder = delivery(tmp_path, {**CITY, "enrolment": "school_id|school_year|stage|grade|pupils\ns1|2025|primary|1|30"})
        (folder / "enrolment.parquet").unlink()
        told(folder, "enrolment.parquet", "没有这个文件")

    def test_does_not_list_a_file_that_is_there(self, tmp_path):
        folder = delivery(tmp_path, {**CITY, "enrolment": "school_id|school_year|stage|grade|pupils\ns1|2025|primary|1|30"})
        write_manifest(folder, {name: {"as_of": "2025-09-01", "source_kind": "统计报表", "reviewed": True} for name in CITY})
        told(folder, "enrolment.parquet", "没有列出")

    def test_lacks_the_roster(self, tmp_path):
        told(delivery(tmp_path, {"townships": TOWNSHIPS}), "没有 schools")

    def test_holds_another_files_hash(self, tmp_path):
        told(delivery(tmp_path, CITY, extracts={"schools": {"sha256": "0" * 64}}), "schools.parquet", "sha256")

    def test_dates_data_after_their_delivery_which_is_a_warning(self, tmp_path):
        folder = delivery(tmp_path, CITY, extracts={"schools": {"as_of": "2026-01-01"}})
        assert errors(check(folder)) == []
        told(folder, "【提醒】", "晚于交付日期")


class TestColumns:
    def test_of_a_file_that_is_no_parquet(self, tmp_path):
        folder = delivery(tmp_path, CITY)
        (folder / "schools.parquet").write_bytes(b"school_id,school_year\n")
        told(folder, "schools.parquet", "不是可读的 Parquet")

    def test_of_a_file_cut_short(self, tmp_path):
        folder = delivery(tmp_path, CITY)
        whole = (folder / "schools.parquet").read_bytes()
        (folder / "schools.parquet").write_bytes(whole[: len(whole) // 2])
        told(folder, "schools.parquet", "不是可读的 Parquet")

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="rights cannot be taken from this user")
    def test_of_a_file_without_rights(self, tmp_path):
        folder = delivery(tmp_path, CITY, extracts={"schools": {"sha256": "right"}})
        (folder / "schools.parquet").chmod(0)
        told(folder, "schools.parquet", "没有读取权限")

    def test_of_a_file_whose_text_is_no_text(self, tmp_path):
        folder = delivery(tmp_path, CITY)
        broken = pa.array([b"\xff\xfe", b"\xff\xfe"]).view(pa.string())
        pq.write_table(pa.table({"township_id": ["t1", "t2"], "name": broken, "district_id": ["d1", "d1"]}), folder / "townships.parquet")
        told(folder, "townships.parquet", "不是可读的 Parquet")

    @pytest.mark.parametrize("name", ["file_row_number", "source_row", 'a"b', "50%", "{}"])
    def test_of_odd_names_are_refused_and_break_nothing(self, tmp_path, name):
        folder = delivery(tmp_path, CITY)
        pq.write_table(pa.table({"township_id": ["t1", "t2"], "name": ["甲", "乙"], "district_id": ["d1", "d1"], name: [1, 2]}), folder / "townships.parquet")
        told(folder, f"列 {name}", "规定中没有这一列")

    def test_of_lists_and_structures_have_a_wrong_type(self, tmp_path):
        folder = delivery(tmp_path, CITY)
        pq.write_table(pa.table({"township_id": ["t1", "t2"], "name": [["甲"], ["乙"]], "district_id": [{"a": 1}, {"a": 2}]}), folder / "townships.parquet")
        told(folder, "列 name", "应为文本")
        told(folder, "列 district_id", "应为文本")

    def test_lack_a_required_one(self, tmp_path):
        folder = delivery(tmp_path, {**CITY, "townships": "township_id|name\nt1|谷雨镇\nt2|白露镇"})
        told(folder, "townships.parquet", "列 district_id", "缺少必填列")

    def test_may_lack_those_that_may_be_unknown(self, tmp_path):
        assert lines(delivery(tmp_path, {**CITY, "townships": "township_id|name|district_id\nt1|谷雨镇|d1\nt2|白露镇|d1"})) == []

    def test_hold_one_that_no_contract_knows(self, tmp_path):
        told(delivery(tmp_path, {**CITY, "schools": SCHOOLS.replace("urban_reference", "rank           ")}), "列 rank", "规定中没有这一列")

    def test_hold_one_in_another_case_and_the_right_name_is_said(self, tmp_path):
        told(delivery(tmp_path, {**CITY, "schools": SCHOOLS.replace("urban_reference", "Urban_Reference")}), "请改名为 urban_reference")

    def test_differ_by_case_alone(self, tmp_path):
        folder = delivery(tmp_path, CITY)
        columns = {"township_id": ["t1", "t2"], "name": ["甲", "乙"], "Name": ["甲", "乙"], "district_id": ["d1", "d1"]}
        pq.write_table(pa.table(columns), folder / "townships.parquet")
        told(folder, "列 name、Name", "列名重复")

    def test_of_a_wrong_type(self, tmp_path):
        staffing = "school_id | school_year | stage | teachers\n s1 | 2025 | primary | 十名"
        told(delivery(tmp_path, {**CITY, "staffing": staffing}, types={"staffing.teachers": "VARCHAR"}), "列 teachers", "应为整数")

    def test_of_ids_delivered_as_numbers(self, tmp_path):
        folder = delivery(tmp_path, {**CITY, "townships": "township_id|name|district_id\n1|谷雨镇|d1"}, types={"townships.township_id": "BIGINT"})
        told(folder, "列 township_id", "应为文本", "0 才不会丢失")

    def test_without_one_value_may_have_any_type(self, tmp_path):
        staffing = "school_id | school_year | stage | teachers\n s1 | 2025 | primary |"
        assert lines(delivery(tmp_path, {**CITY, "staffing": staffing}, types={"staffing.teachers": "VARCHAR"})) == []

    @pytest.mark.parametrize(
        "column",
        [
            "姓名",
            "学生姓名",
            "身份证号",
            "学籍号",
            "手机号码",
            "联系电话",
            "student_name",
            "id_card",
            "phone",
            "xingming",
            "sfzh",
            "XJH",
            "lxdh",
            "date_of_birth",
        ],
    )
    def test_that_sound_like_a_person_are_refused(self, tmp_path, column):
        told(delivery(tmp_path, {**CITY, "schools": SCHOOLS.replace("urban_reference", column)}), f"列 {column}", "个人信息")


class TestValues:
    def staffed(self, tmp_path, cell: str, type_: str | None = None, column: str = "teachers"):
        types = {f"staffing.{column}": type_} if type_ else {}
        staffing = f"school_id | school_year | stage | {column}\n s1 | 2025 | primary | {cell}"
        return delivery(tmp_path, {**CITY, "staffing": staffing}, types=types)

    def test_negative(self, tmp_path):
        told(self.staffed(tmp_path, "-1"), "staffing.parquet，第 1 行（school_id=s1，school_year=2025，stage=primary）", "不能为负数")

    def test_half_a_teacher(self, tmp_path):
        told(self.staffed(tmp_path, "10.5", "DOUBLE"), "应为整数，现为 10.5")

    def test_whole_numbers_in_a_real_column_pass(self, tmp_path):
        assert lines(self.staffed(tmp_path, "10.0", "DOUBLE")) == []

    def test_a_fraction_is_not_rounded_away_by_a_decimal(self, tmp_path):
        told(self.staffed(tmp_path, "10.25", "DECIMAL(6,2)"), "应为整数")

    @pytest.mark.parametrize("cell", ["NaN", "Infinity", "-Infinity"])
    def test_not_a_number(self, tmp_path, cell):
        told(self.staffed(tmp_path, cell, "DOUBLE"), "不是有效数字")

    def test_nan_in_a_measure_that_is_real(self, tmp_path):
        facilities = "school_id | school_year | stage | floor_area\n s1 | 2025 | primary | NaN"
        told(delivery(tmp_path, {**CITY, "facilities": facilities}), "floor_area", "不是有效数字")

    def test_too_large_for_its_type(self, tmp_path):
        told(self.staffed(tmp_path, "3000000000", "BIGINT"), "过大")

    def test_outside_an_enumeration(self, tmp_path):
        told(delivery(tmp_path, {**CITY, "schools": SCHOOLS.replace("nine_year", "middle   ")}), "kind", "只能是 kindergarten、primary", "“middle”")

    def test_zero_or_one_only(self, tmp_path):
        told(self.staffed(tmp_path, "2", column="mental_teacher_met"), "mental_teacher_met", "只能是 0、1")

    def test_a_part_above_its_whole(self, tmp_path):
        staffing = "school_id | school_year | stage | teachers | backbone_teachers\n s1 | 2025 | primary | 10 | 11"
        told(delivery(tmp_path, {**CITY, "staffing": staffing}), "backbone_teachers", "teachers", "11 > 10", "部分不能大于整体")

    def test_a_school_year_before_all_records(self, tmp_path):
        told(delivery(tmp_path, {**CITY, "schools": SCHOOLS.replace("2024", "1024")}), "应在 2000 到 2100 之间，现为 1024")

    def test_a_school_year_after_the_delivery(self, tmp_path):
        told(delivery(tmp_path, {**CITY, "schools": SCHOOLS.replace("2024", "2052")}), "学年 2052 晚于交付日期")

    @pytest.mark.parametrize("day", ["1899-12-31", "3000-01-01"])
    def test_a_date_out_of_range(self, tmp_path, day):
        told(delivery(tmp_path, {**CITY, "certification": f"township_id|goal|result|decided_on\nt1|1|met|{day}"}), "decided_on", "之间")

    def test_an_endless_date(self, tmp_path):
        folder = delivery(tmp_path, {**CITY, "certification": "township_id|goal|result|decided_on\nt1|1|met|infinity"})
        assert any("不是有效日期" in line for line in lines(folder))

    def test_midnight_counts_as_a_date_and_noon_does_not(self, tmp_path):
        def certified(folder, moment):
            table = f"township_id|goal|result|decided_on\nt1|1|met|{moment}"
            return delivery(tmp_path / folder, {**CITY, "certification": table}, types={"certification.decided_on": "TIMESTAMP"})

        assert lines(certified("midnight", "2025-10-01 00:00:00")) == []
        told(certified("noon", "2025-10-01 12:00:00"), "带有时刻")

    @pytest.mark.parametrize("name", [" 谷雨小学", "谷雨小学　", "谷雨\u200b小学", "谷雨\t小学"])
    def test_blanks_in_text(self, tmp_path, name):
        folder = delivery(tmp_path, CITY)
        put(folder, "schools", f"select 's1' as school_id, 2025 as school_year, 't1' as township_id, '{name}' as name, 'primary' as kind")
        told(folder, "name", "空格")

    def test_full_width_letters_and_digits_in_text_but_chinese_brackets_pass(self, tmp_path):
        told(delivery(tmp_path / "digits", {**CITY, "schools": SCHOOLS.replace("白露学校", "白露２校")}), "全角字母或数字")
        assert lines(delivery(tmp_path / "brackets", {**CITY, "schools": SCHOOLS.replace("白露学校", "白露（南）校")})) == []

    def test_what_to_do_about_full_width_signs_is_not_to_take_blanks_away(self, tmp_path):
        line = told(delivery(tmp_path, {**CITY, "schools": SCHOOLS.replace("白露学校", "白露２校")}), "全角字母或数字")
        assert "请改用半角字母和数字" in line
        assert "空格" not in line

    def test_blanks_inside_a_code(self, tmp_path):
        folder = delivery(tmp_path, {**CITY, "enrolment": "school_id|school_year|stage|grade|pupils\ns 1|2025|primary|1|30"})
        assert any("school_id" in line and "含有空格" in line for line in lines(folder))

    def test_empty_text_is_not_unknown(self, tmp_path):
        folder = delivery(tmp_path, CITY)
        put(folder, "schools", "select 's1' as school_id, 2025 as school_year, 't1' as township_id, '甲' as name, 'primary' as kind, '' as ownership")
        assert any("空文本" in line for line in lines(folder))

    def test_a_null_in_a_key(self, tmp_path):
        told(delivery(tmp_path, {**CITY, "enrolment": "school_id|school_year|stage|grade|pupils\ns1||primary|1|30"}), "school_year", "为空")

    def test_a_key_that_stands_twice_with_its_rows(self, tmp_path):
        told(
            delivery(
                tmp_path, {**CITY, "enrolment": "school_id|school_year|stage|grade|pupils\ns1|2025|primary|1|30\ns1|2025|primary|2|9\ns1|2025|primary|1|31"}
            ),
            "enrolment.parquet，school_id=s1，school_year=2025，stage=primary，grade=1",
            "出现 2 次",
            "第 1、3 行",
        )

    @pytest.mark.parametrize("cell", ["37010219900307123X", "办理人370102199003071234"])
    def test_an_identity_number_in_text_is_refused_and_not_repeated(self, tmp_path, cell):
        line = told(delivery(tmp_path, {**CITY, "schools": SCHOOLS.replace("白露学校", cell)}), "身份证号")
        assert cell not in line

    def test_a_mobile_number_in_text_is_refused_and_not_repeated(self, tmp_path):
        line = told(delivery(tmp_path, {**CITY, "schools": SCHOOLS.replace("白露学校", "白露13912345678")}), "手机号")
        assert "13912345678" not in line

    def test_a_long_code_is_no_mobile_number(self, tmp_path):
        assert lines(delivery(tmp_path, {**CITY, "schools": SCHOOLS.replace("白露学校", "文号2139123456789")})) == []

    def test_repeated_findings_stop_at_twenty_and_say_how_many_there_are(self, tmp_path):
        rows = "\n".join(f"s1|{2000 + year}|primary|1|-1" for year in range(26))
        folder = delivery(tmp_path, {**CITY, "enrolment": f"school_id|school_year|stage|grade|pupils\n{rows}"})
        negative = [line for line in lines(folder) if "不能为负数" in line]
        assert len(negative) == 21
        assert "共 26 处" in negative[-1]


class TestAcrossFiles:
    @pytest.mark.parametrize(
        ("extract", "table"),
        [
            ("staffing", "school_id|school_year|stage|teachers\nx9|2025|primary|3"),
            ("survey", "township_id|school_year|respondent|item|organiser|asked\nx9|2025|parent|satisfaction|bureau|3"),
            ("residency", "township_id|school_year|stage|destination|children\nt1|2025|primary|x9|3"),
            ("delivery", "task_id|unit_id|school_year\nw1|x9|2025"),
            ("certification", "township_id|goal\nx9|1"),
        ],
    )
    def test_an_id_that_no_roster_holds(self, tmp_path, extract, table):
        told(delivery(tmp_path, {**CITY, extract: table}), "【错误】", f"{extract}.parquet", "x9 不在名录中")

    def test_words_for_places_outside_are_no_unknown_township(self, tmp_path):
        table = "township_id|school_year|stage|destination|children\n" + "\n".join(
            f"t1|2025|primary|{place}|12" for place in ["t1", "other_city", "not_enrolled", "unknown"]
        )
        assert lines(delivery(tmp_path, {**CITY, "residency": table})) == []

    def test_a_task_may_stand_with_township_school_or_district(self, tmp_path):
        assert lines(delivery(tmp_path, {**CITY, "delivery": "task_id|unit_id|school_year\nw1|t1|2025\nw1|s1|2025\nw1|d1|2025"})) == []

    def test_a_school_in_a_township_nobody_knows(self, tmp_path):
        told(delivery(tmp_path, {**CITY, "schools": SCHOOLS.replace("t2 ", "t7 ")}), "schools.parquet", "t7 不在名录中")

    def test_served_by_a_township_nobody_knows(self, tmp_path):
        told(delivery(tmp_path, {**CITY, "townships": TOWNSHIPS.replace("true    | t2", "true    | t8")}), "junior_served_by", "t8 不在名录中")

    def test_an_old_code_is_known_through_code_changes(self, tmp_path):
        tables = {
            **CITY,
            "code_changes": "kind|old_id|school_year|new_id\nschool|s0|2025|s1",
            "staffing": "school_id|school_year|stage|teachers\ns0|2024|primary|3",
        }
        assert lines(delivery(tmp_path, tables)) == []

    def test_a_code_given_out_again_is_a_school_of_its_own_from_the_year_of_the_change(self, tmp_path):
        tables = {
            **CITY,
            "schools": "school_id|school_year|township_id|name|kind\ns1|2023|t1|甲校|primary\ns1|2024|t1|甲校|primary\ns0|2024|t1|新校|primary",
            "code_changes": "kind|old_id|school_year|new_id\nschool|s0|2024|s1",
            "staffing": "school_id|school_year|stage|teachers\ns0|2023|primary|3\ns0|2024|primary|4\ns1|2024|primary|5",
        }
        assert lines(delivery(tmp_path / "sound", tables)) == []
        tables["schools"] = tables["schools"].removesuffix("\ns0|2024|t1|新校|primary")
        told(delivery(tmp_path / "unlisted", tables), "【提醒】", "school_id=s0", "2024 学年的学校名录中没有这所学校")

    def test_a_code_change_to_a_code_nobody_knows(self, tmp_path):
        told(delivery(tmp_path, {**CITY, "code_changes": "kind|old_id|school_year|new_id\nschool|s1|2025|s8"}), "新代码 s8 不在名录中")

    def test_code_changes_that_run_in_a_circle(self, tmp_path):
        told(delivery(tmp_path, {**CITY, "code_changes": "kind|old_id|school_year|new_id\nschool|s1|2024|s2\nschool|s2|2025|s1"}), "首尾相接", "s1", "s2")

    def test_a_row_in_a_year_whose_roster_lacks_the_school_is_a_warning(self, tmp_path):
        told(
            delivery(tmp_path, {**CITY, "staffing": "school_id|school_year|stage|teachers\ns2|2024|primary|3"}), "【提醒】", "2024 学年的学校名录中没有这所学校"
        )

    def test_a_stage_that_the_schools_kind_does_not_have_is_a_warning(self, tmp_path):
        told(
            delivery(tmp_path, {**CITY, "staffing": "school_id|school_year|stage|teachers\ns1|2025|junior|3\ns2|2025|junior|3"}),
            "【提醒】",
            "第 1 行",
            "没有 junior 学段",
        )

    def test_a_school_that_counts_as_town_and_as_urban_is_a_warning(self, tmp_path):
        told(
            delivery(tmp_path, {**CITY, "townships": TOWNSHIPS.replace("false", "true ")}),
            "【提醒】",
            "第 3 行（school_id=s2，school_year=2025）",
            "城区对照学校",
        )


class TestCodes:
    OFFICIAL = {
        "townships": "township_id|name|district_id\n999901001|谷雨镇|999901",
        "schools": "school_id|school_year|township_id|name|kind\n9999010010|2025|999901001|谷雨小学|primary",
    }

    def test_of_the_official_system_have_six_nine_and_ten_digits(self, tmp_path):
        assert lines(delivery(tmp_path, self.OFFICIAL, code_system="cn")) == []

    def test_that_lost_a_digit(self, tmp_path):
        tables = {name: text.replace("999901001|谷雨", "99990101|谷雨") for name, text in self.OFFICIAL.items()}
        told(delivery(tmp_path, tables, code_system="cn"), "townships.parquet", "99990101", "9 位数字")

    def test_of_another_system_are_letters_digits_and_hyphens(self, tmp_path):
        told(delivery(tmp_path, {**CITY, "townships": TOWNSHIPS + "t_3 | 寒露镇 | d1 | |"}), "t_3", "1—20 位字母、数字或连字符")

    def test_of_a_real_province_in_an_invented_city(self, tmp_path):
        tables = {name: text.replace("999901", "370102") for name, text in self.OFFICIAL.items()}
        said = lines(delivery(tmp_path, tables, code_system="cn"))
        assert any("township_id" in line and "真实省份" in line for line in said)
        assert any("district_id" in line and "真实省份" in line for line in said)

    def test_of_the_invented_province_in_a_real_city(self, tmp_path):
        assert any("虚构代码" in line for line in lines(delivery(tmp_path, self.OFFICIAL, code_system="cn", synthetic=False)))

    def test_of_a_real_province_in_a_real_city(self, tmp_path):
        tables = {name: text.replace("999901", "370102") for name, text in self.OFFICIAL.items()}
        assert lines(delivery(tmp_path, tables, code_system="cn", synthetic=False)) == []


def put(folder, name: str, select: str) -> None:
    """Write one file as a SELECT gives it, where a drawn table could not hold the cell."""
    with duckdb.connect() as con:
        con.execute(f"copy ({select}) to '{(folder / f'{name}.parquet').as_posix()}' (format parquet)")
