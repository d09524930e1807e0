"""What the reader chose, in words: for print, pictures and files."""

from __future__ import annotations

from townbase import words
from townbase.selection import DEFAULTS, PAGES, Selection
from townbase.ui.options import Ask, Options


def chosen(page: str, selection: Selection, options: Options, ask: Ask) -> list[tuple[str, str]]:
    """(key in words, choice in words) of a page, the year first; what was left as it is, is left out."""
    found = [(words.FILTER["year"], words.year_label(selection.year or options.default_year))]
    for key in PAGES[page]:
        value = getattr(selection, "with_" if key == "with" else key)
        if key != "year" and value is not None and value != DEFAULTS[key]:
            found.append((words.FILTER[key], _name(key, value, options, ask)))
    return found


def said(chosen_: list[tuple[str, str]]) -> str:
    """2025—2026学年 · 示例一区 · 镇"""
    return " · ".join(value for _, value in chosen_)


def places(selection: Selection, options: Options, ask: Ask) -> list[str]:
    """District, township, school, as far as chosen; a township says its district too."""
    district = selection.district or (options.district_of(selection.township) if selection.township else None)
    every = {"district": district, "township": selection.township, "school": selection.school}
    return [_short(key, value, options, ask) for key, value in every.items() if value is not None]


def _name(key: str, value: object, options: Options, ask: Ask) -> str:
    if key == "township" or (key == "with" and value not in options.names["district"]):
        return options.townships_of(None)[value]
    return _short(key, value, options, ask)


def _short(key: str, value: object, options: Options, ask: Ask) -> str:
    """Without the district that stands beside it anyway."""
    if key == "township":
        return options.townships.set_index("township_id").at[value, "name"]
    if key == "school":
        return ask("frame_school", school=value)["name"].iloc[0]
    if key == "find":
        return str(value)
    return options.names["district" if key == "with" else key][str(value)]
