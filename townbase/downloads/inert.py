"""Markup that can be opened from a disk and does nothing but show: no address is left that could be followed or fetched."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from townbase.text import Markup

# With all that is inside: what runs, fetches, embeds or sends.
DROPPED = {
    "script",
    "iframe",
    "object",
    "embed",
    "frame",
    "frameset",
    "applet",
    "noscript",
    "template",
    "audio",
    "video",
    "portal",
}
# Words and choices that only serve the screen; a fold that is the whole card stands open.
SCREEN, WHOLE = {"tb-screen", "tb-chips", "tb-toggle"}, "tb-whole"
# Only the tag itself: it has no end, or what it holds is harmless.
UNTAGGED = {
    "base",
    "link",
    "meta",
    "html",
    "head",
    "body",
    "form",
    "source",
    "track",
    "input",
    "textarea",
    "select",
    "option",
}
# An address may stand in these; a picture that lies in the page itself is kept.
ADDRESSES = {
    "src",
    "href",
    "xlink:href",
    "poster",
    "background",
    "data",
    "action",
    "formaction",
    "srcset",
    "ping",
    "cite",
}
GONE = {"data-nav", "target", "download", "rel", "http-equiv", "srcdoc", "contenteditable", "autofocus"}
PICTURE = re.compile(r"data:image/(?:svg\+xml|png|jpeg|gif|webp)[;,]", re.IGNORECASE)
ANCHOR = re.compile(r"#[^\s]*")
FETCHED = re.compile(r"(?:url\(|image-set\(|@import|expression\()", re.IGNORECASE)
VOID = {"area", "br", "col", "hr", "img", "wbr"}
# The parser writes names small; inside a drawing these are not.
DRAWN = {
    name.lower(): name
    for name in ("viewBox", "preserveAspectRatio", "linearGradient", "radialGradient", "clipPath", "gradientUnits",
                 "gradientTransform", "patternUnits", "patternTransform", "markerWidth", "markerHeight", "refX", "refY",
                 "textLength", "lengthAdjust", "foreignObject", "textPath", "startOffset", "clipPathUnits", "maskUnits")
}  # fmt: skip


def inert(markup: str) -> Markup:
    """The same picture without scripts, handlers, forms, addresses and words to the hand; links become plain text, anchors stay."""
    writer = _Inert()
    writer.feed(str(markup))
    writer.close()
    return Markup("".join(writer.out + [f"</{tag}>" for tag in reversed(writer.open)]))


class _Inert(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.dropping: list[str] = []
        self.styling = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        css = _classes(attrs)
        if self.dropping or tag in DROPPED or (css & SCREEN and tag not in VOID):
            within = not self.dropping or tag in DROPPED or tag == self.dropping[-1]
            self.dropping.append(tag) if within else None
        elif tag not in UNTAGGED:
            opened = " open" if WHOLE in css and "open" not in dict(attrs) else ""
            self.out.append(f"<{DRAWN.get(tag, tag)}{_attributes(tag, attrs)}{opened}>")
            self.styling = tag == "style"
            if tag not in VOID:
                self.open.append(DRAWN.get(tag, tag))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.dropping or tag in DROPPED | UNTAGGED:
            return
        end = "" if tag in VOID else f"</{DRAWN.get(tag, tag)}>"
        self.out.append(f"<{DRAWN.get(tag, tag)}{_attributes(tag, attrs)}>{end}")

    def handle_endtag(self, tag: str) -> None:
        if self.dropping:
            self.dropping = self.dropping[:-1] if tag == self.dropping[-1] else self.dropping
            return
        name = DRAWN.get(tag, tag)
        if name not in self.open:
            return
        self.styling = False
        while self.open:
            last = self.open.pop()
            self.out.append(f"</{last}>")
            if last == name:
                break

    def handle_data(self, data: str) -> None:
        if self.dropping:
            return
        self.out.append(sheet(data) if self.styling else html.escape(data, quote=False))


def sheet(css: str) -> str:
    """Styles that stay inside <style>, and import nothing."""
    return re.sub(r"@import[^;]*;?", "", css.replace("</", "<\\/"), flags=re.IGNORECASE)


def _classes(attrs: list[tuple[str, str | None]]) -> set[str]:
    return set((dict(attrs).get("class") or "").split())


def _attributes(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    kept = ((name, value or "") for name, value in attrs if _stays(tag, name, value or ""))
    return "".join(f' {DRAWN.get(name, name)}="{html.escape(value, quote=True)}"' for name, value in kept)


def _stays(tag: str, name: str, value: str) -> bool:
    if name.startswith("on") or name in GONE:
        return False
    if name in ADDRESSES:
        return bool(ANCHOR.fullmatch(value)) or (
            name in ("src", "href", "xlink:href") and tag in ("img", "image") and bool(PICTURE.match(value))
        )
    if name == "style":
        return not FETCHED.search(value)
    return bool(re.fullmatch(r"[\w:.-]+", name))
