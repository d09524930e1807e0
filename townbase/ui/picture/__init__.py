"""The component that makes a card's picture in the reader's browser (picture/*.js), and the buttons that ask for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from streamlit.components.v2 import component

from townbase.text import Markup, esc

# One script of one idea a file: a component takes one text.
PARTS = ("paper", "plot", "drawing", "text", "take")
SCRIPT = "\n".join(Path(__file__).with_name(f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
PICTURE = component("townbase_picture", html="<span hidden></span>\n", js=SCRIPT)


def mount() -> None:
    """Mount it, once a page; one listener serves the buttons of every card."""
    PICTURE(key="picture", width="content", height="content")


def buttons(
    name: str, head: str, mark: str, foot: str, ticked: Mapping[str, Mapping[str, str]] | None = None
) -> Markup:
    """PNG and SVG of the card that holds them.

    name: the file's, without ending · head, mark, foot: what stands above and below the chart inside the picture
    ticked: state of the card's ticks -> another name and foot
    """
    text = (
        ("name", name),
        ("head", head),
        ("mark", mark),
        ("foot", foot),
        ("ticked", json.dumps(ticked, ensure_ascii=False) if ticked else ""),
    )
    facts = "".join(f' data-{key}="{esc(value)}"' for key, value in text if value or key != "ticked")
    return Markup(
        f'<span class="tb-take"{facts}>下载：<button type="button" data-take="png" aria-label="下载图片">PNG</button>'
        '<button type="button" data-take="svg" aria-label="下载矢量图">SVG</button>'
        '<span role="status"></span></span>'
    )
