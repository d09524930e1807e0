"""A correct export, spoiled in one way of many, is refused or read right: never read wrong."""

import csv
import io
import re

from tests.support.hypothesis_setup import HealthCheck, given, settings, st
from tests.template.clerk import FORMS
from townbase.template import layout
from townbase.template.fault import Place
from townbase.template.folder import _same_key_twice
from townbase.template.rows import read_rows
from townbase.template.sheets import Unreadable, open_sheets
from townbase.template.table import Table

FORM = FORMS["staffing"]
COLUMNS = ("school_id", "school_year", "stage", "teachers", "teachers_due", "bachelor_teachers", "subject_teachers_full")
DATA = [
    ("9993200001", 2025, "primary", 1030, 1031, 1024, 1),
    ("9993200002", 2025, "primary", 21, 22, 15, 0),
    ("9993400001", 2025, "primary", 15, 16, 11, None),
    ("9993400001", 2025, "junior", 19, 19, 17, 1),
]
WORDS = {"primary": "小学", "junior": "初中", 1: "是", 0: "否"}
EXPECTED = [{name: value for name, value in zip(COLUMNS, row, strict=True) if value is not None} for row in DATA]


def correct() -> list[list[str]]:
    """The lines of an export: title, heads, units, example, data."""
    fields = [FORM.field(name) for name in COLUMNS]
    lines = [[layout.title(FORM)], [layout.HOW_TO_FILL], [layout.ROW_KIND, *(field.head for field in fields)]]
    lines += [[layout.UNIT_ROW, *map(layout.unit, fields)], [layout.MEANING_ROW, *map(layout.meaning, fields)]]
    lines += [[layout.EXAMPLE_ROW, *(field.example for field in fields)]]
    for row in DATA:
        *counts, met = ("" if value is None else value for value in row)
        lines.append(["", *(str(WORDS.get(value, value)) if at in (2,) else str(value) for at, value in enumerate(counts)), str(WORDS.get(met, met))])
    return lines


FIRST = layout.FIRST_ROW - 1


def _full_width(text):
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() and sign.isdigit() else sign for sign in text)


# name -> how it spoils the lines; draw(n) is a number below n
CELLS = {
    "full-width digits": _full_width,
    "blanks around": lambda text: f" {text}\u3000",
    "thousands": lambda text: f"{int(text):,}" if text.isdigit() else text,
    "a decimal": lambda text: text + ".0",
    "a unit": lambda text: text + "人",
    "a percent sign": lambda text: text + "%",
    "scientific": lambda text: f"{float(text):.2E}" if text.isdigit() else text,
    "a star": lambda text: "*",
    "a dash": lambda text: "—",
    "a quote in front": lambda text: '"' + text,
    "a line break": lambda text: text[:1] + "\n" + text[1:],
    "an apostrophe": lambda text: "'" + text,
    "a zero-width sign": lambda text: text[:1] + "\u200b" + text[1:],
    "about": lambda text: "约" + text,
}
LINES = {
    "a cell dropped": lambda lines, row, column: lines[row].pop(column),
    "a cell put in": lambda lines, row, column: lines[row].insert(column, "7"),
    "a row twice": lambda lines, row, column: lines.insert(row, list(lines[row])),
    "a total": lambda lines, row, column: lines.append(["", "合计", "2025", "小学", *["99"] * 4]),
    "a total in front": lambda lines, row, column: lines.insert(FIRST, ["合计", "", "2025", "小学", *["99"] * 4]),
    "a remark": lambda lines, row, column: lines.append(["", "注：含教学点", *[""] * 6]),
    "a blank row": lambda lines, row, column: lines.insert(row, [""] * 8),
    "the heads again": lambda lines, row, column: lines.insert(row, list(lines[2])),
    "the example again": lambda lines, row, column: lines.insert(row, ["", *lines[5][1:]]),
    "a column without a head": lambda lines, row, column: [line.append("5") for line in lines[FIRST:]],
    "a column of its own": lambda lines, row, column: [line.append("备注" if at == 2 else "5") for at, line in enumerate(lines) if at >= 2],
    "no title": lambda lines, row, column: lines.pop(0),
    "columns turned round": lambda lines, row, column: [line.reverse() for line in lines[2:]],
    "a head changed": lambda lines, row, column: lines[2].__setitem__(column, "教师数"),
    "a head lost": lambda lines, row, column: lines[2].__setitem__(column, ""),
}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    way=st.sampled_from([*CELLS, *LINES]),
    row=st.integers(FIRST, FIRST + len(DATA) - 1),
    column=st.integers(1, len(COLUMNS)),
    encoding=st.sampled_from(["utf-8-sig", "gb18030"]),
    quoted=st.booleans(),
)
def test_a_correct_export_spoiled_in_one_way_is_refused_or_read_right(tmp_path, way, row, column, encoding, quoted):
    lines = correct()
    if way in CELLS:
        lines[row][column] = CELLS[way](lines[row][column])
    else:
        LINES[way](lines, row, column)
    path = tmp_path / "教师.csv"
    path.write_text(_written(lines, quoted), encoding=encoding, newline="")
    faults, rows = _read(path)
    assert faults or rows == EXPECTED or any(map(_no_code, rows)), (way, row, column, rows)


def test_the_correct_export_is_read_as_it_is(tmp_path):
    path = tmp_path / "教师.csv"
    path.write_text(_written(correct(), True), encoding="utf-8-sig", newline="")
    assert _read(path) == ([], EXPECTED)


def _written(lines, quoted: bool) -> str:
    """As a program writes it, or as it stands in an editor: without any quote of its own."""
    if not quoted:
        return "\r\n".join(",".join(line) for line in lines) + "\r\n"
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()


def _no_code(row: dict) -> bool:
    """A code of another form, which the contract refuses once the whole set is read."""
    return not re.fullmatch("[0-9]{10}", row["school_id"])


def _read(path):
    try:
        (sheet,) = open_sheets(path)
    except Unreadable as error:
        return [error.what], []
    table = Table(FORM)
    faults, _ = read_rows(sheet, Place(path), table)
    faults += _same_key_twice(table)
    return [fault.what for fault in faults], [{**row.values} for row in table.kept]
