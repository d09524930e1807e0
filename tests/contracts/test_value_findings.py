"""Values that cannot be are said with their row and what is wrong."""

import pytest

from tests.contracts.small_delivery import CITY, SCHOOLS, lines, put, told
from tests.support.draw_delivery import delivery


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
