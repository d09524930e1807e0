"""The sample city served to the pages that these tests open, and its marts to hold them against."""

import duckdb
import pytest

from townbase import store, versions
from townbase.ui import firststart


@pytest.fixture(scope="module")
def served(sample_db):
    """The pages read the sample city for as long as one file of tests runs."""
    patch = pytest.MonkeyPatch()
    patch.setenv("TOWNBASE_DB", str(sample_db))
    patch.delenv("TOWNBASE_EXTRACTS", raising=False)
    firststart._forget()
    yield sample_db
    patch.undo()
    firststart._forget()


@pytest.fixture(scope="module")
def sql(served):
    """A question to the very file that the pages read: its rows."""
    session = store.open_session(served)

    def rows(text: str, *values):
        file = str(versions.database(session.directory, session.version))
        with duckdb.connect(file, read_only=True, config=dict(store._CONFIG)) as con:
            return con.execute(text, list(values)).fetchall()

    return rows
