"""Flows balance and folds leak nothing, whatever is delivered."""

import contextlib
import tempfile
from pathlib import Path

import numpy as np
import pytest

from tests.mart.enrolment.small_city import CODES, MARTS, MINE, SCHOOLS, TOWNSHIPS, children, enrolment, residency
from tests.support.draw_delivery import delivery
from tests.support.draw_delivery import draft as drawn_draft
from tests.support.draw_marts import Made
from tests.support.hypothesis_setup import given, settings, st
from townbase.build import build
from townbase.checks import ask_promise
from townbase.store import open_session

# --- laws -----------------------------------------------------------------------------------------------------------

FEW = st.one_of(st.just(0), st.integers(1, 9), st.integers(1, 60))
WHERE = ("a", "b", "c", "e", "other_city", "not_enrolled", "unknown")
STAGES = ("preschool", "primary", "junior")
AGES = {"preschool": range(3, 6), "primary": range(6, 12), "junior": range(12, 15)}


@st.composite
def cities(draw):
    """Children by township and birth year, and where each stage of them goes: the two agree to the child."""
    births = {(t, 2025 - age): draw(FEW) for t in "abe" for ages in AGES.values() for age in ages}
    cells = {}
    for t in "abe":
        for stage, ages in AGES.items():
            left = sum(births[t, 2025 - age] for age in ages)
            for place in draw(st.permutations(WHERE))[:-1]:
                cells[t, stage, place] = n = min(left, draw(FEW))
                left -= n
            missing = next(place for place in WHERE if (t, stage, place) not in cells)
            cells[t, stage, missing] = left
    return births, cells


@contextlib.contextmanager
def made_of(births, cells):
    tables = {
        "townships": TOWNSHIPS,
        "code_changes": CODES,
        "schools": SCHOOLS,
        "residency": residency("\n".join(f"{t} {s} {d} {n}" for (t, s, d), n in cells.items())),
        "children": children("\n".join(f"{t} {b} {n}" for (t, b), n in births.items())),
        "enrolment": enrolment(**{f"{t}_{s}_1": 700 + len(s) for t in "abce" for s in ("primary", "junior") if (t, s) != ("b", "junior")}),
    }
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(drawn_draft(Path(folder) / "d", tables, *MARTS)) as draft:
        yield Made(draft.con)


@settings(max_examples=12, deadline=None)
@given(cities())
def test_flows_balance_whatever_is_delivered(drawn):
    births, cells = drawn
    with made_of(births, cells) as made:
        for promise in MINE:
            if "cohort" not in promise.name:
                assert ask_promise(made.con, promise) == [], promise.name
        told = made.one("select coalesce(sum(children), 0) from flow where area_kind = 'city'")[0]
        accounts = {(t, s): sum(n for (a, b, _), n in cells.items() if (a, b) == (t, s)) for t, s, _ in cells}
        assert told == sum(n for n in accounts.values() if n >= 10)


def functionals(made, births, cells):
    """Every published figure as a sum of raw cells (rows of 0 and 1): all that linear algebra can work with."""
    index = {key: at for at, key in enumerate([*cells, *births])}

    def row(keys, sign=1):
        vector = np.zeros(len(index))
        for key in keys:
            vector[index[key]] += sign
        return vector

    def elsewhere(t, s):
        serving = {"b": "a", "e": "a"}.get(t) if s == "junior" else None
        return [d for d in WHERE if d not in (t, serving, "not_enrolled", "unknown")]

    def parts(t, s):
        away = elsewhere(t, s)
        return {
            "elsewhere": [(t, s, d) for d in away],
            "unplaced": [(t, s, "not_enrolled"), (t, s, "unknown")],
            "local": [(t, s, d) for d in WHERE if d not in (*away, "not_enrolled", "unknown")],
        }

    rows, by_row = [], {}
    for t, s, part, destination in made.rows("select area_id, stage, part, destination from flow where area_kind = 'township'"):
        keys = parts(t, s)[part]
        if part == "elsewhere" and destination not in ("folded", "undivided"):
            keys = [(t, s, destination)]
        elif destination == "folded":
            named = {d for (d,) in made.rows(f"select destination from flow where area_kind = 'township' and area_id = '{t}' and stage = '{s}'")}
            keys = [key for key in keys if key[2] not in named]
        by_row[t, s, part, destination] = row(keys)
    rows += by_row.values()
    districts = {"a": "d1", "b": "d1", "c": "d1", "e": "d2"}
    for kind, area, s, part, destination in made.rows("select area_kind, area_id, stage, part, destination from flow where area_kind <> 'township'"):
        under = [v for (t, stage, p, d), v in by_row.items() if (stage, p, d) == (s, part, destination) and (kind == "city" or districts[t] == area)]
        rows.append(sum(under))
    for t, s in made.rows("select area_id, stage from local_enrolment where area_kind = 'township' and withheld = 0"):
        rows += [row(keys) for keys in parts(t, s).values()]
        # the same children by birth year: what anybody may know, and what the delivery of a whole register gives
        rows.append(row([key for keys in parts(t, s).values() for key in keys]) - row([(t, 2025 - age) for age in AGES[s]]))
    for t, s in made.rows("select township_id, stage from township_measurement where measure = 'outside_intake' and value is not null"):
        if t in "abe":
            rows.append(row([(t, s, t)]))
    for t, s, origin in made.rows("select township_id, stage, origin from intake_source where origin not in ('own', 'rest')"):
        rows.append(by_row.get((origin, s, "elsewhere", t), by_row.get((origin, s, "local", "local"))))
    for t, first, last in made.rows("select township_id, birth_from, birth_to from birth_cohort"):
        rows.append(row([(t, b) for b in range(first, last + 1) if (t, b) in index]))
    return index, np.array(rows)


def recovered(index, rows) -> set:
    """The raw cells that some combination of published figures gives exactly."""
    if not len(rows):
        return set()
    _, values, space = np.linalg.svd(rows)
    null = space[int((values > 1e-9).sum()) :]
    return {key for key, at in index.items() if not len(null) or np.abs(null[:, at]).max() < 1e-9}


@settings(max_examples=12, deadline=None)
@given(cities())
@pytest.mark.long
def test_no_combination_of_published_figures_gives_a_destination_or_birth_year_of_under_ten(drawn):
    births, cells = drawn
    with made_of(births, cells) as made:
        index, rows = functionals(made, births, cells)
        open_ = recovered(index, rows)
        serving = {("b", "junior"): "a", ("e", "junior"): "a"}
        for key in open_:
            if len(key) == 3 and key[2] not in (key[0], serving.get(key[:2])):
                # nobody is not a small number: where every place that has a child is named, the others have none
                assert not 1 <= cells[key] <= 9, f"{key} holds {cells[key]} and can be worked out"
            if len(key) == 2:
                assert births[key] >= 10, f"{key} holds {births[key]} and can be worked out"


def test_the_search_by_linear_algebra_finds_what_a_careless_total_would_give_away():
    index = {"x": 0, "y": 1, "z": 2}
    assert recovered(index, np.array([[1, 1, 0], [0, 1, 1]])) == set()
    assert recovered(index, np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]])) == {"x", "y", "z"}
    assert recovered(index, np.array([[1, 1, 1], [1, 1, 0]])) == {"z"}


def test_two_cities_that_differ_only_inside_a_fold_are_published_alike(tmp_path):
    """Stronger than algebra: whatever the whole file holds, nobody can tell which of the two it was."""
    import duckdb

    said = []
    for nth, (b, e) in enumerate(((6, 7), (9, 4))):
        tables = {
            "townships": TOWNSHIPS, "code_changes": CODES, "schools": SCHOOLS,
            "residency": residency(f"a primary a 50\n a primary c 30\n a primary b {b}\n a primary e {e}\n c primary c 80\n b primary b 30\n e primary e 40"),
            "children": children(f"a 2014 {b}\n a 2015 {e}\n a 2016 40\n a 2017 40\n a 2018 40\n a 2019 40"),
            "enrolment": enrolment(a_primary_1=90, b_primary_1=60, c_primary_1=150, e_primary_1=90),
        }  # fmt: skip
        folder = delivery(tmp_path / f"d{nth}", tables)
        build(folder, tmp_path / f"p{nth}")
        session = open_session(tmp_path / f"p{nth}")
        with contextlib.closing(duckdb.connect(str(session.directory / f"townbase-{session.version}.duckdb"), read_only=True)) as con:
            names = [name for (name,) in con.execute("select table_name from duckdb_tables() order by 1").fetchall()]
            # what names the delivery itself (its hash, its version) differs, and nothing else may
            said.append({name: con.execute(f"from {name} order by all").fetchall() for name in names if name not in ("source_file", "delivery_info")})
    assert said[0]["flow"]
    assert said[0] == said[1]
