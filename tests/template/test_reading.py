"""A folder of filled workbooks is read row by row; what could be read wrong is refused, and told by file, row and column."""

import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.template.clerk import FORMS, as_csv, change, fill, fill_info
from tests.template.first_day import FILLED, FUNDING
from townbase.template import convert_folder, layout
from townbase.template.fault import Place
from townbase.template.info import FILE as INFO_FILE
from townbase.template.table import Origin, Row, Table
from townbase.template.years import strange_years

FIRST = layout.FIRST_ROW
SCHOOLS, STAFFING, FUNDS = (FORMS[name].file for name in ("schools", "staffing", "funding"))
SCHOOL, TOWNSHIP, RECEIVED = "学校（园）标识码", "乡镇（街道）代码", "本年度已到位资金"


@pytest.fixture
def day(day):
    """Without the tables that nobody filled in: opening them takes longer than all the rest."""
    kept = {INFO_FILE, *(FORMS[name].file for name in ("townships", "code_changes", *FILLED))}
    for path in day.forms.iterdir():
        if path.name not in kept:
            path.unlink()
    return day


def refused(day) -> list[str]:
    outcome = convert_folder(day.forms, day.delivery)
    assert not outcome.done and not day.delivery.exists()
    return [finding.line() for finding in outcome.findings if finding.severity == "error"]


def read(day, extract: str) -> list[dict]:
    outcome = convert_folder(day.forms, day.delivery)
    assert outcome.done, [finding.line() for finding in outcome.findings]
    return pq.read_table(day.delivery / f"{extract}.parquet").to_pylist()


def the_one(lines: list[str], *parts: str) -> None:
    assert len(lines) == 1, lines
    assert [part for part in parts if part not in lines[0]] == [], lines[0]


def edit(day, extract: str):
    book = openpyxl.load_workbook(day.forms / FORMS[extract].file)
    return book, book.worksheets[0], day.forms / FORMS[extract].file


def at(sheet, head: str) -> int:
    """The column of a head."""
    return next(cell.column for cell in sheet[layout.HEADS] if cell.value == head)


# Which row is data


def test_the_example_is_never_read_and_neither_is_a_copy_of_it(day):
    book, sheet, path = edit(day, "funding")
    for cell in sheet[layout.EXAMPLE][1:]:
        sheet.cell(20, cell.column).value = cell.value
    book.save(path)
    assert [row["township_id"] for row in read(day, "funding")] == ["990301001", "990302001"]


def test_figures_typed_over_the_example_are_refused_not_lost(day):
    change(day.forms, "funding", layout.EXAMPLE, RECEIVED, 5)
    the_one(refused(day), FUNDS, f"第 {layout.EXAMPLE} 行", "示例行被改写过", "填到示例行下面")


def test_a_row_of_keys_alone_is_not_reported_and_counted_as_left_out(day):
    fill(day.forms, "funding", [{TOWNSHIP: "990301002", "学年": 2025, "资金来源": "中央补助"}])
    outcome = convert_folder(day.forms, day.delivery)
    assert "经费：读入 2 行；另有 1 行只有代码、没有数据，按未报处理。" in outcome.notes


def test_a_delivered_zero_is_a_value(day):
    change(day.forms, "funding", FIRST, RECEIVED, 0)
    assert read(day, "funding")[0]["received"] == 0.0


@pytest.mark.parametrize("word", ["合计", "总 计", "小计", "芒种区合计", "其中：城区", "Total"])
def test_a_total_is_no_row(day, word):
    fill(day.forms, "funding", [{TOWNSHIP: word, "学年": 2025, "资金来源": "全部", RECEIVED: 1474000}])
    the_one(refused(day), FUNDS, f"第 {FIRST + 2} 行", f"“{word}”是合计行")


def test_a_remark_under_the_table_is_one_finding(day):
    fill(day.forms, "funding", [{TOWNSHIP: "注：本表由计财处提供"}])
    the_one(refused(day), FUNDS, f"第 {FIRST + 2} 行", "“注：本表由计财处提供”", "是备注的请删去")


def test_merged_cells_are_one_finding_and_not_filled_down(day):
    book, sheet, path = edit(day, "funding")
    sheet.merge_cells(start_row=FIRST, end_row=FIRST + 1, start_column=2, end_column=2)
    book.save(path)
    the_one(refused(day), FUNDS, f"第 {FIRST} 行", f"B{FIRST}:B{FIRST + 1} 是合并的单元格", "取消合并")


def test_an_empty_cell_that_must_be_filled_is_named(day):
    change(day.forms, "schools", FIRST, "学校（园）名称", None)
    the_one(refused(day), SCHOOLS, f"第 {FIRST} 行", "E 列“学校（园）名称”", "必须填写")


# Which column is which


def test_a_column_of_ones_own_is_refused_by_its_head(day):
    book, sheet, path = edit(day, "schools")
    sheet.cell(layout.HEADS, 20).value, sheet.cell(FIRST, 20).value = "备注", "新建"
    book.save(path)
    the_one(refused(day), SCHOOLS, "T 列", "规定中没有“备注”这一列")


def test_figures_in_a_column_without_a_head_are_refused(day):
    book, sheet, path = edit(day, "funding")
    sheet.cell(FIRST, 20).value = 5
    book.save(path)
    the_one(refused(day), FUNDS, "T 列", "没有列名，但有内容")


def test_a_column_about_persons_is_refused_as_such(day):
    book, sheet, path = edit(day, "schools")
    sheet.cell(layout.HEADS, 20).value, sheet.cell(FIRST, 20).value = "校长姓名", "某某"
    book.save(path)
    the_one(refused(day), SCHOOLS, "“校长姓名”像是个人信息", "只报送汇总数")


def test_columns_may_stand_in_another_order_and_optional_ones_may_be_missing(day):
    book, sheet, path = edit(day, "funding")
    last = sheet.max_column + 1
    for row in range(layout.HEADS, FIRST + 2):
        sheet.cell(row, last).value = sheet.cell(row, at(sheet, RECEIVED)).value
    sheet.delete_cols(at(sheet, RECEIVED))
    sheet.delete_cols(at(sheet, "本年度计划资金"))
    book.save(path)
    rows = read(day, "funding")
    assert [row["received"] for row in rows] == [float(row[RECEIVED]) for row in FUNDING]
    assert "planned" not in rows[0]


def test_a_missing_key_column_is_refused(day):
    book, sheet, path = edit(day, "funding")
    sheet.delete_cols(at(sheet, "学年"))
    book.save(path)
    the_one(refused(day), FUNDS, "缺少必填的“学年”列")


# Which file is which


def test_a_renamed_workbook_without_its_title_is_known_by_its_heads(day):
    book, sheet, path = edit(day, "funding")
    sheet.delete_rows(1, 2)
    book.save(day.forms / "历年资金 (1).xlsx")
    path.unlink()
    assert len(read(day, "funding")) == 2


def test_one_table_may_come_in_several_workbooks_and_a_row_in_both_is_told_with_the_other_file(day):
    book, sheet, _ = edit(day, "funding")
    sheet.delete_rows(FIRST, 1)
    book.save(day.forms / "15-经费（二）.xlsx")
    the_one(refused(day), "15-经费（二）.xlsx", f"第 {FIRST} 行", f"与{FUNDS} 第 {FIRST + 1} 行重复")


def test_another_sheet_with_content_is_not_left_out_in_silence(day):
    book, _, path = edit(day, "funding")
    book.create_sheet("补充").append(["寒露镇", 3])
    book.save(path)
    the_one(refused(day), FUNDS, "工作表“补充”", "认不出是哪张表，没有读入")


def test_files_that_cannot_be_read_are_each_told(day):
    (day.forms / "旧表.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (day.forms / "坏表.xlsx").write_bytes(b"PK\x03\x04 not really")
    (day.forms / "~$15-经费.xlsx").write_bytes(b"lock")
    (day.forms / "说明.docx").write_bytes(b"words")
    lines = refused(day)
    assert len(lines) == 2
    assert any("旧表.xls：不能读 .xls 文件" in line and "另存为 XLSX" in line for line in lines)
    assert any("坏表.xlsx：不是正确的 XLSX 文件" in line for line in lines)
    assert "说明.docx 不是表格，没有读入。" in convert_folder(day.forms, day.delivery).notes


def test_a_workbook_beside_its_own_export_is_refused(day):
    content = (day.forms / FUNDS).read_bytes()
    as_csv(day.forms / FUNDS)
    (day.forms / FUNDS).write_bytes(content)
    the_one(refused(day), "15-经费.csv", "只留一个")


# CSV exports


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_an_export_is_read_in_the_encodings_that_spreadsheets_write(day, encoding):
    as_csv(day.forms / SCHOOLS, encoding)
    assert read(day, "schools")[0]["name"] == "清明镇中心幼儿园"


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_an_export_with_another_separator_is_read(day, separator):
    path = as_csv(day.forms / FUNDS)
    path.write_text(path.read_text(encoding="utf-8-sig").replace(",", separator), encoding="utf-8-sig")
    assert len(read(day, "funding")) == 2


def spoil_line(path, number, old, new):
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert old in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old, new)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


@pytest.mark.parametrize("spoiled", ['"清明镇中心幼儿园', '清明镇"中心幼儿园', '"清明镇\n中心幼儿园"'])
def test_an_unpaired_quote_or_a_broken_line_is_refused_with_its_line(day, spoiled):
    path = as_csv(day.forms / SCHOOLS)
    spoil_line(path, FIRST, "清明镇中心幼儿园", spoiled)
    lines = refused(day)
    assert any("02-学校名录.csv，第 7 行" in line and "引号没有成对" in line for line in lines), lines
    assert not any("不在名录中" in line or "没有学校名录" in line for line in lines), lines


def test_a_row_with_a_cell_too_many_is_refused(day):
    path = as_csv(day.forms / FUNDS)
    spoil_line(path, FIRST, "974000", "974000,5")
    the_one(refused(day), "15-经费.csv", "没有列名，但有内容")


def test_a_row_with_a_cell_too_few_is_refused_since_every_figure_behind_it_would_move(day):
    path = as_csv(day.forms / FUNDS)
    spoil_line(path, FIRST, ",980000,", ",")
    the_one(refused(day), "15-经费.csv", f"第 {FIRST} 行的格数少于列名", "改交 XLSX")


def test_the_marked_copy_of_an_export_is_a_workbook(day):
    path = as_csv(day.forms / FUNDS)
    spoil_line(path, FIRST, "974000", "约97万")
    outcome = convert_folder(day.forms, day.delivery)
    sheet = openpyxl.load_workbook(outcome.marked / "15-经费.xlsx").active
    cell = sheet.cell(FIRST, at(sheet, RECEIVED))
    assert (cell.value, "不是数字" in cell.comment.text) == ("约97万", True)


# The set as a whole


def test_a_code_may_stand_with_its_name_as_the_lists_offer_it(day):
    change(day.forms, "funding", FIRST, TOWNSHIP, "990301001 清明镇")
    assert read(day, "funding")[0]["township_id"] == "990301001"


def test_codes_of_a_roster_that_differ_by_a_zero_in_front_are_refused(day):
    fill_info(day.forms, [], 城市名称="谷雨市")
    row = dict(FILLED["schools"][0]) | {SCHOOL: "09993100001", "学年": 2024}
    fill(day.forms, "schools", [row])
    the_one(refused(day), SCHOOLS, "代码 9993100001", "09993100001 只差前面的 0")


def test_what_the_contract_finds_is_told_in_the_clerks_words(day):
    change(day.forms, "schools", FIRST, TOWNSHIP, "990301009")
    the_one(refused(day), SCHOOLS, f"第 {FIRST} 行，D 列“乡镇（街道）代码”", "990301009 不在名录中")


def test_a_real_code_in_an_invented_set_is_refused_without_naming_a_file_that_the_clerk_has_not(day):
    for row in (FIRST, FIRST + 1):
        change(day.forms, "funding", row, TOWNSHIP, "370102001")
    lines = refused(day)
    assert any("真实省份的代码" in line and "填报信息中写明是演示数据" in line for line in lines)
    assert not any("toml" in line or "synthetic" in line for line in lines)


def test_what_only_warns_does_not_stop_the_conversion(day):
    change(day.forms, "staffing", FIRST, "学段", "初中")
    outcome = convert_folder(day.forms, day.delivery)
    assert outcome.done
    the_one([finding.line() for finding in outcome.findings], "【提醒】", STAFFING, f"第 {FIRST} 行", "没有 初中 学段")


def test_without_the_city_and_dates_everything_missing_is_asked_for_at_once(day):
    (day.forms / INFO_FILE).unlink()
    the_one(refused(day), INFO_FILE, "没有这个文件", "请填写这个文件")


def test_only_tables_that_were_filled_need_their_dates(day):
    book = openpyxl.load_workbook(day.forms / INFO_FILE)
    row = next(row for row in book.active.iter_rows() if row[0].value == FORMS["funding"].title)
    row[2].value = None
    book.save(day.forms / INFO_FILE)
    the_one(refused(day), INFO_FILE, "“经费”已填报，“来源类别”没有填")


def test_an_empty_set_asks_for_the_two_rosters(day):
    for path in day.forms.glob("*.xlsx"):
        if path.name != INFO_FILE:
            path.unlink()
    lines = refused(day)
    assert len(lines) == 2
    assert all("它是其他各表的基础" in line for line in lines)


def test_codes_that_lead_back_to_themselves_are_told_in_words(day):
    changes = [("9993100001", "9993200001"), ("9993200001", "9993100001")]
    fill(day.forms, "code_changes", [{"对象": "学校", "原代码": old, "学年": 2025, "新代码": new} for old, new in changes])
    fill_info(day.forms, ["code_changes"], 城市名称="谷雨市", 代码规则="全国统一代码")
    lines = refused(day)
    assert any("对象 学校：代码变更首尾相接" in line for line in lines), lines


def test_many_faults_of_one_kind_are_all_marked_and_the_first_twenty_told(day):
    rows = [{TOWNSHIP: "990301001", "学年": 2025, "资金来源": f"来源 {number}", RECEIVED: "若干"} for number in range(30)]
    fill(day.forms, "funding", rows)
    outcome = convert_folder(day.forms, day.delivery)
    lines = outcome.lines()
    assert (len(outcome.findings), len(lines)) == (30, 21)
    assert "同一列另有 10 处同类问题，见问题清单" in lines[-1]
    sheet = openpyxl.load_workbook(outcome.marked / FUNDS).active
    assert sum(bool(cell.comment) for row in sheet.iter_rows() for cell in row) == 30


def test_tables_in_a_folder_inside_are_not_left_out_in_silence(day):
    (day.forms / "芒种区").mkdir()
    (day.forms / FUNDS).rename(day.forms / "芒种区" / FUNDS)
    the_one(refused(day), "芒种区", "子文件夹里还有表，没有读入")


def test_a_text_file_is_read_where_it_is_an_export_and_mentioned_where_it_is_a_note(day):
    as_csv(day.forms / FUNDS, "utf-16").rename(day.forms / "15-经费.txt")
    (day.forms / "说明.txt").write_text("请审核", encoding="utf-8")
    assert len(read(day, "funding")) == 2
    assert "说明.txt 不是填报表，没有读入。" in convert_folder(day.forms, day.delivery).notes


def test_a_year_after_the_day_the_figures_were_taken_is_refused(day):
    for row in (FIRST, FIRST + 1):
        change(day.forms, "staffing", row, "学年", 2026)
    lines = refused(day)
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


def test_the_balance_says_how_many_people_were_read(day):
    pupils = sum(row["在校（园）学生数"] for row in FILLED["enrolment"])
    outcome = convert_folder(day.forms, day.delivery)
    assert f"在校生与班级：读入 39 行；合计 2025 学年 {pupils:,} 人。" in outcome.notes


def test_a_code_with_a_digit_too_few_is_one_finding_that_says_how_many_there_must_be(day):
    change(day.forms, "enrolment", FIRST, SCHOOL, "999310001")
    the_one(refused(day), "04-在校生与班级.xlsx", f"第 {FIRST} 行", "999310001", "填报信息中选的是全国统一代码，学校（园）代码应为 10 位数字")
