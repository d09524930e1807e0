"""A clause in the sentence it stands in: an enumeration is cut into its members, and a member alone says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from townbase.asking import Row
from townbase.text import is_missing

ENDS = "。\n?∶"


@dataclass(frozen=True)
class Cited:
    """The policy's own words: `before` and `after` finish the sentence around the clause, whose id is `clause_id`."""

    clause_id: str
    before: str
    clause: str
    after: str

    @property
    def sentence(self) -> str:
        return self.before + self.clause + self.after


def in_context(clauses: Iterable[Row]) -> dict[str, Cited]:
    """clause_id -> the clause in its sentence; `clauses` in the order of the text, whose cells joined are the text."""
    rows = list(clauses)
    whole = "".join(row["text"] for row in rows)
    found, at = {}, 0
    for row in rows:
        end = at + len(row["text"])
        start, stop = at, at + len(row["text"].rstrip())
        before = _start(whole, start)  # a line break ends a sentence too: headings have no full stop
        after = stop if whole[stop - 1 : stop] in ENDS else _end(whole, stop)
        found[row["clause_id"]] = Cited(
            row["clause_id"],
            whole[before:start].lstrip(),
            whole[start:stop].lstrip(),
            whole[stop:after].rstrip(),
        )
        at = end
    return found


def cited_by(indicator: Mapping, clauses: Mapping[str, Cited]) -> tuple[Cited, ...]:
    """What an indicator answers: its clause and its second clause."""
    ids = (indicator["clause_id"], indicator["clause_2"])
    return tuple(clauses[key] for key in dict.fromkeys(ids) if not is_missing(key) and key in clauses)


def _start(whole: str, at: int) -> int:
    return max((whole.rfind(end, 0, at) for end in ENDS), default=-1) + 1


def _end(whole: str, at: int) -> int:
    places = [place for end in ENDS if (place := whole.find(end, at)) >= 0]
    return min(places) + 1 if places else len(whole)
