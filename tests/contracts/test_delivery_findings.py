"""Every way a delivery can be wrong is said in words a clerk understands, all at once."""

import pytest

from tests.contracts.small_delivery import CITY, SCHOOLS, TOWNSHIPS, lines, told
from tests.support.draw_delivery import delivery, write_manifest
from townbase.contracts import check
from townbase.findings import errors


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
