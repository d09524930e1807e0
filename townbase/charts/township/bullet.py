"""One value on its target, in markup: left of the line is always worse; everything stands in per cent of the track."""

from __future__ import annotations

from collections.abc import Mapping

from townbase.charts.base.glyphs import glyph
from townbase.charts.base.scale import Scale
from townbase.text import Markup, esc, is_missing

AT = Scale(0.7, 1.3, 0, 100)  # of the target
LINE = AT(1)


def bullet(row: Mapping) -> Markup:
    """row: at, urban_at (value ÷ target, None = no mark), low_at, high_at (interval), shape, value, target"""
    at = row["at"]
    if is_missing(at):
        return Markup("")
    place, shape = AT.clamped(at), row["shape"] or "monitor"
    left, width = min(place, LINE), abs(place - LINE)
    parts = [
        _band(row),
        f'<i class="tb-bl-reach tb-bl-{shape}" style="left:{left:.1f}%;width:{width:.1f}%"></i>',
        _urban(row["urban_at"]),
        _end(at, place, shape),
    ]
    return Markup(f'<span class="tb-bl" data-tip="现值 {row["value"]}，目标 {row["target"]}">{"".join(parts)}</span>')


def _end(at: float, place: float, shape: str) -> str:
    """The row's own shape at the value; an arrowhead where the value lies beyond the track."""
    if not AT.holds(at):
        side = "low" if at < AT.low else "high"
        return f'<i class="tb-bl-{side} tb-bl-{shape}" style="left:{place:.1f}%"></i>'
    return f'<b style="left:{place:.1f}%">{glyph(shape)}</b>'


def _urban(at: float | None) -> str:
    if is_missing(at) or not AT.holds(at):
        return ""
    return f'<i class="tb-bl-urban" style="left:{AT(at):.1f}%"></i>'


def _band(row: Mapping) -> str:
    if is_missing(row["low_at"]) or is_missing(row["high_at"]):
        return ""
    left, right = AT.clamped(row["low_at"]), AT.clamped(row["high_at"])
    return f'<i class="tb-bl-band" style="left:{left:.1f}%;width:{max(right - left, 1):.1f}%"></i>'


def fell_back(text: str) -> Markup:
    """Red with ↓ only for the township's own fall, not where what it is held against has risen."""
    if not text:
        return Markup("")
    return Markup(f' <b class="tb-red">↓ {esc(text)}</b>') if text.startswith("退步") else esc(f" {text}")
