"""The addresses at which whoever looks at the pages opens them: each page, and each of its parts."""

from __future__ import annotations

from collections.abc import Callable

from townbase.page_records import PAGES

YEAR = 2025


def addresses(ask: Callable[[str], list[tuple]]) -> dict[str, str]:
    """name -> relative address, on the sample city. ask: SQL on its published file -> rows"""
    [(town, district)] = ask(
        f"select township_id, district_id from township_status where school_year = {YEAR} and reading = 'strict'"
        " and status = 'not_met' order by unmet_core desc, 1 limit 1"
    )
    [(school,)] = ask(f"select school_id from school where township_id = '{town}' and school_year = {YEAR} and has_primary order by pupils desc, 1 limit 1")
    named = {
        "overview-district": f"./?district={district}",
        "actions-one": "actions?action=3",
        "township-one": f"township?township={town}",
        "school": f"township?township={town}&school={school}",
        "indicator-urban": "indicator?indicator=backbone&stage=primary",
        "indicator-rising": "indicator?indicator=local_enrolment&stage=junior",
        "indicator-survey": "indicator?indicator=parent_satisfaction",
        "indicator-rate": "indicator?indicator=difference_rate&stage=junior",
        "retention-township": f"retention?township={town}",
        "source-rows": f"data?school={school}&indicator=backbone&stage=primary",
        "policy-clause": "policy?clause=A4-4",
    }
    pages = {name: "./" if name == "overview" else name for name in PAGES if name != "indicator"}
    tabs = {f"{name}-{tab}": f"{pages[name]}?tab={tab}" for name, record in PAGES.items() for tab in record.tabs[1:] if name in pages and name != "township"}
    return pages | tabs | named
