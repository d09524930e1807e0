"""The workbooks that `template` writes: lists, locks and units are in place, rosters are filled in, nothing is overwritten."""

import contextlib
import csv
import shutil

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner

from tests.template.clerk import FORMS, complete, fill
from tests.template.first_day import FILLED, ROSTER
from townbase.__main__ import main
from townbase.settings import ROOT
from townbase.template import convert_folder, layout, write_templates
from townbase.template.info import FILE as INFO_FILE
from townbase.template.roster import SHIPPED

FIRST = layout.FIRST_ROW
JINAN = "jinan_townships.csv"


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blank")
    write_templates(folder / "forms", [JINAN])
    return folder / "forms"


def sheet_of(folder, extract, file=None):
    return openpyxl.load_workbook(folder / (file or FORMS[extract].file)).worksheets[0]


def style_below(sheet, column):
    """What a cell that was never written takes from its column; neighbours of one style are stored as one."""
    return next(style for style in sheet.column_dimensions.values() if style.min <= column <= style.max)


def run(*words) -> tuple[int, list[str]]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output.splitlines()


def test_one_workbook_an_extract_and_one_for_the_city_are_written(blank):
    assert sorted(path.name for path in blank.iterdir()) == sorted([INFO_FILE, *(form.file for form in FORMS.values())])


def test_every_column_stands_with_its_unit_its_meaning_and_an_example(blank):
    for name, form in FORMS.items():
        sheet = sheet_of(blank, name)
        heads, units, meanings, example = ([cell.value for cell in sheet[row]][1:] for row in (layout.HEADS, layout.UNITS, layout.MEANINGS, layout.EXAMPLE))
        assert heads == [field.head for field in form.fields]
        assert all(units) and all(meanings)
        assert [unit.startswith("必填") for unit in units] == [field.required for field in form.fields]
        assert any(example)


def test_a_column_with_words_to_choose_from_has_a_list_that_holds_them(blank):
    for name, form in FORMS.items():
        book = openpyxl.load_workbook(blank / form.file)
        lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation if rule.type == "list"}
        for column, field in enumerate(form.fields, 2):
            if field.kind == "choice":
                place = f"{openpyxl.utils.get_column_letter(column)}{FIRST}"
                sheet, cells = lists[place].split("!")
                offered = [row[0].value for row in book[sheet.strip("='")][cells.replace("$", "")]]
                assert offered == list(field.choices), f"{name}.{field.column.name}"


def test_the_heads_and_the_example_are_locked_and_the_rows_below_are_open(blank):
    for name, form in FORMS.items():
        sheet = sheet_of(blank, name)
        assert sheet.protection.sheet
        assert all(cell.protection.locked for row in sheet.iter_rows(min_row=1, max_row=layout.EXAMPLE) for cell in row if cell.value)
        for column in range(2, len(form.fields) + 2):
            assert not style_below(sheet, column).protection.locked, name


def test_code_columns_are_text_so_that_no_zero_is_lost(blank):
    for name, form in FORMS.items():
        sheet = sheet_of(blank, name)
        for column, field in enumerate(form.fields, 2):
            if field.kind in ("code", "text", "choice"):
                assert style_below(sheet, column).number_format == "@", f"{name}.{field.column.name}"


def test_the_township_list_is_filled_in_and_its_keys_are_locked(blank):
    sheet = sheet_of(blank, "townships")
    rows = list(sheet.iter_rows(min_row=FIRST))
    assert len(rows) == 164
    assert [cell.value for cell in rows[0][1:6]] == ["370102001", "解放路街道", "370102", "历下区", "街道"]
    assert all(cell.protection.locked for row in rows for cell in row[1:6])
    assert not any(cell.value for row in rows for cell in row[6:])


def test_other_tables_offer_the_townships_by_code_and_name(blank):
    book = openpyxl.load_workbook(blank / FORMS["residency"].file)
    offered = [cell.value for row in book[layout.CHOICES].iter_rows() for cell in row]
    assert "370102001 解放路街道" in offered
    assert {"市外", "未就读", "去向不明"} <= set(offered)


def test_the_ledger_offers_the_tasks_of_the_policy(blank):
    book = openpyxl.load_workbook(blank / FORMS["delivery"].file)
    assert any(str(cell.value).startswith("T1-1 ") for row in book[layout.CHOICES].iter_rows() for cell in row)


def test_a_school_roster_fills_in_every_school_year_and_stage_with_locked_keys(tmp_path, filled_once):
    folder = tmp_path / "second"
    sentences = write_templates(folder, [str(filled_once.forms / FORMS[name].file) for name in ("townships", "schools")])
    assert "学校名录已填好，其余各表已填好 8 所学校的代码、学年和学段。" in sentences
    rows = list(sheet_of(folder, "staffing").iter_rows(min_row=FIRST))
    assert len(rows) == len(FILLED["staffing"])
    assert [cell.value for cell in rows[0][1:4]] == ["9993100001 清明镇中心幼儿园", 2025, "学前"]
    assert all(cell.protection.locked for row in rows for cell in row[1:4])
    assert not any(cell.value for row in rows for cell in row[4:])
    assert len(list(sheet_of(folder, "enrolment").iter_rows(min_row=FIRST))) == 3 + 4 * 6 + 6 + 3 * 3


def test_tables_begun_from_a_school_roster_are_read_back(tmp_path, filled_once):
    folder = tmp_path / "second"
    write_templates(folder, [str(filled_once.forms / FORMS[name].file) for name in ("townships", "schools")])
    shutil.copy(filled_once.forms / INFO_FILE, folder / INFO_FILE)
    complete(folder, "staffing", 在岗专任教师数=[row["在岗专任教师数"] for row in FILLED["staffing"]])
    outcome = convert_folder(folder, tmp_path / "out")
    assert outcome.done, [finding.line() for finding in outcome.findings]
    assert any(note.startswith("教师：读入 9 行") for note in outcome.notes)
    assert "在校生与班级" in outcome.notes[-1]


def test_a_workbook_that_stands_there_already_is_never_overwritten(tmp_path):
    write_templates(tmp_path)
    fill(tmp_path, "funding", [{"学年": 2025}])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    code, lines = run("template", "--out", tmp_path)
    assert (code, lines[-1]) == (1, "没有生成。")
    assert all("可能已填了数据，没有改动" in line for line in lines[:-1])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("content", "word"),
    [(None, "找不到这个名录"), ("甲,乙\n1,2\n", "认不出是名录"), (b"\xff\xff\xff\x00", "文字编码不认识")],
)
def test_a_roster_that_cannot_be_read_is_refused_and_nothing_is_written(tmp_path, content, word):
    path = tmp_path / "名录.csv"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, lines = run("template", "--out", tmp_path / "forms", "--roster", path)
    assert (code, lines[-1]) == (1, "没有生成。")
    assert word in lines[0]
    assert not (tmp_path / "forms").exists()


def test_a_roster_of_ones_own_is_taken_by_its_path(tmp_path):
    path = tmp_path / "名录.csv"
    path.write_text(ROSTER, encoding="utf-8")
    code, lines = run("template", "--out", tmp_path / "forms", "--roster", path)
    assert code == 0
    assert "乡镇（街道）名录已填好 4 个乡镇（街道）。" in lines


def test_the_shipped_roster_holds_164_real_units_and_no_figure():
    with (SHIPPED / JINAN).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 164
    assert set(rows[0]) == {"district_code", "district_name", "township_code", "township_name", "kind"}
    assert all(row["township_code"].startswith(row["district_code"]) and len(row["township_code"]) == 9 for row in rows)


def test_no_unit_of_the_shipped_roster_stands_in_the_sample_city():
    with (SHIPPED / JINAN).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with contextlib.closing(duckdb.connect()) as con:
        sample = con.execute("select township_id, name from read_parquet(?)", [str(ROOT / "data" / "extracts" / "townships.parquet")]).fetchall()
    assert not {row["township_code"] for row in rows} & {code for code, _ in sample}
    assert not {row["township_name"] for row in rows} & {name for _, name in sample}
