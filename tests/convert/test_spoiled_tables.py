"""A correct table that was spoiled in one way is refused or read right, never read wrong."""

import shutil
import tempfile
from pathlib import Path

import pandas as pd
import pytest

from tests.convert.drawn_tables import Table, right_reading, tables
from tests.convert.places import places
from tests.convert.workbook_spoilers import SPOILERS
from tests.support.hypothesis_setup import given, settings, st
from townbase.convert import convert
from townbase.findings import Refused, errors


def read(table: Table) -> tuple[dict, set, tuple] | None:
    """(school, year, grade) -> pupils (None where withheld), the schools' places and names, what was told; None where
    the table was refused."""
    folder = Path(tempfile.mkdtemp())
    try:
        result = convert(*table.write(folder), folder / "out")
        enrolment = pd.read_parquet(folder / "out" / "enrolment.parquet")
        schools = pd.read_parquet(folder / "out" / "schools.parquet")
    except Refused as refused:
        assert errors(refused.findings)
        assert not (folder / "out").exists()
        return None
    finally:
        shutil.rmtree(folder)
    pupils = {(row.school_id, row.school_year, row.grade): None if pd.isna(row.pupils) else int(row.pupils) for row in enrolment.itertuples(index=False)}
    where = {(row.school_id, row.school_year, row.township_id, row.name) for row in schools.itertuples(index=False)}
    return pupils, where, result.warnings


def right_places(table: Table) -> set[tuple]:
    return {(row[5], int(row[0]), row[3], row[6]) for row in table.rows}


@settings(max_examples=8)
@given(tables())
def test_a_correct_table_is_read_to_the_pupil_with_nothing_to_say(table):
    assert read(table) == (right_reading(table), right_places(table), ())


def spoil_and_read(name: str, data) -> None:
    table = data.draw(tables())
    spoiled = SPOILERS[name](table, data.draw(places(table)))
    found = read(spoiled)
    if found is not None:
        right = right_reading(table) if spoiled.right is None else spoiled.right
        assert (found[0], found[1]) == (right, right_places(table))


@settings(max_examples=40)
@given(st.sampled_from(list(SPOILERS)), st.data())
def test_a_table_spoiled_in_one_way_is_refused_or_read_right(name, data):
    spoil_and_read(name, data)


@pytest.mark.long
@pytest.mark.parametrize("name", SPOILERS)
@settings(max_examples=10)
@given(data=st.data())
def test_a_table_spoiled_in_one_way_is_refused_or_read_right_many_times(name, data):
    spoil_and_read(name, data)
