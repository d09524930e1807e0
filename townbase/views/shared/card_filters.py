"""On which of a page's choices a card rests: these, and no others, stand in its files' names and in their 筛选条件.

A file of the differences between schools says nothing of the indicator that stands open beside them, and two files of
two indicators never have one name.
"""

from __future__ import annotations

NARROWED = ("district", "counted", "batch", "managing_body")
OF_ACTION = (*NARROWED, "action")
TOWNSHIP = ("district", "township", "school")
ONE = ("indicator", "stage")
STAYED = ("district", "township", "stage")

# page -> card -> address keys, in the order they are said; "" is every card that has no line of its own.
HELD: dict[str, dict[str, tuple[str, ...]]] = {
    "overview": {"": NARROWED, "tasks": ("district",)},
    "actions": {
        "": OF_ACTION,
        "blockers": (*OF_ACTION, "stage"),
        "changes": (*OF_ACTION, "stage"),
        "townships": (*OF_ACTION, "stage", "order"),
        "spread": (*OF_ACTION, *ONE, "urban"),
        "opened": (*OF_ACTION, *ONE, "urban"),
        "seat": (*OF_ACTION, *ONE, "order"),
        "beside": ("district", "township", "with", "action", "stage", "urban"),
    },
    "township": {
        "": TOWNSHIP,
        "pick": NARROWED,
        "found": ("district", "find"),
        "units": (*TOWNSHIP, "urban"),
        "rows": (*TOWNSHIP, "urban"),
        "values": (*TOWNSHIP, "urban"),
        "compare": (*TOWNSHIP, "with", "urban"),
        "detail": (*TOWNSHIP, *ONE, "urban"),
        "detail-schools": (*TOWNSHIP, *ONE),
        "brief": ("district", "township", "urban"),
    },
    "gap": {
        "": ("district", "stage"),
        "multiples": ("district", "stage", "urban"),
        "dumbbell": ("district", *ONE, "urban"),
        "slope": ("district", *ONE, "urban"),
        "split": ("district", *ONE, "urban"),
        "scatter": ("district", *ONE, "urban"),
        "difference": ("district", "stage", "formula"),
        "theil": ("stage",),
    },
    "retention": {
        "": STAYED,
        "panels": ("district", "township"),
        "triangle": ("district", "township"),
        "townships": (*STAYED, "order"),
        "schools": (*STAYED, "under"),
    },
    "data": {
        "": (),
        "years": ("district",),
        "areas": ("district",),
        "indicators": ("find",),
        "findings": ("find",),
        "definition": ("indicator",),
        "measures": ("indicator",),
        "indicator-years": ("district", "indicator"),
        "rows": (*TOWNSHIP, *ONE),
        "schools": (*TOWNSHIP, *ONE),
    },
}
# The cards that show what the page opens where nothing is chosen (or where what is chosen cannot be shown).
FOLLOWING = {"gap": ("dumbbell", "slope", "split", "scatter")}


def held(page: str, card: str) -> tuple[str, ...]:
    """The address keys a card of the page rests on."""
    cards = HELD[page]
    return cards.get(card, cards[""])


def held_anywhere(page: str) -> dict[str, bool]:
    """Every address key that a card of the page rests on -> whether all these cards show what the page opened."""
    keys = dict.fromkeys(key for held_ in HELD[page].values() for key in held_)
    return {key: all(follows(page, card) for card, held_ in HELD[page].items() if key in held_) for key in keys}


def follows(page: str, card: str) -> bool:
    """Whether the card shows what the page opened; where the page names no cards, all do."""
    return page not in FOLLOWING or card in FOLLOWING[page]
