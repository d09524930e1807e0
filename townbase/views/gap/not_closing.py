"""The city's gaps may all shrink while districts' do not: which districts, in how many indicators."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.views.gap import gap_words as say
from townbase.views.gap import series
from townbase.views.shared.row_words import row_title

NAMED = 3


@dataclass(frozen=True)
class NotClosing:
    """`lead` stands before the links, `rest` behind them. links: (what, href); a district with one such indicator leads to it."""

    districts: int = 0
    lead: str = ""
    links: tuple[tuple[str, str], ...] = ()
    rest: str = ""

    @property
    def text(self) -> str:
        """The same without links, for paper."""
        return self.lead + "、".join(what for what, _ in self.links) + self.rest


def read(ask: Ask, selection: Selection, year: int, whole: list[Row]) -> NotClosing:
    """Districts behind whose gap is not smaller than in the base year; none once a district is chosen.

    whole: the city's rows of the year; while none of them can be compared, single districts that have reported are not told apart.
    """
    if selection.district is not None or all(say.state(row) == "missing" for row in whole):
        return NotClosing()
    rows = records(ask("gap/behind", against=selection.urban, year=year, stage=selection.stage))
    return of([row for row in rows if say.state(row) == "not_closing"], selection)


def of(rows: list[Row], selection: Selection) -> NotClosing:
    """Rows in the order of districts; those with the most indicators come first."""
    groups = sorted(
        (list(group) for _, group in groupby(rows, key=lambda row: row["area_id"])), key=lambda group: -len(group)
    )
    if not groups:
        return NotClosing()
    return NotClosing(
        len(groups),
        f"与{say.reference(rows)}的差距没有缩小的有 {len(groups)} 个区县、共 {len(rows)} 项：",
        tuple(_link(group, selection) for group in groups[:NAMED]),
        f"等 {len(groups)} 个区县。" if len(groups) > NAMED else "。",
    )


def _link(group: list[Row], selection: Selection) -> tuple[str, str]:
    first = group[0]
    mark = f"（{say.BORROWED}）" if all(say.is_borrowed(row, selection.urban) for row in group) else ""
    what = row_title(first) if len(group) == 1 else f" {words.count(len(group), '项')}"
    return f"{first['name']}{mark}{what}", series.opens(first, selection, district=first["area_id"])
