"""What the heads of tables mean, as rows a clerk can mend: columns.csv and, for heads made of data, column_patterns.csv.

`card`: empty = wherever the head stands; a page (`retention`) or a card of it (`retention-net`) = only there.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Column:
    """unit: '' for words · clause_id: of policy/clauses.csv, '' for none · indicator, action: its title, where a head names one"""

    head: str
    unit: str
    meaning: str
    clause_id: str = ""
    indicator: str = ""
    action: str = ""


def column(head: str, card: str = "") -> Column | None:
    """What a head means on a card (`page-key`); the nearest line of the dictionary answers, None where there is none."""
    for scope in _scopes(card):
        if (scope, head) in _exact():
            return _exact()[scope, head]
    for scope in _scopes(card):
        for pattern, row in _patterns().get(scope, ()):
            found = pattern.fullmatch(head)
            if found:
                return _filled(head, row, found.groupdict())
    return None


def _scopes(card: str) -> list[str]:
    return list(dict.fromkeys([card, card.partition("-")[0], ""]))


def _filled(head: str, row: dict[str, str], parts: dict[str, str | None]) -> Column:
    texts = {name: part or "" for name, part in parts.items()}
    unit = row["unit"].format(**texts)
    return Column(
        head,
        unit,
        row["meaning"].format(**texts),
        row["clause_id"],
        texts.get("indicator", ""),
        texts.get("action", ""),
    )


@lru_cache(maxsize=1)
def _exact() -> dict[tuple[str, str], Column]:
    return {
        (row["card"], row["head"]): Column(row["head"], row["unit"], row["meaning"], row["clause_id"])
        for row in rows("columns.csv")
    }


@lru_cache(maxsize=1)
def _patterns() -> dict[str, list[tuple[re.Pattern[str], dict[str, str]]]]:
    found: dict[str, list] = {}
    for row in rows("column_patterns.csv"):
        found.setdefault(row["card"], []).append((re.compile(row["pattern"]), row))
    return found


def rows(name: str) -> list[dict[str, str]]:
    """The lines of one of the two files, every cell trimmed; Excel's BOM does no harm."""
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]
