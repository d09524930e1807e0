"""The page frame: `with page(name) as p`, then headline and cards.

from townbase.ui import columns, empty, headline, link, page, part, show
"""

from townbase.ui.briefs import Many, briefs
from townbase.ui.card import card, columns, good_news, part, row
from townbase.ui.entrance import entrance
from townbase.ui.frame import Page, current, page
from townbase.ui.markup import empty, headed, headline, link, notice, show
from townbase.ui.moved import moved
from townbase.ui.outside import ask_nothing
from townbase.ui.page_tabs import Tab, tabs
from townbase.ui.place_map import place_map

__all__ = [
    "Many",
    "Page",
    "Tab",
    "ask_nothing",
    "briefs",
    "card",
    "columns",
    "current",
    "empty",
    "entrance",
    "good_news",
    "headed",
    "headline",
    "link",
    "moved",
    "notice",
    "page",
    "part",
    "place_map",
    "row",
    "show",
    "tabs",
]
