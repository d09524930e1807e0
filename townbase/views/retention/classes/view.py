"""班额: how large the classes are, and how much of its places each school uses."""

from __future__ import annotations

from dataclasses import dataclass

from townbase.asking import Ask
from townbase.selection import Selection
from townbase.views.retention.classes import class_sizes
from townbase.views.retention.classes.places_used import places_used
from townbase.views.retention.retention import Opening
from townbase.views.shared.card_content import CardContent


@dataclass(frozen=True)
class Classes:
    title: str
    lead: str
    areas: CardContent | None
    schools: CardContent
    used: CardContent


def classes(ask: Ask, selection: Selection, o: Opening) -> Classes:
    """areas: None for a single township."""
    w = o.where
    asked = {
        "stage": w.stage,
        "year": w.year,
        "district": w.narrowed["district"],
        "township": w.id if w.is_township else "",
    }
    rows = ask("retention/classes", **asked)
    return Classes(
        title=class_sizes.title(w, rows),
        lead=class_sizes.lead(w, rows),
        areas=None if w.is_township else class_sizes.areas(w, rows, selection),
        schools=class_sizes.schools(w, rows, selection),
        used=places_used(w, ask("retention/school_places", **asked), selection),
    )  # fmt: skip
