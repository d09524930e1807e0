"""The sample city served to the pages that these tests open, and its marts to hold them against."""

import pytest

from tests.support.open_page import published, sample_served


@pytest.fixture(scope="module")
def served(sample_db):
    """The pages read the sample city for as long as one file of tests runs."""
    with sample_served(sample_db):
        yield sample_db


@pytest.fixture(scope="module")
def sql(served):
    """A question to the very file that the pages read: its rows."""

    def rows(text: str, *values):
        with published(served) as con:
            return con.execute(text, list(values)).fetchall()

    return rows
