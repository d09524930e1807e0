"""Every demand of the plan leads to what answers it, and that leads back: two clicks either way, walked for all of them."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from townbase import policy
from townbase.charts.actions.action_tables import task_table
from townbase.charts.indicator.basis import basis
from townbase.charts.policy.answer_list import answer_list
from townbase.charts.policy.policy_text import policy_text
from townbase.page_records import PAGES
from townbase.selection import Selection
from townbase.views.actions.one_action import action_view
from townbase.views.indicator.indicator import indicator_view
from townbase.views.policy.policy import policy_view

YEAR = 2025
DEMANDS = [row["clause_id"] for _, row in policy.tables()["clauses"].iterrows() if row["kind"] == "demand"]


@pytest.fixture(scope="module")
def text(ask):
    """The addresses that stand in the printed text."""
    return links(policy_text(policy_view(ask, Selection(), YEAR).parts))


@pytest.fixture(scope="module")
def back(ask):
    """The addresses that the page of an indicator or of an action leads on to, each drawn once."""
    drawn = {}

    def of(address):
        if address not in drawn:
            drawn[address] = links(_page(ask, address))
        return drawn[address]

    return of


def _page(ask, address):
    split = urlsplit(address)
    chosen = {key: values[0] for key, values in parse_qs(split.query).items()}
    assert set(chosen) <= set(PAGES[split.path].keys)
    if split.path == "indicator":
        view = indicator_view(ask, Selection(**chosen), YEAR)
        return basis(view.basis, "")
    assert split.path == "actions" and set(chosen) == {"action"}
    return task_table(action_view(ask, Selection(action=int(chosen["action"])), YEAR).tasks.frame)


def links(markup):
    return {unescape(address) for address in re.findall(r'href="([^"]+)"', markup)}


def test_there_are_demands_to_walk():
    assert len(DEMANDS) == 119


@pytest.mark.parametrize("clause", DEMANDS)
def test_a_demand_leads_to_what_answers_it_and_back(ask, text, back, clause):
    here = f"policy?clause={clause}"
    assert here in text  # the first click
    opened = policy_view(ask, Selection(clause=clause), YEAR)
    assert opened.sentence.clause_id == clause
    ways = links(answer_list(opened.answers.frame))  # the second
    assert ways
    for way in ways:
        assert here in back(way), f"{way} does not lead back"
