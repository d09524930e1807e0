"""Columns that are missing, doubled, strange or of another type are said in words a clerk understands."""

import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.contracts.small_delivery import CITY, SCHOOLS, lines, told
from tests.support.draw_delivery import delivery


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
