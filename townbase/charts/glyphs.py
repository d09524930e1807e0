"""The six status shapes as 12 px inline SVG; fonts would draw them differently on every machine."""

from __future__ import annotations

from townbase import theme
from townbase.text import Markup, esc, is_missing

MET, NOT_MET, BORDERLINE, GREY = (theme.MARK[name] for name in ("met", "not_met", "borderline", "grey"))

SHAPES: dict[str, str] = {
    "met": f'<circle cx="6" cy="6" r="4.5" fill="{MET}"/>',
    "dot": f'<circle cx="6" cy="6" r="2" fill="{MET}"/>',
    "not_met": f'<path d="M6 1 11.5 11H.5z" fill="{NOT_MET}"/>',
    "borderline": (
        f'<circle cx="6" cy="6" r="4.5" fill="none" stroke="{BORDERLINE}" stroke-width="1.5"/>'
        f'<path d="M6 1.5a4.5 4.5 0 0 0 0 9z" fill="{BORDERLINE}"/>'
    ),
    "missing": (
        f'<circle cx="6" cy="6" r="4.5" fill="none" stroke="{GREY}" stroke-width="1.5" stroke-dasharray="2 1.5"/>'
    ),
    "not_applicable": f'<path d="M3 6h6" stroke="{GREY}" stroke-width="1.5"/>',
    "monitor": f'<path d="M2 2h8v8H2z" fill="none" stroke="{GREY}" stroke-width="1.5"/>',
}

# codes of the marts -> shape
SHAPE_OF: dict[str, str] = {
    "met": "met",
    "not_met": "not_met",
    "no_data": "missing",
    "too_small": "missing",
    "not_assessable": "missing",
    "not_applicable": "not_applicable",
    "no_target": "monitor",
    "none": "monitor",
    "in_progress": "not_met",
    "behind": "not_met",
    "tasks_on_schedule": "met",
    "tasks_overdue": "not_met",
}


def glyph(shape: str, label: str = "") -> Markup:
    """One shape (a key of SHAPES); with a label it speaks, without it is silent beside its word."""
    said = f'role="img" aria-label="{esc(label)}"' if label else 'aria-hidden="true"'
    hint = f"<title>{esc(label)}</title>" if label else ""
    return Markup(f'<svg class="tb-g" width="12" height="12" viewBox="0 0 12 12" {said}>{hint}{SHAPES[shape]}</svg>')


def shape_of(code: str, borderline: object = False) -> str:
    """The shape of a verdict or status; borderline has its own beside met and not met."""
    near = not is_missing(borderline) and bool(borderline)
    return "borderline" if near and code in ("met", "not_met") else SHAPE_OF[code]


def status(code: str, word: str, borderline: object = False) -> Markup:
    """Shape and word together, the word in its colour (bold when not met)."""
    shape = shape_of(code, borderline)
    return Markup(f'<span class="tb-s tb-s-{shape}">{glyph(shape)} {esc(word)}</span>')
