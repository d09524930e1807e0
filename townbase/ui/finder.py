"""The box in the masthead that finds anything (scripts/finder.js), and what it knows: the same for every page of a
version, so that the connection carries it once."""

from __future__ import annotations

from functools import lru_cache, partial

from streamlit.components.v2 import component

from townbase import store
from townbase.text import Markup
from townbase.views.shared.findable import findable

SCRIPT = """export default function ({ data }) {
  window.townbaseFindable = data?.entries ?? [];
}"""
FINDABLE = component("townbase_findable", html="<span hidden></span>\n", js=SCRIPT)
BOX = Markup(
    '<div class="tb-finder" role="search"><input type="search" role="combobox" aria-expanded="false" aria-autocomplete="list" '
    'aria-controls="tb-found" aria-label="查找乡镇、学校、指标、条款、术语、页面" placeholder="查乡镇、学校、指标、条款……" '
    'autocomplete="off" maxlength="40"><ul id="tb-found" role="listbox" aria-label="找到的" hidden></ul></div>'
)


def mount(session: store.Session) -> None:
    """Once a page."""
    FINDABLE(key="findable", data={"entries": _entries(session)}, width="content", height="content")


@lru_cache(maxsize=16)
def _entries(session: store.Session) -> list[list[str]]:
    return findable(partial(store.ask, session))
