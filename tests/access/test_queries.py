"""Every query decides what a reader of one district gets: its kind stands in query_kinds.py and is held to here, against
a copy of the published file out of which the figures of all other districts were taken."""

from __future__ import annotations

import re
import shutil

import duckdb
import pandas as pd
import pytest

from tests.access.query_kinds import CITY, KINDS, PART, POLICY, UNSHOWN, WHOLE
from townbase import store, versions
from townbase.settings import SQL
from townbase.sqlfiles import with_included

YEAR = 2025
QUERIES = {path.relative_to(SQL / "query").as_posix()[:-4]: with_included(path.read_text(encoding="utf-8"), SQL) for path in (SQL / "query").rglob("*.sql")}
# What says where a place is stays: a figure's place is looked up there.
PLACES = ("township", "townships", "code_followed", "township_code", "school_code_followed")
# A total of the city that the query itself sums from the townships' rows, so that a file without them has another one.
SUMMED_HERE = {"gap/judged", "retention/forecast", "path/district_shares", "shared/headline_recount"}


@pytest.fixture(scope="module")
def own(districts) -> str:
    return list(districts)[1]


@pytest.fixture(scope="module")
def session(city) -> store.Session:
    return store.open_session(city)


@pytest.fixture(scope="module")
def emptied(session, own, tmp_path_factory) -> duckdb.DuckDBPyConnection:
    """The same version without a figure of another district."""
    copy = tmp_path_factory.mktemp("emptied") / "copy.duckdb"
    shutil.copy(versions.database(session.directory, session.version), copy)
    with duckdb.connect(str(copy)) as con:
        con.execute("create temp table foreign_town as select township_id as id from township where district_id <> $own", {"own": own})
        con.execute("create temp table foreign_district as select distinct district_id as id from township where district_id <> $own", {"own": own})
        con.execute(
            "create temp table foreign_school as select distinct school_id as id from school where district_id <> $own union select delivered_id from roster where district_id <> $own",
            {"own": own},
        )
        for table, columns in tables_of(con).items():
            where = [f"{column} in (from foreign_{place})" for column, place in PLACED.items() if column in columns]
            if "area_id" in columns:
                where.append("area_id in (from foreign_town) or area_id in (from foreign_district) or area_id in (from foreign_school)")
            if where and table not in PLACES:
                con.execute(f"delete from {table} where {' or '.join(where)}")
        yield con


PLACED = {"district_id": "district", "township_id": "town", "school_id": "school", "delivered_id": "school"}


def tables_of(con) -> dict[str, set[str]]:
    rows = con.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'main' and not internal and database_name = current_database()"
        " and table_name in (select table_name from duckdb_tables() where not temporary)"
    ).fetchall()
    return {table: {column for name, column in rows if name == table} for table in {name for name, _ in rows}}


@pytest.fixture(scope="module")
def ids(con, own) -> dict[str, dict[str, str]]:
    """(own, other) -> district, township, school, and one more township"""

    def of(where: str) -> dict[str, str]:
        district, township = con.execute(
            f"select district_id, township_id from township t where counted and {where} and exists (select 1 from roster_stage r where r.township_id = t.township_id and r.stage = 'junior') order by 2 limit 1"
        ).fetchone()
        school = con.execute(
            "select school_id from school where township_id = $t and school_year = $y and has_primary order by 1", {"t": township, "y": YEAR}
        ).fetchone()[0]
        second = con.execute(
            "select township_id from township where district_id = $d and township_id <> $t order by 1 desc", {"d": district, "t": township}
        ).fetchone()[0]
        return {"district": district, "township": township, "school": school, "second": second}

    return {"own": of(f"district_id = '{own}'"), "other": of(f"district_id > '{own}'")}


NOWHERE = {"district": "no-district", "township": "no-township", "school": "no-school", "second": "no-second"}
FREE = {
    "year": YEAR, "base": 2022, "indicator": "backbone", "stage": "primary", "counted": "all", "batch": None, "managing_body": None,
    "urban": "district", "action": 3, "against": "district", "side": "", "under": 45, "cost": "rows", "target": None,
    "kinds": ["teacher"], "prices": [3], "wanted": 2, "indicators": ["backbone"] * 2, "stages": ["primary"] * 2, "measures": ["teachers", "backbone_teachers", "pupils", "found", "local"], "area_kind": "district",
}  # fmt: skip


def asked(text: str, at: dict[str, str], **more) -> dict[str, object]:
    """Values for the $names of a query, its places those of `at`."""
    values = FREE | {
        "district": at["district"], "township": at["township"], "school": at["school"], "area": at["district"],
        "area_id": at["district"], "one": at["township"], "two": at["second"], "townships": [at["township"], at["second"]],
    } | more  # fmt: skip
    if "and (t.district_id = $one or t.district_id = $two)" in text:
        values |= {"one": at["district"], "two": at["district"]}
    names = set(re.findall(r"\$([a-z_]+)", re.sub(r"--.*", "", text))) - {"districts"}
    return {name: values[name] for name in names}


def wide(text: str) -> dict[str, object]:
    """As the page of the whole city asks."""
    nothing = "" if re.search(r"\$district = ''|nullif\(\$district", text) else None
    return {
        "district": nothing,
        "township": "" if "$township = ''" in text else "no-township",
        "area_kind": "city",
        "area_id": "city",
        "area": "city",
        "against": "city",
        "urban": "city",
    }


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Some answers come in no order."""
    rows = [str(row) for row in frame.itertuples(index=False)]
    return frame.iloc[sorted(range(len(rows)), key=rows.__getitem__)].reset_index(drop=True)


def test_every_query_has_its_kind_and_no_kind_is_left_over():
    assert set(KINDS) == set(QUERIES)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_who_is_not_filtered_by_the_scope_says_so(name):
    reads = "list_contains($districts" in QUERIES[name]
    assert reads == (KINDS[name] not in (POLICY, CITY, UNSHOWN, PART))


@pytest.mark.parametrize("name", sorted(set(QUERIES) - {name for name, kind in KINDS.items() if kind in (UNSHOWN, WHOLE, PART)}))
def test_no_answer_rests_on_another_district(name, session, emptied, own, ids):
    text = QUERIES[name]
    for at, more in (
        ("own", {}),
        ("own", {"area_kind": "township", "area_id": ids["own"]["township"]}),
        ("own", wide(text)),
        ("other", {}),
        ("other", {"area_kind": "township", "area_id": ids["other"]["township"]}),
    ):
        values = asked(text, ids[at], **more)
        seen = store.ask(store.Session(session.directory, session.version, (own,)), name, **values)
        if KINDS[name] is CITY or name in SUMMED_HERE:
            continue
        districts = {"districts": [own]} if "$districts" in text else {}
        pd.testing.assert_frame_equal(in_order(seen), in_order(emptied.execute(text, values | districts).df()), obj=f"{name} {values}")


@pytest.mark.parametrize("name", sorted(set(QUERIES) - {name for name, kind in KINDS.items() if kind in (UNSHOWN, PART)}))
def test_a_place_of_another_district_is_answered_like_one_that_does_not_exist(name, session, own, ids):
    text, scoped = QUERIES[name], store.Session(session.directory, session.version, (own,))
    for kind in ("district", "township"):
        there, nowhere = (store.ask(scoped, name, **asked(text, at, area_kind=kind, area_id=at[kind])) for at in (ids["other"], NOWHERE))
        pd.testing.assert_frame_equal(there, nowhere, obj=name)


@pytest.mark.parametrize("name", sorted(set(QUERIES) - {name for name, kind in KINDS.items() if kind in (UNSHOWN, PART)}))
def test_no_answer_names_a_place_of_another_district(name, session, own, ids, strange):
    text, scoped = QUERIES[name], store.Session(session.directory, session.version, (own,))
    for more in ({}, {"area_kind": "township", "area_id": ids["own"]["township"]}, wide(text)):
        frame = store.ask(scoped, name, **asked(text, ids["own"], **more))
        words = {str(value) for column in frame.columns for value in frame[column].dropna().tolist() if isinstance(value, str)}
        assert not words & strange, (name, more)


@pytest.mark.parametrize("name", sorted(name for name, kind in KINDS.items() if kind is WHOLE))
def test_what_names_places_of_everywhere_is_for_who_sees_the_whole_city(name, session, own):
    assert store.ask(store.Session(session.directory, session.version, (own,)), name).empty
    assert not store.ask(session, name).empty
