"""The contracts are said once, in SQL: types, keys, checks, meanings and units are read from there."""

import re

import duckdb
import pytest

from tests.support.draw_delivery import delivery
from townbase import contracts
from townbase.build.measurement import measured
from townbase.contracts import contract as module
from townbase.contracts.contract import read_contracts
from townbase.personal import names_a_person
from townbase.sqlfiles import read_room


@pytest.fixture(scope="module")
def known():
    with duckdb.connect() as con:
        return read_contracts(con)


def test_every_column_says_its_meaning_and_its_unit(known):
    silent = [
        f"{contract.name}.{column.name}" for contract in known.values() for column in contract.columns if not column.unit or column.meaning == column.name
    ]
    assert silent == []


def test_the_first_line_states_the_grain_that_the_key_has(known):
    for name, text in read_room("contract").items():
        stated = text.split("\n", 1)[0].removeprefix("-- grain: ").split(" x ")
        assert stated == list(known[name].key), name


def test_a_measures_name_stands_in_one_extract_only(known):
    seen: dict[str, str] = {}
    for extract, measures in measured(known).items():
        for measure in measures:
            assert seen.setdefault(measure, extract) == extract, measure
    assert len(seen) > 40


def test_no_column_of_a_contract_sounds_like_a_person(known):
    assert [f"{contract.name}.{column.name}" for contract in known.values() for column in contract.columns if names_a_person(column.name)] == []


def test_every_date_is_held_to_a_range_that_can_be_shown(known):
    for contract in known.values():
        for column in contract.columns:
            if column.type == "DATE":
                assert any(names == (column.name,) and "BETWEEN" in expression for expression, names in contract.checks), f"{contract.name}.{column.name}"


def test_no_count_may_be_negative(known):
    for contract in known.values():
        for column in contract.columns:
            if column.unit in ("人", "名", "所", "间", "册", "元", "㎡", "张", "个班", "项", "份"):
                assert any(names == (column.name,) and re.search(r">= 0|IN \(0, 1\)", expression) for expression, names in contract.checks), (
                    f"{contract.name}.{column.name}"
                )


def test_a_column_and_a_check_added_in_sql_need_no_python(tmp_path, monkeypatch):
    texts = read_room("contract")
    texts["funding"] = (
        texts["funding"].replace("    primary key", "    audited double check (audited >= 0),\n    check (audited <= received),\n    primary key")
        + "comment on column funding.audited is '经审计资金 | 元';\n"
    )
    monkeypatch.setattr(module, "read_room", lambda room: texts)
    folder = delivery(
        tmp_path,
        {
            "townships": "township_id|name|district_id\nt1|谷雨镇|d1",
            "schools": "school_id|school_year|township_id|name|kind\ns1|2025|t1|谷雨小学|primary",
            "funding": "township_id|school_year|source|received|audited\nt1|2025|省|5|7\nt1|2024|省|5|-7",
        },
        types={"funding.audited": "DOUBLE"},
    )
    said = [finding.line() for finding in contracts.check(folder)]
    assert any("经审计资金（audited）大于本年度已到位资金（received）：7.0 > 5.0" in line for line in said)
    assert any("经审计资金（audited）不能为负数" in line for line in said)
    assert len(said) == 2
