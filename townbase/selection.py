"""The filters of a page, and the address that is their only home.

A page reads them from its address, every link writes them into one; no Streamlit here.
Values are ids; what equals its default is left out of the address.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from urllib.parse import quote, urlencode

from townbase.page_records import PAGES

# Keys whose values do not depend on the data.
FIXED: dict[str, tuple[str, ...]] = {
    "counted": ("all", "town", "subdistrict"),
    "stage": ("preschool", "primary", "junior"),
    "panel": ("preschool", "primary", "junior"),
    "urban": ("city", "district"),
    "order": ("official", "value"),
    "target": ("60", "70", "80", "90", "100"),
    "cost": ("rows", "units"),
    "under": ("10", "15", "20", "30", "45"),
}
# What a reader made of the tables of a page: the browser writes and reads it (ui/scripts/table_state.js), no run does.
OF_TABLES = ("sort", "unmet", "words")
# What every page reads: it says which published version the page is drawn from.
EVERYWHERE = ("release",)
# A choice higher up ends the ones below it.
BELOW = {
    "district": ("township", "school", "with"),
    "township": ("school", "with", "find"),
    "school": ("tab",),
    "action": ("indicator",),
    "stage": ("panel",),
}


@dataclass(frozen=True)
class Selection:
    """What the reader chose; None (and all, city, official) = not chosen."""

    year: int | None = None
    district: str | None = None
    township: str | None = None
    school: str | None = None
    action: int | None = None
    indicator: str | None = None
    stage: str | None = None
    panel: str | None = None  # the stage of the indicator that stands open, while the page shows all stages
    counted: str = "all"
    batch: str | None = None
    managing_body: str | None = None
    urban: str = "city"
    with_: str | None = None
    order: str = "official"
    formula: str | None = None
    under: str = "20"
    find: str | None = None
    goal: int | None = None
    office: str | None = None
    target: str | None = None  # per cent of the townships, where it is not the plan's own
    cost: str = "rows"  # what the cheapest set is cheap in
    prices: str | None = None  # what one unit of each kind costs there: teacher:10,room:5
    solved: str | None = None  # rows taken as met: township.indicator.stage, separated by commas
    clause: str | None = None  # a demand of the plan that stands open
    since: str | None = None  # the version that this one is held against
    tab: str | None = None  # which part of the page stands open; the first where nothing is said
    release: str | None = None  # a release's name or a version: the page shows that one whatever is published since

    @classmethod
    def from_query(
        cls, query: Mapping[str, str], allowed: Mapping[str, Collection[str]]
    ) -> tuple[Selection, list[tuple[str, str]]]:
        """The selection of an address, and the (key, value) pairs that are dropped from it.

        `allowed`: address key -> the values it may have, as text; a key that is not there is unknown.
        """
        chosen, dropped = {}, []
        for key, value in query.items():
            if key in OF_TABLES:
                continue
            if key in KEYS and value in allowed.get(key, ()):
                chosen[_field(key)] = int(value) if key in NUMBERS else value
            else:
                dropped.append((key, value))
        return cls(**chosen), dropped

    def query(self) -> dict[str, str]:
        """The address keys that differ from their default, in a fixed order."""
        pairs = ((key, getattr(self, _field(key))) for key in KEYS)
        return {key: str(value) for key, value in pairs if value != DEFAULTS[key]}

    def but(self, **changes: object) -> Selection:
        """Another selection; a changed district ends the township and so on, unless given too."""
        ended = {
            lower: DEFAULTS[lower]
            for key in changes
            for lower in BELOW.get(_key(key), ())
            if getattr(self, _field(key)) != changes[key]
        }
        given = {_key(key): value for key, value in changes.items()}
        return replace(self, **{_field(key): value for key, value in (ended | given).items()})

    def on(self, page: str) -> Selection:
        """Only what that page reads."""
        query = {key for key in KEYS if key not in (*PAGES[page].keys, *EVERYWHERE)}
        if self.tab not in PAGES[page].tabs:
            query.add("tab")
        return replace(self, **{_field(key): DEFAULTS[key] for key in query})

    def href(self, page: str, **changes: object) -> str:
        """The relative address of a page with this selection and the changes (escape it in markup).

        './' is the overview; `with_=` or `**{"with": …}` writes the key `with`; None takes a key away.
        """
        return _href(self, page, tuple(changes.items()))


@lru_cache(maxsize=20_000)
def _href(selection: Selection, page: str, changes: tuple[tuple[str, object], ...]) -> str:
    """Kept, since a page of a hundred townships writes each of their addresses several times on every run."""
    strange = [key for key, _ in changes if _key(key) not in (*PAGES[page].keys, *EVERYWHERE)]
    if strange:
        raise ValueError(f"{page} does not read {', '.join(strange)}")
    query = selection.but(**dict(changes)).on(page).query()
    path = "./" if page == "overview" else page
    return f"{path}?{urlencode(query, quote_via=quote)}" if query else path


def _field(key: str) -> str:
    return "with_" if key == "with" else key


def _key(field: str) -> str:
    return "with" if field == "with_" else field


KEYS = tuple(_key(field.name) for field in fields(Selection))
DEFAULTS = {_key(field.name): field.default for field in fields(Selection)}
NUMBERS = ("year", "action", "goal")
