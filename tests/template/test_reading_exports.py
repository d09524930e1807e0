"""CSV exports of filled workbooks are read like the workbooks, or refused with their line."""

import openpyxl
import pytest

from tests.template.clerk import as_csv
from tests.template.reading import FIRST, FUNDS, RECEIVED, SCHOOLS, at, read, refused, the_one
from townbase.template import convert_folder

# CSV exports


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_an_export_is_read_in_the_encodings_that_spreadsheets_write(filled, encoding):
    as_csv(filled.forms / SCHOOLS, encoding)
    assert read(filled, "schools")[0]["name"] == "清明镇中心幼儿园"


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_an_export_with_another_separator_is_read(filled, separator):
    path = as_csv(filled.forms / FUNDS)
    path.write_text(path.read_text(encoding="utf-8-sig").replace(",", separator), encoding="utf-8-sig")
    assert len(read(filled, "funding")) == 2


def spoil_line(path, number, old, new):
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert old in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old, new)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


@pytest.mark.parametrize("spoiled", ['"清明镇中心幼儿园', '清明镇"中心幼儿园', '"清明镇\n中心幼儿园"'])
def test_an_unpaired_quote_or_a_broken_line_is_refused_with_its_line(filled, spoiled):
    path = as_csv(filled.forms / SCHOOLS)
    spoil_line(path, FIRST, "清明镇中心幼儿园", spoiled)
    lines = refused(filled)
    assert any("02-学校名录.csv，第 7 行" in line and "引号没有成对" in line for line in lines), lines
    assert not any("不在名录中" in line or "没有学校名录" in line for line in lines), lines


def test_a_row_with_a_cell_too_many_is_refused(filled):
    path = as_csv(filled.forms / FUNDS)
    spoil_line(path, FIRST, "974000", "974000,5")
    the_one(refused(filled), "15-经费.csv", "没有列名，但有内容")


def test_a_row_with_a_cell_too_few_is_refused_since_every_figure_behind_it_would_move(filled):
    path = as_csv(filled.forms / FUNDS)
    spoil_line(path, FIRST, ",980000,", ",")
    the_one(refused(filled), "15-经费.csv", f"第 {FIRST} 行的格数少于列名", "改交 XLSX")


def test_the_marked_copy_of_an_export_is_a_workbook(filled):
    path = as_csv(filled.forms / FUNDS)
    spoil_line(path, FIRST, "974000", "约97万")
    outcome = convert_folder(filled.forms, filled.delivery)
    sheet = openpyxl.load_workbook(outcome.marked / "15-经费.xlsx").active
    cell = sheet.cell(FIRST, at(sheet, RECEIVED))
    assert (cell.value, "不是数字" in cell.comment.text) == ("约97万", True)
