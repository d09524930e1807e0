"""“还差 n” said of a whole city: n units more in the extracts turn the verdict at rebuild, one fewer does not."""

import contextlib
from datetime import datetime

import duckdb
import pytest

from tests.support.add_units import YEAR, Short, apart, raised, shorts
from townbase import versions
from townbase.build.draft import Draft
from townbase.settings import ROOT

EXTRACTS = ROOT / "data" / "extracts"


@pytest.mark.long
def test_twelve_townships(twelve, tmp_path):
    extracts, db = twelve
    found = shorts(database(db))
    # the cut is worth rebuilding: many rows of many indicators, short of one and of more
    assert len({short.indicator for short in found}) > 20
    assert {1, 2} < {short.units for short in found}
    holds_true(extracts, database(db), found, tmp_path)


@pytest.mark.long
def test_the_whole_sample(sample_db, tmp_path):
    holds_true(EXTRACTS, database(sample_db), shorts(database(sample_db)), tmp_path)


def test_a_cut_city_judges_its_townships_as_the_whole_city_does(sample_db, twelve):
    chosen = tuple(id_ for (id_,) in ask(database(twelve[1]), "select township_id from township where counted"))
    question = (
        "select township_id, indicator_id, stage, school_year, round(value, 9), round(target, 9), verdict, reason, shortfall_units"
        f" from progress where township_id in {chosen} order by all"
    )
    rows = ask(database(twelve[1]), question)
    assert len(rows) > 5000
    assert rows == ask(database(sample_db), question)


def holds_true(extracts, published, found, tmp_path):
    for n, group in enumerate(apart(published, found)):
        enough = verdicts(raised(extracts, published, tmp_path / f"enough{n}", group))
        assert not (left := {short: enough[key(short)] for short in group if enough[key(short)] != ("met", None)}), left
        fewer = [Short(short.township, short.indicator, short.stage, short.units - 1) for short in group if short.units > 1]
        if fewer:
            almost = verdicts(raised(extracts, published, tmp_path / f"almost{n}", fewer))
            assert not (left := {short: almost[key(short)] for short in group if almost[key(short)] != ("not_met", 1)}), left


def verdicts(extracts) -> dict[tuple, tuple]:
    """(township, indicator, stage) -> verdict and units short: what a build's draft says, without publishing it."""
    with contextlib.closing(Draft()) as draft:
        draft.load(extracts, "0" * 12, datetime(2026, 1, 1))
        draft.make_with_needs("progress")
        rows = draft.con.execute("select township_id, indicator_id, stage, verdict, shortfall_units from progress where school_year = ?", [YEAR]).fetchall()
    return {tuple(row[:3]): tuple(row[3:]) for row in rows}


def key(short: Short) -> tuple[str, str, str]:
    return short.township, short.indicator, short.stage


def database(db):
    return versions.database(db, versions.current(db))


def ask(path, text) -> list[tuple]:
    with contextlib.closing(duckdb.connect(str(path), read_only=True)) as con:
        return con.execute(text).fetchall()
