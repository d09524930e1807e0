"""A map of tiles: one square a township, its state as form and colour, borders where districts meet.

What carries the same data-row (a district's tiles and its row in a table) is outlined together under the pointer
(answers/rows.js).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from os.path import commonprefix

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.charts.base.scale import step_of
from townbase.text import Markup, esc, join

# state -> the word of the key; what is not here is drawn as out of scope
STATES = {
    "met": "达标",
    "slightly_below": "略低，按达标计",
    "not_met": words.UNMET,
    "not_assessable": words.UNDECIDED,
    "out": "不在范围",
}
CELL, TYPE = 21, 13  # px of a tile of a whole city, of a letter
LARGEST, NAMED_FROM = 66, 56  # px: no tile is larger; from here on a tile holds its township's name
WIDTH = 356  # px that a map takes
SIDES = (("n", 0, -1), ("e", 1, 0), ("s", 0, 1), ("w", -1, 0))
Cell = tuple[int, int]


def tile_map(frame: pd.DataFrame, *, label: str, states: Mapping[str, str] = STATES) -> Markup:
    """`frame`: name, district, district_id, district_href, row (what is lit with it), x, y, state (a key of STATES),
    text (on the tile), said (in words), href; label: what the map shows, read aloud
    states: the words of the key, where they are not those of a verdict
    """
    left, top = int(frame["x"].min()), int(frame["y"].min())
    across, down = int(frame["x"].max()) - left + 1, int(frame["y"].max()) - top + 1
    size = min(WIDTH / across, LARGEST)
    owner = {(row.x - left, row.y - top): row.district_id for row in tuples(frame)}
    tiles = join(_tile(row, (row.x - left, row.y - top), owner, size >= NAMED_FROM) for row in tuples(frame))
    labels = _labels(frame, owner, left, top, across, down) if frame["district_id"].nunique() > 1 else Markup("")
    return Markup(
        f"{map_key(frame, states)}"
        f'<div class="tb-tiles" role="group" aria-label="{esc(label)}"'
        f' style="--across:{across};--down:{down};--widest:{int(size * across)}px">{tiles}{labels}</div>'
    )


def _tile(row, at: Cell, owner: dict[Cell, str], named: bool) -> Markup:
    x, y = at
    borders = "".join(f" tb-{side}" for side, dx, dy in SIDES if owner.get((x + dx, y + dy)) != row.district_id)
    words_ = f"{row.name}（{row.district}）：{row.said}"
    inside = Markup(f"<span>{esc(row.name)}</span>{esc(row.text)}") if named else esc(row.text)
    return Markup(
        f'<a data-nav tabindex="-1" href="{esc(row.href)}" class="tb-tile tb-tile-{esc(row.state)}{borders}" data-row="{esc(row.row)}"'
        f' style="grid-area:{y + 1}/{x + 1}" data-tip="{esc(words_)}" aria-label="{esc(words_)}"><i>{inside}</i></a>'
    )


def map_key(frame: pd.DataFrame, states: Mapping[str, str] = STATES) -> Markup:
    """How many townships are in each state, in its form and colour; of tiles and of outlines alike."""
    counts = frame["state"].value_counts()
    parts = [
        Markup(f'<span><i class="tb-tile tb-tile-{state}"><i></i></i>{word} {int(counts[state])}</span>')
        for state, word in states.items()
        if counts.get(state, 0)
    ]
    return Markup(f'<div class="tb-key tb-tile-key">{join(parts)}</div>')


def _labels(frame: pd.DataFrame, owner: dict[Cell, str], left: int, top: int, across: int, down: int) -> Markup:
    """Names of districts on free ground beside their tiles, without what all names begin with; else over their middle."""
    taken = set(owner)
    lead = len(commonprefix([str(name) for name in frame["district"].unique()]))
    found = []
    for district, own in frame.groupby("district_id", sort=True):
        name, href = str(own["district"].iloc[0]), own["district_href"].iloc[0]
        text = name[lead:] or name
        wide = math.ceil(len(text) * TYPE / CELL)
        cells = [(x - left, y - top) for x, y in zip(own["x"], own["y"], strict=True)]
        middle = (sum(x for x, _ in cells) / len(cells), sum(y for _, y in cells) / len(cells))
        free = _free(cells, middle, taken, wide, across, down)
        x, y = free or (int(step_of(middle[0] - (wide - 1) / 2)), int(step_of(middle[1])))
        x = max(0, min(x, across - wide))
        taken |= {(x + step, y) for step in range(wide)} if free else set()
        css = "tb-tile-name" + ("" if free else " tb-tile-over")
        found.append(
            Markup(
                f'<a data-nav tabindex="-1" href="{esc(href)}" class="{css}" data-row="{esc(district)}"'
                f' style="grid-area:{y + 1}/{x + 1}/auto/span {wide}">{esc(text)}</a>'
            )
        )
    return join(found)


def _free(
    cells: list[Cell], middle: tuple[float, float], taken: set[Cell], wide: int, across: int, down: int
) -> Cell | None:
    """The place for so many letters nearest to the middle that touches a tile of the district and covers none of any."""
    best: tuple[float, Cell] | None = None
    for y in range(down):
        for x in range(across - wide + 1):
            place = [(x + step, y) for step in range(wide)]
            if taken & set(place) or min(abs(a - c) + abs(b - d) for a, b in place for c, d in cells) > 1:
                continue
            far = abs(x + (wide - 1) / 2 - middle[0]) + abs(y - middle[1])
            if best is None or far < best[0]:
                best = (far, (x, y))
    return best[1] if best else None
