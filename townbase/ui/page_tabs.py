"""Tabs whose open one stands in the address: a link each, so that Back, a new tab and a keyboard know them.

Only what is open is asked and drawn; that is the caller's part, who is told which it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from townbase import words
from townbase.text import Markup, esc, join
from townbase.ui.markup import show

if TYPE_CHECKING:
    from townbase.ui.opened import Page


@dataclass(frozen=True)
class Tab:
    """key: in the address, one of the page's `tabs` · title: on the tab · count: behind the title, None = none"""

    key: str
    title: str
    count: int | None = None


def tabs(opened: Page, offered: list[Tab]) -> str:
    """Draw them and return the key of the open one: what the address says, else the first."""
    first = offered[0].key
    chosen = opened.selection.tab or first
    now = chosen if chosen in {tab.key for tab in offered} else first
    links = join(_link(opened, tab, tab.key == now, tab.key == first) for tab in offered)
    show(f'<nav class="tb-tabs" aria-label="本页内容">{links}</nav>')
    return now


def _link(opened: Page, tab: Tab, is_open: bool, is_first: bool) -> Markup:
    href = opened.href(opened.name, tab=None if is_first else tab.key)
    here = ' aria-current="page"' if is_open else ""
    count = "" if tab.count is None else f' <span class="tb-tab-n">{words.count(tab.count)}</span>'
    # data-stay: what is above the tabs stays where it is
    return Markup(f'<a data-nav data-stay href="{esc(href)}"{here}>{esc(tab.title)}{count}</a>')
