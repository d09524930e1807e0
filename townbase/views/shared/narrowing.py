"""The filters that narrow townships: as words, as parameters of queries, as the townships they leave."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.selection import Selection
from townbase.views.shared.headline_count import STREET


def narrow(selection: Selection) -> dict[str, str | None]:
    """The parameters that every query of them takes."""
    return {"district": selection.district, **within(selection)}


def within(selection: Selection) -> dict[str, str | None]:
    """Those that narrow the townships of a district, for queries that answer every district at once."""
    return {
        "counted": selection.counted,
        "batch": selection.batch,
        "managing_body": selection.managing_body,
    }


def narrowed(selection: Selection) -> bool:
    """Whether the reader chose any of them."""
    return any(chosen not in (None, "all") for chosen in narrow(selection).values())


def in_words(selection: Selection) -> str:
    """The filters beyond year and district, as words: 镇、第一批; empty where none is set."""
    parts = [words.COUNTED[selection.counted]] if selection.counted != "all" else []
    parts += [value for value in (selection.batch, selection.managing_body) if value is not None]
    return "、".join(parts)


def chosen(townships: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The counted townships that the filters leave, in official order."""
    keep = townships["counted"]
    if selection.district is not None:
        keep = keep & (townships["district_id"] == selection.district)
    if selection.counted == "town":
        keep = keep & (townships["kind"] != STREET)
    if selection.counted == "subdistrict":
        keep = keep & (townships["kind"] == STREET)
    for key in ("batch", "managing_body"):
        wanted = getattr(selection, key)
        if wanted is not None:
            keep = keep & (townships[key] == wanted)
    return townships[keep]
