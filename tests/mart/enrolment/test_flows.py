"""Where registered children go: parts that balance, small destinations that stay hidden, whatever is added or subtracted."""

import contextlib
import tempfile
from pathlib import Path

import numpy as np
import pytest

from tests.support.draw_delivery import delivery
from tests.support.draw_delivery import draft as drawn_draft
from tests.support.draw_marts import Made
from tests.support.hypothesis_setup import given, settings, st
from townbase.build import build
from townbase.checks import ask_promise, read_promises
from townbase.store import open_session

TOWNSHIPS = """
    township_id | name   | district_id | area  | counted | junior_served_by
    a           | 谷雨镇 | d1          | town  | true    |
    b           | 霜降镇 | d1          | town  | true    | a
    c           | 城关   | d1          | urban | false   |
    e           | 小寒镇 | d2          | town  | true    | old
"""
CODES = "kind | old_id | school_year | new_id\n township | old | 2025 | a"
SCHOOLS = (
    "school_id | school_year | township_id | name | kind\n"
    + "".join(f"{place}{year} | {year} | {place} | 校{place} | nine_year\n" for year in (2024, 2025) for place in "ace")
    + "b2024 | 2024 | b | 校b | primary\n b2025 | 2025 | b | 校b | primary"
)
MARTS = ("flow", "local_enrolment", "net_flow", "intake_source", "township_measurement", "birth_cohort", "roll_change", "intake_forecast")
MINE = [
    promise
    for promise in read_promises()
    if any(word in promise.name for word in ("flow", "destination", "elsewhere", "birth_years", "come_from", "changed_roll"))
]


def residency(rows: str) -> str:
    return "township_id | school_year | stage | destination | children\n" + "\n".join(
        f"{t} | 2025 | {s} | {d} | {n}" for t, s, d, n in (line.split() for line in rows.strip().splitlines())
    )


def enrolment(**pupils: int) -> str:
    lines = [f"{school}2025 | 2025 | {stage} | {grade} | {n}" for key, n in pupils.items() for school, stage, grade in [key.split("_")]]
    return "school_id | school_year | stage | grade | pupils\n" + "\n".join(lines)


def city(make, rows, **more):
    return make({"townships": TOWNSHIPS, "code_changes": CODES, "schools": SCHOOLS, "residency": residency(rows), **more}, *MARTS)


def flows(made, area="a", kind="township", stage="primary"):
    return dict(made.rows(
        f"select destination || ':' || place, children from flow where area_kind = '{kind}' and area_id = '{area}' and stage = '{stage}'"
    ))  # fmt: skip


def test_destinations_have_a_place_seen_from_home(make):
    made = city(
        make, "a primary a 50\n a primary b 20\n a primary c 30\n a primary e 11\n a primary other_city 12\n a primary unknown 2\n a primary not_enrolled 3"
    )
    assert flows(made) == {
        "local:local": 50, "b:district_town": 20, "c:district_urban": 30, "e:other_district": 11,
        "other_city:other_city": 12, "unplaced:unplaced": 5,
    }  # fmt: skip


def test_destinations_of_under_ten_fold_together(make):
    made = city(make, "a primary a 50\n a primary b 6\n a primary c 30\n a primary e 5")
    assert flows(made) == {"local:local": 50, "c:district_urban": 30, "folded:folded": 11, "unplaced:unplaced": 0}


def test_a_fold_that_holds_under_ten_takes_the_next_smallest(make):
    made = city(make, "a primary a 50\n a primary b 4\n a primary c 30\n a primary e 12")
    assert flows(made) == {"local:local": 50, "c:district_urban": 30, "folded:folded": 16, "unplaced:unplaced": 0}


def test_nothing_folds_where_every_destination_holds_ten(make):
    assert "folded:folded" not in flows(city(make, "a primary a 50\n a primary c 10"))


def test_under_ten_elsewhere_have_no_destinations(make):
    assert flows(city(make, "a primary a 50\n a primary c 5\n a primary b 4")) == {"local:local": 50, "undivided:undivided": 9, "unplaced:unplaced": 0}


def test_under_ten_children_in_all_are_nowhere(make):
    made = city(make, "a primary a 5\n a primary c 4\n b primary b 40")
    assert flows(made) == {}
    assert sum(flows(made, "city", "city").values()) == 40


def test_the_serving_township_is_local_also_under_an_old_code(make):
    made = city(make, "b junior a 30\n e junior old 40\n e junior e 5")
    assert flows(made, "b", stage="junior")["local:local"] == 30
    assert flows(made, "e", stage="junior")["local:local"] == 45


def test_higher_levels_add_up_folded_rows(make):
    made = city(make, "a primary a 50\n a primary b 4\n a primary c 30\n a primary e 12\n e primary e 40\n e primary a 15\n e primary c 3\n e primary b 2")
    assert flows(made, "city", "city") == {"local:local": 90, "c:district_urban": 30, "folded:folded": 16 + 20, "unplaced:unplaced": 0}


def test_pupils_come_from_home_a_served_township_named_places_and_the_rest(make):
    made = city(
        make, "a junior a 50\n b junior a 20\n e junior e 30\n c junior a 15\n c junior c 60\n c junior e 3",
        enrolment=enrolment(a_junior_7=100, c_junior_7=70, e_junior_7=30),
    )  # fmt: skip
    assert dict(made.rows("select origin, children from intake_source where township_id = 'a' and stage = 'junior'")) == {
        "own": 50, "b": 20, "rest": 30,
    }  # fmt: skip


def test_the_children_of_a_township_without_the_stage_are_no_pupils_of_its_own(make):
    made = city(make, "b junior a 20\n a junior a 50", enrolment=enrolment(a_junior_7=70))
    assert made.one("select pupils, found, net from net_flow where area_id = 'b' and stage = 'junior'") == (None, 20, -20)
    assert made.rows("select 1 from intake_source where township_id = 'b' and stage = 'junior'") == []


def test_moves_between_town_and_city_count_named_destinations(make):
    made = city(make, "a primary a 50\n a primary c 30\n c primary c 90\n c primary a 12\n b primary b 40\n b primary c 4\n b primary other_city 7")
    select = "select town_to_urban, urban_to_town, town_to_other_city, town_untold from net_flow where area_kind = 'city' and stage = 'primary'"
    assert made.one(select) == (30, 12, 0, 11)


def children(rows: str) -> str:
    return "township_id | school_year | birth_year | children\n" + "\n".join(
        f"{t} | 2025 | {b} | {n}" for t, b, n in (line.split() for line in rows.strip().splitlines())
    )


def folds(made, band="primary"):
    return made.rows(f"select birth_from, birth_to, children from birth_cohort where township_id = 'a' and band = '{band}' order by 1")


def test_neighbouring_birth_years_fold_until_ten(make):
    made = city(make, "a primary a 99", children=children("a 2014 4\n a 2015 5\n a 2016 8\n a 2017 20\n a 2018 30\n a 2019 2"))
    assert folds(made) == [(2014, 2016, 17), (2017, 2017, 20), (2018, 2019, 32)]


def test_a_fold_of_birth_years_stays_inside_the_ages_of_one_stage(make):
    made = city(
        make, "a primary a 99", children=children("a 2014 50\n a 2015 50\n a 2016 50\n a 2017 50\n a 2018 50\n a 2019 6\n a 2020 20\n a 2021 20\n a 2022 20")
    )
    assert folds(made)[-1] == (2018, 2019, 56)
    assert folds(made, "preschool")[0] == (2020, 2020, 20)


def test_ages_of_under_ten_children_in_all_are_left_out(make):
    assert folds(city(make, "a primary a 99", children=children("a 2020 3\n a 2021 3\n a 2022 3")), "preschool") == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (
            "every_registered_child_is_in_exactly_one_part_of_the_flows",
            "update flow set children = children + 1 where area_kind = 'township' and part = 'local'",
        ),
        ("flows_add_up_to_the_parts_of_the_accounts", "delete from flow where area_kind = 'district' and part = 'elsewhere'"),
        ("no_destination_of_under_10_children_is_shown", "update flow set children = 9 where destination = 'c'"),
        ("no_account_of_under_10_elsewhere_is_divided", "update local_enrolment set elsewhere = 9"),
        ("no_birth_years_of_under_10_children_are_shown", "update birth_cohort set children = 9"),
        ("birth_years_of_a_fold_do_not_overlap", "update birth_cohort set birth_to = birth_to + 1"),
        ("pupils_come_from_somewhere_once", "update intake_source set children = children + 1"),
        ("flow_has_one_row_for_each_key", "insert into flow select * from flow limit 1"),
    ],
)
def test_a_promise_notices_its_fault(make, broken, fault):
    made = city(
        make, "a primary a 50\n a primary c 30\n a primary b 4\n a primary e 8",
        children=children("a 2014 50\n a 2015 40"), enrolment=enrolment(a_primary_1=60, b_primary_1=9, c_primary_1=40, e_primary_1=9),
    )  # fmt: skip
    promise = next(each for each in read_promises() if each.name == broken)
    assert ask_promise(made.con, promise) == []
    made.con.execute(fault)
    found = ask_promise(made.con, promise)
    assert found and "无法运行" not in found[0].what


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
