"""The component that makes a card's picture in the reader's browser (picture/*.js), and the menu that asks for it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

from townbase.text import Markup, esc
from townbase.ui.cards import seen_rows

KEY = "picture"

# One script of one idea a file: a component takes one text.
PARTS = ("paper", "slide", "plot", "drawing", "text", "seen", "menu", "take")
SCRIPT = "\n".join(Path(__file__).with_name(f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
PICTURE = component("townbase_picture", html="<span hidden></span>\n", js=SCRIPT)


def mount() -> None:
    """Mount it, once a page; one listener serves the buttons of every card."""
    told = st.session_state.get(KEY, {}).get("seen")
    seen_rows.heard(told)
    PICTURE(
        key=KEY,
        data={"heard": (told or {}).get("id")},
        default={"seen": None},
        width="content",
        height="content",
        on_seen_change=lambda: None,
    )


# kind -> what it is called in the menu, and what it is for; the files are made by the server (download_buttons.py)
KINDS = {
    "png": ("图片 PNG", "贴入文稿"),
    "slide": ("幻灯片图 16:9", "贴入幻灯片"),
    "svg": ("矢量图 SVG", "排版用"),
    "html": ("网页", "可离线打开"),
    "xlsx": ("表格 Excel", "含口径说明"),
    "csv": ("数据 CSV", "供其他软件读取"),
}


def menu(
    name: str,
    head: str,
    mark: str,
    foot: str,
    line: str,
) -> Markup:
    """下载 of the card that holds it, six lines.

    name: the file's, without ending · head, mark, foot: what stands above and below the chart inside the picture
    line: under the title of a slide
    """
    text = (
        ("name", name),
        ("head", head),
        ("mark", mark),
        ("foot", foot),
        ("line", line),
    )
    facts = "".join(f' data-{key}="{esc(value)}"' for key, value in text)
    lines = "".join(
        f'<li><button type="button" data-take="{kind}">{called}<span>{use}</span></button></li>'
        for kind, (called, use) in KINDS.items()
    )
    return Markup(
        f'<span class="tb-take"{facts}><details class="tb-menu"><summary>下载</summary><ul>{lines}</ul></details>'
        '<span role="status"></span></span>'
    )
