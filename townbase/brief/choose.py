"""The one door: which brief a selection asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from townbase.asking import Ask
from townbase.brief import area
from townbase.brief.model import Brief, NoBrief, tidy
from townbase.brief.township import township
from townbase.selection import Selection

# What narrows a brief; an opened indicator, a stage or a comparison belongs to the screen.
KEPT = ("year", "district", "township", "counted", "batch", "managing_body", "urban")


def brief_of(ask: Ask, selection: Selection, year: int, made: date | None = None) -> Brief:
    """The brief of the selection's township, else of its district, else of the city, in one school year.

    ask: a page's `ask` (or functools.partial(store.ask, session)), which also keeps its scope
    year: the school year that the page shows · made: the day that is printed; today where nothing is given
    Raises NoBrief with a plain sentence where the place or the year is not in the data.
    """
    kept = Selection(**{key: getattr(selection, key) for key in KEPT})
    kept = replace(kept, year=year)
    known = set(ask("shared/frame_years")["school_year"])
    if year not in known:
        raise NoBrief(f"没有 {year} 学年的数据。现有学年：{'、'.join(str(each) for each in sorted(known)) or '无'}。")
    make = township if kept.township is not None else area.district if kept.district is not None else area.city
    return tidy(make(ask, kept, year, made or date.today()))
