"""Inline SVG as pictures: the page's filter (HTML only) takes inline SVG out, an <img> of the same it keeps.

A picture sees neither the classes nor the scripts of the page, so colours stand in its attributes;
`var(--tb-…)` is filled in for both themes. Its aria-label becomes the alt text, its class and size stay.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from townbase import theme

SVG = re.compile(r"<svg\b([^>]*)>(.*?)</svg>", re.DOTALL)
ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
TOKEN = re.compile(r"var\(--tb-([\w-]+)\)")
NAMESPACE = "http://www.w3.org/2000/svg"
# What the page sees of the picture; the rest belongs to the drawing.
OUTSIDE = ("class", "width", "height", "style")


def pictures(markup: str) -> str:
    """The same markup with every <svg> as an <img>."""
    return SVG.sub(_picture, markup)


def _picture(found: re.Match[str]) -> str:
    attributes = dict(ATTRIBUTE.findall(found[1]))
    alt = attributes.get("aria-label", "")
    inner = " ".join(
        f"{name}='{value}'"
        for name, value in attributes.items()
        if name not in (*OUTSIDE[:1], "style", "role", "xmlns") and not name.startswith("aria-")
    )
    inside = found[2].replace('"', "'")
    svg = f"<svg xmlns='{NAMESPACE}' {inner}>{_tokens(found[0])}{inside}</svg>"
    outer = " ".join(f'{name}="{attributes[name]}"' for name in OUTSIDE if name in attributes)
    hint = f' title="{alt}"' if alt else ""
    return f'<img {outer} alt="{alt}"{hint} src="data:image/svg+xml,{quote(svg, safe=" =:/,;()")}">'


def _tokens(svg: str) -> str:
    """A sheet of its own for the tokens that the drawing uses, by the reader's theme."""
    used = sorted(set(TOKEN.findall(svg)) & set(theme.TOKENS))
    if not used:
        return ""
    light, dark = ("".join(f"--tb-{name}:{theme.TOKENS[name][at]};" for name in used) for at in (0, 1))
    return f"<style>svg{{{light}}}@media(prefers-color-scheme:dark){{svg{{{dark}}}}}</style>"
