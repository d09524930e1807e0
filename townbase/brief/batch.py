"""Many briefs one after another; the page puts them into a ZIP as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from townbase import words
from townbase.asking import Ask
from townbase.brief.choose import brief_of
from townbase.brief.model import Brief
from townbase.brief.paper import html
from townbase.brief.word import docx
from townbase.selection import Selection
from townbase.text import file_name
from townbase.views.shared.narrowing import chosen

FORMS: dict[str, Callable[[Brief], bytes]] = {"html": lambda brief: html(brief).encode("utf-8"), "docx": docx}


def name_of(brief: Brief, form: str) -> str:
    """演示-谷雨镇-一页纸-2025-2026学年.html: a name that every system accepts; form: a key of FORMS."""
    return file_name(brief.place, "一页纸", words.year_file(brief.year), ending=form, synthetic=brief.synthetic)


def how_many(ask: Ask, selection: Selection) -> int:
    """How many briefs `briefs_of` will yield."""
    return len(_places(ask, selection))


def briefs_of(
    ask: Ask, selection: Selection, year: int, form: str = "html", made: date | None = None
) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) one at a time: the selection's district (or the city and every district) first, then the townships.

    Townships are the counted ones that the filters leave, in official order. Stop asking, and nothing more is made.
    No name comes twice: of two places of one name the second carries its id. Raises NoBrief as brief_of does.
    """
    taken: set[str] = set()
    for place, id_ in _places(ask, selection):
        brief = brief_of(ask, place, year, made)
        name = name_of(brief, form)
        if name.casefold() in taken:
            named = replace(brief, place=f"{id_}-{brief.place}")
            name = name_of(named, form)
        taken.add(name.casefold())
        yield name, FORMS[form](brief)


def _places(ask: Ask, selection: Selection) -> list[tuple[Selection, str]]:
    whole = selection.but(township=None)
    towns = chosen(ask("overview/townships"), whole)
    found = [(whole, whole.district or "city")]
    if whole.district is None:
        found += [(whole.but(district=each), each) for each in dict.fromkeys(towns["district_id"])]
    return found + [(Selection(township=each, urban=selection.urban), each) for each in towns["township_id"]]
