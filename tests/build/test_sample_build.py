"""The shipped sample city goes through the whole build."""

import contextlib

import duckdb
import pytest

from townbase import store, versions
from townbase.build import build
from townbase.settings import ROOT

EXTRACTS = ROOT / "data" / "extracts"


def rows(db, version) -> dict[str, list]:
    with contextlib.closing(duckdb.connect(str(versions.database(db, version)), read_only=True)) as con:
        names = [name for (name,) in con.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        columns = {name: "* exclude (built_at)" if name == "delivery_info" else "*" for name in names}
        return {name: con.execute(f"select {columns[name]} from {name}").fetchall() for name in names}


def test_the_sample_is_published_and_served(sample_db):
    session = store.open_session(sample_db)
    assert session.version == versions.current(sample_db)
    with contextlib.closing(duckdb.connect(str(versions.database(sample_db, session.version)), read_only=True)) as con:
        assert con.execute("select synthetic from delivery_info").fetchone() == (True,)
        assert con.execute("select count(*) > 100 from township").fetchone() == (True,)
        assert con.execute("select count(*) from finding where severity = 'error'").fetchone() == (0,)
        delivered = con.execute("select count(*) from measurement_delivered").fetchone()[0]
        assert delivered > 100_000


def test_no_raw_extract_of_people_is_published(sample_db):
    names = set(rows(sample_db, versions.current(sample_db)))
    assert not names & {"residency", "children", "survey", "assessment"}


@pytest.mark.long
def test_a_second_build_has_the_same_content_to_the_last_digit(sample_db, tmp_path):
    version = versions.current(sample_db)
    again = build(EXTRACTS, tmp_path)
    assert again.version == version
    assert rows(tmp_path, version) == rows(sample_db, version)
