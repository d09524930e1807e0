"""What if rows were met: what follows is what a second reckoning in Python says."""

import random
from collections import Counter

import pytest

from tests.oracle.roll_up import action_status, headline_of, status_of
from townbase.selection import Selection
from townbase.views.path.what_if import OPEN, TICKED, what_if
from townbase.views.shared import ticked_rows

YEAR = 2025
WAITS = ("not_met", "no_data", "too_small")


@pytest.fixture(scope="module")
def rows(sql):
    names = ["township", "indicator", "stage", "role", "goal", "action", "verdict"]
    found = sql(
        "select township_id, indicator_id, stage, role, goal, action, verdict from progress where school_year = ? and counted"
        " and level = 'township' and role in ('core', 'reference')",
        YEAR,
    )
    return [dict(zip(names, row, strict=True)) for row in found]


@pytest.fixture(scope="module")
def tasks(sql):
    return {(town, action): Counter(due=due, done=done, overdue=late) for town, action, due, done, late in sql(
        "select township_id, action, tasks_due, tasks_done, tasks_overdue from action_progress where school_year = ?", YEAR
    )}  # fmt: skip


def ticks_of(rows, seed):
    """Some rows that wait, of a few townships: now and then all of one."""
    draw = random.Random(seed)
    towns = draw.sample(sorted({row["township"] for row in rows if row["verdict"] in WAITS}), draw.randint(1, 4))
    waiting = [row for row in rows if row["township"] in towns and row["verdict"] in WAITS]
    share = draw.choice((0.2, 0.6, 1.0))
    first, *rest = [(row["township"], row["indicator"], row["stage"]) for row in waiting]
    return [first, *(row for row in rest if draw.random() < share)]


def reckoned(rows, tasks, ticked):
    """township -> (status, goals, actions), by the definitions and not by the marts."""
    found = {}
    for town in sorted({row["township"] for row in rows}):
        own = [row | {"verdict": "met"} if (town, row["indicator"], row["stage"]) in ticked else row for row in rows if row["township"] == town]
        goals = {goal: _goal([row["verdict"] for row in own if row["goal"] == goal and row["role"] == "core"]) for goal in range(1, 7)}
        actions = {action: _action([row["verdict"] for row in own if row["action"] == action], tasks[town, action]) for action in range(1, 11)}
        found[town] = (status_of(Counter(goals.values())), goals, actions)
    return found


def _goal(verdicts):
    """By the definition of a goal: every core row that applies is met."""
    if "not_met" in verdicts:
        return "not_met"
    if not verdicts or set(verdicts) & {"no_data", "too_small"}:
        return "not_assessable"
    return "met" if "met" in verdicts else "not_applicable"


def _action(verdicts, tasks):
    said = Counter(verdicts)
    return action_status(said["met"] + said["not_met"], said["met"], said["no_data"] + said["too_small"], tasks)


def agrees(ask, rows, tasks, seed):
    ticked = ticks_of(rows, seed)
    wanted = reckoned(rows, tasks, set(ticked))
    asked = {"year": YEAR, **ticked_rows.parameters(ticked_rows.written(ticked))}
    towns = ask("path/assumed_townships", **asked)
    assert set(towns["township_id"]) == {town for town, *_ in ticked}
    assert towns.set_index("township_id")["status"].to_dict() == {town: wanted[town][0] for town in towns["township_id"]}
    goals = ask("path/assumed_goals", **asked)
    assert {(r.township_id, r.goal): r.status for r in goals.itertuples()} == {
        (town, goal): word for town in towns["township_id"] for goal, word in wanted[town][1].items()
    }
    actions = ask("path/assumed_actions", **asked)
    assert {(r.township_id, r.action): r.status for r in actions.itertuples()} == {
        (town, action): word for town in towns["township_id"] for action, word in wanted[town][2].items()
    }
    [head] = ask("path/assumed_headline", **asked, district=None).to_dict("records")
    says = headline_of([{"status": status, "slightly_below": 0, "tasks_overdue": 0} for status, *_ in wanted.values()])
    assert {key: head[key] for key in ("counted", "met", "not_assessable", "needed", "missing_to_needed")} == {
        key: says[key] for key in ("counted", "met", "not_assessable", "needed", "missing_to_needed")
    }


@pytest.mark.parametrize("seed", range(4))
def test_what_follows_is_what_the_definitions_say(ask, rows, tasks, seed):
    agrees(ask, rows, tasks, seed)


@pytest.mark.long
def test_what_follows_is_what_the_definitions_say_of_two_hundred_draws(ask, rows, tasks):
    for seed in range(4, 204):
        agrees(ask, rows, tasks, seed)


def test_nothing_ticked_is_what_is_published(ask, sql):
    [head] = ask("path/assumed_headline", year=YEAR, district=None, **ticked_rows.parameters(None)).to_dict("records")
    assert head["met"] == head["met_published"]
    assert [(head["counted"], head["met"])] == sql(
        "select counted, met from headline where area_kind = 'city' and reading = 'strict' and school_year = ?", YEAR
    )


def test_a_row_that_is_met_or_does_not_apply_stays_what_it_is(ask, sql):
    [row] = sql(
        "select township_id, indicator_id, stage from progress where verdict = 'not_applicable' and counted and role = 'core' and school_year = ? limit 1", YEAR
    )
    town = ask("path/assumed_townships", year=YEAR, **ticked_rows.parameters(".".join(row)))
    assert town["status"].tolist() == town["published"].tolist()


def test_the_whole_cheapest_set_ticked_raises_the_headline_by_its_townships(ask):
    path = ask("path/townships", year=YEAR, district=None, wanted=5, cost="rows", kinds=["teacher"], prices=[1])
    chosen = path[path["chosen"]]["township_id"].tolist()
    ticks = ask("path/tickable", year=YEAR, district=None, township=None)
    ticks = ticks[ticks["township_id"].isin(chosen) & (ticks["role"] == "core")]
    solved = ticked_rows.written(ticks[["township_id", "indicator_id", "stage"]].itertuples(index=False, name=None))
    view = what_if(ask, Selection(solved=solved), YEAR, "path", chosen)
    assert f"其中 {len(chosen)} 个转为六项目标全部达标" in view.outcome.how


def test_every_card_of_an_assumption_says_that_it_is_none_of_the_present(ask):
    [one, *_] = ask("path/tickable", year=YEAR, district=None, township=None).to_dict("records")
    solved = ".".join((one["township_id"], one["indicator_id"], one["stage"]))
    view = what_if(ask, Selection(solved=solved), YEAR, "path")
    assert "假设情形，不是现状" in view.title and "假设情形，不是现状" in view.banner and one["name"] in view.banner
    assert "solved" in view.outcome.card.filters and "solved" in view.ticks.card.filters
    assert "假设情形，不是现状" in ticked_rows.said(solved)
    ticked = view.ticks.frame[view.ticks.frame["id"] == solved]
    assert ticked["said"].tolist() == [TICKED] and "solved" not in ticked["toggle"].iloc[0]
    assert (view.ticks.frame["said"] == OPEN).sum() == len(view.ticks.frame) - 1


def test_on_a_township_only_its_own_rows_can_be_ticked(ask):
    town = ask("path/tickable", year=YEAR, district=None, township=None)["township_id"].iloc[0]
    view = what_if(ask, Selection(township=town), YEAR, "township")
    assert {each.split(".")[0] for each in view.ticks.frame["id"]} == {town}
    assert view.banner == "" and view.outcome.is_empty


@pytest.mark.parametrize("text", ["", "t1", "t1.backbone", "t1.backbone.none,", "t1..junior", "t1.backbone.college", ",".join(["t.i.junior"] * 201)])
def test_an_address_that_is_not_rows_is_refused(text):
    assert not ticked_rows.read(text)


def test_a_tick_comes_and_goes():
    one, two = ("t1", "backbone", "junior"), ("990.1", "labour_list", "primary")
    there = ticked_rows.toggled(ticked_rows.toggled(None, one), two)
    assert ticked_rows.read(there) == (one, two)
    assert ticked_rows.toggled(ticked_rows.toggled(there, one), two) is None
