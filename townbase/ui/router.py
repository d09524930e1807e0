"""The component that follows links inside the page (scripts/router.js), and all else that answers the hand there."""

from __future__ import annotations

from pathlib import Path

from streamlit.components.v2 import component

from townbase import answers

# All ride with it: a component more on every page would cost every page.
PARTS = ("table_state", "plots", "arrival", "filters", "finder", "first_visit", "router")
SCRIPTS = Path(__file__).parent / "scripts"
SCRIPT = answers.script() + "\n".join((SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in PARTS)
ROUTER = component("townbase_router", html="<span hidden></span>\n", js=SCRIPT)


def mount(dropped: list[tuple[str, str]], place: str = "") -> None:
    """Mount it, once a page; `dropped` = the (key, value) pairs that the address loses, place = what of the page it names."""
    ROUTER(
        key="router",
        data={"dropped": [list(pair) for pair in dropped], "place": place},
        width="content",
        height="content",
    )
