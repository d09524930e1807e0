"""What the status shapes mean, in one line, and the order in which they stand beside one another."""

from __future__ import annotations

from townbase import words
from townbase.charts.base.glyphs import glyph
from townbase.text import Markup, esc, join

# In a cell the work that remains comes first.
SORTED = ("not_met", "borderline", "missing", "slightly_below", "met", "monitor", "not_applicable")
KEY = (
    ("met", "达标"),
    ("slightly_below", "略低，按达标计"),
    ("not_met", words.UNMET),
    ("borderline", "临界"),
    ("missing", f"{words.UNDECIDED}（{words.UNREPORTED}或人数少）"),
    ("not_applicable", words.INAPPLICABLE),
    ("monitor", words.MONITORED),
)


def key() -> Markup:
    """What the shapes mean, in one line."""
    text = join(Markup(f"<span>{glyph(shape)} {esc(word)}</span>") for shape, word in KEY)
    return Markup(f'<p class="tb-key">{text}</p>')
