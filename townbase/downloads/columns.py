"""What a column of a card's table means: the dictionary of heads (words), and the indicator a head names (policy)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from townbase import policy, words
from townbase.asking import tuples
from townbase.settings import policy_dir
from townbase.text import is_missing

UNIT = re.compile(r"（([^（）]+)）$")


@dataclass(frozen=True)
class Described:
    """One column of one sheet: unit and meaning in words, the clause it answers in the policy's own words."""

    head: str
    unit: str
    meaning: str
    clause: str


def described(head: str, key: str = "") -> Described | None:
    """What a head means on the card `key`; None where no line of the dictionary knows it."""
    found = words.column(head, key)
    if found is None:
        return None
    rows, clause_id = _policy(policy_dir()), found.clause_id
    for title, answers in ((found.indicator, rows.indicators), (found.action, rows.actions)):
        if title and title not in answers:
            return None
        clause_id = answers.get(title, clause_id)
    return Described(head, found.unit, found.meaning, clause(clause_id))


def unit_in(head: str) -> str:
    """The unit a head ends with: 本地就读率（%） -> %"""
    found = UNIT.search(head)
    return found[1] if found else ""


def clause(clause_id: str) -> str:
    """“text of the clause”（G1-1）, the text as published; '' for no clause. Raises KeyError for an unknown one."""
    if not clause_id:
        return ""
    return f"{_policy(policy_dir()).clauses[clause_id].strip()}（条款 {clause_id}）"


@dataclass(frozen=True)
class _Rows:
    """clause_id -> text; title of an indicator, of an action -> the clause it answers, '' for none"""

    clauses: dict[str, str]
    indicators: dict[str, str]
    actions: dict[str, str]


@lru_cache(maxsize=2)
def _policy(directory: Path) -> _Rows:
    tables = policy.tables(directory)
    clauses = {row.clause_id: row.text for row in tuples(tables["clauses"])}
    return _Rows(clauses, _answers(tables["indicators"]), _answers(tables["actions"]))


def _answers(rows: pd.DataFrame) -> dict[str, str]:
    return {row.title: "" if is_missing(row.clause_id) else row.clause_id for row in tuples(rows)}
