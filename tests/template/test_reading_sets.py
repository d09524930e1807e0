"""A set of filled workbooks is read as a whole: codes, days, years and what is not there."""

import openpyxl
import pytest

from tests.template.clerk import FORMS, as_csv, change, fill, fill_info
from tests.template.first_day import FILLED
from tests.template.reading import FIRST, FUNDS, RECEIVED, SCHOOL, SCHOOLS, STAFFING, TOWNSHIP, read, refused, the_one
from townbase.template import convert_folder
from townbase.template.fault import Place
from townbase.template.info import FILE as INFO_FILE
from townbase.template.table import Origin, Row, Table
from townbase.template.years import strange_years

# The set as a whole


def test_a_code_may_stand_with_its_name_as_the_lists_offer_it(filled):
    change(filled.forms, "funding", FIRST, TOWNSHIP, "990301001 清明镇")
    assert read(filled, "funding")[0]["township_id"] == "990301001"


def test_codes_of_a_roster_that_differ_by_a_zero_in_front_are_refused(filled):
    fill_info(filled.forms, [], 城市名称="谷雨市")
    row = dict(FILLED["schools"][0]) | {SCHOOL: "09993100001", "学年": 2024}
    fill(filled.forms, "schools", [row])
    the_one(refused(filled), SCHOOLS, "代码 9993100001", "09993100001 只差前面的 0")


def test_what_the_contract_finds_is_told_in_the_clerks_words(filled):
    change(filled.forms, "schools", FIRST, TOWNSHIP, "990301009")
    the_one(refused(filled), SCHOOLS, f"第 {FIRST} 行，D 列“乡镇（街道）代码”", "990301009 不在名录中")


def test_a_real_code_in_an_invented_set_is_refused_without_naming_a_file_that_the_clerk_has_not(filled):
    for row in (FIRST, FIRST + 1):
        change(filled.forms, "funding", row, TOWNSHIP, "370102001")
    lines = refused(filled)
    assert any("真实省份的代码" in line and "填报信息中写明是演示数据" in line for line in lines)
    assert not any("toml" in line or "synthetic" in line for line in lines)


def test_what_only_warns_does_not_stop_the_conversion(filled):
    change(filled.forms, "staffing", FIRST, "学段", "初中")
    outcome = convert_folder(filled.forms, filled.delivery)
    assert outcome.done
    the_one([finding.line() for finding in outcome.findings], "【提醒】", STAFFING, f"第 {FIRST} 行", "没有 初中 学段")


def test_without_the_city_and_dates_everything_missing_is_asked_for_at_once(filled):
    (filled.forms / INFO_FILE).unlink()
    the_one(refused(filled), INFO_FILE, "没有这个文件", "请填写这个文件")


def test_only_tables_that_were_filled_need_their_dates(filled):
    book = openpyxl.load_workbook(filled.forms / INFO_FILE)
    row = next(row for row in book.active.iter_rows() if row[0].value == FORMS["funding"].title)
    row[2].value = None
    book.save(filled.forms / INFO_FILE)
    the_one(refused(filled), INFO_FILE, "“经费”已填报，“来源类别”没有填")


def test_an_empty_set_asks_for_the_two_rosters(filled):
    for path in filled.forms.glob("*.xlsx"):
        if path.name != INFO_FILE:
            path.unlink()
    lines = refused(filled)
    assert len(lines) == 2
    assert all("它是其他各表的基础" in line for line in lines)


def test_codes_that_lead_back_to_themselves_are_told_in_words(filled):
    changes = [("9993100001", "9993200001"), ("9993200001", "9993100001")]
    fill(filled.forms, "code_changes", [{"对象": "学校", "原代码": old, "学年": 2025, "新代码": new} for old, new in changes])
    fill_info(filled.forms, ["code_changes"], 城市名称="谷雨市", 代码规则="全国统一代码")
    lines = refused(filled)
    assert any("对象 学校：代码变更首尾相接" in line for line in lines), lines


def test_many_faults_of_one_kind_are_all_marked_and_the_first_twenty_told(filled):
    rows = [{TOWNSHIP: "990301001", "学年": 2025, "资金来源": f"来源 {number}", RECEIVED: "若干"} for number in range(30)]
    fill(filled.forms, "funding", rows)
    outcome = convert_folder(filled.forms, filled.delivery)
    lines = outcome.lines()
    assert (len(outcome.findings), len(lines)) == (30, 21)
    assert "同一列另有 10 处同类问题，见问题清单" in lines[-1]
    sheet = openpyxl.load_workbook(outcome.marked / FUNDS).active
    assert sum(bool(cell.comment) for row in sheet.iter_rows() for cell in row) == 30


def test_tables_in_a_folder_inside_are_not_left_out_in_silence(filled):
    (filled.forms / "芒种区").mkdir()
    (filled.forms / FUNDS).rename(filled.forms / "芒种区" / FUNDS)
    the_one(refused(filled), "芒种区", "子文件夹里还有表，没有读入")


def test_a_text_file_is_read_where_it_is_an_export_and_mentioned_where_it_is_a_note(filled):
    as_csv(filled.forms / FUNDS, "utf-16").rename(filled.forms / "15-经费.txt")
    (filled.forms / "说明.txt").write_text("请审核", encoding="utf-8")
    assert len(read(filled, "funding")) == 2
    assert "说明.txt 不是填报表，没有读入。" in convert_folder(filled.forms, filled.delivery).notes


def test_a_year_after_the_day_the_figures_were_taken_is_refused(filled):
    for row in (FIRST, FIRST + 1):
        change(filled.forms, "staffing", row, "学年", 2026)
    lines = refused(filled)
    assert any(f"第 {FIRST} 行，C 列“学年”：学年 2026 晚于数据时点 2025-09-01（共 2 行）" in line for line in lines), lines


@pytest.mark.parametrize(("stray", "told"), [(1, True), (20, False)])
def test_a_newest_year_of_one_stray_row_is_refused(tmp_path, stray, told):
    form = FORMS["schools"]
    origin = Origin(Place(tmp_path / SCHOOLS), {"school_year": 3})
    years = [2024] * 900 + [2025] * stray
    table = Table(form, kept=[Row(origin, FIRST + at, {"school_id": str(at), "school_year": year}, set()) for at, year in enumerate(years)])
    lines = [fault.finding().line() for fault in strange_years(table, None)]
    assert bool(lines) == told
    if told:
        the_one(lines, f"第 {FIRST + 900} 行，C 列“学年”", "学年 2025 只有 1 行，学年 2024 有 900 行，像是学年填错了")


def test_the_balance_says_how_many_people_were_read(filled):
    pupils = sum(row["在校（园）学生数"] for row in FILLED["enrolment"])
    outcome = convert_folder(filled.forms, filled.delivery)
    assert f"在校生与班级：读入 39 行；合计 2025 学年 {pupils:,} 人。" in outcome.notes


def test_a_code_with_a_digit_too_few_is_one_finding_that_says_how_many_there_must_be(filled):
    change(filled.forms, "enrolment", FIRST, SCHOOL, "999310001")
    the_one(refused(filled), "04-在校生与班级.xlsx", f"第 {FIRST} 行", "999310001", "填报信息中选的是全国统一代码，学校（园）代码应为 10 位数字")
