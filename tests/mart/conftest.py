"""Make marts from drawn tables: the whole way from a delivery, or one mart alone from the tables it reads."""

import contextlib
from datetime import datetime

import duckdb
import pytest

from tests.support.draw_delivery import delivery
from tests.support.draw_marts import Made, insert_table, replace_rows
from townbase.build.draft import Draft
from townbase.settings import load_settings
from townbase.sqlfiles import read_room, select_of


@pytest.fixture
def make(tmp_path):
    """make(tables, *marts, indicators=[indicator(...)], settings={}, goals={}) -> Made, everything from a delivery."""
    with contextlib.ExitStack() as open_:
        count = iter(range(1000))

        def run(tables, *marts, indicators=None, settings=None, goals=None, extracts=None):
            folder = delivery(tmp_path / f"delivery{next(count)}", tables, extracts=extracts)
            draft = open_.enter_context(contextlib.closing(Draft()))
            draft.load(folder, "drawn", datetime(2026, 1, 1))
            if indicators is not None:
                replace_rows(draft.con, "indicators", indicators)
            for key, value in (settings or {}).items():
                draft.con.execute("update setting set value = ? where key = ?", [value, key])
            for column, value in (goals or {}).items():
                draft.con.execute(f"update goals set {column} = ?", [value])
            draft.make_with_needs(*marts)
            return Made(draft.con)

        yield run


@pytest.fixture
def alone():
    """alone("headline", township_status=table, ...) -> Made: one mart's file over drawn tables and the settings of the house."""
    with contextlib.ExitStack() as open_:

        def run(name, settings=None, **tables):
            con = open_.enter_context(contextlib.closing(duckdb.connect()))
            for text in read_room("macro").values():
                con.execute(text)
            for table, drawn in tables.items():
                insert_table(con, table, drawn)
            settle(con, settings or {})
            con.execute(f"create table {name} as\n{select_of(read_room('mart')[name])}")
            return Made(con)

        yield run


def settle(con, changed):
    """The settings of the house, some of them changed, as their one row."""
    con.execute("create table setting (key varchar, value varchar)")
    con.executemany("insert into setting values (?, ?)", [[key, str(value)] for key, value in {**load_settings(), **changed}.items()])
    con.execute(f"create table chosen_setting as\n{select_of(read_room('mart')['chosen_setting'])}")
