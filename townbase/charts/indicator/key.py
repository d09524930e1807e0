"""What the shapes of the picture mean, and how many townships bear each."""

from __future__ import annotations

import pandas as pd

from townbase.charts.base.glyphs import glyph
from townbase.charts.indicator.marks import DRAWN, MARKS
from townbase.text import Markup, esc, join

CROSS = Markup('<span class="tb-cross" aria-hidden="true">×</span>')


def key(frame: pd.DataFrame) -> Markup:
    """`frame` with a column `shape`; those that occur, best known first."""
    counts = frame["shape"].value_counts()
    items = join(
        Markup(f"<span>{CROSS if shape == 'missing' else glyph(shape)} {esc(MARKS[shape].word)} {counts[shape]}</span>")
        for shape in DRAWN
        if shape in counts
    )
    return Markup(f'<p class="tb-key">{items}</p>')
