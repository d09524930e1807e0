"""What a column of a card's table means: the dictionary of heads (words), and the indicator a head names (policy)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from townbase import policy, words
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
    clause_id, unit = found.clause_id, found.unit
    if found.indicator:
        row = _policy(policy_dir()).indicators.get(found.indicator)
        if row is None:
            return None
        clause_id = row["clause_id"]
    return Described(head, unit or unit_in(head), found.meaning, clause(clause_id))


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
    clauses: dict[str, str]
    indicators: dict[str, dict]


@lru_cache(maxsize=2)
def _policy(directory: Path) -> _Rows:
    tables = policy.tables(directory)
    clauses = {row.clause_id: row.text for row in tables["clauses"].itertuples()}
    rows = tables["indicators"].to_dict("records")
    return _Rows(clauses, {row["title"]: row for row in rows if not is_missing(row["clause_id"])})
