"""What the reader lets one unit of each kind cost: `teacher:10,room:5` in the address; a kind that is not there costs 1."""

from __future__ import annotations

from collections.abc import Mapping

from townbase import words

USUAL, MOST = 1, 9999


def read(text: str | None) -> dict[str, int] | None:
    """kind -> price, of the kinds that are not at their usual price; None where the text is not of this form."""
    found: dict[str, int] = {}
    for part in text.split(",") if text else []:
        kind, _, price = part.partition(":")
        if (
            kind not in words.UNIT_KIND
            or kind in found
            or not (price.isascii() and price.isdigit() and len(price) <= 4)
        ):
            return None
        found[kind] = int(price)
    return found


def written(prices: Mapping[str, int]) -> str | None:
    """The same back into the address; None where every kind costs what it usually does."""
    parts = [f"{kind}:{prices[kind]}" for kind in words.UNIT_KIND if prices.get(kind, USUAL) != USUAL]
    return ",".join(parts) or None


def parameters(text: str | None) -> dict[str, list]:
    """kinds and prices of path/townships, every kind named."""
    prices = read(text) or {}
    return {"kinds": list(words.UNIT_KIND), "prices": [prices.get(kind, USUAL) for kind in words.UNIT_KIND]}


def said(text: str) -> str:
    """教师 10、功能室 5、其余 1"""
    prices = read(text) or {}
    return "、".join([f"{words.UNIT_KIND[kind]} {price}" for kind, price in prices.items()] + [f"其余 {USUAL}"])
