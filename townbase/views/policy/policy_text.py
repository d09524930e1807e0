"""The published text as it is printed: sections, headings, paragraphs, and in them the demands as links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from townbase.asking import Row
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.policy.answers import KIND, Answer, kind_of


@dataclass(frozen=True)
class Piece:
    """A stretch of one paragraph. clause: its id · href: opens what answers it, '' for what asks for nothing
    kind: of answers.KINDS or none · unmet: whether some place is behind in what answers it · opened: it stands open"""

    text: str
    clause: str
    href: str
    kind: str
    unmet: bool
    opened: bool


@dataclass(frozen=True)
class Part:
    """A heading and what stands below it. level: 2 = section, 3 = goal or action · counts: 核心指标 3 · 任务 1, or ''"""

    clause: str
    heading: str
    level: int
    counts: str
    paragraphs: tuple[tuple[Piece, ...], ...]


def policy_text(clauses: Iterable[Row], answered: Mapping[str, list[Answer]], selection: Selection) -> list[Part]:
    """`clauses` in the order of the text: their cells joined are the text, so nothing is added and nothing left out."""
    parts: list[Part] = []
    heading: Row | None = None
    own: list[Row] = []
    for row in clauses:
        if row["kind"] == "heading":
            if heading is not None:
                parts.append(_part(heading, own, answered, selection))
            heading, own = row, []
        else:
            own.append(row)
    return [*parts, _part(heading, own, answered, selection)] if heading is not None else parts


def _part(heading: Row, own: list[Row], answered: Mapping[str, list[Answer]], selection: Selection) -> Part:
    pieces = [_piece(row, answered, selection) for row in own]
    return Part(
        clause=heading["clause_id"],
        heading=heading["text"].strip(),
        level=2 if is_missing(heading["goal"]) and is_missing(heading["action"]) else 3,
        counts=_counts(own, answered),
        paragraphs=_paragraphs(own, pieces),
    )


def _piece(row: Row, answered: Mapping[str, list[Answer]], selection: Selection) -> Piece:
    clause, behind = row["clause_id"], answered.get(row["clause_id"], [])
    asks = row["kind"] in ("demand", "headline")
    return Piece(
        text=row["text"].strip("\n"),
        clause=clause,
        href=selection.href("policy", clause=clause, find=None) if asks else "",
        kind=kind_of(behind) if row["kind"] == "demand" else "",
        unmet=any(one.unmet for one in behind),
        opened=clause == selection.clause,
    )


def _paragraphs(own: list[Row], pieces: list[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """A passage that ends in a line break ends its paragraph."""
    found: list[tuple[Piece, ...]] = []
    line: list[Piece] = []
    for row, piece in zip(own, pieces, strict=True):
        line.append(piece)
        if row["text"].endswith("\n"):
            found.append(tuple(line))
            line = []
    return (*found, tuple(line)) if line else tuple(found)


def _counts(own: list[Row], answered: Mapping[str, list[Answer]]) -> str:
    """Each demand once, under the strongest kind that answers it."""
    kinds = Counter(kind_of(answered.get(row["clause_id"], [])) for row in own if row["kind"] == "demand")
    return " · ".join(f"{name} {kinds[kind]}" for kind, name in KIND.items() if kinds[kind])
