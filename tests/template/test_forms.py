"""The forms follow the contracts: every column has a Chinese head and an example, every code a word, a new column appears by itself."""

import re

import duckdb
import pytest

from townbase.contracts import contract as module
from townbase.contracts.contract import read_contracts
from townbase.personal import names_a_person
from townbase.sqlfiles import read_room
from townbase.template import form as forms_module
from townbase.template.cells import read_cell
from townbase.template.form import forms_of, read_forms
from townbase.template.layout import FURNITURE, normal

FORMS = read_forms()
FIELDS = [(form, field) for form in FORMS.values() for field in form.fields]
ROWS = {name: forms_module._rows(name) for name in ("heads.csv", "choices.csv")}


def knows(file: str, extract: str, column: str) -> list[dict]:
    return [row for row in ROWS[file] if row["column"] == column and row["extract"] in ("", extract)]


def test_every_column_of_every_contract_has_a_chinese_head():
    assert [f"{form.name}.{field.column.name}" for form, field in FIELDS if not knows("heads.csv", form.name, field.column.name)] == []
    assert [field.head for _, field in FIELDS if not re.search("[一-鿿]", field.head)] == []


def test_no_line_of_the_two_files_speaks_of_a_column_that_is_gone():
    known = {(form.name, field.column.name) for form, field in FIELDS}
    for rows in ROWS.values():
        gone = [row for row in rows if not any(column == row["column"] and row["extract"] in ("", extract) for extract, column in known)]
        assert gone == []


def test_the_heads_of_one_form_differ_and_none_sounds_like_a_person():
    for form in FORMS.values():
        heads = [normal(field.head) for field in form.fields]
        assert len(set(heads)) == len(heads), form.name
        assert [head for head in heads if names_a_person(head)] == []


def test_every_code_that_a_contract_lists_has_a_word_of_its_own():
    for form, field in FIELDS:
        if field.kind == "choice" and field.column.type == "VARCHAR":
            worded = {row["code"] for row in knows("choices.csv", form.name, field.column.name)}
            assert set(field.choices.values()) <= worded, f"{form.name}.{field.column.name}"
            assert len(set(field.choices)) == len(set(field.choices.values()))


def test_every_example_can_be_read_and_every_required_column_has_one():
    for form, field in FIELDS:
        value = read_cell(field, field.example or None)
        assert value is not None or not field.required, f"{form.name}.{field.column.name}"


def test_an_example_carries_no_real_code():
    for _, field in FIELDS:
        if field.kind == "code" and field.example.isdigit():
            assert field.example.startswith("99")


def test_a_column_and_a_code_added_in_sql_stand_in_the_form_without_a_line_of_python(monkeypatch):
    texts = read_room("contract")
    texts["funding"] = (
        texts["funding"].replace(
            "    primary key", "    audited double check (audited >= 0),\n    phase varchar check (phase in ('first','second')),\n    primary key"
        )
        + "comment on column funding.audited is '经审计资金（不含利息） | 元';\ncomment on column funding.phase is '阶段 | 代码';\n"
    )
    monkeypatch.setattr(module, "read_room", lambda room: texts)
    with duckdb.connect() as con:
        form = forms_of(read_contracts(con))["funding"]
    audited, phase = form.field("audited"), form.field("phase")
    assert (audited.head, audited.kind, audited.column.unit) == ("经审计资金", "real", "元")
    assert (phase.kind, dict(phase.choices)) == ("choice", {"first": "first", "second": "second"})


def test_an_extract_that_the_order_of_filling_does_not_know_comes_last(monkeypatch):
    texts = read_room("contract")
    texts["awards"] = "-- grain: school_id\ncreate table awards (school_id varchar not null, prizes integer, primary key (school_id));\n"
    monkeypatch.setattr(module, "read_room", lambda room: texts)
    with duckdb.connect() as con:
        forms = forms_of(read_contracts(con))
    assert list(forms)[-1] == "awards"
    assert forms["awards"].file == f"{len(forms):02}-awards.xlsx"


@pytest.mark.parametrize("word", FURNITURE)
def test_no_head_is_the_name_of_a_row_that_is_no_data(word):
    assert word not in [field.head for _, field in FIELDS]
