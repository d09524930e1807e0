"""The plan's text, and what answers each of its demands, held against the policy's rows and the marts.

Held here too: townbase.views.policy.behind, townbase.views.policy.definitions, townbase.views.policy.found.
"""

import re

import pytest

from townbase import policy
from townbase.selection import Selection
from townbase.settings import POLICY
from townbase.views.policy.answers import KINDS, answers, by_clause
from townbase.views.policy.policy import policy_view

YEAR = 2025


@pytest.fixture(scope="module")
def view(ask):
    return policy_view(ask, Selection(), YEAR)


@pytest.fixture(scope="module")
def every(ask):
    return answers(ask, Selection(), YEAR)


def pieces(view):
    return [piece for part in view.parts for line in part.paragraphs for piece in line]


def test_the_page_prints_the_five_published_sections_and_nothing_else(view):
    text = (POLICY / "interpretation.zh.txt").read_text(encoding="utf-8")
    published = text[text.index("一、《实施方案》") : text.index("【打印本页】")]
    printed = "".join(part.heading + "".join(piece.text for line in part.paragraphs for piece in line) for part in view.parts)
    assert "".join(printed.split()) == "".join(published.split())
    assert [part.heading[0] for part in view.parts if part.level == 2] == list("一二三四五")


def test_every_demand_is_a_link_that_opens_itself(view):
    demands = [row["clause_id"] for _, row in policy.tables()["clauses"].iterrows() if row["kind"] == "demand"]
    links = {piece.clause: piece.href for piece in pieces(view) if piece.href}
    assert {clause: f"policy?clause={clause}" for clause in demands}.items() <= links.items()


def test_every_indicator_and_task_is_reached_from_the_demands_it_answers(every):
    tables = policy.tables()
    for name, key in (("indicators", "indicator_id"), ("tasks", "task_id")):
        for _, row in tables[name].iterrows():
            (one,) = [answer for answer in every if answer.key == row[key]]
            given = [row["clause_id"], row["clause_2"]]
            assert list(one.clauses) == list(dict.fromkeys(clause for clause in given if isinstance(clause, str)))
            assert all(one in by_clause(every)[clause] for clause in one.clauses)


def test_the_strongest_answer_stands_first(every):
    for own in by_clause(every).values():
        places = [KINDS.index(one.kind) for one in own]
        assert places == sorted(places)


def test_unmet_townships_of_an_indicator_equal_those_counted_in_pandas(every, sql):
    rows = sql("select indicator_id, township_id, verdict from progress where school_year = ? and counted", YEAR)
    judged: dict[str, dict[str, list[str]]] = {}
    for indicator, township, verdict in rows:
        if verdict in ("met", "not_met"):
            judged.setdefault(indicator, {}).setdefault(township, []).append(verdict)
    found = [one for one in every if one.kind in ("core", "reference") and one.key in judged]
    assert len(found) > 20
    for one in found:
        places = judged[one.key]
        assert (one.of, one.unmet) == (len(places), sum("not_met" in words for words in places.values())), one.title


def test_overdue_units_of_a_task_equal_those_of_the_ledger(every, sql):
    overdue = dict(sql("select task_id, count(*) from task_status where status = 'overdue' and school_year = ? group by 1", YEAR))
    found = {one.key: one.unmet for one in every if one.kind == "task"}
    assert found == {task: overdue.get(task, 0) for task in found}
    assert sum(found.values()) > 0


def test_the_demands_of_the_title_add_up(view):
    demands = len(view.demands.table)
    counted = [int(number) for number in re.findall(r"\d+", view.title)]
    assert demands == counted[0] == sum(counted[1:-1])


def test_the_sentence_of_the_eighty_per_cent_is_answered_by_the_headline(ask, sql):
    opened = policy_view(ask, Selection(clause="S4-1"), YEAR)
    [(counted, met)] = sql("select counted, met from headline where area_kind = 'city' and reading = 'strict' and school_year = ?", YEAR)
    assert f"{counted} 个乡镇中 {met} 个全部达标" in opened.answers.frame["state"].iloc[0]


@pytest.mark.parametrize(("find", "kind"), [("品质课堂", "任务"), ("十四五", "原文"), ("泉引桥", "原文"), ("骨干教师", "核心指标")])
def test_a_word_of_the_plan_is_found_where_it_stands(ask, find, kind):
    found = policy_view(ask, Selection(find=find), YEAR).found
    assert found is not None
    assert kind in set(found.frame["kind"])
    assert all(href.startswith("policy?clause=") for href in found.frame["href"])


def test_a_district_counts_its_own_townships_only(ask, sql):
    [(district, townships)] = sql("select district_id, count(*) from township where counted group by 1 order by 2 desc, 1 limit 1")
    of = [one.of for one in answers(ask, Selection(district=district), YEAR) if one.kind == "core"]
    assert max(of) <= townships


def test_the_demands_most_townships_have_not_met_stand_first(view):
    unmet = view.behind.frame["unmet"].tolist()
    assert unmet == sorted(unmet, reverse=True)
    assert view.behind.frame["title"].is_unique
