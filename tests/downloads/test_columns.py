"""The dictionary of heads: every line is whole, and the clause it names exists."""

import re

import pytest

from townbase import policy, words
from townbase.downloads.columns import described
from townbase.words.columns import rows


def test_every_line_says_what_its_column_means_once():
    lines = rows("columns.csv")
    assert all(row["head"] and row["meaning"] for row in lines)
    assert len({(row["head"], row["card"]) for row in lines}) == len(lines)


def test_a_head_with_a_unit_in_it_has_that_unit():
    for row in rows("columns.csv"):
        unit = re.search(r"（([^（）]+)）$", row["head"])
        if unit and unit[1] not in ("街道", "园", "不加权"):
            assert row["unit"] == unit[1], row["head"]


def test_every_clause_that_is_named_stands_in_the_policy():
    known = set(policy.tables()["clauses"]["clause_id"])
    named = {row["clause_id"] for name in ("columns.csv", "column_patterns.csv") for row in rows(name)} - {""}
    assert named and named <= known


def test_every_pattern_says_where_it_holds():
    for row in rows("column_patterns.csv"):
        re.compile(row["pattern"])
        assert row["card"] and row["meaning"]


def test_the_nearest_line_answers():
    assert words.column("位置", "overview-schools").meaning != words.column("位置", "retention-ranked").meaning
    assert words.column("位置", "gap-raise") is None
    assert words.column("区县", "gap-raise") == words.column("区县")


def test_a_head_made_of_an_indicator_has_its_unit_and_the_clause_it_answers():
    found = described("县级以上学科骨干教师比例·小学（%）", "actions-townships")
    assert (found.unit, found.clause) == ("%", "县级以上学科骨干教师比例、（条款 G3-5）")
    assert "小学县级以上学科骨干教师比例" in found.meaning


@pytest.mark.parametrize("head", ["没有这样的指标·小学（%）", "没有这样的列"])
def test_a_head_that_nobody_defined_is_not_made_up(head):
    assert described(head, "actions-townships") is None
