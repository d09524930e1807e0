"""Which extract a measure comes from, and what an extract holds, in the contract's own words."""

from __future__ import annotations

import re
from functools import lru_cache

from townbase import words
from townbase.settings import SQL
from townbase.text import is_missing

# What no extract delivers under its own name, and the extracts that the marts make it from.
MADE_FROM = {
    "schools": ("schools",),
    "pupils": ("enrolment",),
    "classes": ("enrolment",),
    "seven_resource_pass": ("staffing", "facilities", "enrolment"),
    "bridge_lead_seat": ("teaching", "schools"),
    "outside_intake": ("enrolment", "residency"),
    "local": ("residency",),
    "found": ("residency",),
    "level3": ("assessment",),
    "tested": ("assessment",),
    "mean": ("assessment",),
    "planned": ("funding",),
    "received": ("funding",),
    "received_higher": ("funding",),
}
# Rows about few children, answers or marks: no published file holds them, so a drill ends at the file.
KEPT_BACK = ("residency", "children", "survey", "assessment")
TABLE = re.compile(r"comment on table (\w+) is '((?:[^']|'')*)';")
COLUMN = re.compile(r"comment on column (\w+)\.(\w+) is ")
PER_SCHOOL = "-- grain: school_id x school_year x stage\n"


def extracts_of(measure: object) -> tuple[str, ...]:
    """The extracts behind a measure; () where no contract knows it."""
    if is_missing(measure):
        return ()
    name = str(measure)
    if name in MADE_FROM:
        return MADE_FROM[name]
    if name.startswith(("satisfied_", "answered_")):
        return ("survey",)
    return _delivered().get(name, ())


def is_derived(measure: object) -> bool:
    """Whether the marts make it, so that no column of an extract has its name."""
    return not is_missing(measure) and str(measure) not in _delivered()


def extract_names(extracts: tuple[str, ...]) -> str:
    """教师、校舍与设备"""
    return "、".join(words.EXTRACT.get(name, name) for name in extracts)


def about(extract: str) -> str:
    """The comment of the extract's table: 教师队伍，一行一所学校一个学年一个学段; '' where it has none"""
    return _contracts()[0].get(extract, "")


def known_extracts() -> tuple[str, ...]:
    """Every extract that has a contract, in the order of their names on the screen, then the rest."""
    have = _contracts()[0]
    return (*(name for name in words.EXTRACT if name in have), *(name for name in have if name not in words.EXTRACT))


def _delivered() -> dict[str, tuple[str, ...]]:
    return _contracts()[1]


@lru_cache(maxsize=1)
def _contracts() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """(extract -> what it holds, measure of a school return -> its extract)"""
    held: dict[str, str] = {}
    measures: dict[str, tuple[str, ...]] = {}
    for path in sorted((SQL / "contract").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        held[path.stem] = next((sentence.replace("''", "'") for _, sentence in TABLE.findall(text)), "")
        if text.startswith(PER_SCHOOL):
            measures |= {column: (path.stem,) for _, column in COLUMN.findall(text)}
    return held, {
        name: extract for name, extract in measures.items() if name not in ("school_id", "school_year", "stage")
    }
