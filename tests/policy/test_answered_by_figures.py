"""Demands that once had a yes or no for an answer are answered by figures that a bureau holds."""

import contextlib

import duckdb
import pytest

from townbase import policy, versions
from townbase.contracts.contract import read_contracts

# clause | the rows that answer it with a figure
ANSWERS = """
    G2-3  | research_teacher reform_school
    G2-4  | level3_share
    G2-6  | labour_lesson
    G2-10 | club_pupil
    G2-12 | fitness_pass fitness_good
    G2-13 | art_skill
    G3-2  | teacher_recruit
    G3-3  | order_training
    G3-8  | teacher_care
    G5-1  | joint_activity
    G5-3  | teacher_exchange
    G5-4  | seat_other_gap
    G5-5  | level3_rise
    G6-2  | home_school parent_class
    G6-4  | mental_lesson parent_class
    A1-10 | upgrade_fund higher_fund
    A3-1  | principal_age principal_term
    A3-4  | rural_allowance housing
    A3-8  | order_training
    A3-9  | talent_training
    A3-10 | talent_training
    A3-11 | teacher_care
    A4-1  | research_teacher reform_school
    A4-4  | quality_class
    A4-7  | pupil_support
    A4-8  | labour_lesson
    A4-9  | club_pupil
    A5-1  | bridge_seat_share
    A6-2  | ict_link
    A6-5  | ict_link
    A7-4  | library_standard new_books book_recommended book_weeded
"""
JUDGED_SINCE = (
    "level3_share",
    "level3_rise",
    "art_skill",
    "research_teacher",
    "labour_lesson",
    "rural_allowance",
    "mental_lesson",
    "joint_activity",
    "teacher_exchange",
)
BUREAU = "数值由局里确定"
CASES = [tuple(part.strip() for part in line.split("|")) for line in ANSWERS.strip().splitlines()]


@pytest.fixture(scope="module")
def rows():
    return policy.tables()["indicators"].set_index("indicator_id", drop=False)


@pytest.fixture(scope="module")
def contracts():
    with contextlib.closing(duckdb.connect()) as con:
        return read_contracts(con)


@pytest.mark.parametrize(("clause", "names"), CASES)
def test_the_demand_is_answered_by_these_rows(rows, clause, names):
    answering = rows[(rows.clause_id == clause) | (rows.clause_2 == clause)]
    assert set(names.split()) <= set(answering.index)


def test_tasks_alone_answer_what_is_done_once_and_little_of_the_goals(rows):
    tables = policy.tables()
    clauses = tables["clauses"].query("kind == 'demand'")
    figures = set(rows.clause_id) | set(rows.clause_2.dropna())
    by_tasks = clauses[~clauses.clause_id.isin(figures)]
    assert by_tasks.section.value_counts().to_dict() == {5: 22, 4: 4}


@pytest.mark.parametrize("name", JUDGED_SINCE)
def test_a_row_with_a_stated_share_is_judged_and_says_whose_reading_it_is(rows, name):
    row = rows.loc[name]
    assert row.role == "reference"
    assert row.basis in ("project reading", "standard")
    assert row.threshold and row.source


def test_a_row_whose_number_only_the_bureau_can_set_is_followed_and_says_so(rows):
    told = rows[rows.source.str.contains(BUREAU)]
    assert len(told) >= 14
    assert set(told.role) == {"monitor"}


def test_what_is_the_policys_and_what_is_this_projects_stands_beside_the_difference_rate(rows):
    assert "0.15 为政策原文" in rows.source["difference_rate"]
    assert "本项目口径" in rows.source["difference_rate"]


def test_every_delivered_measure_says_what_it_means_in_which_unit_and_none_is_required(contracts, rows):
    names = {name for _, names in CASES for name in names.split()}
    measures = {rows[part][name] for name in names for part in ("numerator", "denominator")}
    columns = {column.name: column for contract in contracts.values() for column in contract.columns}
    delivered = measures & set(columns)
    assert len(delivered) >= 25
    for name in delivered:
        assert columns[name].meaning != name and columns[name].unit, name
        assert not columns[name].required, name


def test_a_delivery_made_for_the_earlier_contract_is_built_and_the_new_rows_say_that_there_is_no_data(eight_db, rows):
    """The eight townships were written before these columns: nothing is refused, nothing is judged from nothing."""
    _, folder = eight_db
    fresh = [name for _, names in CASES for name in names.split() if BUREAU in rows.source[name] or name in JUDGED_SINCE]
    without = sorted({name for name in fresh if name not in ("level3_share", "level3_rise", "art_skill")})
    with contextlib.closing(duckdb.connect(str(versions.database(folder, versions.current(folder))), read_only=True)) as con:
        verdicts = con.execute("select distinct verdict from progress where list_contains(?, indicator_id) and counted", [without]).fetchall()
    assert {verdict for (verdict,) in verdicts} <= {"no_data", "no_target", "not_applicable"}
