"""A bureau's first day: the workbooks are made, filled with twelve typical mistakes, refused, mended, checked and published."""

import contextlib

import duckdb
import openpyxl
import pyarrow.parquet as pq
from click.testing import CliRunner

from tests.template.clerk import FORMS, change, fill
from tests.template.first_day import CITY, FILLED, publish
from townbase import versions
from townbase.__main__ import main
from townbase.template import layout
from townbase.template.info import FILE as INFO_FILE

FIRST = layout.FIRST_ROW
SCHOOL, TEACHERS, PUPILS = "学校（园）标识码", "在岗专任教师数", "在校（园）学生数"

# file, row, column and words of the twelve findings, and how a clerk makes each mistake
MISTAKES = {
    "a count with its unit": ("enrolment", FIRST, PUPILS, "28人", "“28人”不是数字", "只填数字"),
    "a code that no roster has": ("enrolment", FIRST + 4, SCHOOL, "9993200010", "9993200010 不在名录中", "核对代码"),
    "a part above its whole": ("staffing", FIRST + 2, "专科及以上学历专任教师数", 22, "22 > 21", "核对这两个数"),
    "a percentage for a count": ("staffing", FIRST + 3, "本科及以上学历专任教师数", "85%", "“85%”是百分数", "应填整数"),
    "a formula never calculated": ("staffing", FIRST + 4, "应配专任教师数", "=20+20", "公式没有计算结果", "改为数值"),
    "a word outside the list": ("schools", FIRST + 3, "类型", "完全小学", "“完全小学”不在可选内容中", "请从下拉列表中选：幼儿园、小学"),
    "a year that is none": ("schools", FIRST + 5, "学年", "2025—2027学年", "“2025—2027学年”不是学年", "填 2025"),
    "a township of another name": ("funding", FIRST, "乡镇（街道）代码", "990301001 立夏镇", "990301001 是“清明镇”，这里写的是“立夏镇”", "重新选"),
    "an amount in words": ("funding", FIRST + 1, "本年度已到位资金", "五十万", "“五十万”不是数字", "只填数字"),
}


def run(*words) -> tuple[int, list[str]]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output.splitlines()


def spoil(day) -> list[tuple[str, ...]]:
    """Make twelve mistakes; what each finding must hold."""
    due = []
    for extract, row, head, value, what, todo in MISTAKES.values():
        change(day.forms, extract, row, head, value)
        due.append((FORMS[extract].file, f"第 {row} 行", f"列“{head}”", what, todo))
    twice, total = FIRST + len(FILLED["staffing"]), FIRST + len(FILLED["enrolment"])
    fill(day.forms, "staffing", [FILLED["staffing"][0]])
    due.append((FORMS["staffing"].file, f"第 {twice} 行", f"与第 {FIRST} 行重复", "只留正确的一行"))
    fill(day.forms, "enrolment", [{SCHOOL: "合计", PUPILS: 3456}])
    due.append((FORMS["enrolment"].file, f"第 {total} 行", "“合计”是合计行", "删去合计行"))
    row = change_info(day, "学校名录", 2, "2025年9月")
    due.append((INFO_FILE, f"第 {row} 行", "列“数据时点”", "“2025年9月”不是日期", "如 2025-09-01"))
    return due


def change_info(day, label, column, value) -> int:
    """Type into 填报信息 beside a label; the row."""
    book = openpyxl.load_workbook(day.forms / INFO_FILE)
    row = next(row[0].row for row in book.active.iter_rows() if row[0].value == label)
    book.active.cell(row, column).value = value
    book.save(day.forms / INFO_FILE)
    return row


def test_twelve_typical_mistakes_give_exactly_twelve_findings_that_say_where_and_what_to_do(day):
    due = spoil(day)
    assert len(due) == 12
    code, lines = run("convert", day.forms, "--out", day.delivery)
    findings = [line for line in lines if line.startswith("【")]
    assert code == 1
    for parts in due:
        assert [line for line in findings if all(part in line for part in parts)], (parts, findings)
    assert len(findings) == 12
    assert lines[-1] == f"没有转换：12 项错误需要改正。已标注在 {day.forms / '问题标注'}。"
    assert not day.delivery.exists()


def test_no_finding_speaks_english_or_of_files_that_the_clerk_has_not(day):
    spoil(day)
    _, lines = run("convert", day.forms, "--out", day.delivery)
    for line in lines[:-1]:
        for word in ("parquet", "toml", "school_id", "township_id", "staffing", "Traceback", "None"):
            assert word not in line


def test_the_clerks_own_files_come_back_with_the_cells_marked_and_a_note_in_each(day):
    spoil(day)
    run("convert", day.forms, "--out", day.delivery)
    marked = day.forms / "问题标注"
    for extract, row, head, _, what, todo in MISTAKES.values():
        sheet = openpyxl.load_workbook(marked / FORMS[extract].file).worksheets[0]
        cell = next(sheet.cell(row, at.column) for at in sheet[layout.HEADS] if at.value == head)
        assert cell.fill.fgColor.rgb == "FFFFC7CE"
        assert what in cell.comment.text and todo in cell.comment.text
    listed = openpyxl.load_workbook(marked / "问题清单.xlsx").worksheets[0]
    assert listed.max_row == 2 + 12
    untouched = openpyxl.load_workbook(day.forms / FORMS["enrolment"].file).worksheets[0]
    assert untouched.cell(FIRST, 6).comment is None


def test_what_was_marked_before_stays_when_the_set_is_read_again(day):
    spoil(day)
    run("convert", day.forms, "--out", day.delivery)
    kept = (day.forms / "问题标注" / "问题清单.xlsx").read_bytes()
    _, lines = run("convert", day.forms, "--out", day.delivery)
    assert lines[-1].endswith("问题标注2。")
    assert (day.forms / "问题标注" / "问题清单.xlsx").read_bytes() == kept


def mend(day, sound) -> None:
    """Put right what 问题清单 names, row by row and nothing else: what `sound` holds there is what the clerk meant."""
    listed = openpyxl.load_workbook(day.forms / "问题标注" / "问题清单.xlsx").active
    for _, file, row, *_ in listed.iter_rows(min_row=3, values_only=True):
        book, right = openpyxl.load_workbook(day.forms / file), openpyxl.load_workbook(sound / file).active
        for cell in book.active[int(row)]:
            cell.value = right.cell(cell.row, cell.column).value
        book.save(day.forms / file)


def test_mending_the_rows_that_the_list_names_is_enough_and_the_city_is_checked_and_published(day, filled_once):
    spoil(day)
    assert run("convert", day.forms, "--out", day.delivery)[0] == 1
    mend(day, filled_once.forms)
    code, lines = run("convert", day.forms, "--out", day.delivery)
    assert (code, lines[-1]) == (0, f"已写入 {day.delivery}。"), lines
    assert "学校名录：读入 8 行。" in lines
    assert any("数据未报" in line and "课程与教学" in line for line in lines)
    assert run("check", "--extracts", day.delivery) == (0, ["核对通过，可以发布。"])
    assert run("build", "--extracts", day.delivery, "--db", day.published)[0] == 0
    with contextlib.closing(duckdb.connect(str(versions.database(day.published, versions.current(day.published))), read_only=True)) as con:
        assert [row[0] for row in con.execute("select name from township order by 1").fetchall()] == ["寒露镇", "清明镇", "立夏镇", "霜降街道"]
        verdicts = dict(con.execute("select verdict, count(*) from progress group by 1").fetchall())
    assert verdicts["no_data"] > 0


def test_the_hook_for_the_browser_publishes_a_city_without_a_trace_of_the_sample(day):
    published = publish(day)
    with contextlib.closing(duckdb.connect(str(versions.database(published, versions.current(published))), read_only=True)) as con:
        tables = [row[0] for row in con.execute("select table_name from duckdb_tables()").fetchall()]
        content = "".join(str(con.execute(f'from "{table}"').fetchall()) for table in tables)
    assert CITY in content
    assert "示例" not in content


def test_a_delivery_that_stands_there_is_replaced_only_when_that_is_asked_for(day):
    run("convert", day.forms, "--out", day.delivery)
    change(day.forms, "funding", FIRST, "本年度已到位资金", 970000)
    before = {path.name: path.read_bytes() for path in day.delivery.iterdir()}
    code, lines = run("convert", day.forms, "--out", day.delivery)
    assert (code, {path.name: path.read_bytes() for path in day.delivery.iterdir()}) == (1, before)
    assert "请加 --force" in lines[0]
    assert run("convert", day.forms, "--out", day.delivery, "--force")[0] == 0
    assert pq.read_table(day.delivery / "funding.parquet").to_pylist()[0]["received"] == 970000.0


def test_a_folder_needs_no_mapping_and_a_foreign_table_does(day, tmp_path):
    mapping = tmp_path / "m.toml"
    mapping.write_text("", encoding="utf-8")
    assert run("convert", day.forms, "--mapping", mapping, "--out", day.delivery)[0] == 2
    assert run("convert", day.forms / INFO_FILE, "--out", day.delivery)[0] == 2
    assert not day.delivery.exists()
