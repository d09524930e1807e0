"""Figures in a row under the headline: a key, the number, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from townbase.charts.base.glyphs import glyph
from townbase.text import Markup, esc, join


def facts(every: Iterable[Mapping]) -> Markup:
    """`every`: label, value, small, shape ('' = none), unmet = red."""
    return Markup(f'<dl class="tb-six">{join(_fact(one) for one in every)}</dl>')


def _fact(one: Mapping) -> Markup:
    mark = Markup(f"{glyph(one['shape'])} ") if one["shape"] else ""
    small = Markup(f" <small>{esc(one['small'])}</small>") if one["small"] else ""
    css = ' class="tb-red"' if one["unmet"] else ""
    return Markup(f"<div><dt>{mark}{esc(one['label'])}</dt><dd><b{css}>{esc(one['value'])}</b>{small}</dd></div>")
