"""One value per township, a small panel per district, one axis for all: dot, target line, urban line."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase.charts.base.glyphs import glyph
from townbase.text import Markup, esc, join


def spread_panels(frame: pd.DataFrame) -> Markup:
    """`frame`: name, href, said and rows of name, href, shape, label, value, word, at, target_at, urban_at (0–1 or None).

    On a phone the townships that are met fold away until asked for; their district says how many they are.
    """
    panels = frame.to_dict("records")
    fine = any(_is_fine(row) for one in panels for row in one["rows"])
    toggle = (
        Markup('<label class="tb-toggle tb-only-thin"><input type="checkbox">也列已达标的乡镇</label>') if fine else ""
    )
    return Markup(
        f'<div class="tb-only">{toggle}<div class="tb-spread">{join(_panel(one) for one in panels)}</div></div>'
    )


def _is_fine(row: Mapping) -> bool:
    return row["shape"] in ("met", "slightly_below")


def _panel(one: Mapping) -> Markup:
    rows = join(_row(row) for row in one["rows"])
    return Markup(
        f'<table class="tb-t"><caption><a data-nav href="{esc(one["href"])}">{esc(one["name"])}</a> <small>{esc(one["text"])}</small></caption>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(row: Mapping) -> Markup:
    """Without a place on the axis the shape stands beside its word: at the left end it would read as a value."""
    track = Markup("") if row["at"] is None else _track(row)
    lead = Markup(f"{glyph(row['shape'], row['label'])} ") if row["at"] is None else Markup("")
    text = row["value"] if row["at"] is not None or not row["word"] else row["word"]
    css = "n tb-hit" if row["shape"] == "not_met" else "n"
    return Markup(
        f'<tr{" class=tb-fine" if _is_fine(row) else ""}><th scope="row"><a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a></th>'
        f'<td>{track}</td><td class="{css}">{lead}{esc(text)}</td></tr>'
    )


def _track(row: Mapping) -> Markup:
    lines = join([_line("tb-urban", row["urban_at"]), _line("tb-target", row["target_at"])])
    dot = f'<b style="left:{100 * row["at"]:.1f}%">{glyph(row["shape"], row["label"])}</b>'
    return Markup(f'<span class="tb-track">{lines}{dot}</span>')


def _line(css: str, at: float | None) -> Markup:
    return Markup("") if at is None else Markup(f'<i class="{css}" style="left:{100 * at:.1f}%"></i>')
