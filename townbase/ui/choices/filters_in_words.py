"""What the reader chose, in words: for print; and what a card holds, chosen or opened by default: for pictures and files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from townbase import words
from townbase.page_records import PageRecord
from townbase.selection import DEFAULTS, Selection
from townbase.ui.choices.options import Ask, Options
from townbase.views.shared import prices, ticked_rows
from townbase.views.shared.card import Card

PLACES = ("district", "township", "school")
NO_STAGE = "none"
Opened = Mapping[str, Mapping[str, Any]]  # card, or "" for all that follow the page -> address key -> value


def chosen(record: PageRecord, selection: Selection, options: Options, ask: Ask) -> list[tuple[str, str]]:
    """(key in words, choice in words) of a page, the year first; what was left as it is, is left out."""
    keys = tuple(key for key in record.keys if key != "tab")  # which part stands open narrows nothing
    return worded(_made(selection, keys), selection, options, ask)


def worded(values: Mapping[str, Any], selection: Selection, options: Options, ask: Ask) -> list[tuple[str, str]]:
    """The same of values that are given: (key in words, choice in words), the year first."""
    year = selection.year or options.default_year
    shown = [] if year is None else [(words.FILTER["year"], words.year_label(year))]
    return shown + [(words.FILTER[key], _name(key, value, options, ask)) for key, value in values.items()]


def joined(chosen_: list[tuple[str, str]]) -> str:
    """2025—2026学年 · 示例一区 · 镇"""
    return " · ".join(value for _, value in chosen_)


def of_card(card: Card, selection: Selection, opened: Opened) -> dict[str, Any]:
    """Address key -> value, of the keys the card rests on. opened: what the page opened without being asked."""
    values = {key: _of(selection, key) for key in card.filters}
    stands_open = {**(opened.get("", {}) if card.follows_opened else {}), **opened.get(card.key, {})}
    return _told(values | {key: value for key, value in stands_open.items() if key in values})


def of_page(cards: Iterable[Card], record: PageRecord, selection: Selection, opened: Opened) -> dict[str, Any]:
    """What was chosen on the page, as far as one of its cards rests on it; what the page opened instead takes a
    choice's place where every card that rests on it shows what was opened."""
    cards = tuple(cards)
    values = _made(selection, tuple(key for key in record.keys if any(key in card.filters for card in cards)))
    for key, value in opened.get("", {}).items():
        if key in values and all(card.follows_opened for card in cards if key in card.filters):
            values[key] = value
    return _told(values)


def places(values: Mapping[str, Any], options: Options, ask: Ask) -> list[str]:
    """District, township, school, as far as given; a township says its district too, a school its township."""
    school, township = values.get("school"), values.get("township")
    if school is not None and township is None:
        township = ask("shared/frame_school", school=school)["township_id"].iloc[0]
    own = options.district_of(township) if township is not None and options.knows(township) else None
    district = values.get("district") or own
    every = {"district": district, "township": township if options.knows(township) else None, "school": school}
    return [short(key, value, options, ask) for key, value in every.items() if value is not None]


def short(key: str, value: Any, options: Options, ask: Ask) -> str:
    """Without the district that stands beside it anyway."""
    if key == "township":
        return options.name_of(value)
    if key == "school":
        return ask("shared/frame_school", school=value)["name"].iloc[0]
    if key in ("find", "since"):
        return str(value)
    if key in ("prices", "solved"):
        return {"prices": prices, "solved": ticked_rows}[key].said(value)
    if key == "with":
        return _name(key, value, options, ask)
    return options.names[key][str(value)]


def _name(key: str, value: Any, options: Options, ask: Ask) -> str:
    if key == "with" and value in options.names["district"]:
        return options.names["district"][value]
    if key in ("township", "with"):
        return options.townships_of(None)[value]
    return short(key, value, options, ask)


def _made(selection: Selection, keys: tuple[str, ...]) -> dict[str, Any]:
    return _told({key: _of(selection, key) for key in keys})


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without the year, which is always said, the tab, which chooses nothing, and what was left as it is."""
    return {
        key: value
        for key, value in values.items()
        if key not in ("year", "tab") and value not in (None, "", NO_STAGE) and value != DEFAULTS[key]
    }


def _of(selection: Selection, key: str) -> Any:
    return getattr(selection, "with_" if key == "with" else key)
