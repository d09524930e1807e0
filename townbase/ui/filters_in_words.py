"""What the reader chose, in words: for print; and what a card holds, chosen or opened by default: for pictures and files."""

from __future__ import annotations

from collections.abc import Mapping

from townbase import words
from townbase.selection import DEFAULTS, PAGES, Selection
from townbase.ui.options import Ask, Options
from townbase.views.shared.card_filters import follows, held, held_anywhere

PLACES = ("district", "township", "school")
NO_STAGE = "none"
Opened = Mapping[str, Mapping[str, object]]  # card, or "" for all that follow the page -> address key -> value


def chosen(page: str, selection: Selection, options: Options, ask: Ask) -> list[tuple[str, str]]:
    """(key in words, choice in words) of a page, the year first; what was left as it is, is left out."""
    return worded(_made(selection, PAGES[page]), selection, options, ask)


def worded(values: Mapping[str, object], selection: Selection, options: Options, ask: Ask) -> list[tuple[str, str]]:
    """The same of values that are given: (key in words, choice in words), the year first."""
    year = [(words.FILTER["year"], words.year_label(selection.year or options.default_year))]
    return year + [(words.FILTER[key], _name(key, value, options, ask)) for key, value in values.items()]


def joined(chosen_: list[tuple[str, str]]) -> str:
    """2025—2026学年 · 示例一区 · 镇"""
    return " · ".join(value for _, value in chosen_)


def of_card(page: str, card: str, selection: Selection, opened: Opened) -> dict[str, object]:
    """Address key -> value, of the keys the card rests on. opened: what the page opened without being asked."""
    values = {key: _of(selection, key) for key in held(page, card)}
    open_ = (opened.get("", {}) if follows(page, card) else {}) | opened.get(card, {})
    return _told(values | {key: value for key, value in open_.items() if key in values})


def of_page(page: str, selection: Selection, opened: Opened) -> dict[str, object]:
    """What was chosen on the page as a whole; what the page opened instead takes a choice's place where no card shows that."""
    everywhere = held_anywhere(page)
    values = _made(selection, tuple(everywhere))
    return _told(
        values | {key: value for key, value in opened.get("", {}).items() if key in values and everywhere[key]}
    )


def places(values: Mapping[str, object], options: Options, ask: Ask) -> list[str]:
    """District, township, school, as far as given; a township says its district too, a school its township."""
    school, township = values.get("school"), values.get("township")
    if school is not None and township is None:
        township = ask("shared/frame_school", school=school)["township_id"].iloc[0]
    district = values.get("district") or (options.district_of(township) if options.knows(township) else None)
    every = {"district": district, "township": township if options.knows(township) else None, "school": school}
    return [short(key, value, options, ask) for key, value in every.items() if value is not None]


def short(key: str, value: object, options: Options, ask: Ask) -> str:
    """Without the district that stands beside it anyway."""
    if key == "township":
        return options.name_of(value)
    if key == "school":
        return ask("shared/frame_school", school=value)["name"].iloc[0]
    if key == "find":
        return str(value)
    if key == "with":
        return _name(key, value, options, ask)
    return options.names[key][str(value)]


def _name(key: str, value: object, options: Options, ask: Ask) -> str:
    if key == "with" and value in options.names["district"]:
        return options.names["district"][value]
    if key in ("township", "with"):
        return options.townships_of(None)[value]
    return short(key, value, options, ask)


def _made(selection: Selection, keys: tuple[str, ...]) -> dict[str, object]:
    return _told({key: _of(selection, key) for key in keys})


def _told(values: Mapping[str, object]) -> dict[str, object]:
    """Without the year, which is always said, and without what was left as it is."""
    return {
        key: value
        for key, value in values.items()
        if key != "year" and value not in (None, "", NO_STAGE) and value != DEFAULTS[key]
    }


def _of(selection: Selection, key: str) -> object:
    return getattr(selection, "with_" if key == "with" else key)
