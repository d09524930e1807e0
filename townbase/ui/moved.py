"""An address whose page stands elsewhere now: the browser goes on to it, and Back does not meet the old one again."""

from __future__ import annotations

from streamlit.components.v2 import component

from townbase.ui.frame import headline
from townbase.ui.markup import link
from townbase.ui.memory import calls

SCRIPT = """export default function ({ data }) {
  const there = new URL(data.to, document.baseURI).href;
  if (location.href === there) return;
  history.replaceState({}, '', there);
  window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}"""
MOVED = component("townbase_moved", html="<span hidden></span>\n", js=SCRIPT)


def moved(what: str, href: str) -> None:
    """Say where it is, as a link for who waits, and go there."""
    headline(link(what, href))
    calls.live(_go, href)


def _go(href: str) -> None:
    MOVED(key="moved", data={"to": href}, width="content", height="content")
