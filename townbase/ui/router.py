"""The component that follows links inside the page (router.js), of text and of charts (plots.js)."""

from __future__ import annotations

from pathlib import Path

from streamlit.components.v2 import component

# The words of the frame ride with it: a component more on every page would cost every page.
SCRIPT = "\n".join(
    Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("language.js", "plots.js", "router.js")
)
ROUTER = component("townbase_router", html="<span hidden></span>\n", js=SCRIPT)


def mount(dropped: list[tuple[str, str]], place: str = "") -> None:
    """Mount it, once a page; `dropped` = the (key, value) pairs that the address loses, place = what of the page it names."""
    ROUTER(
        key="router",
        data={"dropped": [list(pair) for pair in dropped], "place": place},
        width="content",
        height="content",
    )
