"""Markup as text, for a cell: the tags go, every block begins a line."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from townbase.text import Markup, is_missing

BLOCKS = {
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "blockquote",
    "tr",
    "table",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "dt",
    "dd",
    "details",
    "summary",
    "section",
}
SILENT = {"script", "style", "title", "svg"}


def plain(value: object) -> str:
    """Text stays as it is, Markup loses its tags, nothing becomes ''."""
    if is_missing(value):
        return ""
    if not isinstance(value, Markup):
        return str(value)
    reader = _Text()
    reader.feed(value)
    reader.close()
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip() for line in "".join(reader.text).split("\n"))
    return "\n".join(line for line in lines if line)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.silent += tag in SILENT
        self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT and self.silent > 0
        self._block(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text.append(data)

    def _block(self, tag: str) -> None:
        if tag in BLOCKS:
            self.text.append("\n")
        elif tag in ("td", "th"):
            self.text.append(" ")
