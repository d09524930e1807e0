"""The page frame: `with page(name) as p`, then its body of headline and cards, remembered.

from townbase.ui import columns, empty, headline, link, page, part, remembered, show
"""

from townbase.ui.cards.briefs import Many, briefs
from townbase.ui.cards.card import card, columns, good_news, part, row
from townbase.ui.cards.place_map import place_map
from townbase.ui.frame import Page, current, headline, page
from townbase.ui.markup import empty, headed, link, notice, show
from townbase.ui.memory.calls import container, expander
from townbase.ui.memory.remembered import remembered
from townbase.ui.memory.warm import warming
from townbase.ui.moved import moved
from townbase.ui.page_tabs import Tab, tabs
from townbase.ui.start.entrance import entrance
from townbase.ui.start.outside import ask_nothing

__all__ = [
    "Many",
    "Page",
    "Tab",
    "ask_nothing",
    "briefs",
    "card",
    "columns",
    "container",
    "current",
    "empty",
    "entrance",
    "expander",
    "good_news",
    "headed",
    "headline",
    "link",
    "moved",
    "notice",
    "page",
    "part",
    "place_map",
    "remembered",
    "row",
    "show",
    "tabs",
    "warming",
]
