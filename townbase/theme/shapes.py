"""The status shapes, 12 x 12 px, and the rules that draw them: fonts would differ on every machine."""

from __future__ import annotations

from urllib.parse import quote

MET, NOT_MET, BORDERLINE, GREY = "#5F7EA9", "#B7392C", "#AF8F21", "#7C858F"

# shape -> SVG content; single quotes, so that it can stand in an attribute and in a rule
SHAPES: dict[str, str] = {
    "met": f"<circle cx='6' cy='6' r='4.5' fill='{MET}'/>",
    # under the urban value by less than one whole unit, counted as met: a ring means this and nothing else
    "slightly_below": f"<circle cx='6' cy='6' r='4' fill='none' stroke='{MET}' stroke-width='2'/>",
    "dot": f"<circle cx='6' cy='6' r='2' fill='{MET}'/>",
    "not_met": f"<path d='M6 1 11.5 11H.5z' fill='{NOT_MET}'/>",
    # work left, but at least half is done: the same form, hollow, so that it differs from not_met in grey print too
    "under_way": f"<path d='M6 2.2 10.4 10.2H1.6z' fill='none' stroke='{NOT_MET}' stroke-width='1.5'/>",
    "borderline": (
        f"<circle cx='6' cy='6' r='4.5' fill='none' stroke='{BORDERLINE}' stroke-width='1.5'/>"
        f"<path d='M6 1.5a4.5 4.5 0 0 0 0 9z' fill='{BORDERLINE}'/>"
    ),
    "missing": f"<circle cx='6' cy='6' r='4.5' fill='none' stroke='{GREY}' stroke-width='1.5' stroke-dasharray='2 1.5'/>",
    "not_applicable": f"<path d='M3 6h6' stroke='{GREY}' stroke-width='1.5'/>",
    "monitor": f"<path d='M2 2h8v8H2z' fill='none' stroke='{GREY}' stroke-width='1.5'/>",
}


def rules() -> str:
    """One rule a shape: .tb-g-met{background-image:…}; printed too (theme.css)."""
    return "\n".join(f'.tb-g-{shape}{{background-image:url("{_address(inside)}")}}' for shape, inside in SHAPES.items())


def _address(inside: str) -> str:
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='12' height='12' viewBox='0 0 12 12'>{inside}</svg>"
    return "data:image/svg+xml," + quote(svg, safe=" =:/,;'()")
