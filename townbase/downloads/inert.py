"""Markup that can be opened from a disk and does nothing but show: no address is left that could be followed or fetched.

nh3 keeps what is listed here and drops the rest, whatever it is called. By hand stays what it does not know: which words serve
the screen alone (it drops by tag, not by class), a fold that stands open on paper, and @import inside a drawing's own sheet.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

from townbase.text import Markup

TEXT = {"a", "abbr", "b", "blockquote", "br", "button", "code", "dd", "details", "div", "dl", "dt", "em", "figcaption", "figure",
        "footer", "h1", "h2", "h3", "h4", "header", "hr", "i", "img", "label", "li", "main", "nav", "ol", "p", "section", "small",
        "span", "strong", "sub", "summary", "sup", "u", "ul", "wbr"}  # fmt: skip
TABLE = {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
DRAWING = {"svg", "g", "defs", "use", "symbol", "title", "desc", "style", "path", "rect", "circle", "ellipse", "line", "polyline",
           "polygon", "text", "tspan", "image", "marker", "pattern", "clipPath", "mask", "linearGradient", "radialGradient",
           "stop", "foreignObject"}  # fmt: skip
# With all that is inside: what runs, fetches, embeds or sends. Any other tag that is not kept leaves its words behind.
DROPPED = {"script", "iframe", "object", "embed", "frame", "frameset", "applet", "noscript", "template", "audio", "video", "portal"}  # fmt: skip
KEPT = {"class", "id", "style", "title", "role", "lang", "dir", "tabindex", "hidden", "open", "for", "alt", "width", "height", "type",
        "scope", "colspan", "rowspan", "headers", "span", "start", "value", "href", "src", "xlink:href"}  # fmt: skip
DRAWN = {"viewBox", "preserveAspectRatio", "xmlns", "xmlns:xlink", "transform", "d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx",
         "cy", "r", "rx", "ry", "points", "offset", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity",
         "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stop-color", "stop-opacity", "opacity", "clip-path", "mask",
         "vector-effect", "text-anchor", "dominant-baseline", "font-size", "font-weight", "font-family", "gradientUnits",
         "gradientTransform", "patternUnits", "patternTransform", "clipPathUnits", "maskUnits", "textLength", "lengthAdjust",
         "markerWidth", "markerHeight", "refX", "refY", "orient"}  # fmt: skip
PICTURE = re.compile(r"data:image/(?:svg\+xml|png|jpeg|gif|webp)[;,]", re.IGNORECASE)
ANCHOR = re.compile(r"#[^\s]*")
FETCHED = re.compile(r"(?:url\((?!#)|image-set\(|@import|expression\()", re.IGNORECASE)
# Words and choices that only serve the screen; a fold that is the whole card stands open.
SCREEN, WHOLE = {"tb-screen", "tb-chips"}, "tb-whole"
VOID = {"area", "br", "col", "hr", "img", "input", "wbr"}


def inert(markup: str) -> Markup:
    """The same picture without scripts, handlers, forms, addresses and words to the hand; links become plain text, anchors stay."""
    paper = _Paper()
    paper.feed(str(markup))
    paper.close()
    return Markup(CLEANER.clean("".join(paper.out)))


def sheet(css: str) -> str:
    """Styles that stay inside <style>, and import nothing."""
    return re.sub(r"@import[^;]*;?", "", css.replace("</", "<\\/"), flags=re.IGNORECASE)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """An address stays where it names a place in the page, or a picture that lies in it; a style where it fetches nothing."""
    if name == "data-nav":
        return None
    if name in ("href", "src", "xlink:href"):
        picture = tag in ("img", "image") and PICTURE.match(value)
        return value if picture or ANCHOR.fullmatch(value) else None
    return None if FETCHED.search(value) and name != "title" else value


CLEANER = nh3.Cleaner(
    tags=TEXT | TABLE | DRAWING,
    clean_content_tags=DROPPED,
    attributes={"*": KEPT | DRAWN},
    generic_attribute_prefixes={"aria-", "data-"},
    attribute_filter=_attribute,
    url_schemes={"data"},
    link_rel=None,
)


class _Paper(HTMLParser):
    """The source as it stands, but for what serves the screen; nh3 judges afterwards what of it may stay."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.dropping: list[str] = []
        self.styling = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        css = set((dict(attrs).get("class") or "").split())
        if self.dropping or (css & SCREEN and tag not in VOID):
            if not self.dropping or tag == self.dropping[-1]:
                self.dropping.append(tag)
            return
        source = self.get_starttag_text() or ""
        opens = WHOLE in css and "open" not in dict(attrs)
        self.out.append(f"{source[:-1]} open>" if opens else source)
        self.styling = tag == "style"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._keep(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.styling = False
        if self.dropping and tag == self.dropping[-1]:
            self.dropping.pop()
        else:
            self._keep(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._keep(sheet(data) if self.styling else data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def _keep(self, source: str) -> None:
        if not self.dropping:
            self.out.append(source)
