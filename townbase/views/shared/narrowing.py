"""The filters that narrow townships, as the parameters that every query of them takes."""

from __future__ import annotations

from townbase.selection import Selection


def narrow(selection: Selection) -> dict[str, str | None]:
    return {
        "district": selection.district,
        "counted": selection.counted,
        "batch": selection.batch,
        "managing_body": selection.managing_body,
    }


def narrowed(selection: Selection) -> bool:
    """Whether the reader chose any of them."""
    return any(chosen not in (None, "all") for chosen in narrow(selection).values())
