"""A bar in a Word table: the cells of its row, shaded and as wide as its parts, so that no font and no program bends it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from townbase import theme
from townbase.brief.drawing import COLOUR
from townbase.brief.model import Bar
from townbase.charts.base.scale import step_of

# A column of bars is this many columns of the table's grid: 80 % and the middle fall on one; Word takes 63 in all.
UNITS = 40


def segments(bar: Bar | None) -> list[tuple[int, str, bool]]:
    """(units, ground as a hex colour or "" for none, whether the tick stands at its end); their units add up to UNITS."""
    if bar is None:
        return [(UNITS, "", False)]
    grounds = [_ground(bar, (at + 0.5) / UNITS) for at in range(UNITS)]
    for start, end, code in bar.parts:  # what is there is seen, however little it is
        if end > start:
            grounds[min(int((start + end) / 2 * UNITS), UNITS - 1)] = _hex(code)
    tick = None if bar.tick is None else min(max(int(step_of(bar.tick * UNITS)), 1), UNITS)
    found, start = [], 0
    for at in range(1, UNITS + 1):
        if at in (UNITS, tick) or grounds[at] != grounds[start]:
            found.append((at - start, grounds[start], at == tick))
            start = at
    return found


def draw(cell: Any, bar: Bar | None, width: int) -> None:
    """Put the bar in the place of its one cell (a w:tc of lxml, whose methods python-docx adds). width: of the whole column in twentieths of a point."""
    for units, ground, tick in segments(bar):
        part = deepcopy(cell)
        properties = part.get_or_add_tcPr()
        for old in list(properties):
            properties.remove(old)
        for name, values in (
            ("tcW", {"w": str(width * units // UNITS), "type": "dxa"}),
            ("gridSpan", {"val": str(units)}),
            *((("tcBorders", {}),) if tick else ()),
            *((("shd", {"val": "clear", "color": "auto", "fill": ground}),) if ground else ()),
            ("tcMar", {}),
        ):
            properties.append(_element(name, values))
        for side in ("left", "right"):
            properties.find(qn("w:tcMar")).append(_element(side, {"w": "0", "type": "dxa"}))
        if tick:
            line = {"val": "single", "sz": "12", "space": "0", "color": theme.TOKENS["ink"][0].lstrip("#")}
            properties.find(qn("w:tcBorders")).append(_element("right", line))
        cell.addprevious(part)
    cell.getparent().remove(cell)


def span(cell: Any) -> None:
    """The head of a column of bars stands over all of it."""
    size = cell.get_or_add_tcPr().get_or_add_tcW()
    size.addnext(_element("gridSpan", {"val": str(UNITS)}))


def _ground(bar: Bar, place: float) -> str:
    for start, end, code in bar.parts:
        if start <= place < end:
            return _hex(code)
    return theme.TOKENS["band"][0].lstrip("#")


def _hex(code: str) -> str:
    """What cannot be judged yet is no filled part of the bar: paler than any."""
    return (theme.TOKENS["heat-1"][0] if code == "missing" else COLOUR[code]).lstrip("#")


def _element(name: str, values: dict[str, str]) -> object:
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made
