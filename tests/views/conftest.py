"""The sample city as a view asks it, and its marts as SQL, to hold one against the other."""

from functools import partial

import duckdb
import pytest

from townbase import store, versions


@pytest.fixture(scope="module")
def session(sample_db):
    return store.open_session(sample_db)


@pytest.fixture(scope="module")
def ask(session):
    return partial(store.ask, session)


@pytest.fixture(scope="module")
def sql(session):
    path = str(versions.database(session.directory, session.version))

    def rows(text: str, *values):
        with duckdb.connect(path, read_only=True, config=dict(store._CONFIG)) as con:
            return con.execute(text, values).fetchall()

    return rows
