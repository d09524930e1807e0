"""What if rows were met: what the page says is what a rebuilt city says, and what the oracle rolls up from the same rows."""

import random
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb
import pytest

from tests.oracle import roll_up
from tests.oracle.deliveries import read_city
from tests.oracle.random_city import YEARS, random_city
from tests.oracle.values import values_of
from tests.oracle.verdicts import Verdict
from tests.support.add_units import RESOURCES, YEAR, raised, shorts
from townbase import store, versions
from townbase.build import build
from townbase.settings import POLICY
from townbase.views.shared import ticked_rows

LONG = pytest.mark.long
WAITS = ("not_met", "no_data", "too_small")
SAYS = {"assumed_goals": ("township_id", "goal"), "assumed_actions": ("township_id", "action"), "assumed_townships": ("township_id",)}
HEAD = ("counted", "met", "not_assessable", "needed", "missing_to_needed")


def assumed(ask, ticked, year, published=False):
    """{query: {key: status}} and the numbers of the headline, with the ticked rows met, or as published."""
    given = {"year": year, **ticked_rows.parameters(ticked_rows.written(ticked))}
    column = "published" if published else "status"
    found = {}
    for query, key in SAYS.items():
        frame = ask(f"path/{query}", **given)
        found[query] = dict(zip(zip(*(frame[name] for name in key), strict=True), frame[column], strict=True))
    [head] = ask("path/assumed_headline", **given, district=None).to_dict("records")
    return found, {name: head[name] for name in HEAD}


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=LONG) for seed in range(2, 6))])
def test_a_city_rebuilt_with_the_units_of_the_ticked_rows_says_the_same_verdict_by_verdict(twelve, tmp_path, seed):
    extracts, db = twelve
    before = partial(store.ask, store.open_session(db))
    ticked = _some_alone(Path(shutil.copy(versions.database(db, versions.current(db)), tmp_path)), seed)
    assert len(ticked) > 5
    rows = [(short.township, short.indicator, short.stage) for short in ticked]
    says = assumed(before, rows, YEAR)
    assert says != assumed(before, [], YEAR)
    delivery = raised(extracts, tmp_path / versions.database(db, versions.current(db)).name, tmp_path / "extracts", ticked)
    build(delivery, tmp_path / "db")
    after = partial(store.ask, store.open_session(tmp_path / "db"))
    # nothing but the ticked rows has moved, so that the rebuilt city is the assumed one
    left = _waiting(before) - _waiting(after)
    assert left == set(rows) and not _waiting(after) - _waiting(before)
    assert assumed(after, rows, YEAR, published=True) == says


def _some_alone(database, seed):
    """Rows that lack units and whose numerator no other row counts, half of them drawn."""
    with duckdb.connect(str(database), read_only=True) as con:
        rows = con.execute("select indicator_id, numerator, denominator from indicators").fetchall()
    measures = [numerator for _, numerator, _ in rows] + [denominator for *_, denominator in rows] + [name for name, _ in RESOURCES.values()]
    alone = {
        indicator
        for indicator, numerator, _ in rows
        if measures.count(numerator) == 1 and numerator not in ("bachelor_teachers", "college_teachers", "seven_resource_pass")
    }
    found = [short for short in shorts(database) if short.indicator in alone]
    return random.Random(seed).sample(found, min(len(found) // 2, ticked_rows.MOST))


def _waiting(ask):
    frame = ask("path/tickable", year=YEAR, district=None, township=None)
    every = [frame] + [ask("path/tickable", year=YEAR, district=None, township=town) for town in frame["township_id"].unique()]
    return {row for one in every for row in zip(one["township_id"], one["indicator_id"], one["stage"], strict=True)}


@pytest.fixture(scope="module")
def edges(tmp_path_factory):
    """A small city full of edges, built: (ask, city, values) by seed."""
    built = {}

    def of(seed):
        if seed not in built:
            folder = tmp_path_factory.mktemp(f"what_if{seed}")
            extracts = random_city(folder / "extracts", seed)
            build(extracts, folder / "db")
            city = read_city(extracts, POLICY)
            built[seed] = partial(store.ask, store.open_session(folder / "db")), city, values_of(city)
        return built[seed]

    return of


@pytest.mark.parametrize(("seed", "draws"), [*(pytest.param(seed, 10, marks=LONG) for seed in range(1, 6))])
def test_on_a_drawn_city_the_oracle_rolls_the_ticked_rows_up_to_the_same(edges, seed, draws):
    ask, city, values = edges(seed)
    turned = 0
    for year in list(YEARS)[1:]:
        rows, tasks = roll_up.progress(city, values, year), roll_up.task_status(city, year)
        for draw in range(draws):
            ticked = _drawn(rows, random.Random(f"{seed} {year} {draw}"))
            says, head = assumed(ask, ticked, year)
            assert (says, head) == _rolled_up(city, rows, tasks, ticked), (year, draw)
            turned += says != assumed(ask, ticked, year, published=True)[0]
    assert turned > draws


def _drawn(rows, draw):
    waiting = sorted(key for key, row in rows.items() if key[0] != "city" and row.case.row["role"] in ("core", "reference") and row.verdict.verdict in WAITS)
    towns = set(draw.sample(sorted({key[0] for key in waiting}), draw.randint(1, 3)))
    own, share = [key for key in waiting if key[0] in towns], draw.choice((0.3, 0.7, 1.0))
    return [key for key in own if draw.random() < share] or own[:1]


def _rolled_up(city, rows, tasks, ticked):
    met = Verdict("met", "point", attainment=1.0)
    rows = {key: replace(row, verdict=met) if key in set(ticked) else row for key, row in rows.items()}
    goals, actions = roll_up.goal_progress(city, rows), roll_up.action_progress(city, rows, tasks)
    statuses = roll_up.township_status(rows, goals, actions)
    towns = {town for town, *_ in ticked}
    says = {
        "assumed_goals": {(town, goal): one["status"] for (town, goal, reading), one in goals.items() if town in towns and reading == "strict"},
        "assumed_actions": {(town, action): one["status"] for (town, action), one in actions.items() if town in towns},
        "assumed_townships": {(town,): one["status"] for (town, reading), one in statuses.items() if town in towns and reading == "strict"},
    }
    head = roll_up.headline(city, statuses)["city", "city", "strict"]
    return says, {name: head[name] for name in HEAD}
