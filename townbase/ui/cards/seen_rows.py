"""The rows of a card's table as a reader sees them: in which order, and which of them.

The browser alone knows (scripts/table_state.js) and says it before a file is made (picture/menu.js), so that a table is
taken away with the rows and in the order that stand on the screen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from townbase import words
from townbase.text import FORBIDDEN

HEARD, NOW = "tb_seen_rows", "tb_seen_now"
LONGEST = 40  # letters of what was looked for


@dataclass(frozen=True)
class Seen:
    """rows: places of the rows seen, counted as the server drew them · of: how many it drew · sums: rows of sums under
    them · by: the head they are sorted by, "" = the page's own order · down: largest first ·
    sort: the same as it stands in the address · unmet: only those · words: looked for
    """

    rows: tuple[int, ...]
    of: int
    sums: int
    by: str
    down: bool
    sort: str
    unmet: bool
    words: str

    @property
    def is_narrowed(self) -> bool:
        return len(self.rows) < self.of

    def said(self) -> str:
        """只列未达标；查找“中心”；按“还差”由大到小"""
        parts = (
            f"只列{words.UNMET}" if self.unmet else "",
            f"查找“{self.words}”" if self.words else "",
            f"按“{self.by}”{'由大到小' if self.down else '由小到大'}" if self.by else "",
        )
        return "；".join(part for part in parts if part)

    def brought_back(self) -> str:
        """What the page taken away does with its chart (downloads/webpage.js)."""
        return json.dumps({"sort": self.sort, "unmet": self.unmet, "words": self.words}, ensure_ascii=False)

    def short(self) -> str:
        """What a file's name says of it: 只列未达标-重新排列"""
        parts = (
            f"只列{words.UNMET}" if self.unmet else "",
            f"查找{FORBIDDEN.sub('_', self.words)[:12]}" if self.words else "",
            "重新排列" if self.by else "",
        )
        return "-".join(part for part in parts if part)


def heard(told: Mapping[str, Any] | None) -> None:
    """Keep what the browser says of one card: {at, card, rows, of, sums, by, down, sort, unmet, words}; rows None = as drawn."""
    if not told:
        return
    known: dict[tuple[str, str], Seen] = st.session_state.setdefault(HEARD, {})
    key = (str(told.get("at")), str(told.get("card")))
    seen = _checked(told)
    if seen is None:
        known.pop(key, None)
    else:
        known[key] = seen


def open_at(at: str) -> dict[str, Seen]:
    """at: the address the page is drawn for. From here on the files of this run are named after what is seen there."""
    known: dict[tuple[str, str], Seen] = st.session_state.get(HEARD, {})
    st.session_state[NOW] = {card: seen for (place, card), seen in known.items() if place == at}
    return st.session_state[NOW]


def named(called: str, button: str, rows: int) -> str:
    """…-只列未达标-3f9a.csv: the name of a card's file, where its table was sorted or narrowed and its rows follow that.

    button: csv-<card> · rows: of the file as a whole
    """
    seen = st.session_state.get(NOW, {}).get(button.partition("-")[2])
    if seen is None or not _same_rows(rows, seen):
        return called
    start, _, end = called.rpartition("-")
    return f"{start}-{seen.short()}-{end}"


def follow(table: pd.DataFrame, seen: Seen | None) -> pd.DataFrame:
    """The same table with the rows seen, in their order; as it is where its rows are not those of the table on the screen.

    A sum stays below all rows and is left out where some are: it would be of others than stand there.
    """
    if not follows(table, seen):
        return table
    assert seen is not None
    sums = [] if seen.is_narrowed else range(seen.of, len(table))
    return table.iloc[[*seen.rows, *sums]].reset_index(drop=True)


def follows(table: pd.DataFrame | None, seen: Seen | None) -> bool:
    return seen is not None and table is not None and _same_rows(len(table), seen)


def _same_rows(count: int, seen: Seen) -> bool:
    """Rows of another table than that on the screen, such as one with a row a year, are left as they are."""
    return count in (seen.of, seen.of + seen.sums)


def _checked(told: Mapping[str, Any]) -> Seen | None:
    """What comes from a browser may be anything."""
    rows, count = told.get("rows"), told.get("of")
    if not isinstance(rows, list) or not isinstance(count, int):
        return None
    places = [int(at) for at in rows if isinstance(at, (int, float))]
    if len(places) != len(rows) or len(set(places)) != len(places) or not all(0 <= at < count for at in places):
        return None
    sums = told.get("sums")
    return Seen(
        rows=tuple(places),
        of=count,
        sums=sums if isinstance(sums, int) else 0,
        by=str(told.get("by") or "")[:LONGEST],
        down=bool(told.get("down")),
        sort=str(told.get("sort") or "")[:LONGEST],
        unmet=bool(told.get("unmet")),
        words=str(told.get("words") or "")[:LONGEST],
    )
