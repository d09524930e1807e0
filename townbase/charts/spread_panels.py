"""One value per township, a small panel per district, one axis for all: dot, target line, urban line."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase.charts.glyphs import glyph
from townbase.text import Markup, esc, join


def spread_panels(frame: pd.DataFrame) -> Markup:
    """`frame`: name, href, said and rows of name, href, shape, label, value, word, at, target_at, urban_at (0–1 or None)."""
    return Markup(f'<div class="tb-spread">{join(_panel(one) for one in frame.to_dict("records"))}</div>')


def _panel(one: Mapping) -> Markup:
    rows = join(_row(row) for row in one["rows"])
    return Markup(
        f'<table class="tb-t"><caption><a data-nav href="{esc(one["href"])}">{esc(one["name"])}</a> <small>{esc(one["said"])}</small></caption>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(row: Mapping) -> Markup:
    css = ' class="n tb-hit"' if row["shape"] == "not_met" else ' class="n"'
    said = f"{esc(row['value'])} <small>{esc(row['word'])}</small>" if row["word"] else esc(row["value"])
    return Markup(
        f'<tr><th scope="row"><a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a></th>'
        f'<td><span class="tb-track">{_line("tb-urban", row["urban_at"])}{_line("tb-target", row["target_at"])}{_dot(row)}</span></td>'
        f"<td{css}>{said}</td></tr>"
    )


def _line(css: str, at: float | None) -> Markup:
    return Markup("") if at is None else Markup(f'<i class="{css}" style="left:{100 * at:.1f}%"></i>')


def _dot(row: Mapping) -> Markup:
    """The verdict's shape at its value; where there is no value it stands at the left end, beside its word."""
    at = 0.0 if row["at"] is None else row["at"]
    return Markup(f'<b style="left:{100 * at:.1f}%">{glyph(row["shape"], row["label"])}</b>')
