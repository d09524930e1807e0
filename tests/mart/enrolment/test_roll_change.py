"""Why rolls change: the parts add up exactly, for a township, its district and the city."""

import pytest

from tests.support.draw_marts import insert_table
from tests.support.hypothesis_setup import given, settings, st
from townbase.sqlfiles import read_room, select_of

PARTS = ("from_children", "from_found", "from_share", "from_outside")


def made(rows):
    """roll_change over drawn states: (township, year, children, found, own, outside)."""
    import duckdb

    con = duckdb.connect()
    con.execute("create table township as select unnest(['t1','t2']) as township_id, unnest(['d1','d1']) as district_id")
    insert_table(con, "local_account", "area_kind | area_id | stage | school_year | children | found | withheld\n" + "\n".join(
        f"township | {t} | primary | {y} | {c} | {f} | 0" for t, y, c, f, _, _ in rows))  # fmt: skip
    insert_table(con, "township_measurement", "township_id | stage | school_year | measure | value:double\n" + "\n".join(
        f"{t} | primary | {y} | pupils | {own + out}\n {t} | primary | {y} | outside_intake | {out}" for t, y, _, _, own, out in rows))  # fmt: skip
    con.execute(f"create table roll_change as\n{select_of(read_room('mart')['roll_change'])}")
    return con


def change(con, area="t1"):
    return con.execute(f"select change, {', '.join(PARTS)}, townships, left_out from roll_change where area_id = '{area}' and school_year = 2025").fetchone()


def test_fewer_children_alone_explain_all_where_only_they_changed():
    con = made([("t1", 2024, 100, 100, 80, 10), ("t1", 2025, 50, 50, 40, 10)])
    assert change(con)[:5] == pytest.approx((-40, -40, 0, 0, 0))


def test_each_part_takes_its_mean_over_every_order_of_change():
    con = made([("t1", 2024, 100, 100, 80, 0), ("t1", 2025, 80, 80, 48, 5)])
    assert change(con)[:5] == pytest.approx((-27, -20 * 0.7, 0, -0.2 * 90, 5))


def test_children_who_are_not_found_are_a_part_of_their_own():
    con = made([("t1", 2024, 100, 100, 80, 0), ("t1", 2025, 100, 80, 64, 0)])
    assert change(con)[:5] == pytest.approx((-16, 0, -16, 0, 0))


def test_without_the_year_before_nothing_is_split_and_the_sum_says_so():
    con = made([("t1", 2024, 100, 100, 80, 0), ("t1", 2025, 90, 90, 70, 0), ("t2", 2025, 90, 90, 70, 0)])
    assert change(con, "t2")[:5] == (None,) * 5
    assert change(con, "d1")[0] == -10
    assert change(con, "d1")[5:] == (1, 1)


COUNT = st.integers(0, 400)
STATE = st.tuples(COUNT, COUNT, COUNT, COUNT).map(lambda s: (sum(s[:3]), sum(s[:2]), s[0], s[3]))


@settings(max_examples=60, deadline=None)
@given(st.lists(STATE, min_size=4, max_size=4))
def test_parts_add_up_whatever_the_numbers_are(states):
    keys = [("t1", 2024), ("t1", 2025), ("t2", 2024), ("t2", 2025)]
    con = made([(t, year, *state) for (t, year), state in zip(keys, states, strict=True)])
    for area in ("t1", "t2", "d1", "city"):
        row = change(con, area)
        if row is not None and row[0] is not None:
            assert sum(row[1:5]) == pytest.approx(row[0], abs=1e-9)
