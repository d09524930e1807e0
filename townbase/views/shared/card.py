"""What is known of a card before anything is asked: it stands beside the function that makes the card's content."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card of a page. Nothing has a default: whoever adds a card answers every question.

    key: names it on its page, in its files and in tests · file: what its files are called; place, year and ending
    are put around it · filters: the address keys on which its rows rest, in the order they are said: these and no
    others stand in its files' names and in their 筛选条件 · follows_opened: whether it shows what the page opens
    where nothing is chosen · body_is_table: what is drawn is the table already, so that it is only taken away
    definition: 口径与依据, a line a paragraph; '' where the page gives it with the content, or the card needs none
    """

    key: str
    file: str
    filters: tuple[str, ...]
    follows_opened: bool
    body_is_table: bool
    definition: str
