"""The townships that stand for all in the tests of a township's page."""

import pytest

from tests.views.township.shown import YEAR


@pytest.fixture(scope="module")
def townships(sql):
    """One township of every status and a few more, and one that is not counted."""
    return [
        *(
            row[0]
            for row in sql(
                "select township_id from township_status where school_year = ? and reading = 'strict' "
                "qualify row_number() over (partition by status order by unmet_core desc, township_id) <= 3 order by status, township_id",
                YEAR,
            )
        ),
        *(row[0] for row in sql("select min(township_id) from township where not counted")),
    ]
