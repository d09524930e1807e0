"""Every card of every page, without a screen: what the page drew, as it remembers it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from streamlit.testing.v1 import AppTest

from townbase.settings import ROOT
from townbase.ui.memory import kept
from townbase.ui.opened import CONTEXT


@dataclass(frozen=True)
class Card:
    page: str
    query: str
    key: str
    title: str
    how: str
    body: str
    table: pd.DataFrame
    definition: object

    @property
    def in_words(self) -> str:
        return f"{self.page}?{self.query} {self.key}"


def scripts() -> dict[str, str]:
    """page -> the file that is run for it."""
    found = {path.stem.partition("_")[2]: str(path) for path in sorted((ROOT / "pages").glob("*.py"))}
    return {"overview": str(ROOT / "app.py")} | found


def cards_of(page: str, query: dict[str, str]) -> list[Card]:
    """The cards with a table of one page under one selection."""
    kept.pages.forget()  # what was drawn before hands over no cards
    app = AppTest.from_file(scripts()[page], default_timeout=120)
    app.query_params.update(query)
    app.run()
    if app.toggle:  # what is drawn only when asked for
        for toggle in app.toggle:
            toggle.set_value(True)
        app.run()
    assert not app.exception
    assert not any("tb-error" in block.value for block in app.get("html") if "<style>" not in block.value), query
    address = "&".join(f"{key}={value}" for key, value in query.items())
    return [
        Card(page, address, drawn.card.key, drawn.title, drawn.how, drawn.body, drawn.table, drawn.definition)
        for drawn in app.session_state[CONTEXT].drawn
        if drawn.is_taken
    ]


def selections(ask, *, every: bool) -> list[tuple[str, dict[str, str]]]:
    """(page, address) that between them bring every card with a table; `every`: also every action, indicator and year.

    ask(sql) -> list of rows, over the sample city.
    """
    [(town, district)] = ask(
        "select township_id, district_id from progress where counted and verdict = 'not_met' and school_year = 2025"
        " and township_id <> 'city' group by all order by count(*) desc, 1 limit 1"
    )
    [(beside,)] = ask(f"select township_id from township where counted and township_id <> '{town}' order by 1 limit 1")
    [(far,)] = ask(f"select district_id from township where counted and district_id <> '{district}' order by 1 limit 1")
    [(school,)] = ask(f"select school_id from school where township_id = '{town}' and school_year = 2025 and has_primary order by pupils desc, 1 limit 1")
    [(unmet, of)] = ask(
        f"select indicator_id, stage from progress where township_id = '{town}' and verdict = 'not_met' and role = 'core' and school_year = 2025 order by 1, 2 limit 1"
    )
    place, other = {"township": town}, {"district": district}
    found = [
        ("overview", {}),
        *(("overview", {"tab": tab}) for tab in ("nearly", "changes", "missing")),
        ("overview", {"goal": "3"}),
        ("overview", {"office": "all"}),
        ("overview", other | {"tab": "support"}),
        ("overview", other),
        ("overview", {"year": "2018"}),
        ("actions", {}),
        ("actions", {"action": "3"}),
        ("actions", {"tab": "indicators"}),
        *(("actions", {"action": "3", "tab": tab}) for tab in ("cells", "townships", "over", "seat", "text")),
        ("actions", {"action": "1"} | other),
        ("actions", {"action": "5"}),
        ("actions", {"action": "3", "township": town, "with": beside}),
        ("actions", {"action": "3", "with": far} | other),
        ("township", {}),
        ("township", {"find": "中心"}),
        ("township", place),
        ("township", place | {"with": beside}),
        ("township", place | {"indicator": "backbone", "stage": "primary"}),
        ("township", place | {"indicator": "new_books", "stage": "primary"}),
        *(("township", place | {"tab": tab}) for tab in ("rows", "tasks", "schools", "flows", "basis")),
        ("township", place | {"tab": "rows", "action": "3"}),
        ("township", place | {"school": school}),
        ("township", place | {"school": school, "tab": "source"}),
        ("changes", {}),
        ("gap", {}),
        ("gap", other),
        ("gap", {"indicator": "new_books", "stage": "primary"}),
        ("gap", {"indicator": "difference_rate"}),
        ("gap", {"tab": "spread"}),
        ("gap", {"tab": "difference", "formula": "variance_share"}),
        ("gap", {"tab": "analysis"}),
        ("retention", {}),
        ("retention", other),
        ("retention", place),
        *(("retention", place_ | {"tab": tab}) for place_ in ({}, other, place) for tab in ("went", "seats", "classes")),
        *(("data", {"tab": tab}) for tab in ("files", "returns", "meanings", "warnings")),
        ("data", other | {"tab": "returns"}),
        ("indicator", {"indicator": "backbone", "stage": "primary"}),
        ("indicator", {"indicator": "local_enrolment", "tab": "origin"} | other),
        ("indicator", {"indicator": "difference_rate", "stage": "junior"}),
        ("data", place | {"indicator": "backbone", "stage": "primary"}),
        ("data", place | {"indicator": "parent_satisfaction"}),
        ("path", {"cost": "units", "prices": "teacher:10"}),
        ("path", {"tab": "assumed", "solved": f"{town}.{unmet}.{of}"}),
        ("path", {"tab": "again"}),
        ("township", place | {"tab": "suppose", "solved": f"{town}.{unmet}.{of}"}),
        ("path", {"tab": "shortfall"} | other),
        ("path", {"tab": "apart", "cost": "units"}),
        ("policy", {}),
        ("policy", {"clause": "G3-6"} | other),
        ("policy", {"find": "品质课堂"}),
        ("data", {"school": school, "indicator": "backbone", "stage": "primary"}),
    ]
    if every:
        found += more_selections(ask, town, district)
    return found


def more_selections(ask, town: str, district: str) -> list[tuple[str, dict[str, str]]]:
    """Every action, every indicator on the three pages that open one, every year and stage."""
    rows = ask("select indicator_id, string_split(stages, ' ')[1] from indicators")
    found = [("actions", {"action": str(action)}) for action in range(1, 11)]
    for indicator, stage in rows:
        address = {"indicator": indicator} | ({} if stage == "none" else {"stage": stage})
        found += [
            ("township", {"township": town} | address),
            ("gap", address),
            ("indicator", address),
            ("data", {"township": town} | address),
        ]
    for (year,) in ask("select school_year from year_status order by 1"):
        at = {"year": str(year)}
        found += [(page, at) for page in ("overview", "actions", "township", "gap", "retention", "data")]
        found += [("overview", at | {"district": district}), ("township", at | {"township": town})]
        found += [("retention", at | {"township": town})]
    found += [(page, {"stage": stage}) for page in ("gap", "retention") for stage in ("preschool", "primary", "junior")]
    found += [("overview", {"district": each}) for (each,) in ask("select distinct district_id from township order by 1")]
    return found
