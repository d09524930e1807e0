"""The shape and colour of a township's state in a figure: as the glyphs of tables draw it."""

from __future__ import annotations

from dataclasses import dataclass

from townbase import theme, words


@dataclass(frozen=True)
class Mark:
    """symbol: Plotly's · word: what the key calls it"""

    symbol: str
    size: int
    colour: str
    line: float
    word: str

    @property
    def marker(self) -> dict[str, object]:
        return {
            "symbol": self.symbol, "size": self.size, "color": self.colour, "opacity": 1,
            "line": {"width": self.line, "color": self.colour},
        }  # fmt: skip


MARKS = {
    "met": Mark("circle", 9, theme.MARK["met"], 0, "达标"),
    "slightly_below": Mark("circle-open", 9, theme.MARK["met"], 2, "略低，按达标计"),
    "borderline": Mark("circle-open-dot", 9, theme.MARK["borderline"], 1.5, "临界"),
    "not_met": Mark("triangle-up", 11, theme.MARK["not_met"], 0, words.UNMET),
    "missing": Mark("x-thin", 7, theme.MARK["grey"], 1.5, words.UNDECIDED),
    "monitor": Mark("square-open", 8, theme.MARK["grey"], 1.5, words.MONITORED),
}
# In this order, so that what needs work lies on top.
DRAWN = ("monitor", "met", "slightly_below", "missing", "borderline", "not_met")
