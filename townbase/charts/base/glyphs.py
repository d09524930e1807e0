"""Status shapes in markup: 12 px, with a word beside them or a label inside them.

The shapes are drawn by the sheet (theme/shapes.py): the page's own filter takes inline SVG out of markup.
"""

from __future__ import annotations

from townbase.text import Markup, esc, is_missing
from townbase.theme.shapes import SHAPES

# codes of the marts -> shape
SHAPE_OF: dict[str, str] = {
    "met": "met",
    "slightly_below": "slightly_below",
    "not_met": "not_met",
    "no_data": "missing",
    "too_small": "missing",
    "not_assessable": "missing",
    "not_applicable": "not_applicable",
    "no_target": "monitor",
    "none": "monitor",
    "in_progress": "under_way",
    "behind": "not_met",
    "tasks_on_schedule": "met",
    "tasks_overdue": "not_met",
}


def glyph(shape: str, label: str = "") -> Markup:
    """One shape (a key of SHAPES); with a label it speaks, without it is silent beside its word."""
    if shape not in SHAPES:
        raise KeyError(shape)
    text = f'role="img" aria-label="{esc(label)}" title="{esc(label)}"' if label else 'aria-hidden="true"'
    return Markup(f'<span class="tb-g tb-g-{shape}" {text}></span>')


def shape_of(code: str, borderline: object = False) -> str:
    """The shape of a verdict or status; borderline has its own beside met and not met."""
    near = not is_missing(borderline) and bool(borderline)
    return "borderline" if near and code in ("met", "not_met") else SHAPE_OF[code]


def status(code: str, word: str, borderline: object = False) -> Markup:
    """Shape and word together, the word in its colour (bold when not met)."""
    shape = shape_of(code, borderline)
    return Markup(f'<span class="tb-s tb-s-{shape}">{glyph(shape)} {esc(word)}</span>')
