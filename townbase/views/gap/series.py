"""Every indicator of one area against the urban schools over the years, and which one of them is opened."""

from __future__ import annotations

from collections.abc import Mapping

from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.views.gap import gap_words as say

RULE = "not_below_urban"
ORDER = ("not_closing", "unknown", "closing", "base", "level", "missing")


def read(ask: Ask, selection: Selection, year: int) -> list[Row]:
    """All rows of the area and stage that the address asks for."""
    kind, area = ("city", "city") if selection.district is None else ("district", selection.district)
    rows = records(ask("gap/series", area_kind=kind, area=area, against=selection.urban, year=year))
    return [row for row in rows if selection.stage in (None, row["stage"])]


def latest(rows: list[Row], year: int) -> list[Row]:
    """The rows of the year shown."""
    return [row for row in rows if row["school_year"] == year]


def judged(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["rule"] == RULE]


def widest(rows: list[Row]) -> dict | None:
    """The row furthest behind the city by what the page shows; None where nothing is behind."""
    known = [row for row in rows if say.state(row) not in ("missing", "level")]
    return min(known, key=(lambda row: row["gap"]) if in_points(rows) else relative, default=None)


def in_points(rows: list[Row]) -> bool:
    """All are shares, so that points compare them; else only parts of the urban value do."""
    return all(say.is_share(row) for row in rows)


def relative(row: Mapping) -> float:
    return row["gap"] / row["urban"] if row["urban"] else 0.0


def choose(rows: list[Row], selection: Selection) -> dict | None:
    """The indicator and stage that stand open: the chosen ones, else what is furthest behind, else the first."""
    pool = [row for row in rows if row["indicator_id"] == selection.indicator] or judged(rows)
    own = [row for row in pool if row["stage"] == (selection.stage or selection.panel)] or pool
    return widest(own) or next(iter(own), None)


def others(rows: list[Row], selection: Selection) -> list[Row]:
    """Links to the indicators that are not held against the city but can be compared with it."""
    seen = {}
    for row in rows:
        if row["rule"] != RULE:
            seen.setdefault(row["indicator_id"], row["title"])
    return [
        {
            "label": title,
            "title": title,
            "href": selection.href("gap", indicator=indicator, panel=None),
            "current": indicator == selection.indicator,
        }
        for indicator, title in seen.items()
    ]


def tally(now: list[Row]) -> dict[str, int]:
    """How many rows stand in which state."""
    states = [say.state(row) for row in now]
    return {name: states.count(name) for name in ORDER}


def opens(row: Mapping, selection: Selection, **more: object) -> str:
    """The address with this indicator and stage open. The stage that the page is filtered by stays as the reader chose it."""
    return selection.href("gap", indicator=row["indicator_id"], panel=None if selection.stage else row["stage"], **more)


def key_of(row: Mapping) -> tuple[str, str]:
    return row["indicator_id"], row["stage"]
