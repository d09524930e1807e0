"""Walks over the answer of a query: what stands in a cell is what comes out, and what is missing stays missing."""

import pandas as pd

from townbase.asking import records, tuples


def answer():
    return pd.DataFrame({"name": ["谷雨镇", None], "n": [3, 4], "share": [0.5, float("nan")], "day": pd.to_datetime(["2025-09-01", None])})


def test_a_record_holds_the_cells_of_its_row_by_the_names_of_the_columns():
    first, _ = records(answer())
    assert first == {"name": "谷雨镇", "n": 3, "share": 0.5, "day": pd.Timestamp("2025-09-01")}
    assert type(first["n"]) is int and type(first["share"]) is float


def test_what_is_missing_stays_missing():
    _, second = records(answer())
    assert pd.isna(second["name"]) and pd.isna(second["share"]) and pd.isna(second["day"]) and second["n"] == 4


def test_an_answer_without_rows_has_no_records():
    assert records(answer().head(0)) == [] and list(tuples(answer().head(0))) == []


def test_a_tuple_has_the_columns_as_attributes():
    assert [(row.name, row.n) for row in tuples(answer().head(1))] == [("谷雨镇", 3)]
